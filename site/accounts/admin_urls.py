"""Doors of Wagtail's admin that ask for a password only are closed, and its account page is ours."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from accounts.wagtail_account import AccountView


def sign_in(request: HttpRequest) -> HttpResponse:
    """Our page to sign in; whoever has done so and may not enter is told so, and not sent round and round."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return RedirectView.as_view(pattern_name="account_login", query_string=True)(request)


urlpatterns = [
    path("login/", sign_in),
    re_path(r"^password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("account/", require_admin_access(AccountView.as_view())),
]
