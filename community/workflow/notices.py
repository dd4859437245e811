"""What people do with what they are told: read it, choose how it comes, end a kind of mail; and the digests."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from community.closed import as_told
from community.models import Notification, Preference
from community.notice import VOCABULARY
from community.rules.delivery import Channel
from community.telling import SALT, choose_url, digest_headers
from core import mail
from core.refusals import Refused
from core.tasks import each

KEPT_READ, KEPT = timedelta(days=180), timedelta(days=400)
DIGEST = "digest"
DIGESTS = (Channel.DAILY, Channel.WEEKLY)
REQUIRED = Refused(_("The process must tell you this by mail: it cannot be switched off."))


def read(*, actor: User, now: datetime, uid: object = None) -> int:
    """Note that a person has read one notification, or all; how many were new."""
    found = Notification.objects.filter(person=actor, read_at__isnull=True)
    return (found.filter(uid=uid) if uid else found).update(read_at=now)


@transaction.atomic
def choose(*, actor: User, chosen: Mapping[str, str]) -> None:
    """Keep how a person wants to be told of some kinds.

    Raises:
        Refused: a kind without which nobody can do was to come otherwise than at once.
    """
    for code, channel in chosen.items():
        kind = VOCABULARY[code]
        if kind.is_required and channel != Channel.AT_ONCE:
            raise REQUIRED
        Preference.objects.update_or_create(person=actor, kind=code, defaults={"channel": channel})


@transaction.atomic
def stop(token: str) -> tuple[User, str]:
    """End one kind of mail, or the digests, for whoever holds the link; the site goes on telling.

    Returns:
        The person, and the code of the kind, or "digest".

    Raises:
        Refused: the link is not one of ours, or its kind cannot be ended.
    """
    person, code = holder(token)
    if code == DIGEST:
        for kind in VOCABULARY.values():
            if not kind.is_required and _channel(person, kind.code) in DIGESTS:
                choose(actor=person, chosen={kind.code: Channel.SITE})
    else:
        choose(actor=person, chosen={code: Channel.SITE})
    Notification.objects.filter(person=person, mail__isnull=True, kind__in=_codes(code)).update(digest_at=None)
    return person, code


def holder(token: str) -> tuple[User, str]:
    """Whom a link was made for, and for which kind.

    Raises:
        Refused: it is not one of ours.
    """
    try:
        uid, code = signing.loads(token, salt=SALT)
        person = User.objects.get(uid=uid, is_active=True)
    except (signing.BadSignature, User.DoesNotExist, ValueError, TypeError) as error:
        raise Refused(_("This link does not work: copy it whole from the mail.")) from error
    if code != DIGEST and code not in VOCABULARY:
        raise Refused(_("This kind of message no longer exists."))
    return person, code


def _channel(person: User, code: str) -> str:
    found = Preference.objects.filter(person=person, kind=code).values_list("channel", flat=True).first()
    return found or VOCABULARY[code].default


def _codes(code: str) -> list[str]:
    return [kind.code for kind in VOCABULARY.values() if not kind.is_required] if code == DIGEST else [code]


def send_digests(now: datetime) -> int:
    """Write to each person for whom a digest is due; how many mails."""
    due = Notification.objects.filter(digest_at__lte=now, mail__isnull=True).order_by()
    people = due.values_list("person", "channel").distinct()
    return each(list(people), lambda one: _send_digest(*one, now))


@transaction.atomic
def _send_digest(person: int, channel: str, now: datetime) -> bool:
    """One digest; the rows are held, so that two workers at once write one mail."""
    due = Notification.objects.select_for_update().filter(
        person=person, channel=channel, digest_at__lte=now, mail__isnull=True
    )
    told = list(due.select_related("person"))
    reader = told[0].person if told else None
    if reader is None or not reader.is_active or reader.mail_refused_at:
        return False
    with override(reader.language):
        read = as_told(reader, told)
    context = {"told": read, "is_digest": True, "choose_url": choose_url(reader)}
    (email,) = mail.send("community/notices", to=reader, context=context, headers=digest_headers(reader))
    Notification.objects.filter(pk__in=[one.pk for one in told]).update(mail=email, digest_at=None)
    return True


def forget(now: datetime) -> None:
    """Forget what was read half a year ago, and everything after a little more than a year."""
    Notification.objects.filter(read_at__lt=now - KEPT_READ).delete()
    Notification.objects.filter(at__lt=now - KEPT).delete()
