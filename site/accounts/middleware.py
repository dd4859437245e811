"""Whoever may do more than a member proves it with a second factor before anything else."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.roles import needs_second_factor

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SIGN_OUT = {"account_logout", "wagtailadmin_logout"}
ASK = SIGN_OUT | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
SET_UP = ASK | {
    "account_confirm_email",
    "account_email",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
}
SET_UP_HERE = "accounts_second_factor_set_up_here"  # key in the session


class TwoFactorMiddleware:
    """Open no page but those of the second factor, and sign-out, until it is set up and given."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the check comes once the address is resolved."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view) -> HttpResponse | None:
        """Send the person to what is missing, if anything is."""
        user, page = request.user, request.resolver_match.url_name
        if not settings.TWO_FACTOR_REQUIRED or not user.is_authenticated or page in SIGN_OUT:
            return None
        if not needs_second_factor(user):
            return None
        if not is_mfa_enabled(user, FACTORS):
            request.second_factor_missing = True
            return None if page in SET_UP else redirect("mfa_index")
        if page in ASK or _is_proved(request):
            return None
        return redirect(_ask_url(request))


def _ask_url(request: HttpRequest) -> str:
    has_code = is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES])
    page = reverse("mfa_reauthenticate" if has_code else "mfa_reauthenticate_webauthn")
    return f"{page}?{urlencode({'next': request.get_full_path()})}"


def _is_proved(request: HttpRequest) -> bool:
    """Whether this very session gave the factor, or set it up: an older one knew the password only."""
    records = get_authentication_records(request, request.user)
    return SET_UP_HERE in request.session or any(record["method"] == "mfa" for record in records)
