"""What comments hold of a person, and what is left once they are gone."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django_comments.models import CommentFlag

from accounts import workflow as accounts
from community.models import BlockedMember, CommentReport, Follow, Mention
from community.workflow import comment_moderation, comments
from core import journal, privacy
from tests.factories.comments import again, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(garage, lea, noe, said, now):
    """Noé has said, liked, followed, reported and blocked; Léa has called him."""
    own = say(garage, noe, "Je m’appelle Noé, et voilà ce que je pense.")
    comments.react(comment=said, actor=noe, flag="useful", now=now)
    comment_moderation.report(comment=said, actor=noe, reason="false", text="Ma raison", now=now)
    call = say(garage, lea, "Merci @Noé")
    comment_moderation.block(comment=said, actor=noe, now=now)
    return own, call


def test_a_copy_holds_all_that_one_did(life, noe):
    copy = json.dumps(privacy.export(noe)["comments"], cls=DjangoJSONEncoder, ensure_ascii=False)
    for piece in ("Je m’appelle Noé", "useful", "Garage du Cric", "Ma raison", "Léa du Puits"):
        assert piece in copy
    assert "On m’a appris" not in copy


def test_who_leaves_takes_name_calls_likes_and_choices_away_and_the_thread_stays(client, life, garage, noe, said):
    own, call = life
    accounts.erase(user=noe, actor=noe)
    own, call = again(own), again(call)
    assert (own.user, own.comment) == (None, "Je m’appelle Noé, et voilà ce que je pense.")
    assert again(said).useful == 0
    for rows in (CommentFlag, Mention, BlockedMember):
        assert not rows.objects.exists()
    assert not Follow.objects.filter(user=noe).exists()
    assert CommentReport.objects.get().user is None
    assert CommentReport.objects.get().text == ""
    page = client.get(garage.get_absolute_url()).content.decode()
    assert "voilà ce que je pense" in page
    assert noe.pseudonym not in page
    assert "@Noé" not in page
    assert not any(hasattr(event, "detail") for event in journal.about(own))
    assert journal.verify() is None


def test_others_keep_theirs(life, lea, noe, said):
    accounts.erase(user=noe, actor=noe)
    assert again(said).user == lea
    assert Follow.objects.filter(user=lea).exists()
