"""A profile's document as a page shows it: labels in the reader's language in the place of codes."""

import json
from dataclasses import dataclass, field
from datetime import date

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, ngettext
from wagtail.images import get_image_model

from community.models import Actor, Qualifier, Sector, Territory
from community.models.document import complete, content_of
from community.models.vocabulary import (
    DAY_NAMES,
    LANGUAGES,
    AreaKind,
    CooperativeKind,
    Family,
    IntegrationKind,
    Mode,
    NafVersion,
    QualifierKind,
    Reason,
    ShelteredKind,
    Turnover,
)
from community.rules import hours

OPEN_TO = {"takes_subcontracts": gettext_noop("subcontracting"), "takes_joint_bids": gettext_noop("joint bids")}


@dataclass(frozen=True)
class Offer:
    """One activity as it is read."""

    sector: Sector | None
    mode: str
    description: str
    area: str
    capacity: str
    open_to: list[str]


@dataclass(frozen=True)
class Value:
    """One word of the network's list, with its proof."""

    label: str
    explanation: str
    proof: str
    proof_url: str


@dataclass(frozen=True)
class Shown:
    """A picture that still exists, and its words."""

    image: object
    alt: str
    caption: str


@dataclass(frozen=True)
class Profile:
    """Everything that a page shows of a document."""

    content: dict
    name: str
    legal_name: str
    family: str
    marks: list[str]
    offers: list[Offer]
    sectors: list[Sector]
    values: dict[str, list[Value]]
    hours: list[tuple[Promise, str]]
    languages: list[Promise]
    numbers: list[tuple[str, str]]
    figures: list[tuple[str, str, date | None]]
    reason: str
    logo: Shown | None
    photos: list[Shown]
    territories: list[Territory] = field(default_factory=list)

    @property
    def has_facts(self) -> bool:
        """Whether there is anything to say in brief."""
        acronym = self.content["identity"]["acronym"]
        return bool(self.legal_name or acronym or self.reason or self.figures or self.numbers)


def document(actor: Actor) -> dict:
    """The document in force of a published actor: that of its latest revision (see `with_document`)."""
    return json.loads(actor.document_in_force) if actor.document_in_force else content_of(actor)


@dataclass(frozen=True)
class Words:
    """Sectors and qualifiers by their codes: few enough to be read whole, and kept."""

    sectors: dict[str, Sector]
    qualifiers: dict[str, Qualifier]

    @classmethod
    def read(cls) -> "Words":
        """All of them; two queries."""
        return cls(Sector.objects.in_bulk(field_name="code"), Qualifier.objects.in_bulk(field_name="code"))


def present(content: dict, words: Words | None = None) -> Profile:
    """What a page shows of this document, whether published, a draft or an old revision.

    Args:
        words: what was read before; else they are read here.
    """
    words, content = words or Words.read(), complete(content)
    identity, opening = content["identity"], content["hours"]
    week = opening["hours"] or {}
    territories = _territories(content["activities"])
    sectors = words.sectors
    shown = _pictures(content["pictures"])
    return Profile(
        content=content,
        name=identity["trade_name"] or identity["name"],
        legal_name=identity["name"] if identity["trade_name"] else "",
        family=_label(CooperativeKind, identity["cooperative_kind"]) or _label(Family, identity["family"]),
        marks=_marks(content["legal"]),
        offers=[_offer(activity, sectors, territories) for activity in content["activities"]],
        sectors=list(dict.fromkeys(sectors[a["sector"]] for a in content["activities"] if a["sector"] in sectors)),
        values=_values(content["values"], words.qualifiers),
        hours=[(DAY_NAMES[day], hours.write(week[day])) for day in hours.DAYS if week.get(day)],
        languages=[LANGUAGES[code] for code in opening["languages"] or () if code in LANGUAGES],
        numbers=_numbers(content["legal"]),
        figures=_figures(content["size"]),
        reason=_label(Reason, content["legal"]["ess_reason"]),
        logo=next((one for one, is_logo in shown if is_logo), None),
        photos=[one for one, is_logo in shown if not is_logo],
        territories=list(territories.values()),
    )


