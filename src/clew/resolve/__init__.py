"""Identity: which records speak of one person or thing; decisions are appended, never overwritten."""
