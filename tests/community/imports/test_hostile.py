"""Files that mean no good, or that nobody has looked at: refused or cleaned with a report, and nothing executes."""

import io
import json
import time

import pytest

from community.imports import json_rows, json_signs
from community.models import Actor, ImportState
from tests.community.imports.conftest import FAR, counts, element, gogocarto, imported, reasons, table

pytestmark = pytest.mark.django_db
GOOD = json.dumps(element(9)).encode()


def with_good(broken):
    """A list of one row that is broken and one that is not."""
    return b"[" + broken + b",\n" + GOOD + b"]"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b'{"id": 1, "name": "Caf\xe9"}', "UTF-8"),
        (b'{"id": 1, "name": "x\xff\xfe"}', "UTF-8"),
        (b'{"id": 1, "name": "x"', "not JSON"),
        (b'{"id": 1, "name": "x", "geo": {"lat": 1', "not JSON"),
        (b'{"id": 1, "name": "x", "tags": [}', "not JSON"),
        (b'{"id": 1, "name": nothing}', "not JSON"),
        (b'{"id": 1, "name": "x"} {"id": 2}', "not JSON"),
        (b'{"id": %s, "name": "x"}' % (b"9" * 5000), "not JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "brackets"),
        (b'{"name": ' + b'{"a":' * 200 + b"1" + b"}" * 200 + b"}", "brackets"),
        (b'{"id": 1, "name": "%s"}' % (b"x" * 2_000_000), "million"),
        (b'"a text"', "not an object"),
        (b"null", "not an object"),
        (b"12", "not an object"),
        (b"[]", "not an object"),
        (b'{"id": 1}', "no name"),
        (b'{"id": 1, "name": ["x"]}', "no name"),
        (b'{"id": 1, "name": "<script>alert(1)</script>"}', "no name"),
        (b'{"id": 1, "name": "\\u0000\\ud800"}', "no name"),
    ],
)
def test_a_broken_row_is_reported_and_the_next_one_is_read(load, broken, reason):
    run = load(with_good(broken))
    assert counts(run) == {"unreadable": 1, "created": 1}
    issue = run.issues.get()
    assert (issue.row, issue.is_fatal) == (1, True)
    assert reason in issue.reason
    assert len(issue.content) <= 2000
    assert issue.content[:5] in broken.decode(errors="replace")


