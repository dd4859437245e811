"""The exported journal, checked by the stand-alone script as anybody would."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from hypothesis import given

from certification.models import Application, Decision, Objection
from certification.rules.ruleset import Ruleset
from certification.rules.tally import tally
from certification.workflow import closing, seats
from core.models import Event
from scripts import verify_journal
from tests.certification.rules.test_tally import SAID
from tests.certification.test_pages_room import SECRET, submit
from tests.factories.certification import DAY, NOW, OBJECTION, make_charter, make_round, say

pytestmark = pytest.mark.django_db
SCRIPT = settings.BASE_DIR / "scripts" / "verify_journal.py"
OPEN, END = NOW + 36 * DAY, NOW + 50 * DAY


@pytest.fixture
def charter(db):
    """One round only: what objects decides at once."""
    return make_charter(rounds_most=1)


@pytest.fixture
def found(manager, facilitator, people):
    found = make_round(manager, facilitator, people)
    for college, group in people.items():
        submit(found, group[0])
        if college != "ngo":
            say(found, group[0], "consent", OPEN)
    return found


@pytest.fixture
def decided(found, people):
    say(found, people["ngo"][0], "consent_with_reservation", OPEN, text="Mes mots")
    closing.close(round_=found, actor=None, now=END)
    return Decision.objects.get()


def export(client):
    return b"".join(client.get("/register/journal.jsonl").streaming_content).decode()


def verify(tmp_path, text):
    file = tmp_path / "journal.jsonl"
    file.write_text(text, encoding="utf-8")
    return subprocess.run([sys.executable, "-I", SCRIPT, file], capture_output=True, text=True, check=False)


def test_the_journal_is_found_true(client, decided, tmp_path):
    answer = verify(tmp_path, export(client))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("OK")


def test_one_changed_byte_is_named(client, decided, tmp_path):
    lines = export(client).splitlines()
    for number, line in enumerate(lines):
        if "position.taken" in line:
            lines[number] = line.replace("sealed", "seaIed", 1)
            answer = verify(tmp_path, "\n".join(lines))
            assert answer.returncode == 1
            assert f"line {number + 1}" in answer.stderr
            return
    raise AssertionError("no position in the journal")


def test_a_line_taken_out_is_named(client, decided, tmp_path):
    lines = export(client).splitlines()
    answer = verify(tmp_path, "\n".join([*lines[:3], *lines[4:]]))
    assert "line 4: a line is missing" in answer.stderr


def forged(client, forge):
    """The journal with its decision forged, its chain computed anew."""
    previous, lines = verify_journal.FIRST, []
    for line in map(json.loads, export(client).splitlines()):
        if line.get("kind") == "decision.taken" and line["object_ref"] == str(Application.objects.get().uid):
            data = json.loads(line["data"])
            forge(line, data)
            line["data"] = verify_journal.canonical(data)
        line["prev_hash"] = previous
        if "kind" in line:
            names = ("at", "kind", "actor", "object_kind", "object_ref", "data", "commitment", "prev_hash")
            fields = [line[name] for name in names]
            line["hash"] = verify_journal.digest(verify_journal.EVENT_TAG, str(line["seq"]), *fields)
        previous = line["hash"]
        lines.append(json.dumps(line))
    return "\n".join(lines)


def test_whoever_computes_the_chain_anew_is_caught_by_the_seals(client, decided, tmp_path):
    def forge(_line, data):
        data["rounds"][-1]["seats"][0]["position"] = "stand_aside"

    assert "is not the one that was sealed" in verify(tmp_path, forged(client, forge)).stderr


def shown(client, **asked):
    lines = [json.loads(line) for line in export(client).splitlines()]
    return [line for line in lines if all(line.get(name) == value for name, value in asked.items())]


def test_nobody_can_tell_an_objection_from_a_consent_before_the_decision(client, found, people):
    start = len(shown(client))

    def lines_of(act):
        before = len(shown(client))
        act()
        return [{name: type(value) for name, value in line.items()} for line in shown(client)[before:]]

    consenting = lines_of(lambda: say(found, people["labour"][0], "consent", OPEN))
    objecting = lines_of(lambda: say(found, people["ngo"][0], "object", OPEN, objection=OBJECTION))
    assert consenting == objecting
    assert len(objecting) == 1
    objection = Objection.objects.get()
    text = "\n".join(export(client).splitlines()[start:])
    for secret in (str(objection.uid), *OBJECTION.values(), '"object"', "objection", SECRET):
        assert secret not in text, secret


def test_what_becomes_of_an_objection_opens_with_the_decision(client, found, cast, tmp_path):
    say(found, cast.people["ngo"][0], "object", OPEN, objection=OBJECTION)
    objection = Objection.objects.get()
    seats.admit_objection(objection=objection, actor=cast.facilitator, now=OPEN)
    seats.answer_objection(objection=objection, text="Une réponse", actor=cast.manager, now=OPEN)
    assert not shown(client, object_ref=str(objection.uid))
    closing.close(round_=found, actor=None, now=END)
    kinds = [line["kind"] for line in shown(client, object_ref=str(objection.uid))]
    assert kinds == ["objection.admitted", "objection.answered"]
    assert verify(tmp_path, export(client)).returncode == 0


@pytest.mark.parametrize("lie", ["forgotten", "invented", "lifted"])
def test_who_lies_about_an_objection_is_caught(client, found, people, tmp_path, lie):
    say(found, people["ngo"][0], "object", OPEN, objection=OBJECTION)
    closing.close(round_=found, actor=None, now=END)

    def forge(line, data):
        seat = next(one for one in data["rounds"][-1]["seats"] if one.get("position") == "object")
        found = data["rounds"][-1]
        seat["sustained"] = {"forgotten": [], "invented": [*seat["sustained"], data["decision"]], "lifted": []}[lie]
        if lie == "lifted":
            seat["filed"] = []
            next(one for one in found["tally"]["colleges"] if one["college"] == "ngo")["position"] = "absent"
            found["tally"]["has_consensus"], data["outcome"] = True, "granted"

    assert "the objections of ngo-1 are not those that held" in verify(tmp_path, forged(client, forge)).stderr


def test_no_person_is_in_the_public_journal(client, decided, people, manager, facilitator):
    text = export(client)
    for person in (*people["ngo"], *people["industry"], manager, facilitator):
        for secret in (person.email, str(person.uid), person.display_name):
            assert secret not in text, secret
    assert Event.objects.filter(detail__private__contains=str(facilitator.uid)).exists()


@given(SAID)
def test_the_script_counts_as_the_site_does(said):
    rules = Ruleset()
    seats = [
        {"college": one.college, "recused": False, "position": one.position, "sustained": one.is_sustained}
        for one in said
    ]
    result = tally(rules, said)
    assert verify_journal.count(rules.as_dict(), seats) == (result.positions, result.has_quorum, result.has_consensus)
