"""Who already has the SIRET, SIREN or RNA that the entries of a batch say: each belongs to one actor."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from community.imports.context import Context
from community.imports.entries import Entry
from community.imports.known import Known
from community.models import Actor, RemoteRecord
from community.states import Publication

KINDS = ("siret", "siren", "rna")


class Numbers:
    """Owners of the numbers of a batch: actors of the database, and those that the rows before will add."""

    def __init__(self, entries: Iterable[Entry], context: Context):
        self._context = context
        self._owners: dict[tuple[str, str], Known] = {}
        said = {kind: {entry.values[kind] for entry in entries if kind in entry.values} for kind in KINDS}
        self._ask({kind: numbers for kind, numbers in said.items() if numbers})
        keys = {known.pk for known in self._owners.values()}
        records = RemoteRecord.objects.filter(source=context.run.source, actor__in=keys) if keys else ()
        self._sourced = {record.actor_id for record in records}

    def _ask(self, said: dict[str, set]) -> None:
        if not said:
            return
        conditions = Q()
        for kind, numbers in said.items():
            conditions |= Q(**{f"{kind}__in": numbers})
        rows = Actor.objects.filter(conditions).order_by().values_list("pk", "state", *KINDS)
        for pk, state, *numbers in rows:
            known = Known(pk, is_listed=state == Publication.PUBLISHED)
            self._owners |= {(kind, number): known for kind, number in zip(KINDS, numbers, strict=True) if number}

    def owner(self, kind: str, number: object) -> Known | None:
        """Who has this number."""
        return self._context.taken.get((kind, str(number))) or self._owners.get((kind, str(number)))

    def match(self, entry: Entry) -> tuple[str, Known] | None:
        """The first number of an entry that somebody has, and who."""
        for kind in KINDS:
            if kind in entry.values and (known := self.owner(kind, entry.values[kind])):
                return kind, known
        return None

    def may_link(self, kind: str, known: Known) -> bool:
        """Whether it is clear that an entry is this actor: same SIRET, and no other entry of the source is it."""
        is_free = known.pk not in self._sourced and known.pk not in self._context.linked
        return kind == "siret" and known.pk is not None and known.is_listed and is_free

    def drop_others(self, entry: Entry, actor: Actor | None) -> None:
        """Leave out of an entry the numbers of other actors; `actor` is the one that it describes."""
        for kind in KINDS:
            known = self.owner(kind, entry.values.get(kind, ""))
            if known and (actor is None or known.pk != actor.pk):
                said = {"kind": kind.upper(), "number": entry.values.pop(kind)}
                entry.notes.append(_("%(kind)s: %(number)s is that of another organisation, it was left out.") % said)

    def claim(self, entry: Entry, known: Known) -> None:
        """From now on the numbers of this entry are those of this actor."""
        self._context.taken.update({(kind, entry.values[kind]): known for kind in KINDS if kind in entry.values})
