"""A profile as one plain document: what it must say to be published, how complete it is, what changed.

Sections are the steps of the form; `value` is whatever JSON holds. The document that is published, its
revisions and the drafts all have this shape, so that any two can be compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

REQUIRED = (
    ("identity", "name"),
    ("identity", "family"),
    ("legal", "ess_reason"),
    ("activities", ""),
    ("place", "city"),
    ("story", "summary"),
)
EXPECTED = (
    ("story", "description"),
    ("story", "commitment"),
    ("values", ""),
    ("contact", ""),
    ("hours", ""),
    ("place", "point"),
    ("pictures", ""),
    ("size", ""),
    ("identity", "founded"),
    ("activities", "area"),
)
NOT_SAID = "unknown"  # the legal family of an imported page


@dataclass(frozen=True)
class Missing:
    """Something that a profile does not say yet: section, field ("" for the whole section)."""

    section: str
    field: str
    is_required: bool


@dataclass(frozen=True)
class Change:
    """One field that differs; the path names it: ("activities", key, "description")."""

    path: tuple[str, ...]
    before: object
    after: object


def missing(content: Mapping) -> list[Missing]:
    """What is not said yet: first what publication needs, then what readers expect."""
    lacks = [Missing(section, field, True) for section, field in REQUIRED if not _says(content, section, field)]
    return lacks + [Missing(section, field, False) for section, field in EXPECTED if not _says(content, section, field)]


def completeness(content: Mapping) -> int:
    """Percentage of what is asked for that is said."""
    total = len(REQUIRED) + len(EXPECTED)
    return round(100 * (total - len(missing(content))) / total)


def _says(content: Mapping, section: str, field: str) -> bool:
    value = content.get(section)
    if section == "contact":
        return any(isinstance(part, str) and part for part in (value or {}).values())
    if not field or not value:
        return _is_said(value)
    if section == "activities":
        return any(_has_area(activity) for activity in value)
    return _is_said(value.get(field)) and value[field] != NOT_SAID


def _is_said(value: object) -> bool:
    """Whether there is anything in a value; False and 0 are answers, an empty text is none."""
    if isinstance(value, Mapping):
        return any(_is_said(part) for part in value.values())
    if isinstance(value, list | tuple):
        return bool(value)
    return value not in (None, "")


def _has_area(activity: Mapping) -> bool:
    return bool((activity.get("area") or {}).get("kind"))


def compare(old: Mapping, new: Mapping) -> list[Change]:
    """Every field that differs between two documents, in the order of the new one."""
    before, after = (dict(_fields(content)) for content in (old, new))
    paths = [*after, *(path for path in before if path not in after)]
    return [Change(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)]


def with_one_logo(pictures: list[dict]) -> list[dict]:
    """The same pictures, where only the last one that was called the logo still is."""
    logos = [picture["key"] for picture in pictures if picture.get("is_logo")]
    return [picture | {"is_logo": picture["key"] == logos[-1] if logos else False} for picture in pictures]


def changed_sections(old: Mapping, new: Mapping) -> set[str]:
    """Names of the sections that differ."""
    return {change.path[0] for change in compare(old, new)}


def _fields(content: Mapping) -> Iterator[tuple[tuple[str, ...], object]]:
    for section, value in content.items():
        if isinstance(value, list):
            for item in value:
                yield from (
                    ((section, str(item["key"]), field), part) for field, part in _parts(item) if part is not False
                )
        elif isinstance(value, Mapping):
            yield from (((section, field), part) for field, part in value.items() if _is_said(part))
        elif _is_said(value):
            yield (section,), value


def _parts(item: Mapping) -> Iterator[tuple[str, object]]:
    return ((field, part) for field, part in item.items() if field != "key" and _is_said(part))
