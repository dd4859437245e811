"""An actor as a profile of the Murmurations network, which any directory can read and index.

The schema is `organizations_schema-v1.0.0` of https://github.com/MurmurationsNetwork/MurmurationsLibrary.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from community.models import Actor
from community.models.vocabulary import AreaKind
from community.queries.profile import Profile

SCHEMA = "organizations_schema-v1.0.0"
COUNTRY, COUNTRY_NAME = "FR", "France"
LOCAL, REGIONAL, NATIONAL = "local", "regional", "national"
SCOPES = (NATIONAL, REGIONAL, LOCAL)  # the widest first
REGIONAL_KINDS = {"departement", "region"}
LOCAL_KM = 50  # farther than that is a region


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses: of the page, of its form of contact, of its logo; "" where there is none."""

    page: str
    form: str = ""
    logo: str = ""


def profile(actor: Actor, shown: Profile, addresses: Addresses) -> dict:
    """What the schema has a field for, without what is not said. Never an e-mail address."""
    content = shown.content
    identity, story, contact = content["identity"], content["story"], content["contact"]
    said = {
        "linked_schemas": [SCHEMA],
        "name": identity["name"],
        "nickname": identity["trade_name"] or identity["acronym"],
        "primary_url": contact["website"] or addresses.page,
        "urls": _urls(actor, contact["website"], addresses.page),
        "tags": _tags(shown),
        "description": "\n\n".join(filter(None, (story["summary"], story["description"]))),
        "mission": story["commitment"],
        "status": "active",
        "image": addresses.logo,
        "telephone": contact["public_phone"],
        "contact_details": {"contact_form": addresses.form} if addresses.form else {},
        "starts_at": _timestamp(identity["founded"]),
        "geographic_scope": _scope(content["activities"]),
        "unique_id": str(actor.uid),
    }
    return {key: value for key, value in (said | _place(content["place"])).items() if value not in ("", None, [], {})}


def _urls(actor: Actor, website: str, page: str) -> list[dict]:
    """The other addresses, each named by its site: the page here, and where the entry comes from."""
    others = [page] if website else []
    others += [actor.source_url] if actor.source_url else []
    return [{"name": urlsplit(url).hostname or url, "url": url} for url in others]


def _tags(shown: Profile) -> list[str]:
    """Legal family, marks, sectors and added value, in words, each once."""
    sectors = [sector.label for sector in shown.sectors]
    values = [value.label for said in shown.values.values() for value in said]
    return list(dict.fromkeys(filter(None, [shown.family, *shown.marks, *sectors, *values])))


def _place(place: Mapping) -> dict:
    town = f"{place['postal_code']} {place['city']}".strip()
    lines = [line for line in (place["street"], town) if line]
    point = {"lat": place["latitude"], "lon": place["longitude"]}
    return {
        "full_address": ", ".join([*lines, COUNTRY_NAME]) if lines else "",
        "country_iso_3166": COUNTRY if lines else "",
        "geolocation": {} if None in point.values() else point,
    }


def _timestamp(year: int | None) -> int | None:
    """The first second of a year, as the schema counts."""
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) if year else None


def _scope(activities: Iterable[Mapping]) -> str:
    """How far the widest of its activities reaches; "" when none says."""
    found = {_reach(activity.get("area") or {}) for activity in activities}
    return next((scope for scope in SCOPES if scope in found), "")


def _reach(area: Mapping) -> str:
    kind = area.get("kind")
    if kind == AreaKind.COUNTRY:
        return NATIONAL
    if kind == AreaKind.RADIUS:
        return LOCAL if area["radius_km"] <= LOCAL_KM else REGIONAL
    kinds = {reference.partition(":")[0] for reference in area.get("territories", ())}
    if kinds & REGIONAL_KINDS:
        return REGIONAL
    return LOCAL if kinds else ""
