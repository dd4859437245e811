"""Comments as people meet them: without JavaScript, in place, and when something cannot be taken."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Comment, CommunitySettings, Follow
from community.queries.comments import visible_to
from community.states import CommentState
from community.workflow import comment_moderation, comments
from core import limits
from tests.factories.comments import address_of, again, say
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true"}


def write(client, obj, text, **more):
    return client.post(f"{address_of(obj)}write/", {"text": text}, **more)


def test_a_visitor_reads_and_is_invited_to_sign_in(client, garage, said):
    page = client.get(garage.get_absolute_url()).content.decode()
    assert "On m’a appris à changer un pneu." in page
    assert f"/account/login/?next={garage.get_absolute_url()}%23comment-form" in page
    assert 'id="comment-form"' not in page
    assert "htmx" not in page


def test_a_member_comments_and_lands_on_what_they_wrote(client, garage, noe):
    client.force_login(noe)
    found = write(client, garage, "Bravo **à tous**", follow=True)
    assert found.redirect_chain[0][0] == f"/comments/{Comment.objects.get().uid}/"
    assert found.redirect_chain[-1][0].endswith(f"?order=oldest&page=1#comment-{Comment.objects.get().uid}")
    assert "Bravo <strong>à tous</strong>" in found.content.decode()


def test_the_next_visitor_sees_it_whatever_was_kept(client, garage, noe, django_capture_on_commit_callbacks):
    assert "Tout neuf" not in client.get(garage.get_absolute_url()).content.decode()
    say(garage, noe, "Tout neuf")
    assert "Tout neuf" in client.get(garage.get_absolute_url()).content.decode()


def test_in_place_only_the_new_comment_comes_back(client, garage, noe):
    client.force_login(noe)
    page = write(client, garage, "Bravo", headers=IN_PLACE).content.decode()
    assert page.count("<article") == 1
    assert "<html" not in page
    assert 'id="comments-status" hx-swap-oob' in page
    assert re.search(r'id="comments-count"[^>]*>1<', page)


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_what_is_refused_comes_back_with_what_was_typed(client, garage, noe, rules, headers):
    rules.comments_refused_words = "crétin"
    rules.save()
    client.force_login(noe)
    answer = write(client, garage, "Ce crétin a dit beaucoup de choses.", headers=headers)
    assert answer.status_code == 422
    assert "Ce crétin a dit beaucoup de choses." in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_new_member_writes_one_link(client, garage, noe):
    client.force_login(noe)
    assert write(client, garage, "https://a.example https://b.example").status_code == 422
    assert write(client, garage, "https://a.example").status_code == 302
    noe.date_joined = timezone.now() - timedelta(days=30)
    noe.save()
    assert write(client, garage, "https://a.example https://b.example").status_code == 302


def test_who_writes_too_often_keeps_the_text(client, garage, noe, monkeypatch):
    monkeypatch.setattr(limits, "allows", lambda *_args, **_kwargs: False)
    client.force_login(noe)
    answer = write(client, garage, "Mon long texte")
    assert answer.status_code == 429
    assert "Mon long texte" in answer.content.decode()


def test_whose_session_ended_keeps_the_text(client, garage):
    answer = write(client, garage, "Mon long texte")
    assert answer.status_code == 403
    assert "Mon long texte" in answer.content.decode()


def test_an_answer_to_what_was_just_withdrawn_is_given_back(client, lea, noe, said, now):
    comment_moderation.withdraw(comment=said, actor=lea, now=now)
    client.force_login(noe)
    answer = client.post(f"/comments/{said.uid}/answer/", {"text": "Ma réponse soignée"})
    assert answer.status_code == 409
    assert "Ma réponse soignée" in answer.content.decode()


def test_an_edit_that_comes_too_late_is_given_back(client, garage, lea):
    one = say(garage, lea, now=timezone.now() - timedelta(minutes=16))
    client.force_login(lea)
    answer = client.post(f"/comments/{one.uid}/edit/", {"text": "Ma correction"})
    assert answer.status_code == 409
    assert "Ma correction" in answer.content.decode()


def test_what_is_edited_says_so(client, lea, said):
    client.force_login(lea)
    client.post(f"/comments/{said.uid}/edit/", {"text": "On m’a appris à changer un frein."})
    page = client.get(said.discussion.content_object.get_absolute_url()).content.decode()
    assert "changer un frein" in page
    assert "changer un pneu" not in page
    assert again(said).edited_at is not None


def test_what_is_withdrawn_leaves_a_trace_and_its_answers(client, garage, lea, noe, said):
    say(garage, noe, "Moi aussi", answers=said)
    client.force_login(lea)
    client.post(f"/comments/{said.uid}/withdraw/")
    page = client.get(garage.get_absolute_url()).content.decode()
    assert "changer un pneu" not in page
    assert "Moi aussi" in page
    assert f"comment-{said.uid}" in page
    assert again(said).comment == ""
    assert again(said).discussion.comments == 1


def test_reactions_toggle_and_count(client, noe, said):
    client.force_login(noe)
    for expected in (1, 0, 1):
        client.post(f"/comments/{said.uid}/react/", {"flag": "useful"})
        assert (again(said).useful, again(said).likes) == (expected, 0)
    answer = client.post(f"/comments/{said.uid}/react/", {"flag": "like"}, headers=IN_PLACE)
    assert answer.content.decode().count('aria-pressed="true"') == 2
    assert client.post(f"/comments/{said.uid}/react/", {"flag": "moderator deletion"}).status_code == 404


def test_orders(client, garage, lea, noe):
    ones = [say(garage, lea, f"numéro {n}") for n in range(3)]
    comments.react(comment=ones[1], actor=noe, flag="useful", now=timezone.now())
    for order, expected in (("oldest", "012"), ("newest", "210"), ("useful", "120"), ("nonsense", "210")):
        page = client.get(f"{address_of(garage)}?order={order}").content.decode()
        assert "".join(re.findall(r"numéro (\d)", page)) == expected


def test_a_permalink_finds_the_page_of_a_comment_and_of_an_answer(client, garage, lea, noe):
    ones = [say(garage, lea, f"numéro {n}") for n in range(25)]
    found = client.get(f"/comments/{ones[20].uid}/", follow=True)
    assert "numéro 20" in found.content.decode()
    assert "page=2" in found.redirect_chain[-1][0]
    answers = [say(garage, noe, f"réponse {n}", answers=ones[0]) for n in range(7)]
    found = client.get(f"/comments/{answers[6].uid}/", follow=True)
    assert found.redirect_chain[-1][0] == f"/comments/{ones[0].uid}/thread/?page=1#comment-{answers[6].uid}"
    assert "réponse 6" in found.content.decode()


def test_a_long_thread_shows_its_first_answers_and_the_way_to_the_others(client, garage, lea, noe, said):
    for n in range(7):
        say(garage, noe, f"réponse {n}", answers=said)
    page = client.get(garage.get_absolute_url()).content.decode()
    assert "réponse 4" in page
    assert "réponse 5" not in page
    assert f"/comments/{said.uid}/thread/" in page


def test_following_and_no_longer(client, garage, noe):
    client.force_login(noe)
    client.post(f"{address_of(garage)}follow/", {"follow": "yes"})
    assert Follow.objects.filter(user=noe).exists()
    client.post(f"{address_of(garage)}follow/", {"follow": "no"})
    assert not Follow.objects.filter(user=noe).exists()


def test_pages_and_articles_have_their_comments_too(client, noe):
    from pages.models import ArticlePage, SectorPage  # noqa: PLC0415

    client.force_login(noe)
    for kind, model in (("sector", SectorPage), ("article", ArticlePage)):
        page = model.objects.live().filter(locale__language_code="fr").first()
        client.post(f"/comments/{kind}/{page.pk}/write/", {"text": f"Sur {kind}"})
        assert f"Sur {kind}" in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize("key", ["00000000-0000-4000-8000-000000000000", "7", "x"])
def test_what_is_not_there_has_no_comments(client, key):
    for kind in ("actor", "sector", "article", "opinion", "user"):
        assert client.get(f"/comments/{kind}/{key}/").status_code == 404


def test_a_draft_page_has_none(client, noe):
    draft = make_actor(state="draft")
    client.force_login(noe)
    assert client.get(address_of(draft)).status_code == 404
    assert write(client, draft, "Ici ?").status_code == 404
    assert not Comment.objects.exists()


class TestVisitors:
    """Where the network lets people without an account write."""

    @pytest.fixture(autouse=True)
    def _open(self):
        rules = CommunitySettings.load()
        rules.comments_open = True
        rules.save()

    @pytest.fixture
    def page(self):
        from pages.models import ArticlePage  # noqa: PLC0415

        return ArticlePage.objects.live().filter(locale__language_code="fr").first()

    def send(self, client, page, **more):
        said = {"text": "Je passe vous voir", "name": "Inès", "email": "ines@example.org"} | more
        return client.post(f"/comments/article/{page.pk}/write/", said)

    def link(self):
        from post_office.models import Email  # noqa: PLC0415

        text = Email.objects.get(to="ines@example.org").message
        return re.search(r"http://[^/]+(/letters/comment/\S+)", text)[1]

    def test_nobody_reads_it_before_the_address_is_proved(self, client, page):
        assert self.send(client, page).status_code == 302
        assert "Je passe vous voir" not in client.get(page.get_url()).content.decode()
        assert client.get(self.link()).status_code == 200
        assert Comment.objects.get().state == CommentState.UNCONFIRMED
        client.post(self.link())
        shown = client.get(page.get_url()).content.decode()
        assert "Je passe vous voir" in shown
        assert "Inès" in shown

    def test_the_address_is_then_forgotten_and_the_link_does_nothing_more(self, client, page):
        self.send(client, page)
        link = self.link()
        client.post(link)
        assert (Comment.objects.get().user_email, Comment.objects.get().ip_address) == ("", None)
        assert Comment.objects.get().discussion.comments == 1
        assert client.post(link).status_code == 200
        assert Comment.objects.get().discussion.comments == 1

    def test_an_actor_page_stays_for_members(self, client, garage):
        answer = client.post(f"{address_of(garage)}write/", {"text": "x", "name": "I", "email": "i@example.org"})
        assert answer.status_code == 403
        assert not Comment.objects.exists()

    def test_a_robot_and_a_wrong_link(self, client, page):
        assert self.send(client, page, address="filled").status_code == 422
        assert client.get("/letters/comment/nonsense/").status_code == 410
        assert not Comment.objects.exists()

    def test_what_is_never_confirmed_is_forgotten(self, client, page):
        self.send(client, page)
        comments.forget_unconfirmed(timezone.now() + timedelta(days=6))
        assert Comment.objects.exists()
        comments.forget_unconfirmed(timezone.now() + timedelta(days=8))
        assert not Comment.objects.exists()


@pytest.mark.parametrize(("prefix", "conduct"), [("", "/code-de-conduite/"), ("/en", "/en/code-de-conduite/")])
def test_the_code_of_conduct_is_under_every_form(client, garage, noe, prefix, conduct):
    client.force_login(noe)
    page = client.get(f"{prefix}{address_of(garage)}write/").content.decode()
    assert f'href="{conduct}"' in page.partition("<main")[2].partition("</main>")[0]
    assert client.get(conduct).status_code == 200


def test_a_page_that_editors_close_takes_its_comments_along(client, noe):
    from pages.models import ArticlePage  # noqa: PLC0415

    page = ArticlePage.objects.live().filter(locale__language_code="fr").first()
    comment = say(page, noe, "Sous un article")
    page.view_restrictions.create(restriction_type="login")
    for path in (f"/comments/article/{page.pk}/", f"/comments/{comment.uid}/"):
        assert client.get(path).status_code == 404
    assert not visible_to(noe).filter(pk=comment.pk).exists()
