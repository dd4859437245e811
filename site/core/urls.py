"""Addresses without a language: health of the service."""

urlpatterns = []
