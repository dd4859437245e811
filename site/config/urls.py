"""Addresses of the whole site; French has no prefix, other languages have theirs."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.media import picture
from pages.private import collection_password, page_password

urlpatterns = [
    path("", include("core.urls")),
    path("", include("community.export_urls")),
    path("", include("certification.credential_urls")),
    path("", include("pages.urls")),
    path("admin/", include("accounts.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/authenticate_with_password/<int:restriction_id>/", collection_password),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", picture),
]
urlpatterns += i18n_patterns(
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("operations/", include("core.operations_urls")),
    path("", include("community.urls")),
    path("", include("certification.urls")),
    path("search/", include("search.urls")),
    path("my/searches/", include("search.saved_urls")),
    path("", include("pages.i18n_urls")),
    # Wagtail's own door to private pages asks for a password only.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", page_password),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler429 = "core.errors.too_many_requests"  # allauth's, when a rate limit is reached
handler500 = "core.errors.server_error"
