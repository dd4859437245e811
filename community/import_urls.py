"""Addresses of the facilitators' imports, below /facilitation/imports/."""

urlpatterns: list = []
