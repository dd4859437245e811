"""Pages of the process."""
