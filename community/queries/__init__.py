"""Reads that cross models, ready for a page."""
