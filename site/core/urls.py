"""Addresses without a language: health of the service."""

from django.urls import path

from core import health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]
