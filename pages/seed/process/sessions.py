"""What happens in a deliberation: sealed opinions, talk, positions, objections and their answers, the close."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from certification.models import Application, Message, Round, Seat
from certification.rules.charters import commitments
from certification.workflow import closing, message_reports, opinions, rounds, seats
from pages.seed.process.clock import chance
from pages.seed.process.files import MINUTE, File

PARTS = 2
OBJECTION = ("commitment", "harm", "evidence", "lifted_by")
LETTERS = {"c": "consent", "r": "consent_with_reservation", "a": "stand_aside", "o": "object"}
WEIGHTS = {"kept": 88, "partly": 9, "unknown": 3}
WEIGHTS_OF_WEAK = {"kept": 40, "partly": 52, "unknown": 8}
WEIGHTS_OF_CONTESTED = {"kept": 28, "partly": 44, "not_kept": 22, "unknown": 6}


def the_round(file: File) -> Round:
    """The round that is under way, or the last one."""
    return file.application.rounds.exclude(state="void").order_by("-number").first()


def convene(file: File, now: datetime, *, days: int) -> None:
    """The six colleges are called."""
    rounds.open_round(application=file.application, actor=file.cast.facilitator, now=now, days=days)
    file.rounds += 1


def seal(file: File, now: datetime, *, part: int, most: int, skip: int = 0) -> None:
    """Some seats give their sealed opinion, the first half of them on one day, the others on another."""
    found = the_round(file)
    chosen = _first_of_each(found)[skip : skip + most]
    for n, seat in enumerate(chosen[part::PARTS]):
        if seat.recused_at is None:
            file.declare(seat.person, now + n * 3 * MINUTE)
            _mark(file, found, seat, now + (n * 3 + 1) * MINUTE)


def _first_of_each(found: Round) -> list[Seat]:
    """The seats, the first of each college before the second ones."""
    return sorted(found.seats.select_related("person"), key=lambda seat: seat.ref[-1])


def _mark(file: File, found: Round, seat: Seat, now: datetime) -> None:
    marks = {code: _one_mark(file, code, seat) for code in _codes(file.application)}
    summary = file.next("words") if chance(file.number, seat.ref).random() > 1 / 2 else None
    seats.write_grid(round_=found, marks=marks, summary=summary or "", actor=seat.person, now=now, version=0)
    seats.submit_grid(round_=found, actor=seat.person, now=now + MINUTE)


def _codes(application: Application) -> list[str]:
    return [one["code"] for _article, one in commitments(application.charter.charter)]


def _one_mark(file: File, code: str, seat: Seat) -> dict:
    dice = chance(file.texts["name"], code, seat.ref)
    weights = _weights(file, code)
    mark = dice.choices(list(weights), weights.values())[0]
    said = file.remarks[code].get(mark, [])
    return {"mark": mark, "text": dice.choice(said) if said and dice.random() > 2 / 3 else ""}


def _weights(file: File, code: str) -> dict[str, int]:
    """How likely each mark is: a commitment that somebody objects to is judged more severely."""
    if code in {one["commitment"] for one in file.texts.get("objections", ())}:
        return WEIGHTS_OF_CONTESTED
    return WEIGHTS_OF_WEAK if code in file.texts.get("weak", ()) else WEIGHTS


def talk(file: File, now: datetime) -> None:
    """Messages to the three audiences, of this round; questions have their answers, if they were given."""
    said = file.texts.get("messages", {}).get(str(file.rounds), [])
    for n, one in enumerate(said):
        _say(file, one, now + n * 37 * MINUTE)


def _say(file: File, one: dict, now: datetime) -> None:
    actor = _speaker(file, one["by"], now)
    message = opinions.say(
        application=file.application, audience=one["to"], text=one["text"], actor=actor, now=now,
        is_question=one.get("question", False),
    )  # fmt: skip
    for n, (by, text) in enumerate(one.get("answers", [])):
        opinions.say(
            application=file.application, audience=one["to"], text=text, actor=_speaker(file, by, now),
            now=now + timedelta(hours=22 + 3 * n), parent=message,
        )  # fmt: skip
    if "reported" in one:
        _report(file, message, **one["reported"], now=now + timedelta(hours=26))


def _report(file: File, message: Message, now: datetime, *, by: str, reason: str, text: str, folded: str = "") -> None:
    """Somebody reports a message; a facilitator folds it, if they have decided."""
    actor = _speaker(file, by, now)
    message_reports.report(message=message, actor=actor, reason=reason, text=text, now=now)
    if folded:
        facilitator = file.cast.facilitator
        message_reports.fold(
            message=message, actor=facilitator, reason=reason, words=folded, now=now + timedelta(hours=20)
        )  # fmt: skip


def _speaker(file: File, by: str, now: datetime) -> User:
    """Who is meant: the applicant, the facilitator, or a seat such as `ngo-2`, who declares first."""
    named = {"applicant": file.manager, "facilitator": file.cast.facilitator}
    if by in named:
        return named[by]
    person = the_round(file).seats.get(ref=by).person
    file.declare(person, now)
    return person


def speak(file: File, now: datetime, *, part: int, said: dict[str, str]) -> None:
    """Seats take their positions, every other one on this day."""
    found = the_round(file)
    for n, (seat, letter) in enumerate(list(_letters(found, said))[part::PARTS]):
        file.declare(seat.person, now + n * 2 * MINUTE)
        more = _words(file, seat, letter, now)
        seats.take_position(
            round_=found, value=LETTERS[letter], actor=seat.person, now=now + (n * 2 + 1) * MINUTE, **more
        )  # fmt: skip


def _letters(found: Round, said: dict[str, str]) -> Iterator[tuple[Seat, str]]:
    """Who says what; where nothing is told of a college, its first three consent."""
    for seat in found.seats.filter(recused_at=None).select_related("person"):
        letters, place = said.get(seat.college, "ccc"), int(seat.ref.rsplit("-", 1)[1]) - 1
        if place < len(letters) and letters[place] != "-":
            yield seat, letters[place]


def _words(file: File, seat: Seat, letter: str, now: datetime) -> dict:
    """The text of a position: that of the next objection or reservation of this story."""
    if letter == "o":
        is_known = seats.live_objections(file.application, seat.person).exists()
        return {} if is_known else {"objection": _parts(file.next("objections", seat.college), OBJECTION)}
    if letter == "r":
        return _reservation(file.next("reservations", seat.college), now)
    return {"text": (file.next("asides") if letter == "a" else None) or ""}


def _parts(said: dict, names: tuple[str, ...]) -> dict:
    return {name: said[name] for name in names if name in said}


def _reservation(said: dict, now: datetime) -> dict:
    due = timezone.localdate(now) + timedelta(days=said["due_in"]) if "due_in" in said else None
    return _parts(said, ("text", "condition")) | {"condition_due_on": due}


def admit_objections(file: File, now: datetime) -> None:
    """A facilitator finds them well formed."""
    for objection in file.application.objections.filter(state="filed"):
        seats.admit_objection(objection=objection, actor=file.cast.facilitator, now=now)


def answer_objections(file: File, now: datetime) -> None:
    """The applicant answers each of them."""
    answers = {one["harm"]: one["answer"] for one in file.texts["objections"] if "answer" in one}
    for objection in file.application.objections.filter(state="admitted"):
        text = answers[objection.harm]
        seats.answer_objection(objection=objection, text=text, actor=file.manager, now=now)


def end_objections(file: File, now: datetime, *, action: str = "lift") -> None:
    """Those who objected say why they do so no longer, where the content has their words."""
    why = {one["harm"]: one["ended"] for one in file.texts["objections"] if "ended" in one}
    for objection in file.application.objections.filter(state__in=("admitted", "answered")):
        if text := why.get(objection.harm):
            person = objection.seat.person
            seats.end_objection(objection=objection, action=action, why=text, actor=person, now=now)


def recuse(file: File, now: datetime, *, seat: str) -> None:
    """Somebody who sits declares an interest."""
    person = the_round(file).seats.get(ref=seat).person
    file.declare(person, now, interest=file.texts["interest"])


def close(_file: File, now: datetime) -> None:
    """The clock ends what is due."""
    for found in Round.objects.filter(state="open", closes_at__lte=now).select_related("application"):
        closing.close(round_=found, actor=None, now=now)


def void(file: File, now: datetime) -> None:
    """A facilitator stops the round."""
    rounds.void(round_=the_round(file), why=file.texts["void_why"], actor=file.cast.facilitator, now=now)
