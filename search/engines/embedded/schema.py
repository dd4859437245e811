"""The fields of the embedded index."""

from datetime import date
from functools import lru_cache

from tantivy import Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from search.documents import CODES, FACETS, TEXTS
from search.rules.cells import CODED, DEEPEST

STEMS = "stems"  # our own analysis, its stems between spaces
ANALYSER = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
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
    return _columns(name, SLOTS.get(name))


@lru_cache(maxsize=128)
def _columns(name: str, slots: int | None) -> list[str]:
    return [f"{name}_0"] if slots is None else [*(f"{name}_{n}" for n in range(slots)), f"{name}_more"]


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
