"""Forms of the second factor, in our words."""

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from accounts.forms import Plain


class Code(Plain):
    """Six digits: telephones show a keypad and may fill them in."""

    labels = {"code": _("Code")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AuthenticateForm(Code, base.AuthenticateForm):
    """The code at sign-in; a recovery code is accepted too."""

    labels = {"code": _("Code from your application, or a recovery code")}


class ReauthenticateForm(Code, base.ReauthenticateForm):
    """The code once more, before something that matters."""


class ActivateTOTPForm(Code, totp.ActivateTOTPForm):
    """The first code, which proves that the application is set up."""

    labels = {"code": _("The six digits that your application shows")}


class AddWebAuthnForm(Plain, webauthn.AddWebAuthnForm):
    """The name of a key, and whether it replaces the password."""

    labels = {"name": _("Name of the key"), "passwordless": _("Sign in with this key alone, no password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _(
            "Your device will ask for your fingerprint, your face or its own code."
        )


class EditWebAuthnForm(Plain, webauthn.EditWebAuthnForm):
    """The name of a key."""

    labels = {"name": _("Name of the key")}
