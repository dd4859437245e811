"""What is in the index: what the public may find, as it is now, and not a word more."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from tantivy import Query
from wagtail.models import Page, PageViewRestriction

from community.models import Actor, Comment
from core import changes
from search import sources, upkeep
from search.documents import TEXTS
from search.engine import engine
from search.engines import MissingIndexError
from search.engines.embedded.schema import FILTERED
from search.rules.query import SearchQuery
from tests.factories.community import ActorFactory, hide_all, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody_else(db):
    hide_all()


def titles(text, **more):
    return {hit.title.translate({2: None, 3: None}) for hit in engine().search(SearchQuery(text, **more)).hits}


def everything_kept():
    """Every word and every text that stands in the files of the index."""
    fields = (*TEXTS, *FILTERED, "name", "words", "every")
    with engine().store.reading() as index:
        searcher = index.searcher()
        words = [word for name in fields for word, _times in searcher.terms_with_prefix(name, "")]
        found = searcher.search(Query.all_query(), searcher.num_docs).hits
        texts = [bytes(searcher.doc(address).get_first("shown")).decode() for _score, address in found]
    return "\n".join([*words, *texts]).lower()


def follow(*objects):
    changes.note(*objects)
    changes.drain()


def test_what_is_published_is_found_and_what_is_not_is_in_no_file_of_the_index(nobody_else, settings, tmp_path):
    shown = {"name": "Fournil ouvert", "summary": "Pain au levain."}
    hidden = {
        "private_email": "secretaddress@example.org", "contact_name": "Secretname", "private_phone": "+33549secret",
    }  # fmt: skip
    ActorFactory(**shown, **hidden)
    ActorFactory(name="Secretdraft", summary="Secretdraft", state="draft", slug=None)
    ActorFactory(name="Secretarchive", state="archived", archived_reason="closed", archived_at=timezone.now())
    settings.SEARCH_FOLDER = tmp_path / "search"
    engine().rebuild(sources.every())
    assert titles("levain") == {"Fournil ouvert"}
    kept = everything_kept()
    assert "fournil" in kept
    assert "secret" not in kept


def test_a_change_is_followed_by_the_worker(nobody_else, index):
    found = ActorFactory(name="Atelier du Guidon")
    assert titles("guidon") == set()
    follow(found)
    assert titles("guidon") == {"Atelier du Guidon"}
    Actor.objects.filter(pk=found.pk).update(name="Atelier du Pédalier")
    follow(found)
    assert (titles("guidon"), titles("pedalier")) == (set(), {"Atelier du Pédalier"})
    Actor.objects.filter(pk=found.pk).update(state="archived", archived_reason="closed", archived_at=timezone.now())
    follow(found)
    assert titles("pedalier") == set()


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_a_change_is_followed_at_once(settings, tmp_path):
    settings.SEARCH_FOLDER, settings.CHANGES_AT_ONCE = tmp_path / "search", True
    engine().rebuild([])
    changes.Change.objects.all().delete()
    changes.note(ActorFactory(name="Atelier du Guidon"))
    assert titles("guidon") == {"Atelier du Guidon"}


def test_a_change_without_an_index_is_no_failure_and_is_found_in_the_one_that_is_made(nobody_else, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "none"
    changes.Change.objects.all().delete()
    found = ActorFactory(name="Atelier du Guidon")
    follow(found)
    assert not changes.pending().exists()
    with pytest.raises(MissingIndexError):
        titles("guidon")
    upkeep.mend_index(timezone.now())
    assert titles("guidon") == {"Atelier du Guidon"}


def test_a_broken_index_is_made_anew(nobody_else, index, settings):
    ActorFactory(name="Atelier du Guidon")
    for path in settings.SEARCH_FOLDER.rglob("meta.json"):
        path.write_text("{")
    assert engine().check() in {"missing", "broken"}
    upkeep.mend_index(timezone.now())
    assert titles("guidon") == {"Atelier du Guidon"}


def test_repair_adds_what_is_missing_and_takes_out_what_should_not_be_there(nobody_else, index, capsys):
    ActorFactory(name="Atelier du Guidon")
    gone = ActorFactory(name="Bidouillou")
    sources.follow(sources._sources["actor"], [str(gone.pk)])
    Actor.objects.filter(pk=gone.pk).update(state="draft", slug=None)
    call_command("search_check")
    assert capsys.readouterr().out == "1 added, 1 taken out.\n"
    assert (titles("guidon"), titles("bidouillou")) == ({"Atelier du Guidon"}, set())


def test_where_an_actor_is_has_names_and_codes(nobody_else, index):
    region = make_territory("region", "75", "Nouvelle-Aquitaine")
    departement = make_territory("departement", "79", "Deux-Sèvres", parent=region)
    make_territory("commune", "79191", "Niort", parent=departement)
    follow(ActorFactory(name="Atelier du Guidon", insee="79191", city="Niort"))
    for words in ("guidon niort", "guidon deux-sèvres", "guidon 79", "guidon aquitaine"):
        assert titles(words) == {"Atelier du Guidon"}, words
    assert titles("guidon", place="departement:79") == {"Atelier du Guidon"}
    assert titles("guidon", place="departement:17") == set()


def test_a_page_is_found_as_long_as_everybody_may_read_it(index):
    page = Page.objects.get(slug="le-consensus-n-est-pas-l-unanimite")
    assert titles("unanimité", kinds=("page",)) == {page.title}
    closed = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    changes.drain()
    assert titles("unanimité", kinds=("page",)) == set()
    closed.delete()
    changes.drain()
    assert titles("unanimité", kinds=("page",)) == {page.title}
    page.specific.unpublish()
    changes.drain()
    assert titles("unanimité", kinds=("page",)) == set()


def test_comments_are_in_no_index(index):
    words = "ne la jetez pas"
    assert Comment.objects.filter(comment__contains=words).exists()
    assert words not in everything_kept()
