"""Databases of iPhones and their apps: what the tables and columns mean."""