def _label(choices: type, code: str | None) -> str:
    """The words of a code; a code that is no more is shown as it is."""
    return str(dict(choices.choices).get(code, code)) if code else ""


def _territories(activities: list[dict]) -> dict[str, Territory]:
    references = {one for activity in activities for one in (activity.get("area") or {}).get("territories", ())}
    if not references:
        return {}
    codes = [reference.partition(":")[2] for reference in references]
    found = Territory.objects.filter(code__in=codes).select_related("parent")
    return {one.reference: one for one in found if one.reference in references}


def _offer(activity: dict, sectors: dict[str, Sector], territories: dict[str, Territory]) -> Offer:
    return Offer(
        sector=sectors.get(activity["sector"]),
        mode=_label(Mode, activity.get("mode")),
        description=activity.get("description") or "",
        area=_area(activity.get("area") or {}, territories),
        capacity=_capacity(activity),
        open_to=[gettext(words) for name, words in OPEN_TO.items() if activity.get(name)],
    )


def _area(area: dict, territories: dict[str, Territory]) -> str:
    kind = area.get("kind")
    if kind == AreaKind.RADIUS:
        return gettext("Up to %(km)s km around") % {"km": area.get("radius_km")}
    if kind == AreaKind.COUNTRY:
        return gettext("The whole country")
    names = [territories[reference].name for reference in area.get("territories", ()) if reference in territories]
    return ", ".join(sorted(names))


def _capacity(activity: dict) -> str:
    number, unit = activity.get("capacity_number"), activity.get("capacity_unit") or ""
    figures = f"{number} {unit}".strip() if number is not None else ""
    return " · ".join(filter(None, (activity.get("capacity"), figures)))


def _values(said: list[dict], known: dict[str, Qualifier]) -> dict[str, list[Value]]:
    grouped: dict[str, list[Value]] = {}
    for kind, label in QualifierKind.choices:
        of_kind = [value for value in said if value["key"] in known and known[value["key"]].kind == kind]
        if of_kind:
            grouped[str(label)] = [_value(value, known[value["key"]]) for value in of_kind]
    return grouped


def _value(said: dict, qualifier: Qualifier) -> Value:
    return Value(qualifier.label, qualifier.explanation, said.get("proof", ""), said.get("proof_url", ""))


def _marks(legal: dict) -> list[str]:
    marks = ["ESUS"] if legal.get("is_esus") else []
    for choices, code in ((IntegrationKind, legal["integration_kind"]), (ShelteredKind, legal["sheltered_kind"])):
        if label := _label(choices, code):
            marks.append(label)
    return marks


def _numbers(legal: dict) -> list[tuple[str, str]]:
    naf = " · ".join(filter(None, (legal["naf_code"], _label(NafVersion, legal["naf_version"]))))
    pairs = [
        ("SIRET", legal["siret"]),
        ("SIREN", legal["siren"]),
        ("RNA", legal["rna"]),
        ("NAF", naf if legal["naf_code"] else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def _figures(size: dict) -> list[tuple[str, str, date | None]]:
    found = []
    for name, say in FIGURE_WORDS.items():
        if size.get(name) not in (None, ""):
            found.append((name, say(size[name]), parse_date(size.get(f"{name}_at") or "")))
    return found


FIGURE_WORDS = {
    "staff_permanent": lambda n: ngettext("%(n)s permanent employee", "%(n)s permanent employees", n) % {"n": n},
    "staff_integration": lambda n: (
        ngettext("%(n)s employee in integration", "%(n)s employees in integration", n) % {"n": n}
    ),
    "volunteers": lambda n: ngettext("%(n)s volunteer", "%(n)s volunteers", n) % {"n": n},
    "turnover": lambda band: gettext("Yearly turnover: %(band)s") % {"band": _label(Turnover, band)},
}


def _pictures(said: list[dict]) -> list[tuple[Shown, bool]]:
    wanted = [picture["image"] for picture in said if picture.get("image")]
    images = get_image_model().objects.prefetch_renditions().in_bulk(wanted) if wanted else {}
    return [
        (
            Shown(images[picture["image"]], picture.get("alt", ""), picture.get("caption", "")),
            picture.get("is_logo", False),
        )
        for picture in said
        if picture.get("image") in images
    ]
