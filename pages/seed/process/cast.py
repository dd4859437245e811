"""Who sits in the colleges, since when; everybody signs in with the demo's password."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from certification.models import Mandate
from certification.workflow import mandates
from pages.seed.accounts import ensure_person


@dataclass(frozen=True)
class Member:
    """A person who sits for a college."""

    college: str
    email: str
    name: str
    motivation: str
    since: int = -760  # days from today
    until: int | None = None
    is_alternate: bool = False
    shows_name: bool = True
    is_confirmed: bool = True  # else the request waits


def members(texts: dict[str, list[dict]]) -> list[Member]:
    """Everybody, college by college, from the content: `consumers@example.org`, `consumers2@example.org` and so on."""
    return [
        Member(college, **({"email": f"{college}{n if n > 1 else ''}@example.org"} | one))
        for college, people in texts.items()
        for n, one in enumerate(people, start=1)
    ]


class Cast:
    """The people of a story, found by college."""

    def __init__(self) -> None:
        self.facilitator = User.objects.get(email="animatrice@example.org")
        self.sitting: dict[str, list[tuple[User, Member]]] = {}

    def ask(self, member: Member, now: datetime) -> Mandate:
        """Ask for a mandate."""
        person = ensure_person(member.email, member.name)
        return mandates.ask(
            actor=person, college=member.college, motivation=member.motivation, is_alternate=member.is_alternate,
            shows_name=member.shows_name, now=now,
        )  # fmt: skip

    def sit(self, member: Member, now: datetime) -> None:
        """Ask for a mandate, and have it confirmed by the facilitator and by the college."""
        mandate = self.ask(member, now)
        peers = [peer for peer, _member in self.sitting.setdefault(member.college, [])]
        for other in (self.facilitator, *peers[:1]):
            mandates.confirm(mandate=mandate, actor=other, now=now)
        self.sitting[member.college].append((mandate.person, member))

    def leave(self, member: Member, now: datetime) -> None:
        """A mandate ends, with a word of thanks."""
        held = Mandate.objects.get(person__email=member.email, college=member.college)
        mandates.end(mandate=held, actor=held.person, reason="Je déménage ; merci à toutes et à tous.", now=now)
        self.sitting[member.college] = [one for one in self.sitting[member.college] if one[1] != member]

    def titulars(self, college: str) -> list[User]:
        """Those who sit, without the alternates."""
        return [person for person, member in self.sitting[college] if not member.is_alternate]

    def alternate(self, college: str) -> User:
        """Who replaces them."""
        return next(person for person, member in self.sitting[college] if member.is_alternate)
