"""The exported journal, checked by the stand-alone script as anybody would."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from hypothesis import given

from certification.models import Decision
from certification.rules.ruleset import Ruleset
from certification.rules.tally import tally
from certification.workflow import closing
from scripts import verify_journal
from tests.certification.rules.test_tally import SAID
from tests.certification.test_pages_room import SECRET, submit
from tests.factories.certification import DAY, NOW, OBJECTION, make_round, say

pytestmark = pytest.mark.django_db
SCRIPT = settings.BASE_DIR / "scripts" / "verify_journal.py"
OPEN, END = NOW + 36 * DAY, NOW + 50 * DAY


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


def test_whoever_computes_the_chain_anew_is_caught_by_the_seals(client, decided, tmp_path):
    previous, forged = verify_journal.FIRST, []
    for text in export(client).splitlines():
        line = json.loads(text)
        if line.get("kind") == "decision.taken":
            data = json.loads(line["data"])
            data["rounds"][-1]["seats"][0]["position"] = "stand_aside"
            line["data"] = verify_journal.canonical(data)
        line["prev_hash"] = previous
        if "kind" in line:
            names = ("at", "kind", "actor", "object_kind", "object_ref", "data", "commitment", "prev_hash")
            fields = [line[name] for name in names]
            line["hash"] = verify_journal.digest(verify_journal.EVENT_TAG, str(line["seq"]), *fields)
        previous = line["hash"]
        forged.append(json.dumps(line))
    assert "is not the one that was sealed" in verify(tmp_path, "\n".join(forged)).stderr


def test_nothing_sealed_and_no_person_is_in_the_public_journal(client, found, people, manager):
    say(found, people["ngo"][0], "object", OPEN, objection=OBJECTION)
    text = export(client)
    for secret in (SECRET, OBJECTION["harm"], '"object"', people["ngo"][0].email, str(people["ngo"][0].uid)):
        assert secret not in text, secret
    assert manager.email not in text


@given(SAID)
def test_the_script_counts_as_the_site_does(said):
    rules = Ruleset()
    seats = [
        {"college": one.college, "recused": False, "position": one.position, "sustained": one.is_sustained}
        for one in said
    ]
    result = tally(rules, said)
    assert verify_journal.count(rules.as_dict(), seats) == (result.positions, result.has_quorum, result.has_consensus)
