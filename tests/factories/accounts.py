"""People for tests."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.core import mail
from post_office.models import Email

from accounts.models import User

PASSWORD = "une phrase assez longue"


def make_user(email="ana@example.org", *, roles=(), verified=True, **fields):
    """A person who can sign in with PASSWORD."""
    fields.setdefault("display_name", email.split("@")[0].title())
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_superuser(email="root@example.org", **fields):
    """A person who may do everything."""
    return make_user(email, is_superuser=True, **fields)


def add_totp(user):
    """Set up an application that shows codes; the secret is returned."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def totp_code(secret, *, step=0):
    """What the application shows now (or `step` periods later)."""
    counter = int(time.time()) // 30 + step
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def factors(user):
    """What the person has set up."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def sign_in(client, email="ana@example.org", password=PASSWORD, **data):
    """Send the sign-in form."""
    return client.post("/account/login/", {"login": email, "password": password, **data})


def confirm_password(client, password=PASSWORD):
    """Prove once more who one is, before something that matters."""
    return client.post("/account/reauthenticate/", {"password": password})


def delivered():
    """Every message written so far, the queue included."""
    for row in Email.objects.order_by("pk"):
        row.dispatch()
    return mail.outbox
