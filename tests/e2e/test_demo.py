"""The demo's two years, as a newcomer gets them: every state is there, what is shown can be verified."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from certification.deliberation import awaiting
from certification.models import (
    Answer,
    Appeal,
    Application,
    Certificate,
    Condition,
    Decision,
    Mandate,
    Message,
    Objection,
    PublicOpinion,
    Round,
    Seat,
    Visit,
)
from community.models import Actor
from core import journal
from core.colleges import CODES
from core.models import Change, Event
from pages.seed import demo
from pages.seed.accounts import PASSWORD, printed
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.e2e
SCRIPT = settings.BASE_DIR / "scripts" / "verify_journal.py"


@pytest.fixture(scope="module")
def lived(built, tmp_path_factory, django_db_blocker):
    """This process reads the demo that the site of the journeys is copied from."""
    folder = tmp_path_factory.mktemp("lived")
    for path in built.glob("db.sqlite3*"):
        shutil.copy(path, folder)
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(folder / "db.sqlite3")
        yield
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture(autouse=True)
def _nothing_stays(lived):
    caches["default"].clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint():
    """All that was said and decided, and when."""
    said = [
        Decision.objects.order_by("number").values_list("number", "outcome", "reasons", "decided_at"),
        Message.objects.order_by("at", "text").values_list("text", "at", "author__email"),
        Seat.objects.order_by("round__opened_at", "ref").values_list(
            "ref", "person__email", "positions__value", "positions__taken_at", "grid__marks"
        ),
        PublicOpinion.objects.order_by("given_at").values_list("text", "person__email", "given_at"),
    ]
    return hashlib.sha256(json.dumps([list(rows) for rows in said], default=str).encode()).hexdigest()


def counted(model, field):
    return dict(Counter(model.objects.values_list(field, flat=True)))


def test_every_state_is_there():
    assert counted(Application, "state") == {
        "decided": 20, "deliberation": 5, "reconciliation": 1, "opinion": 1, "visit": 3, "screening": 1,
        "submitted": 1, "draft": 3, "withdrawn": 1,
    }  # fmt: skip
    assert counted(Decision, "outcome") == {
        "granted": 13, "granted_with_conditions": 3, "deferred": 3, "refused": 1
    }  # fmt: skip
    assert counted(Certificate, "state") == {
        "active": 10, "expired": 3, "suspended": 1, "renounced": 1, "withdrawn": 1
    }  # fmt: skip
    assert counted(Round, "state") == {"closed": 31, "open": 4, "no_quorum": 1, "void": 1}
    assert counted(Visit, "state") == {"signed": 26, "appointed": 1, "dated": 1, "reported": 1}
    assert counted(Objection, "state") == {"answered": 13, "lifted": 2, "withdrawn": 2, "admitted": 2, "filed": 1}
    assert counted(Condition, "state") == {"open": 2, "met": 2}
    assert counted(Appeal, "outcome") == {"confirmed": 1}
    assert counted(Application, "kind") == {"first": 30, "renewal": 4, "follow_up": 2}
    assert Application.objects.values("actor").distinct().count() == 30


def test_particular_cases_are_there():
    now, today = timezone.now(), timezone.localdate()
    whys = {one["why"] for found in Round.objects.exclude(tally=None) for one in found.tally["colleges"]}
    assert {"vacant", "tie", "silent", "more_objections"} <= whys
    assert Seat.objects.filter(recused_at__isnull=False).count() == 1
    extended = Round.objects.filter(extended_at__isnull=False)
    assert set(extended.values_list("state", flat=True)) == {"closed", "no_quorum"}
    assert Condition.objects.filter(state="open", due_on__lt=today, decision__certificate__state="active").count() == 1
    assert Application.objects.exclude(lacks="").get().state == "draft"
    renewed = Application.objects.filter(kind="renewal", state="decided", charter__number=2)
    assert renewed.get().previous.charter.number == 1
    live = Round.objects.filter(state="open")
    assert all(one.opened_at < now < one.closes_at for one in live)
    assert sorted(now < one.sealed_until for one in live) == [False, False, False, True]
    assert Application.objects.get(state="opinion").opinion_ends_at > now
    days = Decision.objects.order_by("decided_at").values_list("decided_at", flat=True)
    assert days.first() < now - timedelta(days=600)
    assert now - timedelta(days=60) < days.last() < now


def test_colleges_have_four_to_eight_seats():
    seats = Counter(Mandate.objects.in_force(timezone.localdate()).values_list("college", flat=True))
    assert seats == {"consumers": 6, "government": 4, "industry": 7, "labour": 5, "ngo": 5, "ssro": 5}
    alternates = Mandate.objects.in_force(timezone.localdate()).filter(is_alternate=True)
    assert set(alternates.values_list("college", flat=True)) == set(CODES)
    assert counted(Mandate, "state") == {"active": 32, "ended": 1, "requested": 1}


def test_no_real_organisation_has_a_file():
    real = Actor.objects.exclude(source="")
    assert real.count() == 60
    assert not Application.objects.filter(actor__in=real).exists()
    assert set(real.values_list("certificate_state", flat=True)) == {"none"}


def test_no_two_organisations_say_the_same():
    written = Answer.objects.filter(saved_by__isnull=False).values_list("text", flat=True)
    assert len(written) > 400
    assert len(set(written)) == len(written)
    opinions = PublicOpinion.objects.values_list("text", flat=True)
    assert len(set(opinions)) == len(opinions)


def test_what_is_published_can_be_verified(client, tmp_path):
    assert journal.verify() is None
    file = tmp_path / "journal.jsonl"
    file.write_bytes(b"".join(client.get("/register/journal.jsonl").streaming_content))
    result = subprocess.run([sys.executable, "-I", SCRIPT, file], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    file.write_text(file.read_text().replace('\\"outcome\\":\\"refused', '\\"outcome\\":\\"granted', 1))
    assert subprocess.run([sys.executable, "-I", SCRIPT, file], capture_output=True, check=False).returncode == 1


def test_every_printed_account_signs_in(client, capsys):
    call_command("demo", "--known-passwords")
    said = capsys.readouterr().out
    shown = re.findall(r"^ +(\S+@example\.org)", said, re.MULTILINE)
    assert sorted(shown) == sorted(printed())
    for email in shown:
        caches["default"].clear()  # nobody here guesses passwords
        client.logout()
        assert sign_in(client, email, PASSWORD).status_code == 302, email
        assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)


def test_each_organisation_has_a_manager_who_can_sign_in():
    for actor in Actor.objects.filter(applications__isnull=False).distinct():
        manager = actor.user_permissions.get(permission__codename="manage_actor").user
        assert manager.check_password(PASSWORD), actor
        assert manager.emailaddress_set.get().verified


def test_seats_shown_have_something_to_deliberate():
    waiting = {code: len(awaiting(User.objects.get(email=f"{code}@example.org"), timezone.now())) for code in CODES}
    assert all(waiting.values()), waiting


def test_demo_writes_to_nobody_and_queues_little():
    assert not Email.objects.exists()
    assert Change.objects.count() < 200


def test_building_again_changes_nothing():
    before = fingerprint(), Event.objects.count(), Actor.objects.count(), User.objects.count()
    demo.build_demo()
    assert (fingerprint(), Event.objects.count(), Actor.objects.count(), User.objects.count()) == before
