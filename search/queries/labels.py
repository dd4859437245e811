"""What codes are called on the page of results."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.models import Family, Qualifier, Sector
from community.models.actor import CertificateState
from community.models.vocabulary import Mode
from core import page_cache

Labels = dict[str, dict[str, str]]


def labels(request: HttpRequest) -> Labels:
    """{field of a query: {code: label}} in the present language, in the order in which they are shown."""
    return page_cache.remember(request, f"search-labels-{get_language()}", _read)


def _read() -> Labels:
    return {
        "kinds": {"actor": _("Actors"), "page": _("Pages of the site"), "decision": _("Decisions")},
        "certificates": {code: str(label) for code, label in CertificateState.choices},
        "sectors": {one.code: one.label for one in Sector.objects.all()},
        "families": {code: str(label) for code, label in Family.choices},
        "qualifiers": {one.code: one.label for one in Qualifier.objects.all()},
        "modes": {code: str(label) for code, label in Mode.choices},
    }


def titles() -> dict[str, str]:
    """What each group of filters is called."""
    return {
        "kinds": _("What"),
        "certificates": _("Recognition"),
        "sectors": _("Sector"),
        "families": _("Legal form"),
        "qualifiers": _("Added value"),
        "modes": _("In what form"),
    }
