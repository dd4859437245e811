"""`manage.py import_actors`, and the demo."""

import pytest
from django.core.management import CommandError, call_command

from community.imports.demo import load_demo_actors
from community.models import Actor, ImportRun, RemoteRecord, Sector
from community.states import Publication
from tests.community.imports.conftest import element, gogocarto, imported, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """Call the command on a content; what it says."""

    def call(content, kind="gogocarto", **options):
        path = tmp_path / "annuaire.json"
        path.write_bytes(content)
        call_command("import_actors", path, format=kind, **options)
        return capsys.readouterr()

    return call


def test_it_imports_and_reports(run):
    said = run(gogocarto(element(1), {"id": "x"}))
    assert len(imported("annuaire")) == 1
    assert "1 organisations added" in said.out
    assert "2: This entry has no name." in said.err


def test_a_rehearsal_changes_nothing(run):
    said = run(gogocarto(element(1)), dry_run=True)
    assert imported("annuaire") == []
    assert "rehearsal" in said.out
    assert "1 organisations added" in said.out


def test_the_source_and_the_licence_can_be_named(run):
    run(table(("nom",), ("Le Four",)), "csv", source="Mon annuaire", licence="ODbL")
    assert imported("Mon annuaire")[0].source_licence == "ODbL"


def test_a_part_withdraws_nothing_and_force_withdraws_all(run):
    run(gogocarto(*(element(number) for number in range(1, 41))))
    run(gogocarto(element(1)), partial=True)
    run(gogocarto(element(1)))
    assert Actor.objects.published().filter(source="annuaire").count() == 40
    run(gogocarto(element(1)), force_gone=True)
    assert Actor.objects.published().filter(source="annuaire").count() == 1


def test_a_refusal_is_an_error(run, tmp_path):
    with pytest.raises(CommandError, match="not JSON"):
        run(b"nothing")
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_actors", tmp_path / "absent.json", format="csv")


def test_the_demo_lists_sixty_organisations_that_nobody_has_confirmed():
    actors = Actor.objects.filter(source="Transiscope")
    assert actors.count() == 60
    assert set(actors.values_list("state", "certificate_state", "last_confirmed_at", "source_licence")) == {
        (Publication.PUBLISHED, "none", None, "ODbL")
    }
    assert not actors.filter(source_url="").exists()
    assert not actors.filter(user_permissions__isnull=False).exists()
    assert RemoteRecord.objects.filter(source="Transiscope", state="linked").count() == 60
    assert actors.filter(sectors__code="alimentation").count() > 20


def test_the_demo_may_be_built_again():
    before = (Actor.objects.count(), ImportRun.objects.count(), RemoteRecord.objects.count())
    Sector.objects.filter(code="habitat").update(aliases="Logement")
    assert load_demo_actors() == 0
    assert (Actor.objects.count(), ImportRun.objects.count(), RemoteRecord.objects.count()) == before
    assert Sector.objects.get(code="habitat").aliases == "Logement"
