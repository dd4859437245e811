"""Addresses of the process."""

from django.urls import include, path

app_name = "certification"
urlpatterns = [
    path("", include("certification.urls_files")),
    path("", include("certification.urls_colleges")),
    path("", include("certification.urls_record")),
]
