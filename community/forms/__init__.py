"""Forms of the community."""
