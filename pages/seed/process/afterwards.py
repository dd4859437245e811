"""What happens after a decision: conditions, suspensions, renunciations, appeals, errata."""

from datetime import datetime

from certification.models import Appeal, Certificate, Condition, Decision
from certification.workflow import appeals, certificates, closing, conditions, suspensions
from core.colleges import CODES
from pages.seed.process.files import MINUTE, File


def _certificate(file: File) -> Certificate:
    return Certificate.objects.filter(actor=file.organisation).order_by("-starts_at").first()


def _condition(file: File, n: int) -> Condition:
    found = Condition.objects.filter(decision__application__actor=file.organisation, text=file.texts["conditions"][n])
    return found.get()


def prove(file: File, now: datetime, *, n: int = 0) -> None:
    """The organisation says that a condition is met."""
    proof = file.texts["proofs"][n]
    conditions.prove(condition=_condition(file, n), proof=proof, actor=file.manager, now=now)


def verify(file: File, now: datetime, *, n: int = 0) -> None:
    """Whoever asked for it has looked."""
    condition = _condition(file, n)
    conditions.verify(condition=condition, actor=condition.verifier, now=now)


def suspend(file: File, now: datetime) -> None:
    """A facilitator proposes, unless the rule has; two colleges agree: the certificate is suspended at once."""
    certificate = _certificate(file)
    proposed = certificate.suspensions.filter(lifted_at=None).first() or suspensions.propose_suspension(
        certificate=certificate, reasons=file.texts["suspension"], actor=file.cast.facilitator, now=now
    )  # fmt: skip
    for n, college in enumerate(("consumers", "labour"), start=1):
        _support(file, proposed, college, now + n * 45 * MINUTE)


def _support(file: File, suspension, college: str, now: datetime) -> None:
    person = file.cast.titulars(college)[-1]
    suspensions.support_suspension(suspension=suspension, actor=person, now=now)


def confirm_suspension(file: File, now: datetime) -> None:
    """Two more colleges agree: the suspension stays."""
    suspension = _certificate(file).suspensions.get(lifted_at=None)
    for n, college in enumerate(("ngo", "ssro")):
        _support(file, suspension, college, now + n * 45 * MINUTE)
    suspensions.confirm_suspension(suspension=suspension, actor=file.cast.facilitator, now=now + 90 * MINUTE)


def take_away(file: File, now: datetime) -> None:
    """The certificate is withdrawn."""
    certificates.withdraw(
        certificate=_certificate(file), actor=file.cast.facilitator, why=file.texts["taken_away_why"], now=now
    )  # fmt: skip


def renounce(file: File, now: datetime) -> None:
    """The organisation gives its certificate back."""
    certificates.renounce(certificate=_certificate(file), actor=file.manager, why=file.texts["renounced_why"], now=now)


def correct(file: File, now: datetime) -> None:
    """A mistake in a decision is said beside it."""
    decision = Decision.objects.filter(application=file.application).latest("decided_at")
    closing.add_erratum(decision=decision, text=file.texts["erratum"], actor=file.cast.facilitator, now=now)


# The appeal


def appeal(file: File, now: datetime) -> None:
    """The applicant asks for a second look."""
    appeals.appeal(application=file.application, grounds=file.texts["appeal"]["grounds"], actor=file.manager, now=now)


def convene_panel(file: File, now: datetime) -> None:
    """The alternates, who took no part, are called: one of each college."""
    found = Appeal.objects.get(decision__application=file.application)
    free = {one.person: one for one in appeals.candidates(file.application, now)}
    panel = [free[file.cast.alternate(college)] for college in CODES]
    appeals.convene(appeal_=found, panel=panel, actor=file.cast.facilitator, now=now)


def vote(file: File, now: datetime) -> None:
    """Each member of the panel concludes, until enough have."""
    for n, (college, conclusion, text) in enumerate(file.texts["appeal"]["votes"]):
        found = Appeal.objects.get(decision__application=file.application)
        person, at = file.cast.alternate(college), now + n * 40 * MINUTE
        file.declare(person, at)
        appeals.vote(appeal_=found, vote=conclusion, text=text, actor=person, now=at)
