"""The organisations of the demo, from the shipped file of Transiscope (ODbL)."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from community.imports.runner import Import, claim
from community.imports.source import Source
from community.models import ImportFormat, ImportRun, ImportState, Sector
from community.states import RecordState
from community.workflow.imports import SEPARATE, decide

FILE = Path(__file__).parents[1] / "data" / "transiscope-deux-sevres.json"
SOURCE, LICENCE = "Transiscope", "ODbL"
# Categories of Transiscope that mean a sector of the demo.
ALIASES = {
    "alimentation": ("Agriculture et alimentation",),
    "habitat": ("Habitat, logement",),
    "education": ("éducation, formation",),
    "culture": ("Culture, Médias et Lien social",),
    "reemploi": ("Fabriquer, réparer, zéro déchets",),
    "solidarites": ("Systèmes d'échange alternatifs", "citoyenneté, droits, solidarités"),
}


@transaction.atomic
def load_demo_actors() -> int:
    """Import the file, as not confirmed; how many organisations are new. The second time changes nothing.

    Two of its entries are alike (both are L’Alternateur): the demo lists both, as the file does.
    """
    _name_sectors()
    if ImportRun.objects.filter(source=SOURCE, sha256=Source(FILE).sha256, state=ImportState.DONE).exists():
        return 0
    now = timezone.now()
    run = ImportRun.objects.create(
        source=SOURCE, format=ImportFormat.TRANSISCOPE, licence=LICENCE, is_whole=False, file_name=FILE.name
    )
    claim(run)
    for _step in Import(run, FILE, now=now).steps():
        pass
    for record in run.records.filter(state=RecordState.DUPLICATE):
        decide(record=record, action=SEPARATE, actor=None, now=now)
    return run.records.exclude(actor=None).count()


def _name_sectors() -> None:
    """Teach the sectors of the demo their names elsewhere, where nobody has said any."""
    for sector in Sector.objects.filter(code__in=ALIASES, aliases=""):
        sector.aliases = "\n".join(ALIASES[sector.code])
        sector.save(update_fields=["aliases"])
