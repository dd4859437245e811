"""The fields of the embedded index."""

from datetime import date
from functools import lru_cache

from tantivy import Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.documents import CODES, FACETS, TEXTS
from search.rules.cells import CODED, DEEPEST

STEMS = "stems"  # our own analysis, its stems between spaces
ANALYSER = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
SLOTS = {"sector": 3, "qualifier": 2, "mode": 1}  # columns of a facet that have values two by two; others share one
BETWEEN = " "  # two values; no code has one
EPOCH = date(1970, 1, 1)
CONFIRMED_BIT, RECOGNISED_BIT = 1, 2
NONE, NOWHERE = "", -1  # in the columns of a document that has no value there
FROM_AFAR = 10  # zoom of the cells of a first look at the map
WITHIN = CODED - DEEPEST  # zooms between a group on the map and the cells that tell where its middle is
AFAR = {"cell": ("cell_afar", FROM_AFAR), "known": ("known_afar", FROM_AFAR - WITHIN)}


def columns(name: str) -> tuple[list[str], list[str]]:
    """The columns that have the values of a facet: those that have two each, and the one that has any others.

    Where each document has exactly one value in a column, and be it none, counting takes a tenth of the time.
    """
    return _columns(name, SLOTS.get(name))


@lru_cache(maxsize=128)
def _columns(name: str, slots: int | None) -> tuple[list[str], list[str]]:
    return ([f"{name}_0"], []) if slots is None else ([f"{name}_{n}" for n in range(slots)], [f"{name}_more"])


FILTERED = (*(name for name in CODES if name != "language"), "lacks")  # languages are those that a document lacks


def schema() -> Schema:
    """Texts as stems, codes as they are, numbers in columns; what a list shows is stored."""
    built = SchemaBuilder()
    built.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    built.add_bytes_field("shown", stored=True)
    for name in TEXTS:
        built.add_text_field(name, tokenizer_name=STEMS, index_option="position")
    built.add_text_field("name", tokenizer_name=STEMS, index_option="basic")
    for name in ("words", "every", "cells"):
        built.add_text_field(name, tokenizer_name=STEMS, index_option="basic")
    for name in FILTERED:
        built.add_text_field(name, tokenizer_name="raw", index_option="basic")
    by_facet = (column for name in FACETS for some in columns(name) for column in some)
    for name in (*by_facet, *(column for column, _zoom in AFAR.values())):
        built.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("latitude", "longitude", "confirmed"):
        built.add_integer_field(name, fast=True, indexed=True)
    for name in ("cell", "known", "number"):
        built.add_integer_field(name, fast=True)
    built.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
    built.add_float_field("weight", fast=True)
    return built.build()
