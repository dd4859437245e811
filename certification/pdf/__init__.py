"""A certificate on paper."""
