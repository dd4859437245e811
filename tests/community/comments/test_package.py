"""The holes of django-comments-xtd, each seen by running it, each closed."""

import threading

import pytest
from django.conf import settings
from django.contrib.sites.models import Site
from django.test import RequestFactory
from django.urls import get_resolver
from django_comments.signals import comment_will_be_posted
from django_comments_xtd import get_model
from django_comments_xtd.conf import settings as package
from post_office.models import Email

from community.models import Comment
from community.workflow import comments
from core.refusals import Refused
from tests.factories.comments import address_of, again, say
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db


def views(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern)
        else:
            yield getattr(pattern.callback, "__module__", "")


def test_no_address_of_the_site_leads_into_the_package():
    modules = set(views(get_resolver()))
    assert "community.views.comments" in modules
    assert [name for name in modules if name.startswith(("django_comments", "rest_framework"))] == []


@pytest.mark.parametrize(
    "path", ["api/community-actor/1/", "api/comment/", "post/", "cr/1/", "reply/1/0/", "flag/1/", "like/1/", "mute/x/"]
)
def test_the_addresses_that_the_package_documents_answer_nothing(client, said, path):
    assert client.get(f"/comments/{path}").status_code == 404
    assert client.post(f"/comments/{path}").status_code in {404, 405}


def test_even_mounted_its_views_would_post_nothing(said, noe):
    request = RequestFactory().post("/")
    request.user = noe
    answers = comment_will_be_posted.send(sender=Comment, comment=said, request=request)
    assert False in [answer for _receiver, answer in answers]


def test_settings_close_what_is_open_by_default():
    assert get_model() is Comment
    assert package.COMMENTS_XTD_APP_MODEL_OPTIONS["default"]["who_can_post"] == "users"
    assert package.COMMENTS_XTD_THREADED_EMAILS is False
    assert package.COMMENTS_XTD_MAX_THREAD_LEVEL == 1
    assert package.COMMENTS_XTD_API_DATETIME_FORMAT == "c"
    assert "rest_framework" not in settings.INSTALLED_APPS


def test_nothing_of_a_member_is_stored_but_who_they_are(client, garage, noe):
    """The package's API keeps a name and an address that the browser sends, and its forms the IP address."""
    client.force_login(noe)
    sent = {"text": "Bonjour", "name": "Le maire", "email": "mairie@example.org", "user_name": "Le maire"}
    client.post(f"{address_of(garage)}write/", sent, REMOTE_ADDR="203.0.113.9")
    found = Comment.objects.get()
    assert (found.user, found.user_name, found.user_email, found.user_url, found.ip_address) == (noe, "", "", "", None)


def test_an_answer_cannot_hang_under_a_comment_about_something_else(said, noe, now):
    elsewhere = make_actor(name="Ailleurs")
    with pytest.raises(Refused):
        comments.post(obj=elsewhere, actor=noe, text="Ici ?", now=now, answers=said)
    assert Comment.objects.count() == 1


def test_answers_are_counted_once_whatever_happens_afterwards(garage, lea, noe, said, now):
    """`save()` of the package counts them again each time: a second one is refused."""
    answer = say(garage, noe, "Oui !", answers=said)
    comments.edit(comment=again(said), actor=lea, text="Un pneu, et un frein.", now=now)
    comments.edit(comment=again(answer), actor=noe, text="Oh oui !", now=now)
    comments.react(comment=again(said), actor=noe, flag="useful", now=now)
    assert again(said).nested_count == 1
    with pytest.raises(TypeError):
        again(said).save()


def test_answers_are_two_levels_deep_whatever_is_answered(garage, lea, noe, said):
    answer = say(garage, noe, "Oui !", answers=said)
    third = say(garage, lea, "Merci !", answers=answer)
    assert (answer.level, third.level, third.root_id, third.parent_id) == (1, 1, said.pk, said.pk)
    assert again(said).nested_count == 2


def test_mail_waits_in_our_queue_and_no_thread_is_started(monkeypatch, garage, lea, noe, said):
    monkeypatch.setattr(threading.Thread, "start", lambda _self: pytest.fail("a thread was started"))
    say(garage, noe, "Oui !", answers=said)
    assert Email.objects.filter(to=lea.email).count() == 1


def test_its_templates_are_never_used(client, garage, noe, said):
    client.force_login(noe)
    page = client.get(garage.get_absolute_url())
    names = [template.name for template in page.templates if template.name]
    assert "community/comments/section.html" in names
    assert [name for name in names if name.startswith(("comments/", "django_comments"))] == []
    text = page.content.decode()
    assert not any(word in text for word in ("btn-", "onclick=", "style=", "gravatar"))


def test_the_row_that_its_tables_ask_for_says_where_this_site_is():
    assert Site.objects.get().domain == "localhost:8000"
    assert Site.objects.get().name == settings.WAGTAIL_SITE_NAME
