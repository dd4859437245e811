"""Every page and message of allauth that a person can see is ours; an upgrade that adds one fails here."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.utils import timezone

from core import mail

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = settings.BASE_DIR / "templates"

# Switched off: codes by mail or telephone, sign-up by key, trusted browsers, several addresses.
UNUSED = {
    "account/base_confirm_code.html",
    "account/base_manage_phone.html",
    "account/confirm_email_verification_code.html",
    "account/confirm_login_code.html",
    "account/confirm_password_reset_code.html",
    "account/confirm_phone_verification_code.html",
    "account/email.html",
    "account/phone_change.html",
    "account/request_login_code.html",
    "account/signup_by_passkey.html",
    "account/snippets/warn_no_email.html",
    "mfa/trust.html",
    "mfa/webauthn/signup_form.html",
}
# What only inherits from the layout, which is ours.
INHERITED = {
    f"{app}/{name}.html"
    for app, name in [
        ("account", "base_entrance"),
        ("account", "base_manage"),
        ("account", "base_manage_email"),
        ("account", "base_manage_password"),
        ("mfa", "base_entrance"),
        ("mfa", "base_manage"),
        ("mfa", "recovery_codes/base"),
        ("mfa", "totp/base"),
        ("mfa", "webauthn/base"),
        ("usersessions", "base_manage"),
    ]
}
UNUSED_MAIL = {"account/login_code", "account/password_reset_code"}
OUR_MAIL = [
    f"{path.parent.parent.name}/{path.name.removesuffix('.subject.txt')}"
    for app in ("account", "accounts", "mfa")
    for path in sorted((OURS / app / "email").glob("*.subject.txt"))
]


def pages(root):
    """Templates of pages below a folder."""
    found = (path for app in ("account", "mfa", "usersessions") for path in (root / app).rglob("*.html"))
    return {str(path.relative_to(root)) for path in found}


def test_every_page_is_ours():
    assert pages(THEIRS) - pages(OURS) == UNUSED | INHERITED


def test_every_message_is_ours():
    theirs = {
        f"{app}/{path.name.removesuffix('_subject.txt')}"
        for app in ("account", "mfa")
        for path in (THEIRS / app / "email").glob("*_subject.txt")
    }
    assert theirs - set(OUR_MAIL) == UNUSED_MAIL


@pytest.mark.django_db
@pytest.mark.parametrize("name", OUR_MAIL)
def test_messages_are_complete(name):
    urls = ("url", "account_url", "activate_url", "password_reset_url", "signup_url")
    context = {key: f"https://example.org/{key}/?a=1&b=2" for key in urls}
    context |= {
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "user_agent": "Firefox Linux",
        "email": "a@b.org",
    }
    [message] = mail.send(name, to="o'brien@example.org", context=context)
    assert message.subject
    assert "\n\n" in message.message
    assert "&amp;" not in message.message, "plain text is not escaped"
    assert "<p>" in message.html_message
    assert "{" not in message.message


@pytest.mark.parametrize("path", sorted(pages(OURS)))
def test_no_inline_script_nor_style(path):
    text = (OURS / path).read_text()
    assert "style=" not in text
    assert "onclick" not in text
    assert text.count("<script") == text.count("<script src=") + text.count('type="application/json"')
