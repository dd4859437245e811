"""What happened around the person who asks: what she or he follows, while it is public; paged, kept nowhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from community.models import Actor, ActorRevision
from community.workflow import comments
from pages.models import ArticlePage
from tests.factories.accounts import make_user
from tests.factories.comments import say
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
PAGE = "/my/activity/"


@pytest.fixture
def ana():
    return make_user("ana@example.org", display_name="Ana")


@pytest.fixture
def bob():
    return make_user("bob@example.org", display_name="Bob")


@pytest.fixture
def followed(ana):
    found = make_actor(name="Garage suivi")
    comments.follow(obj=found, actor=ana, is_wanted=True)
    return found


def page(client, person, query=""):
    client.force_login(person)
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    html = answer.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_visitors_sign_in_first_and_nothing_is_kept(client, ana):
    assert client.get(PAGE).status_code == 302
    client.force_login(ana)
    answer = client.get(PAGE)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer.content.decode()
    assert PAGE in client.get("/activity/").content.decode()
    assert PAGE not in client.get("/sitemap.xml").content.decode()


def test_whoever_follows_nothing_is_told_how_to(client, ana):
    say(make_actor(name="Garage d’à côté"), make_user("eve@example.org"), "Bonjour")
    html = page(client, ana)
    assert "/actors/" in html
    assert "Garage" not in html


def test_what_is_followed_is_told_without_its_words(client, ana, bob, followed):
    say(followed, bob, "Des mots de Bob")
    say(followed, ana, "Mes mots")
    html = page(client, ana)
    assert html.count("/comments/") - html.count("/my/comments/") == 1  # one's own words are no news
    assert "Garage suivi" in html
    assert "Bob" in html
    assert "Des mots de Bob" not in html
    assert "Garage" not in page(client, bob.__class__.objects.create_user("eve@example.org"))


def test_what_is_no_longer_public_is_not_told(client, ana, bob, followed):
    say(followed, bob)
    publish_again(followed)
    assert "Garage suivi" in page(client, ana)
    Actor.objects.filter(pk=followed.pk).update(
        state="archived", archived_reason="closed", archived_at=timezone.now()
    )  # fmt: skip
    assert "Garage" not in page(client, ana)


def publish_again(organisation, number=9, days=0):
    ActorRevision.objects.create(
        actor=organisation, number=number, content="{}", sha256="0", origin="import",
        created_at=timezone.now() - timedelta(days=days),
    )  # fmt: skip


def test_removed_and_silenced_comments_are_not_told(client, ana, bob, followed):
    said = say(followed, bob)
    type(said).objects.filter(pk=said.pk).update(state="removed")
    assert "Bob" not in page(client, ana)
    type(said).objects.filter(pk=said.pk).update(state="published")
    assert "Bob" in page(client, ana)
    ana.blocked_members.create(blocked=bob)
    assert "Bob" not in page(client, ana)


def test_comments_about_ones_own_organisation_are_told(client, bob):
    manager = make_user("manager@example.org")
    own = make_actor(name="Le mien", manager=manager)
    say(own, bob)
    assert "Bob" in page(client, manager)


def test_pages_of_editors_are_told_while_they_are_open(client, ana):
    article = ArticlePage.objects.live().first()
    comments.follow(obj=article, actor=ana, is_wanted=True)
    ArticlePage.objects.filter(pk=article.pk).update(last_published_at=timezone.now())
    assert article.title in page(client, ana)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert article.title not in page(client, ana)


def test_pages_of_thirty_and_nonsense_is_the_first_one(client, ana, followed):
    ActorRevision.objects.filter(actor=followed).delete()
    for n in range(35):
        publish_again(followed, number=n + 2, days=n)
    first, second = page(client, ana), page(client, ana, "?page=2")
    assert [html.count('class="told"') for html in (first, second)] == [30, 5]
    assert "?page=2" in first
    assert "?page=3" not in second
    assert page(client, ana, "?page=zzz").count('class="told"') == 30
    assert page(client, ana, "?page=99999").count('class="told"') == 0


def test_the_same_twice_in_a_day_is_told_once(client, ana, bob, followed):
    for _ in range(3):
        say(followed, bob)
    assert page(client, ana).count('class="told"') == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_constant_for_pages_of_editors(client, ana, bob, rows):
    articles = ArticlePage.objects.live().filter(locale__language_code="fr")[:rows]
    for article in articles:
        say(article, ana, "Bonjour")
        say(article, bob, "Bonsoir")
    ArticlePage.objects.filter(pk__in=[one.pk for one in articles]).update(last_published_at=timezone.now())
    client.force_login(ana)
    for address, count in ((PAGE, 23), ("/my/comments/", 15)):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            html = client.get(address).content.decode()
        assert all(escape(one.title) in html for one in articles)
        assert len(asked) == count
