"""The map's page, style and script, and the data they are filled with."""
