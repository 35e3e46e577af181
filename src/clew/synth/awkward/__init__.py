"""Small files with one quirk each, seen in evidence or following from it; each module declares one `FAMILY`."""
