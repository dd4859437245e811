"""An actor's public profile as one plain document: what is published, compared, hashed and frozen.

Sections are the steps of the form. Things are named by their stable codes, never by database ids; what is
private is not in it.
"""

from community.models.actor import Actor
from community.models.parts import Activity, Establishment, Picture

IDENTITY = ("name", "trade_name", "acronym", "family", "cooperative_kind", "founded")
LEGAL = (
    "siret", "siren", "rna", "naf_code", "naf_version", "is_esus", "integration_kind", "sheltered_kind",
    "ess_reason", "ess_reason_text",
)  # fmt: skip
PLACE = ("street", "postal_code", "city", "insee", "latitude", "longitude", "precision")
CONTACT = ("public_email", "public_phone", "website", "has_contact_form")
PRIVATE = ("contact_name", "private_email", "private_phone")
STORY = ("summary", "description", "commitment")
FIGURES = ("staff_permanent", "staff_integration", "volunteers", "turnover")
ESTABLISHMENT = ("name", *PLACE)
ACTIVITY = (
    "mode", "description", "capacity", "capacity_number", "capacity_unit", "takes_subcontracts", "takes_joint_bids",
)  # fmt: skip
PARTS = ("activities__sector", "activities__territories", "establishments", "added_values__qualifier", "pictures")

# The columns of an actor that each section writes.
COLUMNS = {
    "identity": IDENTITY,
    "legal": LEGAL,
    "place": PLACE,
    "contact": CONTACT,
    "story": STORY,
    "hours": ("hours", "hours_note", "languages"),
    "size": FIGURES,
}


def content_of(actor: Actor) -> dict:
    """The profile of an actor as it stands in its columns and parts (prefetch `PARTS` for several)."""
    return {
        "identity": _values(actor, IDENTITY),
        "legal": _values(actor, LEGAL),
        "activities": [_activity(activity) for activity in actor.activities.all()],
        "place": _values(actor, PLACE) | {"point": _point(actor)},
        "establishments": [_establishment(place) for place in actor.establishments.all()],
        "contact": _values(actor, CONTACT),
        "hours": {"hours": actor.hours, "hours_note": actor.hours_note, "languages": actor.languages},
        "story": _values(actor, STORY),
        "values": [_value(value) for value in actor.added_values.all()],
        "pictures": [_picture(picture) for picture in actor.pictures.all()],
        "size": _size(actor),
    }


def complete(content: dict) -> dict:
    """The same document with whatever it says nothing of: an older one may lack what is asked today."""
    blank = Actor()
    sections = {code: _values(blank, names) | content.get(code, {}) for code, names in COLUMNS.items()}
    sections["size"] = content.get("size", {})
    sections["place"].setdefault("point", "")
    items = {code: [blank | item for item in content.get(code, [])] for code, blank in _blank_items().items()}
    return content | sections | items


def _blank_items() -> dict[str, dict]:
    """What an item of each list says when it says nothing."""
    picture = {"image": None, "alt": "", "caption": "", "is_logo": False}
    return {
        "activities": {"sector": "", "area": {"kind": ""}} | _values(Activity(), ACTIVITY),
        "establishments": _values(Establishment(), ESTABLISHMENT),
        "values": {"proof": "", "proof_url": ""},
        "pictures": picture,
    }


def private_of(actor: Actor) -> dict:
    """What only managers and facilitators see of the contact."""
    return _values(actor, PRIVATE)


def _values(obj: object, names: tuple[str, ...]) -> dict:
    return {name: getattr(obj, name) for name in names}


def _point(place: Actor | Establishment) -> str:
    """Whether there is a point, for what is missing; the coordinates have their own fields."""
    return "yes" if place.latitude is not None else ""


def _activity(activity: Activity) -> dict:
    area = {"kind": activity.area_kind}
    if activity.radius_km:
        area["radius_km"] = activity.radius_km
    if territories := sorted(territory.reference for territory in activity.territories.all()):
        area["territories"] = territories
    return {"key": str(activity.key), "sector": activity.sector.code, "area": area} | _values(activity, ACTIVITY)


def _establishment(place: Establishment) -> dict:
    return {"key": str(place.key)} | _values(place, ESTABLISHMENT)


def _value(value) -> dict:
    return {"key": value.qualifier.code, "proof": value.proof, "proof_url": value.proof_url}


def _picture(picture: Picture) -> dict:
    said = {"alt": picture.alt, "caption": picture.caption, "is_logo": picture.is_logo}
    return {"key": str(picture.key), "image": picture.image_id} | said


def _size(actor: Actor) -> dict:
    """Each figure that was said, with the day on which it was."""
    said = {name: getattr(actor, name) for name in FIGURES if getattr(actor, name) not in (None, "")}
    dates = {f"{name}_at": getattr(actor, f"{name}_at") for name in said}
    return said | {name: day.isoformat() for name, day in dates.items() if day}
