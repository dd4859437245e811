"""One document as it is written in the index."""

import json
import re
from math import log2

from tantivy import Document as Row

from search.documents import FACETS, KEPT_BODY, RECOGNISED, Document
from search.engines.embedded.schema import (
    AFAR,
    BETWEEN,
    CONFIRMED_BIT,
    EPOCH,
    NONE,
    NOWHERE,
    RECOGNISED_BIT,
    columns,
)  # fmt: skip
from search.rules.cells import cell_of, micro, names_of, width
from search.rules.fragments import shortened
from search.rules.french import WORD, fold, stems_in, words_in
from search.rules.query import LANGUAGES

NUMBER = re.compile(r"[1-9][0-9]{0,17}")  # as a column has it, and gives it back
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


def row(document: Document) -> Row:
    """What the index keeps of a document.

    `name` has the whole words of the title, `words` those of every text: for what one is typing. `every` has the stems
    of every text: for what is counted, or mistyped. `cells` has the cells of the map around its point, `cell` the code
    of the smallest one, `known` the same with, above it, what is known; both once more as texts for a first look, which
    are counted ten times faster. `number` is the key, for many at once.
    """
    found = Row()
    found.add_text("id", document.id)
    found.add_bytes("shown", AS_JSON(_shown(document)).encode())
    _add_texts(found, document)
    _add_codes(found, document)
    _add_numbers(found, document)
    _add_place(found, document)
    return found


def _shown(document: Document) -> dict:
    texts = {name: shortened(document.texts.get(name, ""), KEPT_BODY) for name in ("title", "summary", "body")}
    confirmed = document.confirmed and document.confirmed.isoformat()
    return texts | {"url": document.url, "point": document.point, "confirmed": confirmed}


def _add_texts(found: Row, document: Document) -> None:
    parts = {name: text.split() for name, text in document.texts.items()}
    for name, some in parts.items():
        found.add_text(name, stems_in(some))
    found.add_text("name", words_in(parts.get("title", ())))
    every = set().union(*parts.values())
    found.add_text("words", words_in(every))
    found.add_text("every", stems_in(every))


def _add_codes(found: Row, document: Document) -> None:
    codes = {"kind": (document.kind,), "lacks": lacking(document), **document.codes, "language": ()}
    for name, values in codes.items():
        for value in values:
            found.add_text(name, value)
    for name in FACETS:
        _add_columns(found, name, list(codes.get(name, ())))


def _add_columns(found: Row, name: str, values: list[str]) -> None:
    own, others = columns(name)
    for n, column in enumerate(own):
        found.add_text(column, BETWEEN.join(values[2 * n : 2 * n + 2]) if values else NONE)
    for value in values[2 * len(own) :]:
        found.add_text(others[0], value)


def lacking(document: Document) -> list[str]:
    """Languages in which it can't be read; none if it has no language, or both.

    Few documents lack one: to leave these out costs nothing, to ask for all the others as much as a common word.
    """
    known = document.codes.get("language", ())
    return [one for one in LANGUAGES if one not in known] if known else []


def _add_numbers(found: Row, document: Document) -> None:
    found.add_integer("number", int(document.key) if NUMBER.fullmatch(document.key) else NOWHERE)
    found.add_float("weight", kept_weight(document.weight))
    found.add_text("order", " ".join(WORD.findall(fold(document.texts.get("title", "")))))
    if document.confirmed:
        found.add_integer("confirmed", (document.confirmed - EPOCH).days)


def _add_place(found: Row, document: Document) -> None:
    cell = known = NOWHERE
    if document.point:
        latitude, longitude = document.point
        found.add_integer("latitude", micro(latitude))
        found.add_integer("longitude", micro(longitude))
        found.add_text("cells", " ".join(names_of(latitude, longitude)))
        cell = cell_of(latitude, longitude)
        known = cell + what_is_known(document) * width(0)
    for name, value in (("cell", cell), ("known", known)):
        column, zoom = AFAR[name]
        found.add_integer(name, value)
        found.add_text(column, str(value // width(zoom)))


def what_is_known(document: Document) -> int:
    """Two bits: somebody has said that it is true; a certificate holds."""
    is_recognised = RECOGNISED in document.codes.get("certificate", ())
    return RECOGNISED_BIT * is_recognised | CONFIRMED_BIT * (document.confirmed is not None)


def kept_weight(weight: float) -> float:
    """The number by which the engine multiplies relevance as the weight does: it takes log2(2 + number), twice ours."""
    return max(0.0, 2 ** (2 * weight) - 2)


def weight_of(kept: float) -> float:
    """The weight that was kept so."""
    return log2(2 + kept) / 2
