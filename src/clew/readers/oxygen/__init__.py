"""Workbooks of Oxygen Forensic tools, as far as they are known, one concept a file."""
