"""WhatsApp of Android: `msgstore.db` in its two generations, one kind of row a module."""
