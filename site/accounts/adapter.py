"""What allauth asks us: how users are saved, what mail says and in which language."""

import base64
import hashlib
import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from core import mail

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and mail in our own words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not go together. Check both."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not the right one. Wait for the next one and try again."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
        "same_as_current": _("This is already your address. Type another one."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or choose a new password."),
    }

    def save_user(self, request, user, form, commit=True):
        """Store the display name, and the language in which the person signed up."""
        user.display_name = form.cleaned_data.get("display_name", "")
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request):
        """Open the account in the language of its owner."""
        with override(request.user.language):
            return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix, email, context):
        """Write through our own queue, in the language of the person who owns the address."""
        app, _dot, name = template_prefix.partition("/email/")
        user = get_user_model().objects.filter(emailaddress__email__iexact=email).first()
        ours = {"email": email, "account_url": self._absolute_url("accounts:home")}
        with override(user.language if user else get_language()):
            mail.send(f"{app}/{name}", to=email, context=context | ours)

    def _absolute_url(self, name: str) -> str:
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name)}"


class MFAAdapter(DefaultMFAAdapter):
    """Second factor: secrets are encrypted with keys made from `SECRET_KEY` and its fallbacks."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """What the database keeps of a secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one whose key is gone is replaced by another at random: no code will match."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.exception("A second factor was encrypted with a key that is in no SECRET_KEY_FALLBACKS")
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type) -> str:  # noqa: A002
        """A first name for a key, which the person can change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Key {number}").format(number=number)


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"accounts.second-factor:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
