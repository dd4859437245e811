"""Keeping pages true: confirmations, reminders, stale pages, archives."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from accounts.models import User
from community import links, notifications
from community.models import Actor, CommunitySettings, ConfirmedBy, DoNotWrite, Letter
from community.models.letters import address_hash
from community.rules.freshness import AFTER_LAST_LETTER, BETWEEN_LETTERS, LETTERS, next_letter_at
from community.states import Publication
from community.workflow.checks import close_checks
from community.workflow.common import begin, confirmer, finish, locked, mark_confirmed, move
from core import journal

SAME_ADDRESS_AGAIN = timedelta(days=30)  # for pages that nobody has claimed
STALE_PER_RUN = 200


@transaction.atomic
def confirm(*, organisation: Actor, actor: User | None, now: datetime, letter: Letter | None = None) -> None:
    """Say that everything on the page is still true.

    Args:
        letter: the reminder whose link is followed; then `actor` may be None.
    """
    organisation = begin(organisation, "confirm", actor, bearer=letter is not None)
    by = ConfirmedBy.OWNER if letter else confirmer(actor, organisation)
    mark_confirmed(organisation, by, now)
    answer_letter(letter, links.CONFIRM, now)
    finish(organisation, "actor.confirmed", actor=actor, now=now, data={"by": by})


@transaction.atomic
def archive(
    *, organisation: Actor, reason: str, actor: User | None, now: datetime, letter: Letter | None = None,
    merged_into: Actor | None = None, why: str = "",
) -> None:  # fmt: skip
    """Take a page off lists and maps; it can be restored, and its address still says what became of it."""
    organisation = begin(organisation, "archive", actor, bearer=letter is not None)
    move(organisation, "archive")
    organisation.archived_reason, organisation.archived_at = reason, now
    organisation.merged_into = merged_into
    answer_letter(letter, links.CLOSED, now)
    close_checks(organisation, now)
    finish(organisation, "actor.archived", actor=actor, now=now, data={"reason": reason}, why=why)


@transaction.atomic
def restore(*, organisation: Actor, actor: User, now: datetime) -> None:
    """Put an archived page back; whoever does so says that it is true."""
    organisation = begin(organisation, "restore", actor)
    move(organisation, "restore")
    organisation.archived_reason, organisation.archived_at, organisation.merged_into = "", None, None
    mark_confirmed(organisation, confirmer(actor, organisation), now)
    finish(organisation, "actor.restored", actor=actor, now=now)


def answer_letter(letter: Letter | None, answer: str, now: datetime) -> None:
    """Note what the link of a reminder was used for: the other links of the same reminder then say so."""
    if letter is not None:
        Letter.objects.filter(pk=letter.pk).update(answer=answer, answered_at=now)


@transaction.atomic
def stop_letters(*, letter: Letter, now: datetime) -> None:
    """Write no more reminders to the address of this one."""
    DoNotWrite.objects.get_or_create(address=letter.address, defaults={"asked_at": now})
    journal.record("letters.stopped", actor=None, obj=letter.actor, now=now)


def send_letters(now: datetime) -> int:
    """Remind those whose page is to be confirmed, at most as many mails as the settings allow; how many left."""
    most = CommunitySettings.load().letters_per_run
    sent = 0
    for pk in _due_for_a_letter(now).values_list("pk", flat=True)[: 5 * most]:
        room = most - sent if sent else None  # the first always leaves, however many look after it
        count = _remind(pk, now, room)
        if count is None:
            break
        sent += count
        if sent >= most:
            break
    return sent


def _due_for_a_letter(now: datetime):
    waited = Q(letters=0) | Q(letters__lt=LETTERS, last_letter_at__lte=now - BETWEEN_LETTERS)
    return Actor.objects.published().filter(waited, due_at__lte=now, is_stale=False).order_by("due_at", "pk")


@transaction.atomic
def _remind(pk: int, now: datetime, room: int | None) -> int | None:
    """Send the next reminder of one actor to each of its addresses: how many; None if that is more than `room`."""
    organisation = Actor.objects.select_for_update().get(pk=pk)
    due = next_letter_at(organisation.cycle)
    if organisation.state != Publication.PUBLISHED or due is None or now < due:
        return 0  # somebody was faster
    recipients = _recipients(organisation, now)
    if room is not None and len(recipients) > room:
        return None  # whole or not at all: the next run begins with this one
    number = organisation.letters + 1
    for user, address in recipients or [(None, "")]:
        _send(organisation, number, user, address, now)
    # Not `save`: no page shows these columns, and a signal would make every visitor's page anew.
    Actor.objects.filter(pk=organisation.pk).update(letters=number, last_letter_at=now)
    return len(recipients)


def _recipients(organisation: Actor, now: datetime) -> list[tuple[User | None, str]]:
    """Its managers; for an unclaimed page the address it gives, if it may be written to."""
    managers = notifications.managers(organisation)
    found = [(user, user.email) for user in managers]
    if not managers:
        address = organisation.private_email or organisation.public_email
        found = [(None, address)] if address and not _was_written_to(address, now) else []
    refused = set(
        DoNotWrite.objects.filter(address__in=[address_hash(a) for _, a in found]).values_list("address", flat=True)
    )
    return [(user, address) for user, address in found if address_hash(address) not in refused]


def _was_written_to(address: str, now: datetime) -> bool:
    """Whether this address got a reminder lately, or left one without an answer: it is not asked again and again."""
    letters = Letter.objects.filter(address=address_hash(address))
    return letters.filter(Q(sent_at__gt=now - SAME_ADDRESS_AGAIN) | Q(answered_at=None)).exists()


def _send(organisation: Actor, number: int, user: User | None, address: str, now: datetime) -> None:
    letter = Letter.objects.create(
        actor=organisation,
        due_at=organisation.due_at,
        number=number,
        address=address_hash(address) if address else "",
        user=user,
        sent_at=now,
    )
    if not address:
        return
    language = user.language if user else "fr"
    since = organisation.last_confirmed_at or organisation.imported_at or organisation.created_at
    urls = {
        purpose: letter_url(purpose, letter, language)
        for purpose in (links.CONFIRM, links.CORRECT, links.CLOSED, links.STOP)
    }
    with override(language):
        said = notifications.day(since)
    notifications.notify(
        "reminder", to=user or address, url=urls[links.CONFIRM], actor=organisation.public_name, since=said,
        correct_url=urls[links.CORRECT], closed_url=urls[links.CLOSED], stop_url=urls[links.STOP],
    )  # fmt: skip


def letter_url(purpose: str, letter: Letter, language: str = "") -> str:
    """The signed address of a reminder's link."""
    return notifications.link("letter", purpose, links.sign(purpose, letter.uid), language=language)


def mark_stale(now: datetime) -> int:
    """Grey the pages whose reminders stayed without an answer; how many."""
    silent = Actor.objects.published().filter(
        is_stale=False, due_at__lte=now, letters__gte=LETTERS, last_letter_at__lte=now - AFTER_LAST_LETTER
    )
    keys = list(silent.values_list("pk", flat=True)[:STALE_PER_RUN])
    return sum(_mark_one_stale(pk, now) for pk in keys)


@transaction.atomic
def _mark_one_stale(pk: int, now: datetime) -> bool:
    organisation = locked(Actor(pk=pk))
    if organisation.is_stale or organisation.letters < LETTERS or not organisation.is_published:
        return False
    organisation.is_stale = True
    finish(organisation, "actor.became_stale", actor=None, now=now)
    return True
