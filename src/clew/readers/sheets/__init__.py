"""Spreadsheet reports of laboratories: sheets told apart by their titles and headers, read column by column."""
