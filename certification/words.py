"""The words of stable codes: why a college has its position, what keeps a round from consensus, what a pair lacks."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from certification.rules.people import PairLack
from certification.rules.tally import CollegeResult, Lack, Tally, Why
from certification.states import CertificateState
from core.colleges import ABSENT, COLLEGES, CONSENT, OBJECT, RESERVATION, STAND_ASIDE, VACANT

COLLEGE = {college.code: college.label for college in COLLEGES}
POSITION = {
    CONSENT: _("consents"),
    RESERVATION: _("consents with a reservation"),
    STAND_ASIDE: _("stands aside"),
    OBJECT: _("objects"),
    ABSENT: _("has not answered"),
    VACANT: _("is vacant"),
}
# Beside a noun that each network chooses: in French they must suit any gender.
CERTIFICATE = {
    CertificateState.ACTIVE: pgettext_lazy("certificate", "Valid"),
    CertificateState.SUSPENDED: pgettext_lazy("certificate", "Suspended"),
    CertificateState.EXPIRED: pgettext_lazy("certificate", "Expired"),
    CertificateState.RENOUNCED: pgettext_lazy("certificate", "Given back"),
    CertificateState.WITHDRAWN: pgettext_lazy("certificate", "Withdrawn"),
}
PAIR = {
    PairLack.SAME_PERSON: _("A pair is two different people."),
    PairLack.TOO_FEW: _("A visit needs two people at least."),
    PairLack.NO_PEER: _("One of them must come from the college Industry: a peer."),
    PairLack.NO_CONSUMER: _("One of them must come from the college Consumers."),
    PairLack.INTEREST: _("%(who)s has an interest in this file, or holds no mandate for this college."),
    PairLack.VISITED_US: _("%(who)s was visited by somebody of this organisation not long ago."),
    PairLack.SAME_VISITOR: _("%(who)s visited this organisation the last time."),
}


def lack_words(lacks: Iterable[tuple[Lack, str]]) -> list[str]:
    """What keeps a round from opening, from a quorum or from consensus, one sentence each."""
    return [_lack(what, which) for what, which in lacks]


def _lack(what: Lack, which: str) -> str:
    if what == Lack.TOO_FEW_COLLEGES:
        number = int(which)
        return ngettext("Only %(n)s college is there.", "Only %(n)s colleges are there.", number) % {"n": number}
    if what == Lack.TOO_FEW_CONSENTS:
        number = int(which)
        return ngettext("Only %(n)s college consents.", "Only %(n)s colleges consent.", number) % {"n": number}
    text = _("The college “%(college)s” objects.") if what == Lack.OBJECTION else _(
        "The college “%(college)s”, whose presence is required, has taken no position."
    )  # fmt: skip
    return str(text) % {"college": COLLEGE[which]}


def why_words(result: CollegeResult) -> str:
    """Why a college has its position, in one sentence."""
    numbers = {
        "consents": result.consents, "objections": result.objections, "aside": result.aside, "seats": result.seats,
    }  # fmt: skip
    return str(WHY[result.why]) % numbers


WHY = {
    Why.VACANT: _("Nobody sits for it in this round."),
    Why.SILENT: _("None of its %(seats)s seats has answered; silence is never consent."),
    Why.TIE: _("As many objections (%(objections)s) as consents (%(consents)s): a tie objects, nobody’s voice counts double."),  # noqa: E501
    Why.MORE_OBJECTIONS: _("More objections (%(objections)s) than consents (%(consents)s)."),
    Why.MORE_CONSENTS: _("%(consents)s consents, %(objections)s objections, out of %(seats)s seats."),
    Why.ALL_ASIDE: _("Those who answered stand aside: %(aside)s out of %(seats)s seats."),
}  # fmt: skip


def explain(count: Tally) -> list[str]:
    """The whole count in sentences: the quorum, then the consensus, or what is missing."""
    if count.has_consensus:
        return [str(_("There is a quorum, enough colleges consent, and none objects: this is a consensus."))]
    opening = _("There is a quorum, but no consensus.") if count.has_quorum else _("There is no quorum.")
    return [str(opening), *lack_words(count.lacks)]


def pair_words(lacks: Iterable[tuple[PairLack, str]]) -> list[str]:
    """What is wrong with a pair, one sentence each."""
    return [str(PAIR[what]) % {"who": who} for what, who in lacks]
