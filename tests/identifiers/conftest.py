"""Property tests here find the same examples each time, however busy the machine is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("identifiers", deadline=None, derandomize=True, database=None, max_examples=40)
settings.load_profile("identifiers")
