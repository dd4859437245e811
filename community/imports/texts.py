"""Cleaning what other people wrote: text without markup nor hidden signs, as long as a column takes.

Each function takes any value and a list to which it adds what it had to change, for the report. None raises.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.rich_text import from_html, hide_addresses

LONGEST_TEXT = 20_000  # characters of a description, as in the form
MOST_ROUNDS = 3  # markup may be hidden inside markup
LONGEST_READ = 200_000  # of a value, before anything else looks at it
LARGEST = 10**20  # of a number that is meant as a text
# Control characters but tab and line feed, halves of signs, what changes the direction of a text, what has no width.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
BREAKS = re.compile(r"</(?:li|div|h\d|tr|ul|ol|section|article)\s*>", re.IGNORECASE)
TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
MARKUP = re.compile(rf"{TAG.pattern}|&(?:#|[a-z]+;)", re.IGNORECASE)
ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|style|form|svg|link|meta)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)
FORMULA = re.compile(r"^(?:[=@]|[+-](?=\S))+\s*")
PHONE = re.compile(r"\+?\(?\d[\d\s().\-/]{4,27}\d")
ADDRESS = re.compile(r"[^\s,;<>()\[\]]+@[^\s,;<>()\[\]]+")
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)
is_web_address = URLValidator(schemes=["http", "https"])

Notes = list[str]
Label = str | Promise  # translated only if there is something to say


def paragraphs(value: object, label: Label, notes: Notes, most: int = LONGEST_TEXT) -> str:
    """A text of several lines; e-mail addresses in it are written for people, not for robots."""
    text = as_text(value)
    if ACTIVE.search(text):
        notes.append(_("%(field)s: scripts were removed.") % {"field": label})
    return _cut(hide_addresses(_without_formula(_plain(text), label, notes)), most, label, notes)


def one_line(value: object, label: Label, notes: Notes, most: int) -> str:
    """A text of one line, which has no markup: what looks like some is reported."""
    text = as_text(value)
    plain = " ".join(_plain(text).split())
    if TAG.search(text):
        notes.append(_("%(field)s: markup was removed.") % {"field": label})
    return _cut(_without_formula(plain, label, notes), most, label, notes)


def web_address(value: object, label: Label, notes: Notes, most: int = 200) -> str:
    """An address with http or https; "" for anything else."""
    text = HIDDEN.sub("", as_text(value)).strip()
    found = f"https://{text}" if DOMAIN.fullmatch(text) else text
    try:
        is_web_address(found or "http://")
    except (ValidationError, ValueError):
        return dropped(text, label, notes)
    return found if len(found) <= most else dropped(text, label, notes)


def email(value: object, label: Label, notes: Notes) -> str:
    """The first e-mail address of a text."""
    text = HIDDEN.sub("", as_text(value)).strip()
    found = ADDRESS.search(text.removeprefix("mailto:"))
    try:
        validate_email(found[0] if found else "")
    except ValidationError:
        return dropped(text, label, notes)
    return found[0] if len(found[0]) <= 254 else dropped(text, label, notes)  # noqa: PLR2004 (the column)


def phone(value: object, label: Label, notes: Notes) -> str:
    """The first telephone number of a text, as it is written."""
    text = HIDDEN.sub("", as_text(value))
    found = PHONE.search(text)
    return " ".join(found[0].split()) if found else dropped(text, label, notes)


def as_text(value: object) -> str:
    """A value as text; what is neither a text nor a number says nothing."""
    if isinstance(value, str):
        return value[:LONGEST_READ]
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < LARGEST:
        return ""
    return str(int(value) if value == int(value) else value)


def _plain(text: str) -> str:
    """The words alone, with their paragraphs; markup that was written as entities goes as well."""
    text = HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    for _round in range(MOST_ROUNDS):
        if not MARKUP.search(text):
            break
        text = HIDDEN.sub("", from_html(BREAKS.sub("\n", text)))  # an entity may be one of them
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_formula(text: str, label: Label, notes: Notes) -> str:
    """The text without the signs by which a spreadsheet knows a formula."""
    found = FORMULA.match(text)
    if not found:
        return text
    notes.append(_("%(field)s: the sign of a formula was removed.") % {"field": label})
    return text[found.end() :]


def _cut(text: str, most: int, label: Label, notes: Notes) -> str:
    if len(text) <= most:
        return text
    notes.append(_("%(field)s: cut to %(most)s characters.") % {"field": label, "most": most})
    return shortened(text, most)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, up to the end of a word."""
    if len(text) <= most:
        return text
    return (text[: most - 1].rpartition(" ")[0] or text[: most - 1]).rstrip(" ,;:.") + "…"


def dropped(text: str, label: Label, notes: Notes) -> str:
    """Nothing; a value that was left out is noted."""
    if text.strip():
        said = {"field": label, "value": shortened(" ".join(text.split()), 60)}
        notes.append(_("%(field)s: “%(value)s” is not valid, it was left out.") % said)
    return ""
