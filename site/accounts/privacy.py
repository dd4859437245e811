"""What an account holds of a person, and how it is forgotten."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.models import User
from core import journal


def export(user: User) -> dict:
    """The account as its owner may read it; secrets (password, keys) are named, not given."""
    return {
        "email": user.email,
        "display_name": user.display_name,
        "pseudonym": user.pseudonym,
        "language": user.language,
        "joined": user.date_joined.isoformat(),
        "last_login": user.last_login and user.last_login.isoformat(),
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "email_addresses": list(user.emailaddress_set.values("email", "verified", "primary")),
        "second_factors": [_factor(factor) for factor in Authenticator.objects.filter(user=user)],
        "sessions": [_session(session) for session in UserSession.objects.filter(user=user)],
        "events": [{"kind": event.kind, "at": event.at.isoformat()} for event in journal.about(user)],
        "mail_sent": [_mail(mail) for mail in _mails([user.email])],
    }


def erase(user: User) -> None:
    """Keep one row that says that somebody was here; drop all that says who."""
    _forget_mail(user)
    _forget_access(user)
    _forget_admin(user)
    journal.forget(journal.about(user))
    user.email = f"{user.uid.hex}@erased.invalid"
    user.display_name = ""
    user.language = settings.LANGUAGE_CODE
    user.last_login = None
    user.is_active = user.is_superuser = False
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()


def _forget_mail(user: User) -> None:
    addresses = {user.email, *user.emailaddress_set.values_list("email", flat=True)}
    _mails(addresses).delete()
    EmailAddress.objects.filter(user=user).delete()


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


def _mails(addresses: Iterable[str]) -> QuerySet[Email]:
    """Mail of the queue and of its log that was written to one of these addresses, or names it."""
    named = Q()
    for address in addresses:
        for field in ("to", "cc", "bcc", "message", "html_message", "subject"):
            named |= Q(**{f"{field}__icontains": address})
    return Email.objects.filter(named)


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
