"""The difference between two profiles in words that people read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms.draft import BY_CODE
from community.models import Actor, Qualifier, Sector, Territory
from community.models.parts import Activity, Establishment, Picture
from community.models.vocabulary import DAY_NAMES, LANGUAGES, AreaKind
from community.rules import hours, profiles
from core import difference

HIDDEN = {"key", "image", "insee", "precision", "point"}
MODELS = {"activities": Activity, "establishments": Establishment, "pictures": Picture}
WORDS = {
    "sector": gettext_lazy("sector"),
    "area": gettext_lazy("area of action"),
    "proof": gettext_lazy("proof"),
    "proof_url": gettext_lazy("link to a proof"),
    "is_logo": gettext_lazy("logo"),
    "hours": gettext_lazy("opening hours"),
    "languages": gettext_lazy("languages spoken"),
}


@dataclass(frozen=True)
class Said:
    """One difference: where it is, what was said, what is said."""

    section: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[difference.Piece]:
        """The words that left, came and stayed."""
        return difference.words(self.before, self.after)


def describe(old: Mapping, new: Mapping) -> list[Said]:
    """Every difference, in the order of the form."""
    order = list(BY_CODE)
    found = [change for change in profiles.compare(old, new) if change.path[-1] not in HIDDEN]
    found.sort(key=lambda change: order.index(change.path[0]) if change.path[0] in order else len(order))
    return [_said(change, old, new) for change in found]


def _said(change: profiles.Change, old: Mapping, new: Mapping) -> Said:
    section, name = change.path[0], change.path[-1]
    title = str(BY_CODE[section].title) if section in BY_CODE else section
    label = _label(section, name)
    if len(change.path) == 3:  # noqa: PLR2004 (section, key, field)
        label = f"{_item(section, change.path[1], old, new)} · {label}"
    return Said(title, label, _text(section, name, change.before), _text(section, name, change.after))


def _label(section: str, name: str) -> str:
    if name in WORDS:
        return str(WORDS[name])
    day = name.removesuffix("_at")
    model = MODELS.get(section, Actor)
    try:
        label = str(model._meta.get_field(day).verbose_name)
    except FieldDoesNotExist:
        return name
    return f"{label} ({_('date')})" if name.endswith("_at") else label


def _item(section: str, key: str, old: Mapping, new: Mapping) -> str:
    """Which activity, place, picture or word it is about."""
    if section == "values":
        qualifier = Qualifier.objects.filter(code=key).first()
        return qualifier.label if qualifier else key
    item = next((one for content in (new, old) for one in content[section] if one["key"] == key), {})
    if section == "activities":
        return _sector(item.get("sector", ""))
    return item.get("name") or item.get("city") or item.get("alt") or item.get("caption") or _("picture")


def _sector(code: str) -> str:
    sector = Sector.objects.filter(code=code).first()
    return sector.label if sector else code


def _text(section: str, name: str, value: object) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    special = {"sector": _sector, "area": _area, "hours": _hours, "languages": _languages}
    if name in special:
        return special[name](value)
    choices = _choices(section, name)
    return str(choices.get(value, value)) if choices else str(value)


def _choices(section: str, name: str) -> dict:
    model = MODELS.get(section, Actor)
    fields = {field.name: field for field in model._meta.get_fields()}
    return dict(getattr(fields.get(name), "flatchoices", None) or ())


def _area(area: Mapping) -> str:
    named = [one.partition(":")[2] for one in area.get("territories", ())]
    names = sorted(Territory.objects.filter(code__in=named).values_list("name", flat=True))
    kind = str(dict(AreaKind.choices).get(area.get("kind"), ""))
    details = f"{area['radius_km']} km" if area.get("radius_km") else ", ".join(names)
    return f"{kind} : {details}" if details else kind


def _hours(said: Mapping) -> str:
    return "\n".join(f"{DAY_NAMES[day]} {hours.write(spans)}" for day, spans in said.items() if day in DAY_NAMES)


def _languages(codes: list[str]) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)
