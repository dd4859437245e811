"""What is written is seen at once, whole or not at all, and never disturbs those who search."""

from threading import Event, Thread

import pytest

from search.documents import Document
from search.rules.query import SearchQuery
from tests.search.contract.corpus import documents


def page(key, title="Un vélo"):
    return Document("page", key, {"title": title}, f"/{key}/")


def found(engine, text="vélo"):
    return {hit.id for hit in engine.search(SearchQuery(text=text)).hits}


def test_what_is_indexed_and_deleted_is_seen_at_once(few):
    few.index([page("1"), page("2")])
    assert found(few) == few.ids() == {"page:1", "page:2"}
    few.delete(["page:1", "page:none"])
    assert found(few) == few.ids() == {"page:2"}


def test_the_same_document_twice_is_one_as_it_was_said_last(few):
    few.index([page("1", "Un vélo"), page("1", "Une trottinette")])
    few.index([page("1", "Un monocycle")])
    assert few.search(SearchQuery()).total == 1
    assert found(few, "vélo") | found(few, "trottinette") == set()
    assert found(few, "monocycle") == {"page:1"}
    assert few.rebuild([page("1", "Un vélo"), page("2"), page("1", "Une trottinette")]) == 2
    assert found(few) == {"page:2"}
    assert few.search(SearchQuery()).total == 2


def test_the_same_key_of_another_kind_is_another_document(few):
    few.index([page("1"), Document("decision", "1", {"title": "Un vélo"}, "/d/")])
    few.delete(["page:1"])
    assert found(few) == {"decision:1"}


def test_a_document_may_have_next_to_nothing(few):
    few.index([Document("page", "1", {}, "")])
    (hit,) = few.search(SearchQuery(), zoom=3).hits
    assert (hit.id, hit.title, hit.fragment, hit.point) == ("page:1", "", "", None)


def test_a_rebuild_tells_how_far_it_is_and_forgets_what_was(few):
    few.index([page("old")])
    told = []
    assert few.rebuild((page(str(n)) for n in range(1200)), told.append) == 1200
    assert told == sorted(told)
    assert told[-1] == 1200
    assert len(told) > 1
    assert len(few.ids()) == few.search(SearchQuery()).total == 1200
    assert few.check() == ""


def failing():
    yield page("new", "Un monocycle")
    raise ZeroDivisionError


@pytest.mark.parametrize("way", ["index", "rebuild"])
def test_documents_that_fail_half_way_change_nothing_and_the_next_ones_are_written(few, way):
    few.index([page("old")])
    with pytest.raises(ZeroDivisionError):
        getattr(few, way)(failing())
    assert few.ids() == {"page:old"}
    getattr(few, way)([page("next")])
    assert "page:next" in found(few)
    assert found(few, "monocycle") == set()


def test_whoever_searches_during_rebuilds_always_has_an_answer(few):
    few.rebuild(documents())
    ended, answers = Event(), []

    def search():
        while not ended.is_set():
            try:
                answers.append(few.search(SearchQuery(text="épicerie solidaire Niort"), zoom=6).total)
            except Exception as error:  # noqa: BLE001 (whatever it is, nobody should have it)
                answers.append(error)

    readers = [Thread(target=search) for _n in range(2)]
    for one in readers:
        one.start()
    for _n in range(4):
        few.rebuild(documents())
        few.index(documents()[:3])
    ended.set()
    for one in readers:
        one.join()
    assert len(answers) > 20
    assert set(answers) == {2}
