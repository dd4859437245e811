"""Reads of the search: what was asked, and what a page shows of what was found."""
