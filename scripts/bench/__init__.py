"""Measures of the site under gunicorn, beside a bare Django view that returns the same bytes."""
