"""What a person who searches expects to find."""

from urllib.parse import parse_qs

import pytest

from search.rules.query import SearchQuery, parse
from tests.search.contract.queries import QUERIES


def asked(said):
    """The query of the parameters of an address, or of a text alone."""
    if "=" not in said:
        return SearchQuery(text=said)
    query, problems = parse(parse_qs(said))
    assert not problems
    return query


@pytest.mark.parametrize(("said", "answers"), QUERIES, ids=[said for said, _answers in QUERIES])
def test_the_right_answers_in_the_right_order(engine, said, answers):
    result = engine.search(asked(said))
    groups = [group.split() for group in answers.removesuffix("...").split("|")]
    found = iter([hit.key for hit in result.hits])
    assert [sorted(next(found, "") for _key in group) for group in groups] == [sorted(group) for group in groups]
    assert answers.endswith("...") or result.total == sum(map(len, groups))
