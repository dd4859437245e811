"""Reports, hiding, decisions, blocking; what is told to whom, and what the journal keeps."""

import pytest
from post_office.models import Email

from community.models import BlockedMember, CommunitySettings, Follow
from community.queries.comments import to_conclude, visible_to
from community.states import CommentState
from community.workflow import comment_moderation as moderation
from core import journal, limits
from core.models import Event
from core.refusals import NotNow
from tests.factories.accounts import make_user
from tests.factories.comments import address_of, again, say

pytestmark = pytest.mark.django_db


def report(comment, person, now):
    return moderation.report(comment=comment, actor=person, reason="hurtful", text="Voyez vous-même.", now=now)


@pytest.fixture
def held(said, now):
    for n in range(CommunitySettings.load().comments_held_after):
        report(again(said), make_user(f"reporter{n}@example.org"), now)
    return again(said)


def subjects(address):
    return list(Email.objects.filter(to=address).order_by("pk").values_list("subject", flat=True))


def test_two_reports_hide_nothing_the_third_does(said, noe, now):
    for n in range(2):
        report(again(said), make_user(f"reporter{n}@example.org"), now)
    assert again(said).state == CommentState.PUBLISHED
    report(again(said), noe, now)
    assert again(said).state == CommentState.HELD
    assert again(said).discussion.comments == 0


def test_a_hidden_comment_is_found_nowhere_by_others(client, held, lea, noe, facilitator):
    """The page of the actor, that of the comments, the thread, the counter, the answer's page, a copy of one's data."""
    text, garage = "On m’a appris à changer un pneu.", held.discussion.content_object
    for user, reads in ((None, False), (noe, False), (lea, True), (facilitator, True)):
        client.force_login(user) if user else client.logout()
        for path in (garage.get_absolute_url(), address_of(garage), f"/comments/{held.uid}/thread/"):
            assert (text in client.get(path).content.decode()) is reads, (user, path)
    client.force_login(noe)
    assert text not in client.get(f"/comments/{held.uid}/answer/").content.decode()
    assert text not in client.get(f"/comments/{held.uid}/report/").content.decode()


def test_facilitators_find_it_in_their_queue_and_members_do_not(client, held, facilitator, noe):
    client.force_login(facilitator)
    page = client.get("/facilitation/").content.decode()
    assert f"/facilitation/comments/{held.uid}/" in page
    assert "Voyez vous-même." in client.get(f"/facilitation/comments/{held.uid}/").content.decode()
    client.force_login(noe)
    assert client.get(f"/facilitation/comments/{held.uid}/").status_code == 403


def test_kept_it_comes_back_and_everybody_learns_why(client, held, garage, facilitator, lea):
    client.force_login(facilitator)
    client.post(f"/facilitation/comments/{held.uid}/", {"decision": "keep", "message": "Rien de blessant ici."})
    assert again(held).state == CommentState.PUBLISHED
    assert again(held).discussion.comments == 1
    assert not to_conclude(facilitator).exists()
    for address in (lea.email, "reporter0@example.org"):
        assert "Rien de blessant ici." in Email.objects.filter(to=address).order_by("pk").last().message


def test_removed_its_words_go_and_a_trace_stays(client, held, facilitator, lea, noe):
    garage = held.discussion.content_object
    client.force_login(facilitator)
    client.post(f"/facilitation/comments/{held.uid}/", {"decision": "remove", "message": "On critique un acte."})
    client.force_login(noe)
    page = client.get(garage.get_absolute_url()).content.decode()
    assert "changer un pneu" not in page
    assert f"comment-{held.uid}" in page
    assert again(held).comment == ""
    assert "On critique un acte." in Email.objects.filter(to=lea.email).order_by("pk").last().message


def test_a_decision_needs_a_message_and_is_taken_once(client, held, facilitator, now):
    client.force_login(facilitator)
    assert client.post(f"/facilitation/comments/{held.uid}/", {"decision": "keep"}).status_code == 422
    moderation.keep(comment=held, actor=facilitator, message="Il reste.", now=now)
    with pytest.raises(NotNow):
        moderation.keep(comment=held, actor=facilitator, message="Il reste.", now=now)


def test_what_its_author_withdraws_is_judged_no_more_and_reporters_learn_it(held, lea, facilitator, now):
    moderation.withdraw(comment=held, actor=lea, now=now)
    assert not to_conclude(facilitator).exists()
    assert not held.reports.filter(concluded_at=None).exists()
    assert len(subjects("reporter0@example.org")) == 1


