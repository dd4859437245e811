"""What a person who searches expects to find."""

import pytest

from tests.search.contract.asking import asked
from tests.search.contract.queries import QUERIES


def test_there_are_three_hundred_documents_and_eighty_queries(engine):
    assert len(engine.ids()) == 300
    assert len({said for said, _answers in QUERIES}) == len(QUERIES) >= 80


@pytest.mark.parametrize(("said", "answers"), QUERIES, ids=[said for said, _answers in QUERIES])
def test_the_right_answers_in_the_right_order(engine, said, answers):
    result = engine.search(asked(said))
    groups = [group.split() for group in answers.removesuffix("...").split("|")]
    found = iter([hit.key for hit in result.hits])
    assert [sorted(next(found, "") for _key in group) for group in groups] == [sorted(group) for group in groups]
    assert answers.endswith("...") or result.total == sum(map(len, groups))