@pytest.mark.parametrize("kind", ["transiscope", "murmurations"])
def test_other_formats_go_on_too(load, kind):
    assert counts(load(with_good(b'{"id": 1, "name": }'), kind)) == {"unreadable": 1, "created": 1}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'1;"x"y\n', "cannot be read"),
        (b'1;"x\n', "cannot be read"),
        (b'1;"' + b"x" * 140_000 + b'"\n', "field limit"),
        (b"1;x;3;4\n", "more cells"),
        (b"1;x\xff\n", "decoded"),
        (b"1;\n", "no name"),
    ],
)
def test_a_broken_line_is_reported_and_the_next_one_is_read(load, line, reason):
    run = load(b"id;nom\n" + line + "2;Épicerie\n".encode(), "csv")
    assert counts(run) == {"unreadable": 1, "created": 1}
    issue = run.issues.get()
    assert issue.row == 2  # as in a spreadsheet
    assert reason in issue.reason


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"", "csv", "empty"),
        (b"   \n", "gogocarto", "empty"),
        (b"hello\nworld", "gogocarto", "line 1, column 1"),
        (b"\n\n  <html>", "transiscope", "line 3, column 3"),
        (b'{"name": "x"}', "murmurations", "no list"),
        (b"[]", "gogocarto", "empty list"),
        (b"PK\x03\x04\x14\x00\x06\x00", "csv", "not a text"),
        (b"\x89PNG\r\n\x1a\n0000", "csv", "not a text"),
        (b"\0\0\0\0", "csv", "not a text"),
        (b"%PDF-1.7\n", "gogocarto", "not a text"),
        (b"id;ville\n1;Niort\n", "csv", "No heading"),
        (b"nom\n", "csv", "no row"),
        (b"nom" + b";x" * 600, "csv", "500 columns"),
        (b"nom" + b"x" * 1_100_000, "csv", "million"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(load, content, kind, reason):
    before = Actor.objects.count()
    run = load(content, kind)
    assert (run.state, run.issues.count()) == (ImportState.REFUSED, 0)
    assert reason in run.refusal
    assert run.finished_at
    assert Actor.objects.count() == before


def test_a_file_that_is_too_large_is_refused_unread(load, settings, monkeypatch):
    settings.IMPORT_MAX_SIZE = 3 * 2**20
    monkeypatch.setattr("community.imports.source._look_through", lambda _path: pytest.fail("It was read."))
    run = load(b"[" + b" " * 4 * 2**20 + b"]")
    assert run.state == ImportState.REFUSED
    assert "4 MB" in run.refusal
    assert "3 MB" in run.refusal


def test_a_file_that_is_cut_off_keeps_what_came_before(load):
    run = load(gogocarto(element(1), element(2))[:-60])
    assert (run.state, counts(run)) == (ImportState.DONE, {"created": 1})
    [(row, reason)] = reasons(run)
    assert row == 2
    assert "cut off" in reason


def test_html_and_formulas_become_text(load):
    said = element(
        name="<img src=x onerror=alert(1)>Le <b>Four</b>",
        description="<p>Bonjour <script>alert(1)</script><a href='javascript:x'>ici</a></p>",
        website="javascript:alert(1)",
        email='"><script>@x',
        telephone="=1+1",
        address={"streetAddress": "=cmd|'/C calc'!A0", "addressLocality": "@SUM(1)", "postalCode": "+1"},
    )
    run = load(gogocarto(said))
    [actor] = imported()
    assert (actor.name, actor.summary) == ("Le Four", "Bonjour ici")
    assert (actor.website, actor.public_email, actor.public_phone) == ("", "", "")
    assert (actor.street, actor.city, actor.postal_code) == ("cmd|'/C calc'!A0", "SUM(1)", "1")
    assert counts(run) == {"created": 1, "cleaned": 1}
    issue = run.issues.get()
    assert not issue.is_fatal
    assert len(issue.reason) <= 300


def test_formulas_of_a_table_become_text(load):
    load(table(("nom", "ville"), ('=HYPERLINK("http://x";"y")', "-1+1|cmd")), "csv")
    assert (imported()[0].name, imported()[0].city) == ('HYPERLINK("http://x";"y")', "1+1|cmd")


@pytest.mark.parametrize(
    "geo",
    [
        {"latitude": 91, "longitude": 2},
        {"latitude": 45, "longitude": -181},
        {"latitude": 0, "longitude": 0},
        {"latitude": "NaN", "longitude": "2"},
        {"latitude": [1], "longitude": {}},
        {"latitude": 45},
    ],
)
def test_points_that_are_nowhere_are_left_out(load, geo):
    run = load(gogocarto(element(geo=geo)))
    assert imported()[0].point is None
    assert counts(run) == {"created": 1, "cleaned": 1}
    assert "coordinates" in run.issues.get().reason


def test_numbers_that_json_does_not_know_say_nothing(load):
    content = gogocarto(element()).replace(b"45.55", b"NaN").replace(b"2.5", b"-Infinity")
    assert counts(load(content)) == {"created": 1}
    assert imported()[0].point is None


def test_what_no_database_stores_goes(load):
    run = load(b'[{"id": "a\\u0000b", "name": "Le\\u0000 Four \\ud83d", "k\\u0000": "\\udfff"}]')
    [actor] = imported()
    record = actor.remote_records.get()
    assert (actor.name, record.remote_id) == ("Le Four", "ab")
    assert record.raw == {"id": "ab", "name": "Le Four ", "k": ""}
    assert run.state == ImportState.DONE


def test_everything_is_cut_to_its_column(load):
    long = "x" * 5000
    said = element(1, name=long, website=f"https://e.org/{long}", email=f"{long}@e.org", description=long, sigle=long)
    said |= {"id": long, "url": f"https://e.org/{long}", "address": {"streetAddress": long, "addressLocality": long}}
    run = load(gogocarto(said))
    [actor] = imported()
    actor.full_clean()
    assert (len(actor.name), actor.website, actor.public_email) == (160, "", "")
    assert actor.description == long
    assert run.counts["cleaned"] == 1


def test_ten_thousand_duplicates_are_as_many_questions(load):
    begun = time.perf_counter()
    run = load(gogocarto(*(element(number, name="La Régie", point=FAR) for number in range(2000))))
    assert counts(run) == {"created": 1, "duplicate": 1999}
    assert time.perf_counter() - begun < 6


def test_the_same_identifier_twice_is_reported(load):
    run = load(gogocarto(element(1), element(2), element(1, name="Encore")))
    assert counts(run) == {"created": 2, "unreadable": 1}
    assert run.issues.get().row == 3


def test_a_bomb_of_brackets_takes_no_time_nor_memory():
    begun = time.perf_counter()
    bomb = b'{"x":' * 200_000
    with pytest.raises(json_rows.FileProblem, match="cut off"):
        list(json_rows.read(text_of(b"[" + bomb), {}))
    assert time.perf_counter() - begun < 3


def test_pieces_of_a_file_are_put_together_wherever_it_is_cut(monkeypatch):
    content = json.dumps([{"name": 'a\\"b[{,', "more": "\\" * number, "list": [{}, {}]} for number in range(8)])
    for size in range(1, 12):
        monkeypatch.setattr(json_signs, "CHUNK", size)
        assert [row.raw for row in json_rows.read(text_of(content.encode()), {})] == json.loads(content)


def text_of(content):
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
