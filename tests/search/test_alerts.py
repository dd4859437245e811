"""What is new in a search is told once, to its owner only, whatever happens to the worker; the rest is not told."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from community.models import Actor
from core import changes, mail, privacy
from pages.models import StandardPage
from search import alerts, workflow
from search.models import SavedSearch
from search.rules import news
from search.workflow import stop_url
from tests.factories.accounts import make_user
from tests.factories.world import decide, make_spoken_world
from tests.search.saved import FRIDAY, certify, follow, keep, letters, morning, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ana")]  # before any index


def run(day):
    alerts.tell_what_is_new(morning(day))


def test_what_was_there_when_it_was_saved_is_not_told(ana, index):
    publish("Ancienne", certificate_state="active")
    keep(ana)
    run(28)
    run(29)
    assert letters() == []


def test_an_organisation_that_is_recognised_since_is_told_once(ana, index):
    old = publish("Le Fournil", summary="Du pain.")
    other = publish("Jamais reconnue")
    keep(ana)
    certify(old)
    alerts.tell_what_is_new(FRIDAY)  # it is not yet morning
    assert letters() == []
    run(28)
    (letter,) = letters()
    assert letter.to == [ana.email]
    for text in (letter.message, letter.html_message):
        assert "Le Fournil" in text
        assert "Du pain." in text
        assert other.name not in text
        assert "/actors/" in text
    run(28)
    run(29)
    run(30)
    assert len(letters()) == 1


def test_what_goes_and_comes_back_is_not_told_again(ana, index):
    old = publish("Le Fournil")
    keep(ana)
    certify(old)
    run(28)
    Actor.objects.filter(pk=old.pk).update(certificate_state="suspended")
    follow(old)
    run(29)
    certify(old)
    run(30)
    assert len(letters()) == 1


def test_what_was_published_since_is_told_and_what_has_closed_meanwhile_is_not(ana, index):
    keep(ana, "q=guidon&kind=actor")
    publish("Guidon neuf")
    closed = publish("Guidon fermé")
    stale = publish("Guidon périmé")
    Actor.objects.filter(pk=closed.pk).update(state="draft", slug=None)
    follow(closed)
    Actor.objects.filter(pk=stale.pk).update(state="draft", slug=None)  # the index does not know yet
    run(28)
    (letter,) = letters()
    assert "Guidon neuf" in letter.message
    assert "fermé" not in letter.message
    assert "périmé" not in letter.message
    Actor.objects.filter(pk=stale.pk).update(state="published", slug="guidon-perime")
    follow(stale)
    run(29)
    assert "Guidon périmé" in letters()[1].message


def test_all_the_searches_of_a_person_are_one_mail_and_each_person_has_her_own(ana, index):
    bob = make_user("bob@example.org", language="en")
    keep(ana, "q=guidon", name="Vélos")
    keep(ana, "q=levain", name="Pains")
    keep(ana, "q=zyzz", name="Rien")
    keep(bob, "q=levain", name="Bread")
    publish("Guidon neuf")
    publish("Levain neuf")
    run(28)
    (hers,), (his,) = letters(ana.email), letters(bob.email)
    assert all(word in hers.message for word in ("Vélos", "Guidon neuf", "Pains", "Levain neuf"))
    assert "Rien" not in hers.message
    assert "Bread" not in hers.message
    assert "Guidon" not in his.message
    assert his.subject == "What is new in your searches: 1 answer"
    assert "/en/actors/" in his.message


def test_a_weekly_search_waits_for_monday_and_goes_with_the_daily_ones(ana, index):
    keep(ana, "q=guidon", "weekly", name="Vélos")
    keep(ana, "q=levain", "daily", name="Pains")
    publish("Guidon neuf")
    run(28)
    run(29)
    assert letters() == []
    publish("Levain neuf")
    run(30)
    (letter,) = letters()
    assert "Guidon neuf" in letter.message
    assert "Levain neuf" in letter.message


def test_a_search_that_is_only_kept_tells_nothing_and_an_alert_knows_what_is_there_when_it_begins(ana, index):
    saved = keep(ana, "q=guidon", "never")
    first = publish("Guidon premier")
    run(30)
    workflow.change(search=saved, name="Vélos", how_often="daily", found=[f"actor:{first.pk}"], now=morning(30))
    publish("Guidon second")
    alerts.tell_what_is_new(morning(30).replace(month=12, day=1))
    (letter,) = letters()
    assert "Guidon second" in letter.message
    assert "premier" not in letter.message


def test_another_rhythm_forgets_nothing_of_what_is_known(ana, index):
    publish("Guidon ancien")
    saved = keep(ana, "q=guidon", "daily")
    publish("Guidon neuf")
    workflow.change(search=saved, name="Vélos", how_often="weekly", found=[], now=FRIDAY)
    run(30)
    (letter,) = letters()
    assert "neuf" in letter.message
    assert "ancien" not in letter.message


class Killed(BaseException):
    """The worker dies here."""


@pytest.mark.parametrize("where", ["search.workflow.mail.send", "search.workflow.news.known_after"])
def test_a_worker_that_is_killed_loses_and_doubles_nothing(ana, index, monkeypatch, where):
    keep(ana, "q=guidon")
    publish("Guidon neuf")

    def die(*_args, **_kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(where, die)
        with pytest.raises(Killed):
            run(28)
    assert letters() == []
    run(28)
    run(28)
    assert len(letters()) == 1


def test_a_worker_that_is_killed_once_the_mail_is_queued_has_neither_mail_nor_memory(ana, index, monkeypatch):
    keep(ana, "q=guidon")
    publish("Guidon neuf")
    send = mail.send

    def send_then_die(*args, **kwargs):
        send(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("search.workflow.mail.send", send_then_die)
        with pytest.raises(Killed):
            run(28)
    assert letters() == []
    run(29)
    assert len(letters()) == 1


def test_without_an_index_one_waits_and_loses_nothing(ana, index, settings, tmp_path):
    keep(ana, "q=guidon")
    publish("Guidon neuf")
    there, settings.SEARCH_FOLDER = settings.SEARCH_FOLDER, tmp_path / "none"
    run(28)
    assert letters() == []
    settings.SEARCH_FOLDER = there
    run(28)
    assert len(letters()) == 1


def test_a_search_saved_without_an_index_begins_with_the_first_look(ana, index, settings, tmp_path):
    publish("Guidon ancien")
    there, settings.SEARCH_FOLDER = settings.SEARCH_FOLDER, tmp_path / "none"
    keep(ana, "q=guidon")
    settings.SEARCH_FOLDER = there
    run(28)
    publish("Guidon neuf")
    run(29)
    (letter,) = letters()
    assert "ancien" not in letter.message


def test_a_search_that_becomes_too_wide_says_so_once_and_begins_anew_when_it_is_narrower(ana, index, monkeypatch):
    monkeypatch.setattr(news, "MOST_FOUND", 2)
    saved = keep(ana, "q=guidon", name="Vélos")
    few = [publish(f"Guidon {n}") for n in range(3)]
    run(28)
    run(29)
    (letter,) = letters()
    assert "Vélos" in letter.message
    assert "Guidon 1" not in letter.message
    saved.refresh_from_db()
    assert (saved.is_too_wide, saved.known) == (True, None)
    Actor.objects.filter(pk=few[0].pk).update(state="draft", slug=None)
    follow(few[0])
    run(30)
    saved.refresh_from_db()
    assert not saved.is_too_wide
    assert len(letters()) == 1


def test_what_is_known_is_bounded():
    known = news.known_after([f"old:{n}" for n in range(2000)], [f"new:{n}" for n in range(300)])
    assert len(known) == 300 + news.MOST_GONE
    assert known[0] == "new:0"


def test_a_mail_names_ten_and_says_how_many_more(ana, index):
    keep(ana, "q=guidon")
    for n in range(12):
        publish(f"Guidon {n:02}")
    run(28)
    (letter,) = letters()
    assert sum(f"Guidon {n:02}" in letter.message for n in range(12)) == 10
    publish("Guidon de demain")
    run(29)
    assert sum("Guidon" in line for line in letters()[1].message.splitlines()) == 1


def token(address):
    return address.strip("<>").rstrip("/").rpartition("/")[2]


def test_one_click_ends_them_all_and_a_link_ends_one(ana, index):
    bob = make_user("bob@example.org")
    for owner in (ana, bob):
        keep(owner, "q=guidon", name="Vélos")
        keep(owner, "q=levain", name="Pains")
    publish("Guidon un")
    run(28)
    (letter,) = letters(ana.email)
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    one = SavedSearch.objects.get(owner=ana, name="Vélos")
    assert token(stop_url(ana, str(one.uid))).partition(":")[0] in letter.message
    workflow.stop(token(stop_url(ana, str(one.uid))))
    publish("Guidon deux")
    publish("Levain un")
    run(29)
    assert "Guidon" not in letters(ana.email)[1].message
    workflow.stop(token(letter.headers["List-Unsubscribe"]))
    publish("Levain deux")
    run(30)
    assert len(letters(ana.email)) == 2
    assert len(letters(bob.email)) == 3
    assert SavedSearch.objects.filter(owner=ana, how_often="never").count() == 2


def test_nobody_is_written_to_who_left_or_whose_address_refuses_mail(ana, index):
    gone, refusing = make_user("gone@example.org"), make_user("refusing@example.org", mail_refused_at=FRIDAY)
    for owner in (ana, gone, refusing):
        keep(owner, "q=guidon")
    publish("Guidon")
    gone.is_active = False
    gone.save()
    run(28)
    assert [letter.to for letter in letters()] == [[ana.email]]
    refusing.mail_refused_at = None
    refusing.save()
    run(29)
    assert len(letters(refusing.email)) == 1


def test_searches_are_exported_and_go_with_their_owner(ana, index):
    bob = make_user("bob@example.org")
    keep(ana, "q=guidon", name="Vélos")
    keep(bob, "q=guidon", name="Les siens")
    publish("Guidon")
    assert [one["name"] for one in privacy.export(ana)["searches"]] == ["Vélos"]
    privacy.erase(ana)
    assert [one.name for one in SavedSearch.objects.all()] == ["Les siens"]
    run(28)
    assert [letter.to for letter in letters()] == [[bob.email]]


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_whatever_is_new(ana, index, count):
    keep(ana, "q=guidon&kind=actor")
    for n in range(count):
        publish(f"Guidon {n}")
    with CaptureQueriesContext(connection) as asked:
        run(28)
    assert len(letters()) == 1
    assert len(asked) == 18


def test_a_page_is_told_too_but_not_once_it_is_closed(ana, index):
    keep(ana, "q=ardoise")
    page, closed = StandardPage.objects.filter(locale__language_code="fr")[:2]
    for one, title in ((page, "De l’ardoise"), (closed, "Ardoise fermée")):
        one.title = title
        one.save_revision().publish()
    changes.drain()
    Page.objects.filter(pk=closed.pk).update(live=False)  # the index does not know yet
    run(28)
    (letter,) = letters()
    assert "De l’ardoise" in letter.message
    assert "fermée" not in letter.message


def test_a_decision_is_told_too(ana, index):
    keep(ana, "kind=decision")
    world = make_spoken_world()
    decide(world)
    letters_before = len(letters(ana.email))
    changes.note(world.application)
    changes.drain()
    run(28)
    (letter,) = letters(ana.email)[letters_before:]
    assert world.decision.number in letter.message
    assert world.decision.reasons not in letter.message


@pytest.mark.parametrize("fields", [{"how_often": "daily", "due_at": None}, {"how_often": "never", "due_at": FRIDAY}])
def test_an_alert_has_a_day_and_only_an_alert(ana, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(owner=ana, query="q=a", name="A", **fields)


def test_a_query_is_kept_once_by_each(ana):
    SavedSearch.objects.create(owner=ana, query="q=a", name="A")
    SavedSearch.objects.create(owner=make_user("bob@example.org"), query="q=a", name="A")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(owner=ana, query="q=a", name="B")
