"""The facilitators' pages of imports."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.imports import queue
from community.models import ImportIssue, ImportRun, ImportState, RemoteRecord
from community.states import RecordState
from community.workflow import imports as workflow
from tests.community.imports.conftest import FAR, NOON, element, gogocarto, imported
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
LIST = "/en/facilitation/imports/"


@pytest.fixture
def run(load):
    """An import with a row left out and two possible duplicates."""
    make_actor(name="La Régie", latitude=FAR[0], longitude=FAR[1])
    twins = [element(number, name="La Régie", point=FAR) for number in (2, 3)]
    return load(gogocarto(element(1), *twins, {"id": "x", "name": "", "note": "=1+1"}))


@pytest.fixture
def pages(run):
    """Each page, and whether it is for reading."""
    pair = RemoteRecord.objects.filter(state=RecordState.DUPLICATE).first()
    names = ("import_run", "import_issues", "duplicates")
    return [LIST, *(reverse(f"community:{name}", args=[run.uid]) for name in names)], reverse(
        "community:duplicate", args=[run.uid, pair.pk]
    )


@pytest.fixture
def signed_in(client, facilitator):
    client.force_login(facilitator)
    return client


def upload(client, content=None, name="annuaire.json", **data):
    file = SimpleUploadedFile(name, content if content is not None else gogocarto(element(7)))
    said = {"format": "gogocarto", "source": "Annuaire", "licence": "ODbL", "is_whole": "on", "file": file}
    return client.post(LIST, said | data)


def test_a_visitor_is_asked_to_sign_in(client, pages):
    for path in pages[0]:
        assert client.get(path).status_code == 302
    assert "form" in client.post(pages[1]).content.decode()
    assert RemoteRecord.objects.filter(state=RecordState.DUPLICATE).count() == 2


def test_a_member_may_see_and_do_nothing(client, member, pages):
    client.force_login(member)
    for path in pages[0]:
        assert client.get(path).status_code == 403
    for path in (LIST, pages[0][3], pages[1]):
        assert client.post(path, {"action": "ignore"}).status_code == 403
    assert RemoteRecord.objects.filter(state=RecordState.DUPLICATE).count() == 2


def test_a_facilitator_sees_every_page(signed_in, pages):
    for path in pages[0]:
        assert signed_in.get(path).status_code == 200
    assert signed_in.get(pages[1]).status_code == 405


def test_a_file_is_sent_imported_and_reported(signed_in, facilitator, settings, tmp_path, monkeypatch):
    settings.IMPORT_FOLDER = tmp_path / "imports"
    monkeypatch.setattr(queue, "_steps", {})
    answer = upload(signed_in)
    run = ImportRun.objects.get(state=ImportState.WAITING)
    path = reverse("community:import_run", args=[run.uid])
    assert answer.url == path
    assert (run.started_by, run.is_whole, run.is_rehearsal) == (facilitator, True, False)
    html = signed_in.get(path).content.decode()
    assert "<progress" in html
    assert "import-progress.js" in html
    while queue.drain():
        pass
    html = signed_in.get(path).content.decode()
    assert "<progress" not in html
    assert "import-progress.js" not in html
    assert imported()[0].name == "Structure numéro 7"


def test_a_first_look_changes_nothing_unless_one_says_so(signed_in):
    form = signed_in.get(LIST).context["form"]
    assert form["is_rehearsal"].value() is True
    assert form["is_whole"].value() is False


def drain():
    while queue.drain():
        pass


def test_a_rehearsal_can_be_done_for_real_once(signed_in, facilitator, settings, tmp_path, monkeypatch):
    settings.IMPORT_FOLDER = tmp_path / "imports"
    monkeypatch.setattr(queue, "_steps", {})
    upload(signed_in, is_rehearsal="on")
    drain()
    rehearsal = ImportRun.objects.get(is_rehearsal=True)
    assert not imported()
    path = reverse("community:import_for_real", args=[rehearsal.uid])
    assert path in signed_in.get(reverse("community:import_run", args=[rehearsal.uid])).content.decode()
    answer = signed_in.post(path)
    run = ImportRun.objects.get(is_rehearsal=False, state=ImportState.WAITING)
    assert answer.url == reverse("community:import_run", args=[run.uid])
    assert signed_in.post(path).status_code == 409
    drain()
    assert [actor.name for actor in imported()] == ["Structure numéro 7"]
    assert not list(settings.IMPORT_FOLDER.iterdir())
    assert path not in signed_in.get(reverse("community:import_run", args=[rehearsal.uid])).content.decode()


def test_only_a_facilitator_does_it_for_real(client, member, run):
    ImportRun.objects.filter(pk=run.pk).update(is_rehearsal=True, file_path="/x")
    client.force_login(member)
    assert client.post(reverse("community:import_for_real", args=[run.uid])).status_code == 403
    assert not ImportRun.objects.filter(state=ImportState.WAITING).exists()


def test_the_file_of_a_rehearsal_is_deleted_after_a_week(signed_in, settings, tmp_path, monkeypatch):
    settings.IMPORT_FOLDER = tmp_path / "imports"
    monkeypatch.setattr(queue, "_steps", {})
    upload(signed_in, is_rehearsal="on")
    drain()
    finished = ImportRun.objects.get(is_rehearsal=True).finished_at
    assert workflow.forget_rehearsals(finished + timedelta(days=6)) == 0
    assert len(list(settings.IMPORT_FOLDER.iterdir())) == 1
    assert workflow.forget_rehearsals(finished + timedelta(days=8)) == 1
    assert not list(settings.IMPORT_FOLDER.iterdir())


def test_deciding_about_all_takes_a_second_press(signed_in, run):
    page = signed_in.get(reverse("community:duplicates", args=[run.uid])).content.decode()
    folded = re.findall(r"<details.*?</details>", page, flags=re.DOTALL)
    assert sum('value="ignore"' in part for part in folded) == 1


def test_a_decision_is_told_with_the_name_of_the_entry(signed_in, run, pages):
    answer = signed_in.post(pages[1], {"action": "ignore"}, follow=True)
    assert "“La Régie”: Do not import" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "field"), [({"source": ""}, "source"), ({"format": "exe"}, "format"), ({"content": b""}, "file")]
)
def test_a_form_that_lacks_something_says_so(signed_in, data, field):
    answer = upload(signed_in, **data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ImportRun.objects.filter(state=ImportState.WAITING).exists()


def test_a_file_that_is_too_large_is_refused_with_what_to_do(signed_in, settings):
    settings.IMPORT_MAX_SIZE = 10
    answer = upload(signed_in)
    assert "too large" in str(answer.context["form"].errors["file"])
    settings.IMPORT_MAX_SIZE, settings.REQUEST_MAX_SIZE = 10**9, 100
    assert upload(signed_in).status_code == 413


def test_progress_is_a_piece_of_the_page(signed_in):
    run = ImportRun.objects.create(source="x", format="csv", state=ImportState.RUNNING, total=200, done=50)
    html = signed_in.get(reverse("community:import_run", args=[run.uid]), {"part": "progress"}).content.decode()
    assert "<html" not in html
    assert re.search(r'<progress[^>]*value="25"', html)
    assert "data-open" in html
    ImportRun.objects.update(state=ImportState.DONE, finished_at=NOON)
    html = signed_in.get(reverse("community:import_run", args=[run.uid]), {"part": "progress"}).content.decode()
    assert "data-open" not in html


def test_a_refused_file_says_why(signed_in, load):
    run = load(b"<html>")
    html = signed_in.get(reverse("community:import_run", args=[run.uid])).content.decode()
    assert "line 1, column 1" in html


def test_the_report_can_be_downloaded_and_nothing_in_it_executes(signed_in, run):
    ImportIssue.objects.create(run=run, row=9, content="=cmd|'/C calc'!A0", reason="+1", is_fatal=False)
    answer = signed_in.get(reverse("community:import_issues", args=[run.uid]))
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[1][:3] == ["4", "yes", "This entry has no name."]
    assert rows[2] == ["9", "no", "'+1", "'=cmd|'/C calc'!A0"]


def test_what_a_file_says_is_text(signed_in, load):
    run = load(b'[{"id": 1, "title": "", "x": "<script>alert(1)</script>"}]', "transiscope")
    html = signed_in.get(reverse("community:import_run", args=[run.uid])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_pairs_stand_side_by_side_and_one_is_decided(signed_in, run, pages):
    path, decision = pages[0][3], pages[1]
    html = signed_in.get(path).content.decode()
    assert html.count('name="action"') == 2 * 3 + 3
    assert "https://structure-2.example.org/" in html
    answer = signed_in.post(f"{decision}?page=1", {"action": "separate"})
    assert answer.url == f"{path}?page=1"
    assert [actor.name for actor in imported()] == ["Structure numéro 1", "La Régie"]
    assert signed_in.post(decision, {"action": "separate"}).status_code == 409  # somebody has decided already
    assert signed_in.post(decision, {"action": "unknown"}).status_code == 302
    assert signed_in.get(path).content.decode().count('name="action"') == 3 + 3


def test_all_are_decided_at_once(signed_in, pages):
    assert signed_in.post(pages[0][3], {"action": "ignore"}).status_code == 302
    html = signed_in.get(pages[0][3]).content.decode()
    assert 'name="action"' not in html
    assert "2 entries decided." in html


def test_a_candidate_that_is_gone_can_no_longer_be_linked(signed_in, pages):
    RemoteRecord.objects.update(candidate=None)
    html = signed_in.get(pages[0][3]).content.decode()
    assert html.count('value="link"') == 1  # for all at once
    signed_in.post(pages[0][3], {"action": "link"})
    assert RemoteRecord.objects.filter(state=RecordState.DUPLICATE).count() == 2


def test_the_queue_leads_to_the_pairs(signed_in, pages):
    assert pages[0][3] in signed_in.get("/en/facilitation/").content.decode()


def test_lists_ask_the_same_whatever_their_length(signed_in, facilitator, load):
    def asked(path):
        signed_in.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(path).status_code == 200
        return len(queries)

    def run_of(count):
        twins = [element(10 * count + number, name="La Régie", point=FAR) for number in range(count)]
        return load(gogocarto(*twins, *[{}] * count), started_by=facilitator)

    make_actor(name="La Régie", latitude=FAR[0], longitude=FAR[1], sector="habitat")
    one, three = run_of(1), run_of(3)
    for name in ("import_run", "import_issues", "duplicates"):
        few, more = (asked(reverse(f"community:{name}", args=[run.uid])) for run in (one, three))
        assert few == more, name
    many = asked(LIST)
    ImportRun.objects.exclude(pk=one.pk).delete()
    assert asked(LIST) == many
