"""The fields of the embedded index, and one document as it is written there."""

import json
from datetime import date
from math import log2

from tantivy import Document as Row
from tantivy import Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.documents import CODES, KEPT_BODY, RECOGNISED, TEXTS, Document
from search.rules.cells import cell_of, micro, names_of
from search.rules.fragments import shortened
from search.rules.french import WORD, fold, words
from search.rules.query import LANGUAGES

STEMS = "stems"  # our own analysis, its stems between spaces
ANALYSER = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
STEM = "="  # before the stems among whole words
SEVERAL = ("sector", "mode", "qualifier")  # facets of which a document may have several values
BETWEEN = " "  # values; no code has one
EPOCH = date(1970, 1, 1)


def together(name: str) -> str:
    """The field that has all the values of a facet as one: among many documents it is counted several times faster."""
    return f"{name}_together"


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
    for name in CODES:
        built.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    built.add_text_field("lacks", tokenizer_name="raw", index_option="basic")
    for name in SEVERAL:
        built.add_text_field(together(name), fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("latitude", "longitude", "confirmed"):
        built.add_integer_field(name, fast=True, indexed=True)
    for name in ("cell", "recognised"):
        built.add_integer_field(name, fast=True)
    built.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
    built.add_float_field("weight", fast=True)
    return built.build()


def row(document: Document) -> Row:
    """What the index keeps of a document.

    `name` has the whole words of the title, `words` those of every text: for what one is typing. `every` has the stems
    of every text: for what one has mistyped. `words` has them too, marked: a stem and the beginning of a word are
    counted in one go, four times faster than in two fields. `cells` has the cells of the map around its point.
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
    found.add_text("kind", document.kind)
    for one in lacking(document):
        found.add_text("lacks", one)
    for name, values in document.codes.items():
        for value in values:
            found.add_text(name, value)
        if name in SEVERAL and values:
            found.add_text(together(name), BETWEEN.join(sorted(values)))


def lacking(document: Document) -> list[str]:
    """Languages in which it can't be read; none if it has no language, or both.

    Few documents lack one: to leave these out costs nothing, to ask for all the others as much as a common word.
    """
    known = set(document.codes.get("language", ()))
    return [one for one in LANGUAGES if known and one not in known]


def _add_numbers(found: Row, document: Document) -> None:
    found.add_float("weight", kept_weight(document.weight))
    found.add_text("order", " ".join(WORD.findall(fold(document.texts.get("title", "")))))
    if document.confirmed:
        found.add_integer("confirmed", (document.confirmed - EPOCH).days)
    if document.point:
        latitude, longitude = document.point
        found.add_integer("latitude", micro(latitude))
        found.add_integer("longitude", micro(longitude))
        found.add_integer("cell", cell_of(latitude, longitude))
        found.add_integer("recognised", int(RECOGNISED in document.codes.get("certificate", ())))
        found.add_text("cells", " ".join(names_of(latitude, longitude)))


def kept_weight(weight: float) -> float:
    """The number by which the engine multiplies relevance as the weight does: it takes log2(2 + number), twice ours."""
    return max(0.0, 2 ** (2 * weight) - 2)


def weight_of(kept: float) -> float:
    """The weight that was kept so."""
    return log2(2 + kept) / 2
