"""Addresses of the process: record."""

urlpatterns: list = []
