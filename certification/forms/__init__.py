"""Forms of the process."""
