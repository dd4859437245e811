"""The visit by a pair, and the public opinion that follows it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from certification.workflow import opinions, screening, visits
from pages.seed.process.files import MINUTE, File


def appoint(file: File, now: datetime, *, pair: int | None = None) -> None:
    """A peer and a consumer are named, in turn; each declares and signs the note on confidentiality."""
    turn = file.number + file.visits if pair is None else pair
    file.visits += 1
    named = [(_in_turn(file, college, turn), college) for college in ("industry", "consumers")]
    visit = visits.appoint(application=file.application, pair=named, actor=file.cast.facilitator, now=now)
    for person, _college in named:
        file.declare(person, now + MINUTE)
        visits.sign_confidentiality(visit=visit, actor=person, now=now + 2 * MINUTE)


def _in_turn(file: File, college: str, turn: int) -> User:
    free = [person for person in file.cast.titulars(college) if person != file.manager]
    return free[turn % len(free)]


def _pair(file: File) -> list[User]:
    visit = file.application.visits.exclude(state="replaced").get()
    return [one.person for one in visit.visitors.select_related("person")]


def propose_date(file: File, now: datetime, *, ahead: int) -> None:
    """The peer proposes an afternoon."""
    at = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=ahead), time(14)))
    visit = file.application.visits.get()
    visits.propose_date(visit=visit, at=at, actor=_pair(file)[0], now=now)


def agree_date(file: File, now: datetime) -> None:
    """The other visitor and the applicant agree."""
    date = file.application.visits.get().dates.get()
    for person in (_pair(file)[1], file.manager):
        visits.agree_date(date=date, actor=person, now=now)


def report(file: File, now: datetime) -> None:
    """The pair writes what it saw."""
    visit, said = file.application.visits.get(), file.texts["visit"]
    visits.write_report(
        visit=visit, findings=said["seen"], summary=said["summary"], actor=_pair(file)[0], now=now,
        version=visit.version,
    )  # fmt: skip


def sign_report(file: File, now: datetime, *, most: int = 2) -> None:
    """Both sign, or one of them."""
    for person in _pair(file)[:most]:
        visits.sign_report(visit=file.application.visits.get(), actor=person, now=now)


def reply(file: File, now: datetime) -> None:
    """The applicant replies in writing."""
    visits.reply(visit=file.application.visits.get(), text=file.texts["visit"]["reply"], actor=file.manager, now=now)


# The public opinion


def open_opinion(file: File, now: datetime) -> None:
    """Members may speak."""
    screening.open_opinion(application=file.application, actor=file.cast.facilitator, now=now)
    file.heard += 1


def give_opinion(file: File, now: datetime, *, n: int) -> None:
    """One member speaks, where the content has something for this member to say."""
    said = file.texts.get("opinions" if file.heard == 1 else "opinions_later", [])
    if n < len(said):
        value, text = said[n]
        person = _speakers(file)[(file.number * 3 + n) % len(_speakers(file))]
        opinions.give(application=file.application, value=value, text=text, actor=person, now=now)


def _speakers(file: File) -> list[User]:
    ours = file.organisation.user_permissions.values("user")
    return list(User.objects.filter(email__startswith="voisin").exclude(pk__in=ours).order_by("pk"))
