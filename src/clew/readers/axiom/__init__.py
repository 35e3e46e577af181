"""Exports of Magnet AXIOM: artifacts as XML, as sheets of a workbook or as CSV, one concept a file."""
