"""Databases of Android telephones: the system's own and WhatsApp's, one kind of row a module."""
