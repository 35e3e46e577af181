"""Which part of an XLSX holds which sheet."""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib

#: What damaged parts of a workbook raise when they are unpacked; bzip2 raises an error of the disk.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, NotImplementedError, RuntimeError, EOFError)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return part name (`xl/worksheets/sheet1.xml`) -> sheet name; empty where the workbook does not say."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        workbook = etree.fromstring(archive.read(_WORKBOOK), parser)
        relations = etree.fromstring(archive.read(_RELATIONS), parser)
    except (KeyError, etree.XMLSyntaxError):
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    names = {}
    for sheet in workbook.iter("{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if relation in targets:
            # A target is relative to the workbook's folder unless it begins with a slash.
            names[posixpath.normpath(posixpath.join("/xl", targets[relation])).lstrip("/")] = sheet.get("name", "")
    return names
