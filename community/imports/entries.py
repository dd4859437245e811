"""From a row to an entry: identity, fingerprint, and clean values of the columns of an actor."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.imports import texts, values
from community.imports.families import BY_STATUTE, family_in
from community.imports.formats import is_closed, said_by
from community.imports.rows import Row
from community.imports.texts import Notes
from community.models import Actor, ImportFormat, RemoteRecord
from community.models.vocabulary import Precision, Reason
from community.rules.names import fold
from core.chain import canonical_json

LINES = ("name", "trade_name", "acronym", "street", "postal_code", "city")
TEXTS = ("description", "commitment")
CONTACT = ("website", "public_email", "public_phone")
COLUMNS = {name: Actor._meta.get_field(name) for name in (*LINES, "summary", *TEXTS, *CONTACT)}
LABELS: dict[str, str | Promise] = {name: column.verbose_name for name, column in COLUMNS.items()}
LONGEST = {name: column.max_length for name, column in COLUMNS.items()}
INSEE = re.compile(r"\b\d[0-9AB]\d{3}\b")
LONGEST_ID = RemoteRecord._meta.get_field("remote_id").max_length
LONGEST_URL = RemoteRecord._meta.get_field("url").max_length


class Unreadable(Exception):  # noqa: N818 (the row is wrong, not the program)
    """A row that can't become an entry; says why."""


class Closed(Unreadable):
    """The source itself says that the entry holds no more."""


@dataclass(slots=True)
class Entry:
    """One organisation as another directory describes it, cleaned."""

    row: Row
    remote_id: str
    url: str
    content_hash: str
    values: dict[str, object]  # columns of an actor; only what is said
    categories: tuple[str, ...]  # folded
    updated: datetime | None
    notes: Notes = field(default_factory=list)

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude), if given."""
        return (self.values["latitude"], self.values["longitude"]) if "latitude" in self.values else None

    @property
    def names(self) -> list[str]:
        """The names under which the organisation may be known, folded."""
        return [fold(str(self.values[name])) for name in ("name", "trade_name") if self.values.get(name)]


def identify(raw: dict | None, kind: str) -> str:
    """The identifier of a row at its source; "" where it has none. It must stay the same when other things change."""
    said = said_by(raw or {}, kind)
    names = ("id", "url", "website") if kind == ImportFormat.MURMURATIONS else ("id",)
    for text in [texts.as_text(said.get(name)) for name in names] + [values.number(said.get("siret"), "siret", [])]:
        if identifier := texts.HIDDEN.sub("", text).strip():
            return identifier if len(identifier) <= LONGEST_ID else _digest(identifier)
    name, *where = (fold(texts.as_text(said.get(key))) for key in ("name", "postal_code", "city", "street"))
    return _digest("|".join([name, *where])) if name else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def entry_of(row: Row, kind: str, now: datetime) -> Entry:
    """Clean a row.

    Raises:
        Unreadable: it is broken, or names no organisation.
    """
    if row.problem or row.raw is None:
        raise Unreadable(row.problem)
    said, notes = said_by(row.raw, kind), []
    if is_closed(said, kind):
        raise Closed(_("The source says that this entry is closed or refused."))
    found = _values(said, notes, now)
    if not found.get("name"):
        raise Unreadable(_("This entry has no name."))
    updated = values.moment(said["updated"], now, notes) if said.get("updated") else None
    url = texts.web_address(said.get("url"), _("address at the source"), notes, LONGEST_URL)
    names = tuple(filter(None, map(fold, said["categories"])))
    return Entry(row, identify(row.raw, kind), url, fingerprint(row.raw), found, names, updated, notes)


def fingerprint(raw: dict) -> str:
    """SHA-256 of a row as it was read."""
    return hashlib.sha256(canonical_json(raw).encode()).hexdigest()


def _values(said: dict, notes: Notes, now: datetime) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in LINES:
        found[name] = texts.one_line(said.get(name), LABELS[name], notes, LONGEST[name])
    found |= _story(said, notes) | _contact(said, notes) | _numbers(said, notes) | _place(said, notes)
    found |= _family(texts.as_text(said.get("family")))
    found["insee"] = "".join(INSEE.findall(texts.as_text(said.get("insee"))[:20])[:1])
    found["founded"] = values.year(said.get("founded"), now)
    if found["trade_name"] == found["name"]:
        found["trade_name"] = ""
    return {name: value for name, value in found.items() if value not in ("", None)}


def _story(said: dict, notes: Notes) -> dict[str, str]:
    """Without a summary, the first text is one; what is too long for it goes on in the description."""
    found = {name: texts.paragraphs(said.get(name), LABELS[name], notes) for name in ("summary", *TEXTS)}
    more = texts.paragraphs(said.get("more"), LABELS["description"], notes)
    first, *rest = [text for text in (found["summary"], found["description"], more) if text] or [""]
    line = " ".join(first.split())
    found["summary"] = texts.shortened(line, LONGEST["summary"])
    whole = rest if found["summary"] == line else [first, *rest]
    found["description"] = texts.shortened("\n\n".join(whole), texts.LONGEST_TEXT)
    return found


def _contact(said: dict, notes: Notes) -> dict[str, str]:
    return {
        "website": texts.web_address(said.get("website"), LABELS["website"], notes, LONGEST["website"]),
        "public_email": texts.email(said.get("email"), LABELS["public_email"], notes),
        "public_phone": texts.phone(said.get("phone"), LABELS["public_phone"], notes),
    }


def _numbers(said: dict, notes: Notes) -> dict[str, str]:
    found = {kind: values.number(said.get(kind), kind, notes) for kind in values.VALID}
    if found["siret"] and found["siren"] and found["siret"][:9] != found["siren"]:
        texts.dropped(found["siren"], "SIREN", notes)
        found["siren"] = ""
    return found


def _place(said: dict, notes: Notes) -> dict[str, object]:
    point = values.point(said.get("latitude"), said.get("longitude"), notes)
    if point is None:
        return {}
    return {"latitude": point[0], "longitude": point[1], "precision": Precision.SOURCE.value}


def _family(text: str) -> dict[str, str]:
    """The legal family that is said, and what follows from it."""
    family, kind = family_in(text) if text else ("", "")
    reason = Reason.STATUTE.value if family in BY_STATUTE else ""
    return {"family": family, "cooperative_kind": kind, "ess_reason": reason}
