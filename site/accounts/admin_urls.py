"""Doors of Wagtail's admin that ask for a password only are closed, and its account page is ours."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from accounts.wagtail_account import AccountView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("account/", require_admin_access(AccountView.as_view())),
]
