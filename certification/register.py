"""The register: every decision, narrowed by outcome, state of the certificate, sector, territory and year."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from certification.models import Decision, Suspension
from certification.states import LIVE_CERTIFICATE, CertificateState, Outcome
from community.models import Actor, Sector, Territory
from community.models.territory import TerritoryKind


@dataclass(frozen=True)
class Asked:
    """How a visitor narrows the register; `unknown` are words that mean nothing here."""

    outcome: str = ""
    state: str = ""
    year: int | None = None
    sector: str = ""
    departement: str = ""
    unknown: tuple[str, ...] = ()


def read_asked(typed: dict[str, str]) -> Asked:
    """What the texts of an address mean (outcome, state, year, sector, departement); what is unknown is left out."""
    year = typed["year"]
    known = {
        "outcome": typed["outcome"] if typed["outcome"] in set(Outcome) else "",
        "state": typed["state"] if typed["state"] in set(CertificateState) else "",
        "year": int(year) if year.isdecimal() and len(year) == 4 else None,  # noqa: PLR2004 (figures of a year)
        "sector": typed["sector"] if _is_sector(typed["sector"]) else "",
        "departement": typed["departement"] if _is_departement(typed["departement"]) else "",
    }
    return Asked(**known, unknown=tuple(typed[name] for name, value in known.items() if typed[name] and not value))


def _is_sector(code: str) -> bool:
    return bool(code) and Sector.objects.filter(code=code).exists()


def _is_departement(code: str) -> bool:
    return bool(code) and Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT, code=code).exists()


def register(asked: Asked, now: datetime) -> QuerySet[Decision]:
    """The decisions of the network, the latest first, with their actors and certificates."""
    found = Decision.objects.select_related("application__actor", "application__charter", "certificate")
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    if asked.state:
        found = found.filter(_in_state(asked.state, now))
    if asked.year:
        found = found.filter(decided_at__year=asked.year)
    if asked.sector:
        sectors = Sector.objects.filter(Q(code=asked.sector) | Q(parent__code=asked.sector))
        found = found.filter(application__actor__in=Actor.objects.filter(sectors__in=sectors).values("pk"))
    if asked.departement:
        communes = Territory.objects.communes().filter(parent__code=asked.departement)
        found = found.filter(application__actor__insee__in=communes.values("code"))
    return found.order_by("-decided_at", "-pk")


def _in_state(state: str, now: datetime) -> Q:
    """The state at this moment, whatever the clock has written down: `rules.certificates.state_on`, as a query."""
    if state in LIVE_CERTIFICATE:
        return _is_live(state, now) & Q(certificate__ends_at__gt=now)
    if state == CertificateState.EXPIRED:
        return Q(certificate__state=state) | Q(certificate__state__in=LIVE_CERTIFICATE, certificate__ends_at__lte=now)
    return Q(certificate__state=state)


def _is_live(state: str, now: datetime) -> Q:
    """Active or suspended; a suspension that nobody confirmed in time has ended by itself."""
    open_ones = Suspension.objects.filter(certificate__decision=OuterRef("pk"), lifted_at__isnull=True)
    suspended, over = Q(certificate__state=CertificateState.SUSPENDED), Exists(open_ones.filter(ends_at__lte=now))
    if state == CertificateState.SUSPENDED:
        return suspended & ~over
    return Q(certificate__state=state) | (suspended & over)


def years() -> list[int]:
    """From the year of the latest decision back to that of the first."""
    found = Decision.objects.aggregate(first=Min("decided_at"), last=Max("decided_at"))
    if not found["last"]:
        return []
    first, last = (timezone.localtime(found[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def departements() -> QuerySet[Territory]:
    """The départements of the actors that have a decision."""
    decided = Decision.objects.order_by().values("application__actor__insee")
    codes = Territory.objects.communes().filter(code__in=decided).values("parent")
    return Territory.objects.filter(pk__in=codes, kind=TerritoryKind.DEPARTEMENT).order_by("sort_name")
