"""Doors of Wagtail's admin that ask for a password only: closed, they lead to ours."""

from django.urls import path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
]
