"""What an import writes, what it leaves alone, and what the second one changes."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from community.imports import runner
from community.imports.runner import SILENCE, Import, TakenOver, claim
from community.models import (
    Activity,
    Actor,
    ActorRevision,
    Check,
    CommunitySettings,
    ImportRun,
    ImportState,
    Origin,
    RemoteRecord,
    TerritoryKind,
)
from community.models.document import content_of
from community.states import CheckState, Publication, RecordState
from community.workflow import publication
from core import journal, page_cache
from core.models import Change, Event
from tests.community.imports.conftest import NOON, counts, element, gogocarto, imported, reasons
from tests.factories.accounts import make_user
from tests.factories.community import make_actor, make_territory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=7)


def fingerprint():
    """Everything that an import may change, as it is."""
    return (
        list(Actor.objects.order_by("pk").values_list()),
        list(Activity.objects.order_by("pk").values_list()),
        list(ActorRevision.objects.order_by("pk").values_list()),
        list(Check.objects.order_by("pk").values_list()),
        list(RemoteRecord.objects.order_by("pk").values_list("pk", "state", "actor", "content_hash", "gone_at", "run")),
        list(Change.objects.order_by("pk").values_list("token", flat=True)),
    )


def test_an_organisation_is_listed_as_not_confirmed(load):
    run = load(gogocarto(element(updatedAt=None)))
    [actor] = imported()
    assert actor.state == Publication.PUBLISHED
    assert (actor.slug, actor.sort_name) == ("structure-numero-1", "structure numero 1")
    assert (actor.ess_reason, actor.family, actor.precision) == ("source", "unknown", "source")
    assert (actor.source, actor.imported_at) == ("Annuaire", NOON)
    assert (actor.last_confirmed_at, actor.confirmed_by) == (None, "")
    assert actor.due_at == NOON.replace(year=2027)
    assert not actor.is_recognised
    assert not actor.is_claimed
    record = RemoteRecord.objects.get(actor=actor)
    assert (record.state, record.run, record.first_seen_at) == (RecordState.LINKED, run, NOON)


def test_its_revision_is_what_stands_in_the_database(load):
    load(gogocarto(element()))
    [actor] = imported()
    revision = actor.revisions.get()
    assert (revision.number, revision.origin, revision.author) == (1, Origin.IMPORT, None)
    fresh = Actor.objects.get(pk=actor.pk)
    assert revision.profile == json.loads(json.dumps(content_of(fresh)))
    assert publication.record_revision(fresh, Origin.IMPORT, None, NOON) is None  # same fingerprint


def test_the_index_and_the_pages_are_told_once_and_the_journal_too(load):
    before = page_cache.generation()
    run = load(gogocarto(element(1), element(2)))
    keys = {str(actor.pk) for actor in imported()}
    assert keys <= set(Change.objects.filter(object_kind="community.actor").values_list("object_key", flat=True))
    assert page_cache.generation() != before
    event = journal.about(run).get()
    said = json.loads(event.data)
    assert (event.kind, said["sha256"], said["counts"]["created"]) == ("import.finished", run.sha256, 2)


def test_members_are_asked_with_the_rule_of_the_territory(load):
    make_territory(code="15014", name="Aurillac", postal_codes="15000")
    CommunitySettings.objects.update_or_create(defaults={"check_needed": 4})
    load(gogocarto(element()))
    assert imported()[0].checks.get(state=CheckState.OPEN).needed == 4
    region = make_territory(TerritoryKind.REGION, "R1", "Région", check_needed=7)
    departement = make_territory(TerritoryKind.DEPARTEMENT, "D1", "Département", parent=region)
    make_territory(code="15014", name="Aurillac", postal_codes="15000", parent=departement)
    load(gogocarto(element(2, address={"postalCode": "15000", "addressLocality": "Aurillac"})), source="Autre")
    assert imported("Autre")[0].checks.get().needed == 7


def test_the_same_file_twice_changes_nothing(load):
    content = gogocarto(*(element(number, name=f"Nom {number}" * number) for number in range(1, 6)))
    load(content)
    before, generation = fingerprint(), page_cache.generation()
    run = load(content, now=LATER)
    assert fingerprint() == before
    assert page_cache.generation() == generation
    assert counts(run) == {"unchanged": 5}
    assert set(RemoteRecord.objects.filter(source="Annuaire").values_list("last_seen_at", flat=True)) == {LATER}


def test_a_changed_entry_is_a_revision(load):
    load(gogocarto(element(1), element(2)))
    changed = element(1, name="Nouveau nom", categories=["Habitat, logement"], updatedAt="2026-10-01T10:00:00+00:00")
    run = load(gogocarto(changed, element(2)), now=LATER)
    assert counts(run) == {"updated": 1, "unchanged": 1}
    first, second = imported()
    assert (first.name, first.sort_name, first.slug) == ("Nouveau nom", "nouveau nom", "structure-numero-1")
    assert first.imported_at == LATER
    assert first.changed_at > second.changed_at
    assert first.last_confirmed_at.month == 10
    assert [revision.number for revision in first.revisions.all()] == [2, 1]
    assert [sector.code for sector in first.sectors.all()] == ["habitat"]
    assert [one["sector"] for one in first.revisions.first().profile["activities"]] == ["habitat"]
    assert second.revisions.count() == 1


def test_empty_never_overwrites(load):
    load(gogocarto(element()))
    bare = {"id": "e1", "name": "Structure numéro 1", "website": "", "email": None, "address": {}, "categories": []}
    run = load(gogocarto(bare), now=LATER)
    assert counts(run) == {"unchanged": 1}
    [actor] = imported()
    assert actor.website == "https://structure-1.example.org/"
    assert (actor.public_email, actor.city) == ("contact@structure-1.example.org", "Ville")
    assert (actor.latitude, actor.summary) == (45.55, "Ce que fait la structure 1.")
    assert actor.sectors.count() == 1


def test_what_was_edited_here_is_locked(load, facilitator):
    load(gogocarto(element()))
    [actor] = imported()
    correct(actor, "contact", {"website": "https://ici.example.org"}, facilitator)
    correct(actor, "story", {"summary": ""}, facilitator)
    run = load(
        gogocarto(element(website="https://la-bas.example.org", description="Autre.", email="n@e.org")), now=LATER
    )
    actor.refresh_from_db()
    assert counts(run) == {"updated": 1}
    assert actor.website == "https://ici.example.org"
    assert actor.summary == ""  # emptied on purpose
    assert actor.public_email == "n@e.org"


def test_a_move_to_a_town_that_nobody_knows_leaves_no_commune_behind(load):
    make_territory(code="15014", name="Aurillac", postal_codes="15000", latitude=44.92, longitude=2.44)
    load(gogocarto(element(address={"postalCode": "15000", "addressLocality": "Aurillac"})))
    assert imported()[0].insee == "15014"
    load(gogocarto(element(address={"postalCode": "00999", "addressLocality": "Nulle-Part"})), now=LATER)
    assert (imported()[0].city, imported()[0].insee) == ("Nulle-Part", "")


def test_a_point_is_not_replaced_by_the_middle_of_a_commune(load):
    make_territory(code="15014", name="Aurillac", postal_codes="15000", latitude=44.92, longitude=2.44)
    address = {"postalCode": "15000", "addressLocality": "Aurillac"}
    load(gogocarto(element(address=address)))
    load(gogocarto(element(address=address, geo={}, name="Autre nom")), now=LATER)
    assert (imported()[0].name, imported()[0].latitude, imported()[0].precision) == ("Autre nom", 45.55, "source")


def test_an_address_and_a_point_are_locked_as_wholes(load, facilitator):
    load(gogocarto(element()))
    [actor] = imported()
    correct(actor, "place", {"street": "2 rue d’ici", "longitude": 2.6}, facilitator)
    load(gogocarto(element(point=(46, 3), address={"addressLocality": "Ailleurs", "postalCode": "01000"})), now=LATER)
    actor.refresh_from_db()
    assert (actor.street, actor.city, actor.postal_code) == ("2 rue d’ici", "Ville", "15000")
    assert (actor.latitude, actor.longitude) == (45.55, 2.6)


def test_an_activity_that_was_removed_here_stays_away(load, facilitator):
    load(gogocarto(element(categories=["Habitat, logement"])))
    [actor] = imported()
    [activity] = actor.activities.all()
    actor.activities.all().delete()
    publication.sync_sectors(actor)
    actor.locked_fields = [f"activities/{activity.key}"]
    actor.save()
    load(gogocarto(element(categories=["Habitat, logement"], name="Autre nom")), now=LATER)
    actor.refresh_from_db()
    assert actor.name == "Autre nom"
    assert not actor.activities.exists()


def test_an_activity_that_was_written_here_is_kept(load):
    load(gogocarto(element(categories=["Habitat, logement"])))
    [actor] = imported()
    actor.activities.update(description="Trois logements.")
    load(gogocarto(element(categories=["Culture"])), now=LATER)
    assert [one.sector.code for one in actor.activities.all()] == ["habitat", "culture"]


def test_what_a_manager_published_is_not_overwritten(load):
    manager = make_user("gerante@example.org")
    load(gogocarto(element()))
    [actor] = imported()
    make_manager(actor, manager)
    content = content_of(Actor.objects.get(pk=actor.pk))
    content["story"] |= {"summary": "Nous le disons nous-mêmes."}
    content["identity"] |= {"name": "Notre nom", "family": "association"}
    publication.publish(organisation=actor, content=content, private=None, actor=manager, now=LATER, base=1)
    said = element(name="Leur nom", description="Ils le disent.", statut="SCOP", updatedAt="2026-12-10")
    load(gogocarto(said), now=LATER + timedelta(days=14))
    actor.refresh_from_db()
    assert (actor.name, actor.summary, actor.family) == ("Notre nom", "Nous le disons nous-mêmes.", "association")
    assert (actor.confirmed_by, actor.last_confirmed_at) == ("owner", LATER)


def test_another_directory_only_adds_what_is_missing(load):
    ours = make_actor(name="Chez nous", siret="73282932000074", website="https://ici.example.org", summary="")
    run = load(gogocarto(element(siret="73282932000074")))
    ours.refresh_from_db()
    assert counts(run) == {"linked": 1}
    assert (ours.name, ours.website) == ("Chez nous", "https://ici.example.org")
    assert (ours.summary, ours.public_email) == ("Ce que fait la structure 1.", "contact@structure-1.example.org")
    assert (ours.source, ours.imported_at, ours.last_confirmed_at) == ("", None, None)


def test_the_licence_of_the_file_is_kept(load):
    run = load(gogocarto(element()), licence="CC-BY")
    assert (run.licence, imported()[0].source_licence) == ("CC-BY", "CC-BY")


def test_a_rehearsal_counts_the_same_and_changes_nothing(load):
    load(gogocarto(*(element(number) for number in range(1, 5))))
    second = gogocarto(
        element(1, name="Neuf"), element(2), element(5), element(5), {"id": "x"}, element(6, email="non")
    )
    before, events = fingerprint(), Event.objects.count()
    rehearsal = load(second, now=LATER, is_rehearsal=True)
    assert fingerprint() == before
    assert Event.objects.count() == events
    real = load(second, now=LATER)
    assert counts(rehearsal) == counts(real)
    assert counts(real) == {"updated": 1, "unchanged": 1, "created": 2, "unreadable": 2, "cleaned": 1, "gone": 2}
    assert reasons(rehearsal) == reasons(real)


def test_a_number_of_another_organisation_is_left_out_of_an_update(load):
    load(gogocarto(element(1), element(2, siret="73282932000074")))
    run = load(gogocarto(element(1, siret="73282932000074"), element(2, siret="73282932000074")), now=LATER)
    assert [actor.siret for actor in imported()] == [None, "73282932000074"]
    assert "73282932000074" in run.issues.get().reason


def test_numbers_that_are_swapped_stop_nothing(load):
    one, two = "73282932000074", "55210055400013"
    load(gogocarto(element(1, siret=one), element(2, siret=two)))
    run = load(gogocarto(element(1, siret=two), element(2, siret=one)), now=LATER)
    assert run.state == ImportState.DONE
    assert [actor.siret for actor in imported()] == [one, two]


def test_the_same_name_in_the_same_town_gives_different_addresses(load):
    load(gogocarto(*(element(number, name="La Régie") for number in range(1, 5))))
    slugs = [actor.slug for actor in imported()]
    assert slugs[:2] == ["la-regie", "la-regie-ville"]
    assert len(set(slugs)) == 4


def test_a_killed_import_goes_on_without_doubles(load, tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 2)
    content = gogocarto(*(element(number) for number in range(1, 6)), {"id": "e6"})
    (tmp_path / "file").write_bytes(content)
    run = ImportRun.objects.create(source="Annuaire", format="gogocarto", created_at=NOON)
    assert claim(run)
    steps = Import(run, tmp_path / "file", now=NOON).steps()
    next(steps)
    next(steps)
    assert len(imported()) == 4
    assert not claim(run)  # its process lives
    ImportRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - 2 * SILENCE)
    assert claim(run)
    for _step in Import(run, tmp_path / "file", now=LATER).steps():
        pass
    run.refresh_from_db()
    assert (run.state, len(imported()), run.done) == (ImportState.DONE, 5, len(content))
    assert counts(run) == {"created": 5, "unreadable": 1}
    assert [issue.row for issue in run.issues.all()] == [6]
    with pytest.raises(TakenOver):
        next(steps)


def test_a_new_import_after_a_killed_one_adds_the_rest(load, tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 2)
    content = gogocarto(*(element(number) for number in range(1, 6)))
    (tmp_path / "file").write_bytes(content)
    run = ImportRun.objects.create(source="Annuaire", format="gogocarto", created_at=NOON)
    claim(run)
    next(Import(run, tmp_path / "file", now=NOON).steps())
    assert counts(load(content, now=LATER)) == {"unchanged": 2, "created": 3}


def test_a_number_taken_meanwhile_spoils_only_its_row(load, monkeypatch):
    write = runner.store.write

    def write_too_late(plan, context):
        if any(new.actor.siret for new in plan.new):
            make_actor(name="Plus rapide", siret="73282932000074")
        write(plan, context)

    monkeypatch.setattr(runner.store, "write", write_too_late)
    rows = [element(number) for number in range(1, 6)]
    run = load(gogocarto(*rows[:3], rows[3] | {"siret": "73282932000074"}, rows[4]))
    assert counts(run) == {"created": 4, "unreadable": 1}
    assert [issue.row for issue in run.issues.all()] == [4]


def test_queries_do_not_grow_with_the_rows(load):
    def asked(rows, source):
        content = gogocarto(
            *(element(number, id=f"{source}{number}", point=(40 + number, len(source))) for number in rows)
        )
        with CaptureQueriesContext(connection) as queries:
            load(content, source=source)
        return len(queries)

    few = asked(range(1, 3), "a")
    assert asked(range(1, 21), "bb") <= few + 4  # longer inserts are cut by the database


def test_more_issues_than_can_be_kept_are_counted(load, monkeypatch):
    monkeypatch.setattr("community.imports.report.MOST_ISSUES", 3)
    run = load(gogocarto(*({"id": f"x{number}"} for number in range(5))))
    assert (run.counts["unreadable"], run.counts["unlisted"], run.issues.count()) == (5, 2, 3)


def correct(actor, section, values, facilitator):
    publication.correct(
        organisation=actor, section=section, values=values, actor=facilitator, now=NOON, origin=Origin.FACILITATOR
    )


def make_manager(actor, user):
    assign_perm("manage_actor", user, actor)
