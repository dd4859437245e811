"""What one import needs all along: its source and moment, sectors, communes, rules, what is known already."""

from dataclasses import dataclass, field
from datetime import datetime

from community.imports.communes import Communes
from community.imports.known import Known, Neighbourhood
from community.models import Actor, CommunitySettings, ImportRun, Sector, Territory
from community.rules.checks import CheckRule
from community.rules.freshness import add_months
from community.workflow.checks import rule_for


class CheckRules:
    """The rule of members' checks in each commune, asked once."""

    def __init__(self, settings: CommunitySettings):
        self._everywhere = settings.check_rule
        own = ("check_needed", "check_opposed_most", "check_days_least")
        said = [Territory.objects.exclude(**{name: None}) for name in own]
        self._differs = any(territories.exists() for territories in said)
        self._by_insee: dict[str, CheckRule] = {}

    def of(self, actor: Actor) -> CheckRule:
        """The rule where this actor is."""
        if not self._differs:
            return self._everywhere
        if actor.insee not in self._by_insee:
            self._by_insee[actor.insee] = rule_for(actor)
        return self._by_insee[actor.insee]


@dataclass
class Context:
    """Everything that holds for all rows of an import; `neighbourhood` is None where a person has decided."""

    run: ImportRun
    now: datetime
    settings: CommunitySettings
    sectors: dict[str, Sector]  # by each name that another directory may use
    rules: CheckRules
    neighbourhood: Neighbourhood | None = None
    communes: Communes = field(default_factory=Communes)
    taken: dict[tuple[str, str], Known] = field(default_factory=dict)  # numbers of the rows before
    linked: set[int] = field(default_factory=set)  # actors that a row before was linked with

    @classmethod
    def of(cls, run: ImportRun, now: datetime, *, compares: bool = True) -> "Context":
        """The context of a run; comparing needs all located actors in memory."""
        settings = CommunitySettings.load()
        sectors = {name: sector for sector in Sector.objects.all() for name in sector.known_names}
        neighbourhood = Neighbourhood.loaded() if compares else None
        return cls(run, now, settings, sectors, CheckRules(settings), neighbourhood)

    def reload(self) -> None:
        """Forget what was planned and not stored."""
        self.taken.clear()
        self.linked.clear()
        self.neighbourhood = Neighbourhood.loaded() if self.neighbourhood else None

    def due(self, actor: Actor, since: datetime | None) -> datetime:
        """When an actor is to be confirmed, if its source last changed it then."""
        return add_months(since or self.now, self.settings.months_for(actor.family))

    def sectors_of(self, categories: tuple[str, ...]) -> list[Sector]:
        """The sectors that categories of the source mean, each once, in their order."""
        found = [self.sectors[name] for name in categories if name in self.sectors]
        return list({sector.pk: sector for sector in found}.values())
