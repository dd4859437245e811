"""The words in which a story is told: so many days after its file was opened, this happens."""

from dataclasses import dataclass, field, replace

from pages.seed.process.clock import chance

MOST_DELAY = 16  # days
EARLY = dict.fromkeys(("begin", "submit", "screen", "admit"), "form") | dict.fromkeys(
    ("appoint", "propose_date", "agree_date", "report", "sign_report", "reply"), "visit"
)  # fmt: skip
SEALED, TALK, SPEAK, SPEAK_LATE = (2, 4), 8, 10, 13  # days after a round has opened


@dataclass(frozen=True)
class Step:
    """Something that happens.

    Attributes:
        day: days after the story began; once placed, days from today (in the past: below zero).
        what: the name of an act of `acts`.
        more: what this act needs to know.
    """

    day: int
    what: str
    more: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """What one organisation lives."""

    who: str  # the name of its file in content/fr/structures
    began: int  # days from today
    steps: tuple[Step, ...]

    def placed(self) -> tuple[Step, ...]:
        """The steps on their days, as far as they are past; some first files take longer than others."""
        heard = min((step.day for step in self.steps if step.what == "open_opinion"), default=None)
        placed = (replace(step, day=self.began + step.day - self._delay(step, heard)) for step in self.steps)
        return tuple(step for step in placed if step.day < 0)

    def _delay(self, step: Step, heard: int | None) -> int:
        if heard is None or step.day > heard:
            return 0
        slow = chance(self.who).randrange(MOST_DELAY)
        return {"form": slow, "visit": slow // 2}.get(EARLY.get(step.what, ""), 0)


def step(day: int, what: str, **more: object) -> tuple[Step, ...]:
    """One step, ready to be added to others."""
    return (Step(day, what, more),)


def opened(day: int = 0, **more: object) -> tuple[Step, ...]:
    """A file, answered."""
    return step(day, "begin", **more)


def submitted(day: int = 0, **more: object) -> tuple[Step, ...]:
    """A file, signed and submitted."""
    return opened(day, **more) + step(day + 1, "submit")


def admitted(day: int = 0, *, waived: bool = False, **more: object) -> tuple[Step, ...]:
    """A file whose form is complete."""
    return submitted(day, **more) + step(day + 3, "screen") + step(day + 4, "admit", waived=waived)


def appointed(day: int = 0, **more: object) -> tuple[Step, ...]:
    """A pair is named."""
    return admitted(day, **more) + step(day + 6, "appoint")


def dated(day: int = 0, **more: object) -> tuple[Step, ...]:
    """The visit has a day."""
    return appointed(day, **more) + step(day + 7, "propose_date", ahead=9) + step(day + 8, "agree_date")


def reported(day: int = 0, **more: object) -> tuple[Step, ...]:
    """The pair has written what it saw."""
    return dated(day, **more) + step(day + 18, "report")


def heard(day: int = 0, **more: object) -> tuple[Step, ...]:
    """The report is signed and replied to, the public opinion open."""
    after = step(day + 20, "sign_report") + step(day + 22, "reply") + step(day + 24, "open_opinion")
    return reported(day, **more) + after + opinions(day + 24)


def heard_without_visit(day: int = 0, **more: object) -> tuple[Step, ...]:
    """A renewal whose visit is waived: the opinion opens at once."""
    return admitted(day, waived=True, **more) + step(day + 6, "open_opinion") + opinions(day + 6)


def opinions(day: int) -> tuple[Step, ...]:
    """Members speak, one after the other."""
    return tuple(Step(day + after, "give_opinion", {"n": n}) for n, after in enumerate((2, 5, 9, 14)))


def sealed(day: int, *, days: int = 21, most: int = 8, skip: int = 0) -> tuple[Step, ...]:
    """A round opens, and seats give their sealed opinion; `skip` so many, who are awaited."""
    given = tuple(Step(day + after, "seal", {"part": n, "most": most, "skip": skip}) for n, after in enumerate(SEALED))
    return step(day, "convene", days=days) + given


def discussed(day: int, *, days: int = 21, most: int = 8, **said: str) -> tuple[Step, ...]:
    """A round in which people talk, then take positions; `said` is a letter for each seat of a college, in order.

    c consents, r consents with a reservation, a stands aside, o objects, - is silent.
    """
    spoken = tuple(Step(day + after, "speak", {"part": n, "said": said}) for n, after in enumerate((SPEAK, SPEAK_LATE)))
    return sealed(day, days=days, most=most) + step(day + TALK, "talk") + spoken


def deliberated(day: int, *, days: int = 21, **said: str) -> tuple[Step, ...]:
    """A whole round, to its end."""
    return discussed(day, days=days, **said) + step(day + days, "close")


def answered(day: int) -> tuple[Step, ...]:
    """Objections are found to be well formed, and answered in writing."""
    return step(day, "admit_objections") + step(day + 6, "answer_objections")


def granted(**said: str) -> tuple[Step, ...]:
    """The whole way to a decision in the first round, seventy days."""
    return heard() + deliberated(47, **said)
