"""What the links of a reminder do, for whoever reads the mail of those who answer for the page now."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import links
from community.models import Actor, ArchiveReason, ConfirmedBy, Letter, Origin, PersonRole, ReportKind
from community.models.letters import address_hash
from community.workflow import freshness, publication, reports
from community.workflow.common import locked
from core.refusals import Refused


def is_for(letter: Letter, organisation: Actor) -> bool:
    """Whether a reminder went to somebody who still answers for the page: who has left does so no more."""
    if letter.user_id:
        managing = organisation.user_permissions.filter(user=letter.user, user__is_active=True)
        return managing.filter(permission__codename=PersonRole.MANAGER).exists()
    present = organisation.private_email or organisation.public_email
    return not organisation.is_claimed and bool(present) and letter.address == address_hash(present)


@transaction.atomic
def confirm(*, letter: Letter, now: datetime) -> None:
    """All is true.

    Raises:
        Refused: this reminder has been answered, or is no longer that of whoever answers for the page.
    """
    organisation, letter = _begin(letter)
    freshness.confirm(organisation=organisation, actor=None, now=now, letter=letter)


@transaction.atomic
def correct(*, letter: Letter, changed: Mapping[str, object], now: datetime) -> None:
    """A few fields are not: correct each section that changed, and confirm the rest."""
    organisation, letter = _begin(letter)
    sections: dict[str, dict] = {}
    for name, value in changed.items():
        sections.setdefault(reports.CORRECTABLE[name], {})[name] = value
    for section, values in sections.items():
        publication.correct(
            organisation=organisation, section=section, values=values, actor=None, now=now, origin=Origin.LETTER,
            bearer=True, confirmed_by=ConfirmedBy.OWNER,
        )  # fmt: skip
    freshness.confirm(organisation=organisation, actor=None, now=now, letter=letter)


@transaction.atomic
def say_closed(*, letter: Letter, now: datetime) -> bool:
    """The organisation has closed: its managers' word archives the page; else a facilitator looks first.

    Returns:
        Whether the page is archived.
    """
    organisation, letter = _begin(letter)
    if organisation.is_claimed:
        freshness.archive(organisation=organisation, reason=ArchiveReason.CLOSED, actor=None, now=now, letter=letter)
        return True
    said = {"kind": ReportKind.CLOSED, "comment": _("Said through the link of a reminder.")}
    reports.file_by_letter(organisation=organisation, now=now, **said)
    freshness.answer_letter(letter, links.CLOSED, now)
    return False


def _begin(letter: Letter) -> tuple[Actor, Letter]:
    organisation = locked(letter.actor)
    letter = locked(letter)  # two clicks at once: the second finds the answer of the first
    if letter.answer:
        raise Refused(gettext_lazy("This reminder has already been answered."))
    if not is_for(letter, organisation):
        raise Refused(gettext_lazy("Other people look after this page now: this link no longer works."))
    return organisation, letter
