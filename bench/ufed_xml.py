"""Walk a UFED report with the parsers of the standard library and do nothing else; print CPU seconds as JSON.

`pull` feeds a pull parser 4 MiB at a time, as a careful reader does; `iterparse` hands the file to `iterparse`. Both
clear every element, the cheapest that keeps memory from growing.
"""

from __future__ import annotations

import json
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from clew.synth.devices.telephone import invented_telephone
from clew.synth.devices.ufed_xml import write_large

PIECE_BYTES = 4 << 20


def pull(path: Path) -> int:
    """Return how many elements a pull parser meets."""
    parser = ET.XMLPullParser(("end",))
    count = 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE_BYTES):
            parser.feed(piece)
            for _, element in parser.read_events():
                element.clear()
                count += 1
    return count


def iterparse(path: Path) -> int:
    """Return how many elements `iterparse` meets."""
    count = 0
    for _, element in ET.iterparse(path):
        element.clear()
        count += 1
    return count


def write(path: Path, megabytes: int, *, tagged_files: int = 0) -> None:
    """Write a report of about this size about the invented telephone."""
    write_large(invented_telephone(), path, megabytes, tagged_files=tagged_files)


def main() -> None:
    walk, path = {"pull": pull, "iterparse": iterparse}[sys.argv[1]], Path(sys.argv[2])
    begin = time.process_time()
    elements = walk(path)
    print(json.dumps({"cpu_s": time.process_time() - begin, "elements": elements}))


if __name__ == "__main__":
    main()
