"""The table engine: bytes to text columns, one small module per step."""
