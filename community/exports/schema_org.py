"""What schema.org says of an actor, for search engines: JSON-LD inside its page."""

from collections.abc import Iterable, Iterator, Mapping

from community.models import Actor, Territory
from community.models.vocabulary import AreaKind, Family
from community.rules.hours import DAYS

DAY_NAMES = dict(zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
TYPES = {
    Family.ASSOCIATION: "NGO",
    Family.FOUNDATION: "NGO",
    Family.COOPERATIVE: "Cooperative",
    Family.COMPANY: "Corporation",
}
NUMBERS = ("siret", "siren", "rna")
COUNTRY = "FR"
LAST_CLOCK = "24:00"


def structured_data(actor: Actor, content: dict, url: str, territories: Iterable[Territory] = ()) -> dict:
    """An organisation; pure, from its document. Never its e-mail address.

    Args:
        url: the absolute address of its page.
        territories: those that its areas name, if they are at hand: without them, areas are known by their codes.
    """
    identity, contact, story = content["identity"], content["contact"], content["story"]
    said = {
        "@context": "https://schema.org",
        "@type": _types(content),
        "@id": url,
        "name": actor.public_name,
        "legalName": identity["name"] if identity["trade_name"] else "",
        "alternateName": identity["acronym"],
        "description": story["summary"] or story["description"],
        "url": url,
        "sameAs": [contact["website"]] if contact["website"] else [],
        "telephone": contact["public_phone"],
        "foundingDate": str(identity["founded"] or ""),
        "identifier": _numbers(content["legal"]),
        "knowsLanguage": list(content["hours"]["languages"] or []),
        "areaServed": _areas(content, {one.reference: one.name for one in territories}),
    }
    return {key: value for key, value in (said | _place(content)).items() if value}


def _types(content: dict) -> list[str]:
    """The legal family; and a local business where one can go, which is what has hours and a point of its own."""
    first = TYPES.get(content["identity"]["family"], "Organization")
    return [first, "LocalBusiness"] if _is_visited(content) else [first]


def _is_visited(content: dict) -> bool:
    return bool(content["hours"]["hours"] or content["place"]["street"])


def _place(content: dict) -> dict:
    """Address, point and hours; the point of what is no place to go to belongs to its location."""
    address, geo = _address(content["place"]), _geo(content["place"])
    if _is_visited(content):
        return {"address": address, "geo": geo, "openingHoursSpecification": _hours(content["hours"]["hours"] or {})}
    return {"address": address, "location": {"@type": "Place", "geo": geo} if geo else {}}


def _address(place: Mapping) -> dict:
    said = {
        "streetAddress": place["street"],
        "postalCode": place["postal_code"],
        "addressLocality": place["city"],
    }
    said = {key: value for key, value in said.items() if value}
    return {"@type": "PostalAddress", "addressCountry": COUNTRY} | said if said else {}


def _geo(place: Mapping) -> dict:
    if place["latitude"] is None or place["longitude"] is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": place["latitude"], "longitude": place["longitude"]}


def _hours(week: Mapping) -> list[dict]:
    """One specification for each span of the day, with all the days that have it."""
    days: dict[tuple[str, str], list[str]] = {}
    for day in DAYS:
        for start, end in week.get(day) or ():
            days.setdefault((start, end), []).append(DAY_NAMES[day])
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": start, "closes": _closing(end)}
        for (start, end), names in days.items()
    ]


def _closing(clock: str) -> str:
    """The end of a day has no clock time in schema.org."""
    return "23:59" if clock == LAST_CLOCK else clock


def _numbers(legal: Mapping) -> list[dict]:
    return [_number(name.upper(), legal[name]) for name in NUMBERS if legal[name]]


def _number(name: str, value: str) -> dict:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _areas(content: dict, names: Mapping[str, str]) -> list[dict]:
    """Where its activities reach, each area once."""
    found: list[dict] = []
    for activity in content["activities"]:
        found += [area for area in _area(activity.get("area") or {}, content["place"], names) if area not in found]
    return found


def _area(area: Mapping, place: Mapping, names: Mapping[str, str]) -> Iterator[dict]:
    kind, middle = area.get("kind"), _geo(place)
    if kind == AreaKind.COUNTRY:
        yield {"@type": "Country", "name": "France", "identifier": COUNTRY}
    elif kind == AreaKind.RADIUS and middle:
        yield {"@type": "GeoCircle", "geoMidpoint": middle, "geoRadius": 1000 * area["radius_km"]}
    for reference in area.get("territories", ()):
        code = _number("INSEE", reference.partition(":")[2])
        yield {"@type": "AdministrativeArea", "identifier": code} | (
            {"name": names[reference]} if reference in names else {}
        )
