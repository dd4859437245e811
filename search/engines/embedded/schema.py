"""The fields of the embedded index, and one document as it is written there."""

import json
from datetime import date
from itertools import zip_longest
from math import log2

from tantivy import Document as Row
from tantivy import Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.documents import CODES, FACETS, KEPT_BODY, RECOGNISED, TEXTS, Document
from search.rules.cells import CODED, DEEPEST, cell_of, micro, names_of, width
from search.rules.fragments import shortened
from search.rules.french import WORD, fold, words
from search.rules.query import LANGUAGES

STEMS = "stems"  # our own analysis, its stems between spaces
ANALYSER = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
STEM = "="  # before the stems among whole words
SLOTS = {"sector": 6, "qualifier": 4, "mode": 2}  # values of a facet that have columns of their own; others share one
EPOCH = date(1970, 1, 1)
CONFIRMED_BIT, RECOGNISED_BIT = 1, 2
NONE, NOWHERE = "", -1  # in the columns of a document that has no value there
FROM_AFAR = 10  # zoom of the cells of a first look at the map
WITHIN = CODED - DEEPEST  # zooms between a group on the map and the cells that tell where its middle is
AFAR = {"cell": ("cell_afar", FROM_AFAR), "known": ("known_afar", FROM_AFAR - WITHIN)}


def columns(name: str) -> list[str]:
    """The columns that have the values of a facet: the first of them one each, any others all in the last.

    Where each document has exactly one value, and be it none, counting takes a tenth of the time.
    """
    return [*(f"{name}_{n}" for n in range(SLOTS[name])), f"{name}_more"] if name in SLOTS else [f"{name}_0"]


def schema() -> Schema:
    """Texts as stems, codes as they are, numbers in columns; what a list shows is stored."""
    built = SchemaBuilder()
    built.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    built.add_bytes_field("shown", stored=True)
    for name in TEXTS:
        built.add_text_field(name, tokenizer_name=STEMS, index_option="position")
    built.add_text_field("name", tokenizer_name=STEMS, index_option="basic")
    for name in ("words", "every", "cells"):
        built.add_text_field(name, tokenizer_name=STEMS, index_option="basic")
    for name in (*CODES, "lacks"):
        built.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*(column for facet in FACETS for column in columns(facet)), *(name for name, _zoom in AFAR.values())):
        built.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("latitude", "longitude", "confirmed"):
        built.add_integer_field(name, fast=True, indexed=True)
    for name in ("cell", "known", "number"):
        built.add_integer_field(name, fast=True)
    built.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
    built.add_float_field("weight", fast=True)
    return built.build()


def row(document: Document) -> Row:
    """What the index keeps of a document.

    `name` has the whole words of the title, `words` those of every text: for what one is typing. `every` has the stems
    of every text: for what one has mistyped. `words` has them too, marked: a stem and the beginning of a word are
    counted in one go, four times faster than in two fields. `cells` has the cells of the map around its point, `cell` the
    code of the smallest one, `known` the same with, above it, what is known; both once more as texts for a first look,
    which are counted ten times faster. `number` is the key, for many at once.
    """
    found = Row()
    found.add_text("id", document.id)
    found.add_bytes("shown", json.dumps(_shown(document), ensure_ascii=False).encode())
    known: dict[str, str] = {}
    for name, text in document.texts.items():
        read = words(text)
        known.update(read)
        found.add_text(name, " ".join([stem for _word, stem in read]))
        if name == "title":
            found.add_text("name", " ".join([word for word, _stem in read]))
    stems = dict.fromkeys(known.values())
    found.add_text("words", " ".join([*known, *(f"{STEM}{one}" for one in stems)]))
    found.add_text("every", " ".join(stems))
    _add_codes(found, document)
    _add_numbers(found, document)
    return found


def _shown(document: Document) -> dict:
    texts = {name: shortened(document.texts.get(name, ""), KEPT_BODY) for name in ("title", "summary", "body")}
    confirmed = document.confirmed and document.confirmed.isoformat()
    return texts | {"url": document.url, "point": document.point, "confirmed": confirmed}


def _add_codes(found: Row, document: Document) -> None:
    codes = {"kind": [document.kind], "lacks": lacking(document), **document.codes}
    for name, values in codes.items():
        for value in values:
            found.add_text(name, value)
    for name in FACETS:
        known = columns(name)
        for column, value in zip_longest(known[: SLOTS.get(name, 1)], codes.get(name, ())):
            found.add_text(column or known[-1], value or NONE)


def lacking(document: Document) -> list[str]:
    """Languages in which it can't be read; none if it has no language, or both.

    Few documents lack one: to leave these out costs nothing, to ask for all the others as much as a common word.
    """
    known = set(document.codes.get("language", ()))
    return [one for one in LANGUAGES if known and one not in known]


def _add_numbers(found: Row, document: Document) -> None:
    found.add_integer("number", int(document.key) if document.key.isdecimal() else NOWHERE)
    found.add_float("weight", kept_weight(document.weight))
    found.add_text("order", " ".join(WORD.findall(fold(document.texts.get("title", "")))))
    if document.confirmed:
        found.add_integer("confirmed", (document.confirmed - EPOCH).days)
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
    return RECOGNISED_BIT * (RECOGNISED in document.codes.get("certificate", ())) | CONFIRMED_BIT * (document.confirmed is not None)


def kept_weight(weight: float) -> float:
    """The number by which the engine multiplies relevance as the weight does: it takes log2(2 + number), twice ours."""
    return max(0.0, 2 ** (2 * weight) - 2)


def weight_of(kept: float) -> float:
    """The weight that was kept so."""
    return log2(2 + kept) / 2
