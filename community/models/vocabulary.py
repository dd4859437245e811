"""The words in which actors describe themselves; codes are stable, labels are translated."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Days of the week, by the codes that opening hours use (`rules.hours.DAYS`).
DAY_NAMES = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}


class Family(TextChoices):
    """Legal families of the solidarity economy (law of 31 July 2014, article 1)."""

    ASSOCIATION = "association", _("Association")
    COOPERATIVE = "cooperative", _("Cooperative")
    MUTUAL = "mutual", _("Mutual society")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company of the solidarity economy")
    INFORMAL = "informal", _("Informal group")
    UNKNOWN = "unknown", _("Legal form not given")


class CooperativeKind(TextChoices):
    """Kinds of cooperatives."""

    SCOP = "scop", _("Scop: cooperative of its workers")
    SCIC = "scic", _("Scic: cooperative of collective interest")
    CAE = "cae", _("Cooperative of activity and employment")
    AGRICULTURAL = "agricultural", _("Agricultural cooperative")
    CUMA = "cuma", _("Cuma: shared farm machinery")
    CONSUMERS = "consumers", _("Consumers’ cooperative")
    HOUSING = "housing", _("Housing cooperative")
    BANK = "bank", _("Cooperative bank")
    RETAILERS = "retailers", _("Cooperative of shopkeepers or craftspeople")
    OTHER = "other", _("Another kind of cooperative")


class IntegrationKind(TextChoices):
    """Structures of integration through work (SIAE; Labour code, L5132-4) and their neighbours."""

    EI = "ei", _("EI: integration company")
    AI = "ai", _("AI: intermediary association")
    ETTI = "etti", _("ETTI: temporary work company of integration")
    ACI = "aci", _("ACI: integration workshop")
    EITI = "eiti", _("EITI: integration through self-employment")
    GEIQ = "geiq", _("GEIQ: employers’ group for integration and qualification")
    RQ = "rq", _("Neighbourhood service company")


class ShelteredKind(TextChoices):
    """Work for disabled people."""

    EA = "ea", _("EA: adapted company")
    EATT = "eatt", _("EATT: adapted company of temporary work")
    ESAT = "esat", _("ESAT: sheltered workshop")


class Reason(TextChoices):
    """Why an organisation is listed as one of the solidarity economy."""

    STATUTE = "statute", _("By its legal form: association, cooperative, mutual society, foundation")
    COMPANY = "company", _("Commercial company registered as one of the solidarity economy")
    ESUS = "esus", _("Holds the ESUS agreement")
    INTEGRATION = "integration", _("Recognised by the State for integration or sheltered work")
    PRACTICE = "practice", _("By what it does: a group that shares these values without a legal form")
    SOURCE = "source", _("Listed by the directory that it comes from")


class NafVersion(TextChoices):
    """Versions of INSEE's nomenclature of activities."""

    REV2 = "rev2", _("NAF rev. 2 (2008)")
    NAF2025 = "naf2025", _("NAF 2025")


class Mode(TextChoices):
    """In what form an activity is offered."""

    GOODS = "goods", _("Goods")
    SERVICE = "service", _("Service")
    STAFF = "staff", _("Staff provision")
    SKILL = "skill", _("Skill, advice, training")
    EQUIPMENT = "equipment", _("Equipment to share or to rent")
    SPACE = "space", _("Space")


class AreaKind(TextChoices):
    """Where an activity reaches."""

    RADIUS = "radius", _("Around the address")
    TERRITORIES = "territories", _("In chosen communes, EPCI, départements or regions")
    COUNTRY = "country", _("In the whole country")


class Turnover(TextChoices):
    """Bands of yearly turnover, in euros."""

    NONE = "none", _("No turnover")
    UNDER_50K = "under_50k", _("Under €50,000")
    UNDER_150K = "under_150k", _("€50,000 to €150,000")
    UNDER_500K = "under_500k", _("€150,000 to €500,000")
    UNDER_2M = "under_2m", _("€500,000 to €2 million")
    UNDER_10M = "under_10m", _("€2 to €10 million")
    OVER_10M = "over_10m", _("Over €10 million")


class Precision(TextChoices):
    """How exactly a point says where a place is."""

    EXACT = "exact", _("Placed by hand")
    ADDRESS = "address", _("From the address")
    COMMUNE = "commune", _("Middle of the commune")
    SOURCE = "source", _("From the directory that it comes from")


class Relation(TextChoices):
    """How two actors work together."""

    PARTNER = "partner", _("partner in a common project")
    SUPPLIER = "supplier", _("buys from it")
    CUSTOMER = "customer", _("sells to it")
    SHARING = "sharing", _("shares premises, equipment or staff")
    MEMBER = "member", _("is a member of it")
    FUNDER = "funder", _("is supported by it")


SENTENCES = {
    Relation.PARTNER: _("%(author)s runs a project with %(subject)s"),
    Relation.SUPPLIER: _("%(author)s buys from %(subject)s"),
    Relation.CUSTOMER: _("%(author)s sells to %(subject)s"),
    Relation.SHARING: _("%(author)s shares premises, equipment or staff with %(subject)s"),
    Relation.MEMBER: _("%(author)s is a member of %(subject)s"),
    Relation.FUNDER: _("%(author)s is supported by %(subject)s"),
}


LANGUAGES = {
    "fr": _("French"),
    "en": _("English"),
    "es": _("Spanish"),
    "pt": _("Portuguese"),
    "it": _("Italian"),
    "de": _("German"),
    "ar": _("Arabic"),
    "ber": _("Berber languages"),
    "tr": _("Turkish"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
    "ro": _("Romanian"),
    "prs": _("Dari"),
    "ps": _("Pashto"),
    "zh": _("Chinese"),
    "br": _("Breton"),
    "oc": _("Occitan"),
    "poi": _("Poitevin-Saintongeais"),
    "eu": _("Basque"),
    "gcf": _("Creole languages"),
    "fsl": _("French sign language"),
}


class QualifierKind(TextChoices):
    """Two families of added value."""

    SOCIAL = "social", _("Social")
    ENVIRONMENTAL = "environmental", _("Environmental")


class Qualifier(models.Model):
    """One word of the network's own list for what an actor adds: "integration through work", "organic"."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable: addresses and exports use it."))
    kind = models.CharField(_("kind"), max_length=14, choices=QualifierKind)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    help = models.CharField(_("what it means"), max_length=250, blank=True)
    help_en = models.CharField(_("what it means, in English"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        verbose_name = _("qualifier")
        verbose_name_plural = _("qualifiers")
        ordering = ["kind", "position", "name"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the present language, else in the network's."""
        return (self.name_en if get_language() == "en" else "") or self.name

    @property
    def explanation(self) -> str:
        """What it means, in the present language, else in the network's."""
        return (self.help_en if get_language() == "en" else "") or self.help
