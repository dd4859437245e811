"""Whom the field of a comment offers after “@”: nobody who did not choose to be seen, nothing that calls another."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community import suggest
from community.called import known
from community.discussions import discussion_of
from community.models import BlockedMember, Comment
from community.rules.comments import fold
from community.states import CommentState, Publication
from community.workflow import comments
from tests.factories.accounts import make_user
from tests.factories.comments import address_of, say
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(client, garage, noe):
    """Noé types under the garage."""
    client.force_login(noe)
    return lambda typed, **more: client.get(f"{address_of(garage)}mentions/", {"q": typed}, **more)


def offered(answer):
    return re.findall(r'data-call="([^"]+)"', answer.content.decode())


def shown_member(name, **more):
    return make_user(f"{fold(name).replace(' ', '-')}@secret.example", display_name=name, has_page=True, **more)


def test_who_has_spoken_here_and_who_chose_to_be_seen(asking, garage, said):
    shown_member("Léonie Vue")
    make_user("leontine@secret.example", display_name="Léontine Cachée")
    elsewhere = make_user("leandre@secret.example", display_name="Léandre Ailleurs")
    say(make_actor(name="Autre lieu"), elsewhere, "Ailleurs")
    assert offered(asking("LEO")) == ["Léonie Vue"]
    assert offered(asking("lé"))[:2] == ["Léa du Puits", "Léonie Vue"]
    assert offered(asking("puits")) == ["Léa du Puits"]
    assert "secret.example" not in asking("leo").content.decode()
    assert offered(asking("secret")) == offered(asking("leontine@secret")) == []


@pytest.mark.parametrize("state", [one for one in CommentState if one != CommentState.PUBLISHED])
def test_nobody_of_whom_nothing_is_read_any_more(asking, said, state):
    Comment.objects.filter(pk=said.pk).update(state=state)
    assert offered(asking("lea")) == []


def test_neither_who_left_nor_oneself_nor_whom_one_blocked(asking, noe, lea, said, garage):
    say(garage, noe, "Moi aussi")
    gone = shown_member("Lény Parti")
    gone.is_active = False
    gone.save()
    assert offered(asking("noe")) == offered(asking("leny")) == []
    BlockedMember.objects.create(user=noe, blocked=lea)
    assert offered(asking("lea")) == []


def test_nothing_tells_by_whom_one_is_blocked(asking, noe, lea, said):
    BlockedMember.objects.create(user=lea, blocked=noe)
    assert offered(asking("lea")) == ["Léa du Puits"]


def test_published_actors_only(asking):
    make_actor(name="L’Hélice du Cric", city="Niort")
    make_actor(name="L’Hélice cachée", state=Publication.DRAFT)
    answer = asking("helic")
    assert offered(answer) == ["L’Hélice du Cric"]
    assert "Niort" in answer.content.decode()


def test_an_address_chosen_as_a_name_is_offered_to_nobody(asking, garage):
    say(garage, make_user("lin@secret.example", display_name="lin@secret.example"), "Bonjour")
    assert offered(asking("lin")) == []


def test_what_is_offered_calls_that_one_and_nobody_else(asking, garage, noe, said):
    shown_member("Twin"), make_user("twin2@secret.example", display_name="twin", has_page=True)
    make_actor(name="Jumelle", slug="jumelle-ici"), make_actor(name="Jumelle", slug="jumelle-la")
    make_actor(name="Les (très) longs", slug="les-tres-longs")
    assert offered(asking("twin")) == []
    assert sorted(offered(asking("jumelle"))) == ["jumelle-ici", "jumelle-la"]
    assert offered(asking("tres")) == ["les-tres-longs"]
    for typed in ("lea", "jumelle", "tres"):
        for call in offered(asking(typed)):
            posted = comments.post(obj=garage, actor=noe, text=f"Bonjour @{call} et merci", now=said.submit_date)
            (mention,) = posted.mentions.all()
            assert known(discussion_of(garage), [call])[fold(call)] in {mention.person, mention.organisation}


def test_a_member_with_a_page_is_called_and_told(garage, noe, django_capture_on_commit_callbacks):
    seen = shown_member("Léonie Vue")
    hidden = make_user("leontine@secret.example", display_name="Léontine Cachée")
    posted = say(garage, noe, "@Léonie Vue et @Léontine Cachée")
    assert [one.person for one in posted.mentions.all()] == [seen]
    assert posted.comment == f"@[{seen.uid}] et @Léontine Cachée"
    assert not hidden.notifications.exists()
    assert seen.notifications.count() == 1


def test_two_letters_at_least_and_eight_options_at_most(asking, garage):
    for number in range(12):
        shown_member(f"Zoé {chr(97 + number)}")
    assert offered(asking("z")) == offered(asking(" ")) == offered(asking("")) == []
    answer = asking("zo")
    assert len(offered(answer)) == suggest.MOST
    assert re.search(r"<p>\s*8 ", answer.content.decode())


def test_those_who_may_not_write_there_are_offered_nobody(client, garage, said, noe):
    address = f"{address_of(garage)}mentions/?q=lea"
    assert client.get(address).status_code == 302
    hidden = make_actor(name="Brouillon", state=Publication.DRAFT)
    client.force_login(noe)
    assert client.get(f"{address_of(hidden)}mentions/?q=lea").status_code == 404
    assert client.post(address).status_code == 405
    assert client.get(address)["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_names_are_not_read_one_after_the_other(asking, said, monkeypatch):
    monkeypatch.setattr(suggest, "PER_MINUTE", 3)
    assert [asking("lea").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_as_many_questions_for_many_as_for_one(asking, garage, said):
    make_actor(name="Léo et fils")
    shown_member("Léonie Vue")
    counts = []
    for number in (0, 30):
        for one in range(number):
            say(garage, shown_member(f"Léon {one}"), "Bonjour")
            make_actor(name=f"Léopard {one}", slug=f"leopard-{one}")
        asking("leo")  # what is remembered for this generation is known then
        with CaptureQueriesContext(connection) as asked:
            assert offered(asking("leo"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
