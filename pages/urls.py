"""Addresses without a language: what robots and browsers ask for."""

urlpatterns = []
