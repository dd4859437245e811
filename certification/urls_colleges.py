"""Addresses of the process: colleges."""

urlpatterns: list = []
