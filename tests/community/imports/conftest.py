"""Files of other directories, made for the test, and what imports them."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from community.imports.runner import Import, claim
from community.models import Actor, ImportRun

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
FAR = (45.5, 2.5)  # from every organisation of the demo


def element(number=1, **said):
    """One entry as GoGoCarto writes it, some kilometres away from the next."""
    latitude, longitude = said.pop("point", (FAR[0] + number / 20, FAR[1]))
    return {
        "id": f"e{number}",
        "name": f"Structure numéro {number}",
        "geo": {"latitude": latitude, "longitude": longitude},
        "address": {"streetAddress": "1 rue du Four", "addressLocality": "Ville", "postalCode": "15000"},
        "categories": ["Agriculture et alimentation"],
        "updatedAt": "2026-03-01T10:00:00+00:00",
        "description": f"Ce que fait la structure {number}.",
        "website": f"https://structure-{number}.example.org/",
        "email": f"contact@structure-{number}.example.org",
        "telephone": "04 71 00 00 00",
        **said,
    }


def gogocarto(*elements):
    return json.dumps({"licence": "ODbL", "ontology": "gogofull", "data": list(elements)}).encode()


def table(*rows, separator=";", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.fixture(autouse=True)
def _in_english():
    """Reports are written in the language of whoever reads the file."""
    with override("en"):
        yield


@pytest.fixture
def load(tmp_path):
    """Import a content; the run, with its report."""

    def load_content(content, kind="gogocarto", *, now=NOON, force_gone=False, **fields):
        path = tmp_path / "directory"
        path.write_bytes(content)
        run = ImportRun.objects.create(
            **{"source": "Annuaire", "format": kind, "created_at": now, "file_name": "directory"} | fields
        )
        assert claim(run)
        for _step in Import(run, path, now=now, force_gone=force_gone).steps():
            pass
        run.refresh_from_db()
        return run

    return load_content


def imported(source="Annuaire"):
    """The actors of a source, in the order in which they came."""
    return list(Actor.objects.filter(source=source).order_by("pk"))


def counts(run):
    """What a report counts, without what it doesn't."""
    return {name: count for name, count in run.counts.items() if count and name not in {"issues", "unlisted"}}


def reasons(run):
    return [(issue.row, issue.reason) for issue in run.issues.all()]
