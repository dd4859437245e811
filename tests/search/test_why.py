"""Why an answer is one: in words, for those who edit and facilitate."""

import pytest
from django.contrib.auth.models import Group

from accounts.roles import EDITOR, ensure_roles
from search import reasons, sources
from search.engines.embedded.words import Words
from tests.factories.accounts import make_user
from tests.factories.community import ActorFactory, hide_all

pytestmark = pytest.mark.django_db
LINK = "/en/search/why/?q=guidon"


@pytest.fixture
def editor(client, settings):
    settings.TWO_FACTOR_REQUIRED = False
    ensure_roles()
    person = make_user("editor@example.net")
    person.groups.add(Group.objects.get(name=EDITOR))
    client.force_login(person)
    return client


@pytest.fixture
def found(index):
    hide_all()
    ActorFactory(name="Atelier du Guidon", summary="Un guidon neuf.")
    ActorFactory(name="Café du Marais", summary="Sans rien.")
    index.rebuild(sources.every())


def test_reasons_are_said_for_each_answer(found, editor):
    page = editor.get(LINK).content.decode()
    assert "Atelier du <mark>Guidon</mark>" in page
    assert "Words of the name" in page
    assert "Summary" in page
    assert "All of it times" in page
    assert "Café du Marais" not in page
    assert LINK in editor.get("/en/search/?q=guidon").content.decode()


def test_without_words_filters_are_the_reason(found, editor):
    page = editor.get("/en/search/why/?kind=actor").content.decode()
    assert "Café du Marais" in page
    assert "It passes the filters; no word was searched." in page


def test_nobody_else_sees_them(found, client):
    assert client.get(LINK).status_code == 302
    client.force_login(make_user("member@example.net"))
    assert client.get(LINK).status_code == 403
    assert "search/why/" not in client.get("/en/search/?q=guidon").content.decode()


def test_without_an_index_nothing_is_found(editor, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "none"
    assert "Nothing is found." in editor.get(LINK).content.decode()


def test_every_reason_has_words(found, index):
    ActorFactory(name="Les Ateliéristes")
    index.rebuild(sources.every())
    with index.store.reading() as opened:
        words = Words(opened.schema, opened.searcher(), "guidonnn velo cafe atelier")
        assert set(words.reasons) - {"mistyped"} == reasons.labels().keys() - {"mistyped"}


def test_the_reason_that_counts_most_comes_first():
    explained = reasons.in_words({"weight": 1.1, "body": 1.0, "title": 3.0})
    assert [(one.points, one.share) for one in explained.reasons] == [(3.0, 75), (1.0, 25)]
    assert explained.weight == 1.1
