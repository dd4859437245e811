"""What an account holds of a person, and how it is forgotten."""

import re
from collections.abc import Iterable
from email.utils import parseaddr

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.models import User
from core import journal

RECIPIENTS = ("to", "cc", "bcc")
TEXTS = ("subject", "message", "html_message")


def export(user: User) -> dict:
    """The account as its owner may read it; secrets (password, keys) are named, not given."""
    return {
        "email": user.email,
        "mail_refused": {"at": user.mail_refused_at, "why": user.mail_refused_why},
        "display_name": user.display_name,
        "page": {"is_shown": user.has_page, "presentation": user.presentation},
        "pseudonym": user.pseudonym,
        "language": user.language,
        "joined": user.date_joined.isoformat(),
        "last_login": user.last_login and user.last_login.isoformat(),
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "email_addresses": list(user.emailaddress_set.values("email", "verified", "primary")),
        "second_factors": [_factor(factor) for factor in Authenticator.objects.filter(user=user)],
        "sessions": [_session(session) for session in UserSession.objects.filter(user=user)],
        "events": [{"kind": event.kind, "at": event.at.isoformat()} for event in journal.about(user)],
        "mail_sent": [_mail(mail) for mail in _mails(user.email, RECIPIENTS) if _is_to(mail, user.email)],
    }


def erase(user: User) -> None:
    """Keep one row that says that somebody was here; drop all that says who."""
    _forget_mail(user)
    _forget_access(user)
    _forget_admin(user)
    journal.forget(journal.about(user))
    user.email = f"{user.uid.hex}@erased.invalid"
    user.display_name = user.presentation = ""
    user.has_page = False
    user.language = settings.LANGUAGE_CODE
    user.last_login = None
    user.is_active = user.is_superuser = False
    user.mail_refused_at, user.mail_refused_why = None, ""
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()


def _forget_mail(user: User) -> None:
    addresses = _own_addresses(user)
    Email.objects.filter(pk__in=_mails_about(addresses)).delete()
    EmailAddress.objects.filter(user=user).delete()


def _own_addresses(user: User) -> set[str]:
    """The person's addresses, without one that was only typed and that another account has proved to be its own."""
    typed = set(user.emailaddress_set.filter(verified=False).values_list("email", flat=True))
    others = EmailAddress.objects.filter(email__in=typed, verified=True).exclude(user=user)
    all_of_them = {user.email, *user.emailaddress_set.values_list("email", flat=True)}
    return all_of_them - set(others.values_list("email", flat=True))


def _forget_access(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.groups.clear()
    user.user_permissions.clear()


def _forget_admin(user: User) -> None:
    for profile in UserProfile.objects.filter(user=user):
        profile.avatar.delete(save=False)
        profile.delete()
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    entries.update(label=user.pseudonym, data={})


def _mails_about(addresses: Iterable[str]) -> set[int]:
    """Mail of the queue and of its log that was written to one of these addresses, or names it."""
    return {
        mail.pk
        for address in addresses
        for mail in _mails(address, RECIPIENTS + TEXTS)
        if _is_to(mail, address) or _names(mail, address)
    }


def _mails(address: str, fields: Iterable[str]) -> Iterable[Email]:
    """What the database can find: the address may still be the end or the beginning of another one."""
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": address})
    return Email.objects.filter(found).order_by("pk").iterator()


def _is_to(mail: Email, address: str) -> bool:
    return address.lower() in {parseaddr(to)[1].lower() for to in mail.to + mail.cc + mail.bcc}


def _names(mail: Email, address: str) -> bool:
    # A full stop may end the sentence; followed by a letter it goes on with a longer domain.
    whole = re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)", re.IGNORECASE)
    return any(whole.search(getattr(mail, field)) for field in TEXTS)


def _factor(factor: Authenticator) -> dict:
    last = factor.last_used_at
    return {
        "type": factor.type,
        "added": factor.created_at.isoformat(),
        "last_used": last and last.isoformat(),
    }


def _session(session: UserSession) -> dict:
    return {
        "started": session.created_at.isoformat(),
        "ip": session.ip,
        "browser": session.user_agent,
    }


def _mail(mail: Email) -> dict:
    return {"sent": mail.created.isoformat(), "subject": mail.subject}
