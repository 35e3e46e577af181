"""Sheets of the spreadsheet report of Cellebrite Physical Analyzer, one concept a file."""
