"""The six colleges, in the fixed order of the sign: clockwise from the top (after ISO 26000)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CONSENT = "consent"
RESERVATION = "consent_with_reservation"
STAND_ASIDE = "stand_aside"
OBJECT = "object"
ABSENT = "absent"
VACANT = "vacant"
NONE = "none"
POSITIONS = (CONSENT, RESERVATION, STAND_ASIDE, OBJECT, ABSENT, VACANT, NONE)


@dataclass(frozen=True)
class College:
    """One of the six groups of interests; `code` is stable, the rest is what people read."""

    code: str
    label: Promise
    letter: Promise


COLLEGES = (
    College("consumers", _("Consumers"), pgettext_lazy("letter of the college Consumers", "C")),
    College("government", _("Public authorities"), pgettext_lazy("letter of the college Public authorities", "G")),
    College("industry", _("Industry (companies, producers)"), pgettext_lazy("letter of the college Industry", "I")),
    College("labour", _("Workers"), pgettext_lazy("letter of the college Workers", "L")),
    College("ngo", _("Non-governmental organisations"), pgettext_lazy("letter of the college NGO", "N")),
    College("ssro", _("Services, advice, research and others"), pgettext_lazy("letter of the college SSRO", "S")),
)
CODES = tuple(college.code for college in COLLEGES)
