"""Whole-network analysis behind the NetworkX API."""
