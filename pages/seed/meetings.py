"""Dates to come of the demo: of a sector, of colleges, of a file that is discussed, with who comes."""

from datetime import datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone

from certification.models import Application, College
from certification.states import ApplicationState
from community.models import Meeting
from community.workflow import meetings
from pages.models import SectorPage
from pages.seed.accounts import ensure_person

SAID = ("kind", "title", "place", "link", "text")


def ensure_meetings(entries: list[dict], now: datetime) -> None:
    """Every date, and the answers to it; nothing if there is one already."""
    if Meeting.objects.exists():
        return
    for entry in entries:
        if holder := _holder(*entry["on"]):
            _convene(holder, entry, now)


def _convene(holder: Model, entry: dict, now: datetime) -> None:
    starts_at = _moment(entry, now)
    said = {name: entry.get(name, "") for name in SAID}
    meeting = meetings.convene(
        holder=holder, actor=ensure_person(entry["by"]), now=now - timedelta(days=2),
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=entry["hours"]), **said,
    )  # fmt: skip
    for answer, people in entry["answers"].items():
        for email in people:
            meetings.reply(meeting=meeting, actor=ensure_person(email), answer=answer, now=now - timedelta(days=1))


def _moment(entry: dict, now: datetime) -> datetime:
    day = timezone.localdate(now) + timedelta(days=entry["in_days"])
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(entry["at"])))


def _holder(kind: str, name: str) -> Model | None:
    """What holds a date; a file only as long as it is discussed."""
    if kind == "college":
        return College.objects.get(code=name)
    if kind == "sector":
        return SectorPage.objects.get(sector__code=name, locale__language_code="fr")
    return Application.objects.filter(actor__name=name, state=ApplicationState.DELIBERATION).first()
