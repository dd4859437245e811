"""Whatever address is asked, there is an answer, and it is not longer than a page."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.rules.query import LISTS, MOST_PAGES, SORTS, parse
from tests.search.contract.corpus import COMMUNES, QUALIFIERS, SECTORS

WORDS = [
    "épicerie",
    "solidaire",
    "d’",
    "l'",
    "vélo",
    "Niort",
    "79",
    "ressourcerei",
    "le",
    "a",
    "œ",
    "AMAP",
    "*",
    '"',
    "-",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=300)
NUMBERS = st.floats(-200, 200).map(str) | st.sampled_from(
    ["0", "-0", "--5", "1e9", "nan", "9" * 300, "0.1", "200", "90"]
)
POINTS = st.lists(NUMBERS, min_size=2, max_size=4).map(",".join)
CODES = st.sampled_from([*SECTORS, *QUALIFIERS, "active", "association", "onsite", "page", "actor", "x" * 300, "É", ""])
PLACES = st.sampled_from(["dep:79", "country:fr", *(f"commune:{one[0]}" for one in COMMUNES.values())])
VALUES = {
    "q": TEXTS, "near": TEXTS, "place": PLACES | TEXTS, "at": POINTS, "box": POINTS, "km": NUMBERS, "page": NUMBERS,
    "sort": st.sampled_from([*SORTS, "best"]), "fresh": st.sampled_from(["month", "year", "day"]),
    "lang": st.sampled_from(["fr", "en", "de"]), **dict.fromkeys(LISTS, CODES),
}  # fmt: skip
SENT = st.fixed_dictionaries(
    {}, optional={name: st.lists(one, min_size=1, max_size=30) for name, one in VALUES.items()}
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=SENT, zoom=st.none() | st.integers(0, 20))
def test_any_address_is_answered(engine, sent, zoom):
    query, _problems = parse(sent)
    result = engine.search(query, zoom=zoom)
    assert len(result.hits) <= 20
    assert len(result.hits) <= result.total <= 300
    assert all(0 < count <= 300 for counts in result.facets.values() for count in counts.values())
    assert sum(one.count for one in result.clusters) <= result.total
    assert all(0 < count <= 300 for _query, count in result.wider)
    assert 1 <= query.page <= MOST_PAGES


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_any_text_is_suggested_for_and_explained(engine, text):
    assert len(engine.suggest(text)) <= 8
    query, _problems = parse({"q": [text]})
    assert all(engine.explain(query, hit.id) for hit in engine.search(query).hits[:3])
