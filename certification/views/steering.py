"""What a facilitator may do with a file: for each button what it is about, its form, and the workflow that obeys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db import models
from django.utils import timezone

from accounts.models import User
from certification.forms.steering import (
    AdmitForm,
    BareForm,
    DaysForm,
    ErratumForm,
    LacksForm,
    PairForm,
    PanelForm,
    ReasonForm,
)
from certification.models import Appeal, Application, Certificate, Decision, Round, Suspension
from certification.permissions import NOT_NOW, can
from certification.states import AppealState
from certification.workflow import appeals, certificates, closing, rounds, screening, suspensions, visits
from core.refusals import Refused


@dataclass(frozen=True)
class Act:
    """One button: on what it acts (None: on nothing now), what is filled in, what is done."""

    target: Callable[[Application], models.Model | None]
    form: Callable[[Application, dict | None], forms.Form]
    do: Callable[..., object]
    code: str = ""  # in the table of `states`, where it is not the name of the button
    is_final: bool = False  # not made by one tap


def itself(application: Application) -> Application:
    """The file."""
    return application


def round_of(application: Application) -> Round | None:
    """The latest round."""
    return application.rounds.order_by("-number").first()


def appeal_of(application: Application) -> Appeal | None:
    """The appeal that no panel looks at yet."""
    return Appeal.objects.filter(decision__application=application, state=AppealState.FILED).first()


def certificate_of(application: Application) -> Certificate | None:
    """The certificate that this file gave."""
    return Certificate.objects.filter(decision__application=application).order_by("-starts_at").first()


def suspension_of(application: Application) -> Suspension | None:
    """The suspension of that certificate that was not lifted: proposed, in force or confirmed."""
    found = Suspension.objects.filter(certificate__decision__application=application, lifted_at__isnull=True)
    return found.select_related("certificate").first()


def _to_suspend(application: Application) -> Certificate | None:
    return None if suspension_of(application) else certificate_of(application)


def _to_drop(application: Application) -> Certificate | None:
    found = suspension_of(application)
    return found.certificate if found and not found.suspended_at else None


def _to_confirm(application: Application) -> Certificate | None:
    found = suspension_of(application)
    return found.certificate if found and found.suspended_at and not found.confirmed_at else None


def _to_withdraw(application: Application) -> Certificate | None:
    found = suspension_of(application)
    return found.certificate if found and found.confirmed_at else None


def bare(_application: Application, data: dict | None) -> BareForm:
    """A button alone."""
    return BareForm(data)


def reason(_application: Application, data: dict | None) -> ReasonForm:
    """Some words."""
    return ReasonForm(data)


def days(application: Application, data: dict | None) -> DaysForm:
    """How long."""
    return DaysForm(data, initial={"days": application.ruleset.round_days})


def _panel(application: Application, data: dict | None) -> PanelForm:
    return PanelForm(data, candidates=appeals.candidates(application, timezone.now()))


def _decision(application: Application) -> Decision | None:
    return application.decisions.order_by("-decided_at").first()


def _decided(application: Application) -> Application | None:
    return application if _decision(application) else None


ACTS: dict[str, Act] = {
    "screen": Act(itself, bare, lambda one, _said, **who: screening.screen(application=one, **who)),
    "send_back": Act(
        itself, lambda _one, data: LacksForm(data),
        lambda one, said, **who: screening.send_back(application=one, lacks=said["text"], **who),
    ),
    "admit": Act(
        itself, lambda one, data: AdmitForm(data, application=one),
        lambda one, said, **who: screening.admit(application=one, **said, **who),
    ),
    "appoint": Act(
        itself, lambda _one, data: PairForm(data),
        lambda one, said, **who: visits.appoint(
            application=one, pair=[(mandate.person, mandate.college) for mandate in said.values()], **who
        ),
    ),
    "open_opinion": Act(itself, bare, lambda one, _said, **who: screening.open_opinion(application=one, **who)),
    "open_round": Act(itself, days, lambda one, said, **who: rounds.open_round(application=one, **said, **who)),
    "call_alternates": Act(round_of, bare, lambda one, _said, **who: rounds.call_alternates(round_=one, **who)),
    "reopen": Act(round_of, days, lambda one, said, **who: rounds.reopen(round_=one, **said, **who)),
    "close": Act(round_of, bare, lambda one, _said, **who: closing.close(round_=one, **who), is_final=True),
    "void": Act(
        round_of, reason, lambda one, said, **who: rounds.void(round_=one, why=said["text"], **who), is_final=True
    ),
    "convene": Act(
        appeal_of, _panel,
        lambda one, said, **who: appeals.convene(appeal_=one, panel=[each for each in said.values() if each], **who),
    ),
    "erratum": Act(
        _decided, lambda _one, data: ErratumForm(data),
        lambda one, said, **who: closing.add_erratum(decision=_decision(one), text=said["text"], **who),
        code="correct_decision", is_final=True,
    ),
    "suspend": Act(
        _to_suspend, reason,
        lambda one, said, **who: suspensions.propose_suspension(certificate=one, reasons=said["text"], **who),
        is_final=True,
    ),
    "drop_suspension": Act(
        _to_drop, reason,
        lambda one, said, **who: suspensions.drop_suspension(
            suspension=one.suspensions.get(lifted_at__isnull=True), why=said["text"], **who
        ),
        is_final=True,
    ),
    "confirm_suspension": Act(
        _to_confirm, bare,
        lambda one, _said, **who: suspensions.confirm_suspension(
            suspension=one.suspensions.get(lifted_at__isnull=True), **who
        ),
        is_final=True,
    ),
    "reinstate": Act(
        certificate_of, reason,
        lambda one, said, **who: suspensions.reinstate(certificate=one, why=said["text"], **who), is_final=True,
    ),
    "withdraw": Act(
        _to_withdraw, reason,
        lambda one, said, **who: certificates.withdraw(certificate=one, why=said["text"], **who), is_final=True,
    ),
}  # fmt: skip


def form_of(name: str, application: Application, data: dict | None = None) -> forms.Form:
    """The form of a button, its fields named after it: several stand on one page."""
    form = ACTS[name].form(application, data)
    form.auto_id = f"{name}-%s"
    return form


def possible(user: User, application: Application) -> list[str]:
    """The buttons that this person has now, in the order of the way."""
    return [name for name, act in ACTS.items() if _may(user, application, name, act)]


def _may(user: User, application: Application, name: str, act: Act) -> bool:
    target = act.target(application)
    return target is not None and bool(can(user, act.code or name, target))


def do(name: str, application: Application, said: dict, user: User, now: datetime) -> None:
    """Do what the button says.

    Raises:
        Refused: in words; it is over, or the rule says no.
    """
    target = ACTS[name].target(application)
    if target is None:
        raise Refused(NOT_NOW.reason)
    ACTS[name].do(target, said, actor=user, now=now)
