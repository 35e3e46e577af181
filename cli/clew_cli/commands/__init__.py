"""One file per command: `command` (or `group` of sub-commands) and the help `PANEL` it stands in."""
