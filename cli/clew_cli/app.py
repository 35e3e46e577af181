"""The `clew` command: runs the application and turns errors into plain sentences and exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with the exit code 0, 1, 2, 3, 4, 5 or 130 (see `clew.errors`)."""
    if sys.argv[1:] == ["--version"]:  # scripts ask often: answered before anything else is imported
        from clew import __version__

        sys.stdout.write(f"clew {__version__}\n")
        return
    from clew_cli import failures
    from clew_cli.root import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    failures.run(app, debug="--debug" in sys.argv)
