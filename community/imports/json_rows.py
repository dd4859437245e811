"""Cutting a JSON text into the elements of its list, one at a time, without building anything else.

A parser of streams gives up at the first sign that is not JSON, and what comes behind is lost. Here only strings,
brackets and commas are followed; each element is then parsed alone, so a broken one is reported and the next go on.
What is kept is bounded, however long or deep an element is.
"""

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import TextIO

from django.utils.translation import gettext as _

from community.imports.json_signs import Nesting, Signs
from community.imports.rows import FileProblem, Row, is_decoded, storable

DEEPEST = 20  # brackets inside one another
LIST = "data"  # where the list is, when it stands in an object
STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
MAY_HIDE = re.compile(r"\\u|\x00")  # an escape may stand for what no database stores
IDENTIFIER = re.compile(r'"id"\s*:\s*(?:"([^"\\]{1,120})"|(\d{1,30}))')


def read(stream: TextIO, about: dict[str, str]) -> Iterator[Row]:
    """The rows of a list, or of the list "data" of an object, numbered from 1.

    Args:
        about: gets the texts that stand beside the list, before it ("licence").

    Raises:
        FileProblem: this is no JSON list, or it can't be followed any further; says where.
    """
    signs, number = Signs(stream), 0
    is_member = _find_list(signs, about)
    for number, (text, problem) in enumerate(_elements(signs), start=1):
        yield _row(number, text, problem)
    _check_end(signs, is_member=is_member)
    if not number:
        raise FileProblem(_("This file holds an empty list."))


def _find_list(signs: Signs, about: dict[str, str]) -> bool:
    """Go to the first element; whether the list stands in an object."""
    opening = signs.first()
    if opening not in {"[", "{"}:
        raise FileProblem(_("This is not JSON: %(place)s.") % {"place": signs.place()})
    signs.mark()
    if opening == "{":
        _find_member(signs, about)
        signs.mark()
    return opening == "{"


def _find_member(signs: Signs, about: dict[str, str]) -> None:
    """Go behind the bracket of the member that holds the list."""
    depth, texts = 1, []
    while depth and (sign := signs.next()):
        if depth == 1 and sign == '"':
            texts.append(signs.kept()[0].partition('"')[2])
        elif depth == 1 and sign == "[" and texts == [LIST]:
            return
        if depth == 1 and sign == ",":
            about.update([tuple(texts)] if len(texts) == 2 else [])  # noqa: PLR2004 (a name and its value)
            texts = []
        depth += STEPS.get(sign, 0)
        signs.mark()
    raise FileProblem(_("This JSON holds no list of entries: neither a list, nor an object with a list “data”."))


def _elements(signs: Signs) -> Iterator[tuple[str, str]]:
    """The text of each element of a list, and why it can't be parsed, if so."""
    inside, before = Nesting(), ""
    while sign := signs.next():
        if inside.is_left_open(before, sign):
            yield _element(signs.kept_before(), inside)
            inside = Nesting()
        before = sign
        if inside.takes(sign):
            continue
        kept = signs.kept()
        if kept[0].strip() or sign == ",":
            yield _element(kept, inside)
        if sign != ",":
            return
        signs.mark()
        inside = Nesting()
    raise FileProblem(_("The file ends in the middle: %(place)s. It may be cut off.") % {"place": signs.place()})


def _element(kept: tuple[str, bool], inside: Nesting) -> tuple[str, str]:
    text, is_whole = kept
    return text, _too_much(is_whole, inside.deepest)


def _too_much(is_whole: bool, deepest: int) -> str:
    if not is_whole:
        return _("This entry is longer than a million characters.")
    return _("This entry has too many brackets inside one another.") if deepest > DEEPEST else ""


def _check_end(signs: Signs, *, is_member: bool) -> None:
    """Nothing follows a list; the end of the object, or other members, follow one that stands in an object.

    Raises:
        FileProblem: the list ended too early: a bracket too many, maybe.
    """
    is_right = _ends_object(signs) if is_member else _is_over(signs)
    if not is_right:
        raise FileProblem(_("Something else follows the end of the list: %(place)s.") % {"place": signs.place()})


def _is_over(signs: Signs) -> bool:
    signs.mark()
    return not signs.next() and not signs.rest().strip()


def _ends_object(signs: Signs) -> bool:
    signs.mark()
    sign = signs.next()
    if sign == ",":
        return signs.next() == '"'
    return not sign or (sign == "}" and not signs.kept()[0].strip() and _is_over(signs))


def _row(number: int, text: str, problem: str) -> Row:
    """An element as a row; what can't be parsed says why."""
    if problem or not is_decoded(text):
        return Row(number, _id_in(text), text, problem or _("Some bytes are not UTF-8."))
    try:
        raw = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or str(error)
        return Row(number, _id_in(text), text, _("This is not JSON: %(reason)s.") % {"reason": reason})
    if not isinstance(raw, dict):
        return Row(number, None, text, _("This entry is not an object."))
    return Row(number, storable(raw) if MAY_HIDE.search(text) else raw, text)


def _id_in(text: str) -> dict | None:
    """The identifier that a broken entry seems to have: it is in the file, so it is not gone."""
    found = IDENTIFIER.search(text)
    return {"id": found[1] or found[2]} if found else None


def _number(text: str) -> float | None:
    value = float(text)
    return value if isfinite(value) else None


def _nothing(_name: str) -> None:
    """NaN and infinities say nothing."""


DECODER = json.JSONDecoder(strict=False, parse_constant=_nothing, parse_float=_number)
