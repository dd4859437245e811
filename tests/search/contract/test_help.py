"""What helps whoever searches: suggestions, « did you mean », ways to widen, and why something is found."""

import pytest

from search.documents import Document
from search.rules.query import SearchQuery, to_params
from tests.search.contract.asking import DOCUMENTS, asked


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("resso", "res-melle res-niort | res-rennes ress-assos"),
        ("RESSOURCERIE DU P", "res-melle | res-rennes"),
        ("l’épi", "epi-niort | epi-chauray monnaie epi | epi-parth"),
        ("épicerie sol", "epi-niort | epi | epi-parth"),
        ("velo", "velo-niort"),
        ("oeu", "oeuvres"),
        ("Tisserands Niort", ""),
        ("zzz", ""),
        ("les", ""),
        ("", ""),
    ],
)
def test_suggested_titles_the_heaviest_first(engine, typed, keys):
    groups = [group.split() for group in keys.split("|")]
    found = iter([hit.key for hit in engine.suggest(typed)])
    assert [{next(found) for _key in group} for group in groups] == [set(group) for group in groups]
    assert next(found, None) is None


def test_no_more_are_suggested_than_asked_for(engine):
    assert len(engine.suggest("cho", limit=3)) == 3
    assert len(engine.suggest("cho")) == 8


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("ressoucerei", "ressourcerie"),
        ("dérrailleru Parthenay", "derailleur Parthenay"),
        ("boulangreiz Nantes", "boulangerie Nantes"),
        ("crecche farandolle", ""),
        ("ressourcerie", ""),
        ("crèche Marseille", ""),
        ("xylophone", ""),
    ],
)
def test_did_you_mean(engine, text, better):
    result = engine.search(asked(text))
    assert result.suggestion == better
    assert not better or (result.total == 0 and engine.search(asked(better)).total > 0)


def test_what_was_meant_is_asked_with_the_same_filters(engine):
    assert engine.search(asked("q=ressoucerei&certificate=active")).suggestion == "ressourcerie"
    assert engine.search(asked("q=ressoucerei&certificate=expired")).suggestion == ""


@pytest.mark.parametrize(
    ("address", "ways"),
    [
        ("q=amap&at=46.32412,-0.46445&km=5", {"q=amap&at=46.32412,-0.46445&km=10": 1, "q=amap": 3}),
        ("q=amap&at=46.32412,-0.46445&km=3", {"q=amap": 3}),
        ("q=amap&certificate=suspended", {"q=amap": 3}),
        ("q=amap&certificate=suspended&sector=digital", {"q=amap": 3}),
        ("q=friperie&certificate=active&place=dep:79", {"q=friperie&place=dep:79": 1, "q=friperie": 2}),
        ("q=xylophone&certificate=active", {}),
        ("q=amap", {}),
    ],
)
def test_ways_to_widen_with_what_each_would_give(engine, address, ways):
    found = engine.search(asked(address)).wider
    said = {"&".join(f"{name}={value}" for name, value in to_params(query)): count for query, count in found}
    assert said == ways
    assert all(engine.search(query).total == count for query, count in found)


@pytest.mark.parametrize(
    ("text", "key", "reasons"),
    [
        ("épicerie solidaire Niort", "epi-niort", "title keywords where name"),
        ("épicerie solidaire Niort", "epi-mobile", "keywords summary where begun"),
        ("amap", "amap-brioux", "summary"),
        ("ressourc", "res-celles", "begun"),
        ("épicrie", "epi-parth", "mistyped"),
        ("scop informatique qui livre toute la France", "scop-octets", "keywords begun together"),
        ("scop informatique qui livre toute la France", "scop-encre", "keywords summary begun"),
    ],
)
def test_why_something_is_found(engine, text, key, reasons):
    said = engine.explain(asked(text), f"actor:{key}")
    assert said.pop("weight") == pytest.approx(DOCUMENTS[f"actor:{key}"].weight, abs=0.001)
    assert set(reasons.split()) <= set(said) | {"begun", "name"}
    assert {"title", "keywords", "where", "summary", "body", "mistyped", "together"} & set(said) <= set(reasons.split())
    assert all(counted > 0 for counted in said.values())


def test_what_is_not_found_has_no_reasons(engine):
    assert engine.explain(asked("amap"), "actor:velo-niort") == {}
    assert engine.explain(asked("q=amap&certificate=expired"), "actor:amap-coulon") == {}
    assert engine.explain(asked("amap"), "actor:nobody") == {}


@pytest.mark.parametrize("text", ["solidaire", "épicerie solidaire", "scop informatique qui livre toute la France"])
def test_reasons_and_weight_make_the_order(engine, text):
    found = engine.search(asked(text)).hits
    said = [engine.explain(asked(text), hit.id) for hit in found]
    products = [one.pop("weight") * sum(one.values()) for one in said]
    assert products == sorted(products, reverse=True)
    assert products[0] / products[-1] == pytest.approx(found[0].score / found[-1].score, rel=0.01)


def test_only_the_first_mistyped_words_are_guessed(few):
    words = ["menuiserie", "tapisserie", "charpente", "poterie", "vannerie", "couverture"]
    few.index([Document("page", "1", {"title": " ".join(words)}, "/1/")])
    mistyped = [f"{word[:3]}w{word[3:]}" for word in words]
    assert few.search(SearchQuery(text=" ".join([*mistyped[:4], words[4]]))).total == 1
    assert few.search(SearchQuery(text=" ".join(mistyped[:4]))).total == 1
    found = few.search(SearchQuery(text=" ".join(mistyped)))
    assert found.total == 0
    assert found.suggestion == " ".join([*words[:4], *mistyped[4:]])


def test_only_the_first_words_are_read(few):
    few.index(
        [Document("page", "1", {"title": "un deux trois quatre cinq six sept huit neuf dix onze douze treize"}, "/")]
    )
    said = "deux trois quatre cinq six sept huit neuf dix onze douze treize"
    assert few.search(SearchQuery(text=said)).total == 1
    assert few.search(SearchQuery(text=f"{said} rien nulle jamais aucune sinon point goutte")).total == 1


@pytest.mark.parametrize("sign", ["⑴", "⒈", "㈠", "½", "a*", "a.b", "[a", "a|b", "\\\\d", "x_y"])
def test_signs_mean_themselves_in_what_is_counted_too(few, sign):
    few.index(
        [Document("page", "1", {"title": f"Salle {sign}"}, "/1/"), Document("page", "2", {"title": "Salle 1z"}, "/")]
    )
    found = few.search(SearchQuery(text=f"salle {sign}"), zoom=5)
    assert "1" in {hit.key for hit in found.hits}
    assert found.total == len(found.hits) == sum(found.facets["kinds"].values())
