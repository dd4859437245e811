"""Words of stable codes, in templates."""

from django import template
from django.forms import BoundField, Form
from django.utils.html import format_html, mark_safe
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.board_reads import TITLES
from certification.forms.seats import MARK_LABELS, GridForm
from certification.models.decision import OUTCOMES
from certification.states import CertificateState, ConditionState, ObjectionState
from certification.words import COLLEGE, POSITION
from core import hexagon
from core.colleges import CONSENT, RESERVATION

register = template.Library()
OBJECTION = {
    ObjectionState.FILED: _("filed"),
    ObjectionState.RETURNED: _("to complete"),
    ObjectionState.ADMITTED: _("awaits its answer"),
    ObjectionState.ANSWERED: _("answered"),
    ObjectionState.LIFTED: _("lifted"),
    ObjectionState.WITHDRAWN: _("taken back"),
}


CONDITION = {
    ConditionState.OPEN: _("to be met"),
    ConditionState.PROVED: _("said to be met, being checked"),
    ConditionState.MET: _("met"),
    ConditionState.WAIVED: _("no longer asked"),
}
CERTIFICATE = {
    CertificateState.ACTIVE: _("Valid"),
    CertificateState.SUSPENDED: pgettext_lazy("certificate", "Suspended"),
    CertificateState.EXPIRED: pgettext_lazy("certificate", "Expired"),
    CertificateState.RENOUNCED: _("Given back"),
    CertificateState.WITHDRAWN: _("Withdrawn"),
}
COLOURS = {
    "consumers": "#B3364B", "government": "#2F5597", "industry": "#A8641B",
    "labour": "#6B4592", "ngo": "#2E6E41", "ssro": "#176B7A",
}  # fmt: skip
PALE = "#E9E2D2"
FULL = {CONSENT, RESERVATION}


ACTIONS = {
    "screen": _("Take it up"),
    "send_back": _("Send it back, with what is missing"),
    "admit": _("The file is complete"),
    "appoint": _("Appoint a pair"),
    "open_opinion": _("Open the public opinion"),
    "open_round": _("Convene the colleges"),
    "call_alternates": _("Call the alternates"),
    "reopen": _("Open the round again"),
    "close": _("Close the round"),
    "void": _("Stop the round: its positions will never count"),
    "erratum": _("Correct a mistake in the decision"),
    "convene": _("Convene the panel of the appeal"),
    "suspend": _("Propose to suspend the certificate at once"),
    "drop_suspension": _("Take back the proposal to suspend the certificate"),
    "confirm_suspension": _("Confirm the suspension"),
    "reinstate": _("End the suspension: the certificate holds again"),
    "withdraw": _("Withdraw the certificate"),
}


CONDITION_ACTIONS = {
    "prove": _("It is done: say how one can see it"),
    "verify": _("The condition is met"),
    "send_back": _("The proof is not enough"),
    "waive": _("Ask for it no longer"),
}


@register.filter
def condition_action(code: str) -> str:
    """What a button on a condition does."""
    return str(CONDITION_ACTIONS.get(code, code))


@register.filter
def action_name(code: str) -> str:
    """What a facilitator's button does."""
    return str(ACTIONS.get(code, code))


@register.filter
def state_name(code: str) -> str:
    """Where a file stands."""
    return str(TITLES.get(code, code))


@register.filter
def outcome_name(code: str) -> str:
    """What a decision says."""
    return str(dict(OUTCOMES).get(code, code))


@register.filter
def of(forms: dict, name: str) -> Form:
    """The form of one action."""
    return forms[name]


@register.filter
def condition_state(code: str) -> str:
    """Where a condition stands."""
    return str(CONDITION.get(code, code))


@register.filter
def certificate_state(code: str) -> str:
    """What a certificate is worth today, in a word."""
    return str(CERTIFICATE.get(code, code))


@register.simple_tag
def badge_hexagon(positions: dict[str, str]) -> SafeString:
    """The sign with its colours written out: another site has none of our style sheets."""
    shapes = [
        format_html(
            '<path d="{}" fill="{}"/>', part.shape.outline, COLOURS[part.code] if part.position in FULL else PALE
        )
        for part in hexagon.parts(positions)
    ]
    return format_html('<g transform="translate(35 30) scale(0.5)">{}</g>', mark_safe("".join(shapes)))  # noqa: S308


@register.filter
def college_name(code: str) -> str:
    """The name of a college."""
    return str(COLLEGE.get(code, code))


@register.filter
def position_name(code: str) -> str:
    """What a college does."""
    return str(POSITION.get(code, code))


@register.filter
def mark_name(code: str) -> str:
    """What a mark says of a commitment."""
    return str(dict(MARK_LABELS).get(code, code))


@register.filter
def objection_state(code: str) -> str:
    """Where an objection stands."""
    return str(OBJECTION.get(code, code))


@register.inclusion_tag("certification/room/fields.html")
def grid_fields(form: GridForm, code: str) -> dict[str, BoundField]:
    """The mark and the words of one commitment."""
    return {"mark": form[f"{code}-mark"], "text": form[f"{code}-text"]}
