"""File layouts the sample world is shown in; each module declares one `LAYOUT`."""
