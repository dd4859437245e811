"""Tells one person of one thing: a line of her or his list, and a mail at once, gathered, or in the next digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from post_office.models import Email

from accounts.models import User
from community.models import Notification, Preference
from community.notice import Kind, Notice, Said, Topic
from community.rules import delivery
from community.rules.delivery import Channel
from core import mail

SALT = "community.stop"


@dataclass(frozen=True)
class Message:
    """One notice with its values."""

    notice: Notice
    url: str
    values: Mapping
    reply_to: str = ""

    def context(self) -> dict:
        """What the templates of mail use."""
        return {
            "subject": Said(self.notice.subject, self.values),
            "paragraphs": [Said(text, self.values) for text in self.notice.body],
            "quoted": self.values.get(self.notice.quoted, ""),
            "button": self.notice.button,
            "url": absolute(self.url),
            "more": [(label, absolute(str(self.values[name]))) for label, name in self.notice.more],
            "stop_url": absolute(str(self.values["stop_url"])) if "stop_url" in self.values else "",
        }


def absolute(url: str) -> str:
    """The whole address of a path of this site."""
    return url if url.startswith("http") else f"{settings.WAGTAILADMIN_BASE_URL}{url}"


@dataclass(frozen=True)
class Telling:
    """What happens once: who is told of what, about which thing, when."""

    kind: Kind
    person: User
    message: Message
    about: str
    now: datetime


@transaction.atomic
def tell_one(kind: Kind, person: User, message: Message, about: str) -> Notification | None:
    """Tell a person as she or he chose; None for a closed account, or for what was just told and says the same."""
    telling = Telling(kind, person, message, about, timezone.now())
    if not person.is_active or _says_the_same(telling):
        return None
    told = _note(telling, delivery.channel(_chosen(telling), kind.default, is_required=kind.is_required))
    takes_mail = person.mail_refused_at is None or kind.is_required
    if takes_mail and told.channel == Channel.AT_ONCE and not _joins(telling, told):
        told.mail = _mail(telling, told)
        told.save(update_fields=["mail"])
    return told


def _says_the_same(telling: Telling) -> bool:
    """Whether it would be a reminder that comes too soon, or what an unread line that still waits says already."""
    if telling.kind.is_reminder:
        return delivery.is_repeated(_last(telling), telling.now)
    return telling.kind.is_gathered and _waits(telling)


def _waits(telling: Telling) -> bool:
    """Whether the same is about to be told: a moment ago, or by a mail or a digest that has not left yet."""
    since = telling.now - timedelta(seconds=settings.NOTIFICATIONS_GATHERED_SECONDS)
    still = Q(at__gt=since) | Q(mail__scheduled_time__gt=telling.now) | Q(digest_at__gt=telling.now, mail=None)
    found = Notification.objects.filter(person=telling.person, kind=telling.kind.code, about=telling.about)
    return found.filter(still, read_at=None).exists()


def _last(telling: Telling) -> datetime | None:
    found = Notification.objects.filter(person=telling.person, kind=telling.kind.code, about=telling.about)
    return found.values_list("at", flat=True).first()


def _chosen(telling: Telling) -> str | None:
    found = Preference.objects.filter(person=telling.person, kind=telling.kind.code)
    return found.values_list("channel", flat=True).first()


def _note(telling: Telling, channel: Channel) -> Notification:
    is_digest = channel in {Channel.DAILY, Channel.WEEKLY}
    with override(telling.person.language):
        said = telling.message.context()
        return Notification.objects.create(
            person=telling.person, kind=telling.kind.code, about=telling.about, subject=str(said["subject"])[:300],
            text="\n\n".join(map(str, said["paragraphs"])), quoted=_kept(telling.kind, said), url=telling.message.url,
            button=str(said["button"]), at=telling.now, channel=channel,
            digest_at=delivery.digest_at(telling.now, channel, timezone.get_default_timezone()) if is_digest else None,
        )  # fmt: skip


def _kept(kind: Kind, said: Mapping) -> str:
    """Somebody's words, but those of a comment: it may be corrected or withdrawn, and is read where it is."""
    return "" if kind.topic == Topic.TALK and kind.notice.quoted == "text" else str(said["quoted"])


def _joins(telling: Telling, told: Notification) -> bool:
    """Whether a mail about the same thing that still waits for its hour tells this too."""
    if telling.kind.is_deadline or not told.about:
        return False
    waiting = Notification.objects.filter(person=told.person, about=told.about, mail__scheduled_time__gt=told.at)
    latest = waiting.exclude(pk=told.pk).select_related("mail").first()
    if latest is None:
        return False
    together = [told, *waiting.filter(mail=latest.mail)]
    context = {"told": together, "choose_url": choose_url(told.person)}
    if not mail.rewrite(latest.mail, "community/notices", to=told.person, context=context):
        return False
    return bool(Notification.objects.filter(pk=told.pk).update(mail=latest.mail))


def _mail(telling: Telling, told: Notification) -> Email:
    context = telling.message.context() | {"choose_url": choose_url(told.person)}
    (email,) = mail.send(
        "community/notice", to=told.person, context=context, reply_to=telling.message.reply_to,
        now=_leaves_at(telling), headers=stop_headers(told.person, telling.kind),
    )  # fmt: skip
    return email


def _leaves_at(telling: Telling) -> datetime:
    if settings.NOTIFICATIONS_AT_NIGHT:
        return telling.now
    gathered = timedelta(seconds=settings.NOTIFICATIONS_GATHERED_SECONDS if telling.about else 0)
    zone = timezone.get_default_timezone()
    return delivery.leaves_at(telling.now, zone, is_deadline=telling.kind.is_deadline, gathered=gathered)


def choose_url(person: User) -> str:
    """Where a person chooses how to be told."""
    with override(person.language):
        return absolute(reverse("community:notification_settings"))


def stop_headers(person: User, kind: Kind) -> dict[str, str]:
    """One click in the mail program ends this kind of mail (RFC 8058); not of what the process must tell."""
    if kind.is_required:
        return {}
    return _one_click(person, kind.code)


def stop_token(person: User, code: str) -> str:
    """Names one person and one kind of mail, or "digest"; it does not end, and opens nothing else."""
    return signing.dumps([str(person.uid), code], salt=SALT, compress=True)


def digest_headers(person: User) -> dict[str, str]:
    """One click ends the digests."""
    return _one_click(person, "digest")


def _one_click(person: User, code: str) -> dict[str, str]:
    address = absolute(reverse("community:notification_stop", args=[stop_token(person, code)]))
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
