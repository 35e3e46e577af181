"""Parser of Cellebrite UFED reports: bytes to tags, tags to models, models to rows of each kind."""
