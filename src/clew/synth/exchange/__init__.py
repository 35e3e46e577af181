"""Writers of exchange formats with invented content, for tests and examples."""