def test_who_reports_too_often_keeps_the_text(client, said, noe, monkeypatch):
    monkeypatch.setattr(limits, "allows", lambda *_args, **_kwargs: False)
    client.force_login(noe)
    answer = client.post(f"/comments/{said.uid}/report/", {"reason": "false", "text": "Ma longue explication"})
    assert answer.status_code == 422
    assert "Ma longue explication" in answer.content.decode()
    assert not said.reports.exists()


def test_the_author_never_learns_who_reported(held, lea):
    assert not any("reporter" in mail.message + mail.subject for mail in Email.objects.filter(to=lea.email))


def test_everything_is_in_the_journal_and_who_acted_in_the_part_that_can_be_erased(held, facilitator, lea, now):
    moderation.remove(comment=held, actor=facilitator, message="On critique un acte.", now=now)
    events = list(journal.about(held))
    assert [event.kind for event in events] == [
        "comment.posted", *["comment.reported"] * 3, "comment.held", "comment.removed",
    ]  # fmt: skip
    for event in events:
        assert event.actor == journal.SYSTEM
        for person in (lea, facilitator):
            assert str(person.uid) not in event.data
        assert "pneu" not in event.data
    assert str(facilitator.uid) in events[-1].detail.private
    assert journal.verify() is None


class TestBlocking:
    """A member no longer wants to read another."""

    @pytest.fixture(autouse=True)
    def _block(self, said, noe, now):
        moderation.block(comment=said, actor=noe, now=now)

    def test_their_words_are_hidden_from_this_member_only(self, client, said, garage, noe):
        assert "changer un pneu" in client.get(garage.get_absolute_url()).content.decode()
        client.force_login(noe)
        assert "changer un pneu" not in client.get(garage.get_absolute_url()).content.decode()
        assert not visible_to(noe).filter(pk=said.pk).exists()

    def test_nothing_comes_from_them_by_mail(self, garage, lea, noe):
        Follow.objects.get_or_create(user=noe, discussion=again(say(garage, noe, "Je suis là")).discussion)
        Email.objects.all().delete()
        say(garage, lea, "@Noé tu m’entends ?")
        assert not Email.objects.filter(to=noe.email).exists()

    def test_somebody_else_still_reaches_them(self, garage, noe):
        say(garage, noe, "Je suis là")
        say(garage, make_user("ali@example.org"), "@Noé tu m’entends ?")
        assert len(subjects(noe.email)) == 1

    def test_nobody_else_can_tell(self, lea, noe):
        """The copy of one's data names the events about oneself: this one is about whoever chose."""
        assert not journal.about(lea).filter(kind__startswith="member.").exists()
        assert Event.objects.get(kind="member.blocked").object_ref == str(noe.uid)

    def test_it_can_be_taken_back(self, client, garage, lea, noe):
        client.force_login(noe)
        assert "Léa du Puits" in client.get("/my/blocked/").content.decode()
        client.post("/my/blocked/", {"person": str(lea.uid)})
        assert not BlockedMember.objects.exists()
        assert "changer un pneu" in client.get(garage.get_absolute_url()).content.decode()

    def test_nobody_takes_back_what_another_chose(self, client, lea):
        client.force_login(lea)
        assert client.post("/my/blocked/", {"person": str(lea.uid)}).status_code == 404
        assert BlockedMember.objects.exists()


class TestTold:
    """Who is told of what, each once, and only what they may read."""

    def test_called_answered_and_following_people_are_told_once(self, garage, lea, noe, said):
        Email.objects.all().delete()
        say(garage, noe, "@Léa du Puits d’accord", answers=said)
        assert len(subjects(lea.email)) == 1
        assert subjects(noe.email) == []
        assert "d’accord" in Email.objects.get(to=lea.email).message

    def test_who_left_or_may_no_longer_see_is_not_told(self, garage, lea, noe, said):
        lea.is_active = False
        lea.save()
        Email.objects.all().delete()
        say(garage, noe, "Encore", answers=said)
        assert not Email.objects.exists()

    def test_those_who_look_after_a_called_actor_are_told(self, garage, noe, manager):
        from guardian.shortcuts import assign_perm  # noqa: PLC0415

        assign_perm("manage_actor", manager, garage)
        say(garage, noe, "Merci @Garage du Cric !")
        assert len(subjects(manager.email)) == 1

    def test_a_mail_is_in_the_language_of_who_reads_it(self, garage, lea, noe, said):
        lea.language = "en"
        lea.save()
        Email.objects.all().delete()
        say(garage, noe, "D’accord", answers=said)
        mail = Email.objects.get(to=lea.email)
        assert mail.subject.startswith("Noé has answered you")
        assert "/en/comments/" in mail.message
