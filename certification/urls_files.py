"""Addresses of the process: files."""

urlpatterns: list = []
