"""One thing told to one person: the list, the mail, the digest; never twice, never to whom it is closed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from post_office.models import STATUS, Email

from certification import notifications as certification
from community import notifications
from community.models import Notification, Preference
from community.notice import TOPICS, VOCABULARY
from community.notifications import notify, tell
from community.rules.delivery import Channel
from community.telling import stop_token
from community.workflow import notices
from core import mail, privacy
from core.refusals import Refused
from tests.factories.accounts import make_user
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 27, 12, tzinfo=PARIS)  # a Friday
WRITTEN = {
    "community.invitation",
    "community.message",
    "community.report_to_confirm",
}  # for whoever asked, to an address


@pytest.fixture
def ana():
    return make_user(display_name="Ana")


@pytest.fixture
def bricole():
    return make_actor(name="La Bricole")


@pytest.fixture
def at(monkeypatch, settings):
    """Move the clock; mails wait for others, and for the morning."""
    settings.NOTIFICATIONS_AT_NIGHT = False

    def move(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    move(NOON)
    return move


def joined(person, organisation, name="Bob"):
    tell("person_joined", person, organisation, url_name="mine", person=name)


def wants(person, channel, kind="community.person_joined"):
    notices.choose(actor=person, chosen={kind: channel})


def test_every_message_is_declared_with_its_topic():
    known = {f"community.{name}" for name in notifications.NOTICES}
    known |= {f"certification.{name}" for name in certification.NOTICES}
    assert known - set(VOCABULARY) == WRITTEN & known
    assert {kind.topic for kind in VOCABULARY.values()} <= set(TOPICS)
    assert all("%" not in kind.label for kind in VOCABULARY.values())


def test_a_person_is_told_on_the_site_and_by_mail_in_her_language(bricole):
    tell("person_joined", make_user(language="en"), bricole, url_name="mine", person="Bob")
    told, letter = Notification.objects.get(), Email.objects.get()
    assert told.subject == letter.subject == "Bob now looks after La Bricole"
    assert (told.mail, told.url, told.channel) == (letter, "/en/my/organisations/", "at_once")


def test_what_is_rolled_back_tells_nobody(ana, bricole):
    with transaction.atomic():
        joined(ana, bricole)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not Email.objects.exists()


def test_a_closed_account_is_told_nothing_and_an_address_has_no_list(ana, bricole):
    ana.is_active = False
    ana.save()
    joined(ana, bricole)
    assert not Email.objects.exists()
    notify("invitation", to="somebody@example.org", url="/x/", actor="La Bricole", person="Ana")
    assert Email.objects.get().to == ["somebody@example.org"]
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("channel", "mails", "has_digest"),
    [("at_once", 1, False), ("daily", 0, True), ("weekly", 0, True), ("site", 0, False)],
)
def test_each_chooses_how(ana, bricole, channel, mails, has_digest):
    wants(ana, channel)
    joined(ana, bricole)
    joined(make_user("other@example.org"), bricole)  # who chose nothing
    told = Notification.objects.get(person=ana)
    assert (told.channel, bool(told.digest_at)) == (channel, has_digest)
    assert Email.objects.filter(to=ana.email).count() == mails
    assert Email.objects.filter(to="other@example.org").count() == 1


def test_what_the_process_must_tell_cannot_be_switched_off(ana):
    with pytest.raises(Refused):
        notices.choose(actor=ana, chosen={"certification.decided": "site"})
    Preference.objects.create(person=ana, kind="certification.decided", channel="site")  # from before it was required
    notifications.send("certification", "decided", certification.NOTICES["decided"], to=ana, url="/x/", actor="Bief")
    assert Email.objects.get().to == [ana.email]
    assert not Email.objects.get().headers  # nor by one click


def test_what_happens_to_one_thing_in_a_short_while_is_one_mail(ana, bricole, at):
    joined(ana, bricole, "Bob")
    at(NOON + timedelta(minutes=2))
    joined(ana, bricole, "Chloé")
    joined(ana, make_actor(name="Le Bief"), "Dina")
    joined(make_user("other@example.org"), bricole, "Emma")
    assert Email.objects.count() == 3
    both = Email.objects.get(to=ana.email, message__contains="Chloé")
    assert "Bob" in both.message
    assert "Dina" not in both.message
    assert both.scheduled_time == NOON + timedelta(minutes=5)
    at(NOON + timedelta(minutes=6))
    joined(ana, bricole, "Farid")
    assert "Farid" not in Email.objects.get(pk=both.pk).message
    assert Notification.objects.filter(person=ana).count() == 4


def test_a_mail_that_was_tried_already_is_not_written_anew(ana, bricole, at):
    joined(ana, bricole, "Bob")
    Email.objects.update(number_of_retries=1)
    joined(ana, bricole, "Chloé")
    assert Email.objects.count() == 2
    assert not Email.objects.filter(message__contains="Chloé", pk=Email.objects.earliest("pk").pk).exists()


def test_at_night_only_a_deadline_leaves(ana, bricole, at):
    at(NOON + timedelta(hours=11))
    joined(ana, bricole)
    due = certification.NOTICES["condition_due"]
    notifications.send(
        "certification",
        "condition_due",
        due,
        to=ana,
        url="/x/",
        concerning="application:1",
        day=NOON.date(),
        actor="Bief",
    )
    assert mail.deliver(now=NOON + timedelta(hours=11, minutes=30)) == 1
    assert Email.objects.get(status=STATUS.sent).subject.startswith("Une condition")
    assert mail.deliver(now=NOON + timedelta(hours=19)) == 1


def test_one_reminder_of_a_kind_for_a_person_and_a_file_in_two_days(ana, at):
    silent = certification.NOTICES["round_silent"]

    def remind(about):
        notifications.send("certification", "round_silent", silent, to=ana, url="/x/", concerning=about, actor="Bief")

    for hours, about, total in (
        (0, "application:1", 1),
        (47, "application:1", 1),
        (47, "application:2", 2),
        (49, "application:1", 3),
    ):
        at(NOON + timedelta(hours=hours))
        remind(about)
        assert Notification.objects.count() == Email.objects.count() == total


def test_a_digest_has_what_came_since_and_goes_once(ana, bricole, at):
    wants(ana, "daily")
    bob = make_user("bob@example.org")
    wants(bob, "weekly")
    for person in (ana, bob):
        joined(person, bricole, "Chloé")
    saturday = datetime(2026, 11, 28, 7, tzinfo=PARIS)
    assert notices.send_digests(saturday - timedelta(minutes=1)) == 0
    at(saturday)
    joined(ana, bricole, "Dina")  # for the next one
    assert notices.send_digests(saturday) == 1
    assert notices.send_digests(saturday) == 0
    letter = Email.objects.get()
    assert letter.to == [ana.email]
    assert "Chloé" in letter.message
    assert "Dina" not in letter.message
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert notices.send_digests(saturday + timedelta(days=2)) == 2
    assert Email.objects.filter(to=bob.email).count() == 1


@pytest.mark.parametrize("day", [datetime(2026, 3, 28, 12, tzinfo=PARIS), datetime(2026, 10, 24, 12, tzinfo=PARIS)])
def test_digests_keep_their_hour_when_the_clocks_change(ana, bricole, at, day):
    wants(ana, "daily")
    for days in range(3):
        at(day + timedelta(days=days))
        joined(ana, bricole, f"Jour {days}")
    sent = []
    for hour in range(24 * 4):
        moment = day.astimezone(ZoneInfo("UTC")) + timedelta(hours=hour)
        at(moment)
        if notices.send_digests(moment):
            sent.append(moment.astimezone(PARIS).strftime("%d %H"))
    assert [one[-2:] for one in sent] == ["07", "07", "07"]
    assert len({one[:2] for one in sent}) == 3


def test_an_account_closed_before_the_digest_gets_none(ana, bricole):
    wants(ana, "daily")
    joined(ana, bricole)
    ana.is_active = False
    ana.save()
    assert notices.send_digests(Notification.objects.get().digest_at) == 0
    assert not Email.objects.exists()


def test_one_click_ends_one_kind_and_the_digests(ana, bricole):
    joined(ana, bricole)
    address = Email.objects.get().headers["List-Unsubscribe"].strip("<>")
    person, code = notices.stop(address.rstrip("/").rpartition("/")[2])
    assert (person, code) == (ana, "community.person_joined")
    joined(ana, bricole)
    assert Email.objects.count() == 1
    assert Notification.objects.count() == 2
    wants(ana, "daily")
    joined(ana, bricole)
    notices.stop(stop_token(ana, "digest"))
    assert notices.send_digests(NOON + timedelta(days=400)) == 0
    assert Preference.objects.get(person=ana, kind="community.person_joined").channel == Channel.SITE


@pytest.mark.parametrize("forge", ["x", "", "W10:1abc:zzz"])
def test_a_link_that_is_not_ours_ends_nothing(ana, forge):
    with pytest.raises(Refused):
        notices.stop(forge)
    assert not Preference.objects.exists()


def test_what_a_person_was_told_is_hers_to_take_and_goes_with_her(ana, bricole):
    joined(ana, bricole)
    joined(make_user("other@example.org"), bricole)
    wants(ana, "daily")
    assert "La Bricole" in privacy.export(ana)["community"]["notifications"][0]["subject"]
    privacy.erase(ana)
    assert not Notification.objects.filter(person=ana).exists()
    assert not Preference.objects.filter(person=ana).exists()
    assert Notification.objects.count() == 1


def test_what_was_read_long_ago_is_forgotten(ana, bricole, at):
    joined(ana, bricole)
    joined(ana, bricole, "Chloé")
    notices.read(actor=ana, now=NOON, uid=Notification.objects.first().uid)
    notices.forget(NOON + timedelta(days=179))
    assert Notification.objects.count() == 2
    notices.forget(NOON + timedelta(days=181))
    assert Notification.objects.count() == 1
    notices.forget(NOON + timedelta(days=401))
    assert not Notification.objects.exists()
