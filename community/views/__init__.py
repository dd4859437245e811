"""Pages of the community."""
