"""Daily work on a case: find, show, timelines, findings and their reviews, as tables and values."""
