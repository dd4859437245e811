"""Filters of a search as the index is asked for them."""

from datetime import date, timedelta

from tantivy import FieldType, Query, Schema

from search.documents import CODES, SERVES
from search.engines.embedded.schema import EPOCH
from search.engines.embedded.words import all_of
from search.rules.cells import circle, micro
from search.rules.query import Box, SearchQuery

SINCE = {"month": timedelta(days=31), "year": timedelta(days=365)}


def filters(schema: Schema, query: SearchQuery, today: date) -> dict[str, Query]:
    """{field of the query: what asks for it}, of those that are set; the language is apart (`left_out`)."""
    found = {}
    for name, field in CODES.items():
        asked = getattr(query, field)
        if asked and name != "language":
            values = [asked] if isinstance(asked, str) else list(asked)
            values += [f"{SERVES}{one}" for one in query.around] if name == "place" else []
            found[field] = Query.term_set_query(schema, name, values)
    if query.fresh:
        least = (today - SINCE[query.fresh] - EPOCH).days
        found["fresh"] = Query.range_query(schema, "confirmed", FieldType.Integer, least, None)
    if query.box:
        found["box"] = within(schema, query.box)
    if query.point:
        found["point"] = Query.term_set_query(schema, "cells", circle(query.point, query.radius))
    return found


def left_out(schema: Schema, query: SearchQuery) -> Query | None:
    """Who is left out: documents that lack the language. To say so costs less than to ask for all the others."""
    return Query.term_query(schema, "lacks", query.language, "basic") if query.language else None


def within(schema: Schema, box: Box) -> Query:
    """Who stands in a part of the map."""
    sides = (("latitude", box.south, box.north), ("longitude", box.west, box.east))
    return all_of(
        Query.range_query(schema, name, FieldType.Integer, micro(least), micro(most)) for name, least, most in sides
    )
