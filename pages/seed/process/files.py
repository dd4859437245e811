"""What happens to a file before the colleges meet: answers, signature, form."""

from datetime import datetime, timedelta
from functools import cached_property

from accounts.models import User
from certification.models import Application
from certification.rules.charters import commitments
from certification.workflow import drafts, interests, screening
from community.models import Actor
from pages.seed.actors import actor_named
from pages.seed.process.cast import Cast

WAIVED = "La dernière visite a moins de dix-huit mois et rien de ce qui a changé ne demande qu’on se déplace."
MINUTE = timedelta(minutes=1)


class File:
    """One organisation in the demo: its texts, and where its story is."""

    def __init__(self, texts: dict, cast: Cast, number: int, remarks: dict):
        self.texts, self.cast, self.number = texts, cast, number
        self.visits = self.heard = self.rounds = 0
        self.remarks = remarks
        self._said: set[tuple[str, int]] = set()

    @cached_property
    def organisation(self) -> Actor:
        """Whose story this is."""
        return actor_named(self.texts["name"])

    @cached_property
    def manager(self) -> User:
        """Who looks after it."""
        held = self.organisation.user_permissions.filter(permission__codename="manage_actor")
        return held.select_related("user").first().user

    def open(self, application: Application) -> None:
        """Begin another file: nobody has declared anything in it yet."""
        self.application, self._declared = application, set()

    def next(self, what: str, college: str = "") -> dict | str | None:
        """The next text of a kind that nobody has said yet, and that this college may say; None if all were said."""
        for n, text in enumerate(self.texts.get(what, [])):
            meant_for = text.get("college", college) if isinstance(text, dict) else college
            if (what, n) not in self._said and meant_for == college:
                self._said.add((what, n))
                return text
        return None

    def declare(self, person: User, now: datetime, interest: str = "") -> None:
        """Say that one has no interest, or which; once."""
        if interest or person.pk not in self._declared:
            self._declared.add(person.pk)
            interests.declare(
                application=self.application, actor=person, has_interest=bool(interest), text=interest, now=now
            )  # fmt: skip


def begin(file: File, now: datetime, *, part: str = "answers", most: int = 99) -> None:
    """Open a file, and answer as many commitments as are ready."""
    organisation, manager = file.organisation, file.manager
    application = drafts.start(
        organisation=organisation, actor=manager, now=now, previous=drafts.what_to_follow(organisation, now)
    )  # fmt: skip
    file.open(application)
    said = file.texts[part]
    _answer(application, said, manager, now, most)
    if changed := file.texts.get(f"{part}_what_changed", ""):
        drafts.save_changes(application=application, what_changed=changed, actor=manager, now=now)


def _answer(application: Application, said: dict, manager: User, now: datetime, most: int) -> None:
    versions = dict(application.answers.values_list("commitment", "version"))
    known = [one["code"] for _article, one in commitments(application.charter.charter) if one["code"] in said]
    for n, code in enumerate(known[:most]):
        level, text = said[code]
        drafts.save_answer(
            application=application, commitment=code, level=level, text=text, actor=manager, now=now + n * MINUTE,
            version=versions.get(code, 0),
        )  # fmt: skip


def submit(file: File, now: datetime) -> None:
    """Sign the charter in force, and submit."""
    drafts.sign(application=file.application, signed_as=file.texts["signed_as"], actor=file.manager, now=now)
    screening.submit(application=file.application, actor=file.manager, now=now + 5 * MINUTE)


def screen(file: File, now: datetime) -> None:
    """A facilitator takes the file up."""
    screening.screen(application=file.application, actor=file.cast.facilitator, now=now)


def send_back(file: File, now: datetime) -> None:
    """Something is missing."""
    screening.send_back(
        application=file.application, lacks=file.texts["lacks"], actor=file.cast.facilitator, now=now
    )  # fmt: skip


def admit(file: File, now: datetime, *, waived: bool = False) -> None:
    """The form is complete; a renewal may go without a visit."""
    screening.admit(
        application=file.application, actor=file.cast.facilitator, now=now, visit_waived=WAIVED if waived else ""
    )  # fmt: skip


def withdraw(file: File, now: datetime) -> None:
    """The applicant stops."""
    drafts.withdraw(application=file.application, actor=file.manager, why=file.texts["withdrawn_why"], now=now)
