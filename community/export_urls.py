"""Addresses without a language: what programs read of the directory."""

urlpatterns: list = []
