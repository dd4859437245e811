"""What others may take of the directory: one page, or all of it."""
