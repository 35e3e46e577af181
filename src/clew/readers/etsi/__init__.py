"""ETSI TS 102 657 retained data: legs of a record as one event, cells, key-value texts."""
