"""Addresses of pages that no editor makes."""

urlpatterns = []
