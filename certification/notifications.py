"""What the process writes to people: each message declared once. Never anything sealed, nor the content of a file."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.bonds import free
from certification.models import Application, Certificate
from community.notice import Topic, declare
from community.notifications import Notice, facilitators, managers, send

LOOK = _("See the file")
NOTICES = {
    "mandate_requested": Notice(
        _("Somebody asks to sit for a college"),
        (_("%(person)s asks to sit for the college “%(college)s”."),), _("Read the request"),
    ),
    "mandate_started": Notice(
        _("You now sit for the college “%(college)s”"),
        (_("Your mandate is confirmed. You will be told when a file awaits you."),), _("The college"),
    ),
    "mandate_declined": Notice(
        _("Your request to sit for the college “%(college)s”"),
        (_("It was declined, for this reason:"),), _("The colleges"), quoted="reason",
    ),
    "submitted": Notice(
        _("%(actor)s has submitted a file"), (_("It awaits the check of its form."),), LOOK
    ),
    "sent_back": Notice(
        _("Your file needs a few things more"),
        (_("A facilitator has read the form of your file. Here is what is missing:"),), _("Complete the file"),
        quoted="lacks",
    ),
    "admitted": Notice(
        _("Your file is complete"),
        (_("A pair will be appointed to visit you, unless the file says that no visit is needed."),), LOOK,
    ),
    "visit_appointed": Notice(
        _("You are asked to visit %(actor)s"),
        (_("First say whether you have an interest in this file, then propose a date."),), _("The visit"),
    ),
    "visit_pair": Notice(
        _("A pair will visit you"), (_("Propose the dates that suit you, or agree with theirs."),), _("The visit")
    ),
    "visit_date": Notice(
        _("A date is proposed for the visit of %(actor)s"), (_("Agree with it, or propose another."),),
        _("The visit"),
    ),
    "visit_dated": Notice(
        _("The date of the visit of %(actor)s is agreed"), (_("The page of the visit says when."),), _("The visit")
    ),
    "visit_reported": Notice(
        _("The report of the visit is signed"), (_("You can read it, and reply in writing."),), _("Read and reply")
    ),
    "visit_signed": Notice(
        _("The report of the visit of %(actor)s is signed"), (_("The applicant may now reply."),), LOOK
    ),
    "visit_replied": Notice(
        _("%(actor)s has replied to the report of the visit"), (_("The public opinion can be opened."),), LOOK
    ),
    "opinion_opened": Notice(
        _("The members of the network give their opinion"),
        (_("Until the end of the public opinion, any member may say what she or he thinks of your file."),), LOOK,
    ),
    "round_opened": Notice(
        _("A file awaits you: %(actor)s"),
        (
            _("First say whether you have an interest in this file. Then fill in your opinion: nobody sees it before"
              " everybody has given theirs."),
        ), _("Deliberate"),
    ),
    "round_silent": Notice(
        _("Your college is awaited: %(actor)s"),
        (_("You have not taken a position yet. Silence is never consent: without you there may be no quorum."),),
        _("Take a position"),
    ),
    "deliberation": Notice(
        _("The six colleges deliberate about your file"),
        (_("You will be told of their questions, of objections to answer, and of the decision."),), LOOK,
    ),
    "question": Notice(
        _("The colleges ask you something"), (_("A question awaits your answer."),), _("Read and answer")
    ),
    "objection_filed": Notice(
        _("An objection to look at: %(actor)s"), (_("Check its form: its merit is for the colleges."),), LOOK
    ),
    "objection_to_answer": Notice(
        _("An objection awaits your answer"),
        (_("It says which commitment is concerned, and what would lift it. Answer in writing."),),
        _("Read and answer"),
    ),
    "objection_returned": Notice(
        _("Your objection needs something more"), (_("Until you complete it, it does not count:"),),
        _("Complete the objection"), quoted="note",
    ),
    "objection_answered": Notice(
        _("Your objection has an answer: %(actor)s"), (_("Read it: you may lift your objection, or maintain it."),),
        _("Read the answer"),
    ),
    "objection_ended": Notice(
        _("An objection is no more"), (_("The person who made it has lifted it or taken it back."),), LOOK
    ),
    "round_void": Notice(
        _("The round is void: %(actor)s"),
        (_("The profile has changed while the colleges deliberated. They will begin another round."),), LOOK,
    ),
    "reconciliation": Notice(
        _("No consensus yet: %(actor)s"),
        (_("The round is over without a consensus. Objections get their answers, then comes another round."),), LOOK,
    ),
    "no_quorum": Notice(
        _("Too few colleges have answered: %(actor)s"),
        (_("Nothing is granted or refused by default. A facilitator reopens the round, or calls alternates."),), LOOK,
    ),
    "decided": Notice(
        _("The decision about %(actor)s"), (_("The colleges have decided. The record gives their reasons."),),
        _("Read the decision"),
    ),
    "certificate_withdrawn": Notice(
        _("The certificate of %(actor)s is withdrawn"), (_("For this reason:"),), _("The certificate"), quoted="why"
    ),
    "certificate_suspended": Notice(
        _("The certificate of %(actor)s is suspended"),
        (_("A facilitator and two colleges have suspended it at once, for this reason:"),), _("The certificate"),
        quoted="why",
    ),
    "suspension_proposed": Notice(
        _("Should the certificate of %(actor)s be suspended?"),
        (_("Somebody proposes it, and gives reasons. If two colleges agree, the certificate is suspended at once."),),
        _("Read the reasons"),
    ),
    "certificate_reinstated": Notice(
        _("The certificate of %(actor)s holds again"), (_("The suspension is over."),), _("The certificate")
    ),
    "certificate_expired": Notice(
        _("The certificate of %(actor)s has ended"), (_("You can ask for a new one when you wish."),),
        _("The certificate"),
    ),
    "renewal_opens": Notice(
        _("You can renew the certificate of %(actor)s"),
        (_("The file is lighter than the first one: what has changed, and the conditions that you met."),),
        _("The certificate"),
    ),
    "condition_proved": Notice(
        _("A condition to check: %(actor)s"), (_("The organisation says that it is done. Look, then say so."),),
        pgettext_lazy("check a condition", "Look"),
    ),
    "condition_sent_back": Notice(
        _("The proof of a condition is not enough"), (_("Here is what is missing:"),), LOOK, quoted="note"
    ),
    "condition_met": Notice(_("A condition is met"), (_("It was checked: it is done."),), LOOK),
    "condition_waived": Notice(
        _("A condition is no longer asked"), (_("For this reason:"),), LOOK, quoted="why"
    ),
    "condition_due": Notice(
        _("A condition falls due on %(day)s"), (_("Say what was done, and how one can see it."),), LOOK
    ),
    "condition_overdue": Notice(
        _("A condition is due today: %(actor)s"),
        (_("Without a proof, the colleges may propose to suspend the certificate."),), LOOK,
    ),
    "plan_due": Notice(
        _("The progress plan of %(actor)s is expected by %(day)s"),
        (
            _("The decision on your file was deferred. Until that day, you can open the file that follows it; after it,"
              " you would begin with a first application."),
        ), LOOK,
    ),
    "appeal_filed": Notice(
        _("%(actor)s appeals"), (_("Convene a panel: one member per college, none of whom took part."),), LOOK
    ),
    "panel": Notice(
        _("You are asked to sit in a panel: %(actor)s"),
        (_("First say whether you have an interest in this file. Then read the decision and the appeal."),),
        _("The appeal"),
    ),
    "appeal_concluded": Notice(
        _("The panel has concluded"), (_("The record gives its conclusion and its reasons."),), _("Read")
    ),
}  # fmt: skip


TOPICS = {
    Topic.FILE: "sent_back admitted visit_pair visit_reported opinion_opened question objection_to_answer"
    " objection_ended reconciliation decided certificate_withdrawn certificate_suspended certificate_reinstated"
    " certificate_expired renewal_opens condition_sent_back condition_met condition_waived condition_due"
    " plan_due appeal_concluded",
    Topic.SEAT: "mandate_started mandate_declined visit_appointed visit_date visit_dated round_opened round_silent"
    " deliberation objection_returned objection_answered round_void suspension_proposed condition_proved panel",
    Topic.FACILITATION: "mandate_requested submitted visit_signed visit_replied objection_filed no_quorum"
    " condition_overdue appeal_filed",
}
declare(
    "certification", NOTICES, TOPICS,
    required="sent_back decided objection_to_answer certificate_withdrawn certificate_suspended certificate_expired"
    " condition_due plan_due visit_appointed round_opened round_silent deliberation panel appeal_filed appeal_concluded"
    " mandate_started mandate_declined",
    reminders="round_silent", deadlines="round_silent condition_due condition_overdue plan_due",
)  # fmt: skip


def tell(kind: str, user: User, url_name: str, args: Iterable = (), /, **values: object) -> None:
    """Write to one person, with a link in her or his language."""
    concerning = f"application:{values['application'].uid}" if "application" in values else ""
    url = link(url_name, *args, language=user.language)
    send("certification", kind, NOTICES[kind], to=user, url=url, concerning=concerning, **_named(values))


def tell_facilitators(kind: str, url_name: str, args: Iterable = (), /, **values: object) -> None:
    """Write to every facilitator whom nothing binds to the file that it is about."""
    for person in free(facilitators(), values.get("application")):
        tell(kind, person, url_name, args, **values)


def tell_applicant(kind: str, application: Application, /, *, apart_from: User | None = None, **values: object) -> None:
    """Write to everybody who manages the applicant."""
    for person in managers(application.actor):
        if person != apart_from:
            tell(kind, person, "file", [application.uid], application=application, **values)


def tell_managers(kind: str, certificate: Certificate, /, **values: object) -> None:
    """Write about a certificate to everybody who manages the actor."""
    for person in managers(certificate.actor):
        tell(kind, person, "certificate", [certificate.number], actor=certificate.actor.public_name, **values)


def link(url_name: str, *args: object, language: str = "") -> str:
    """The address of one of our pages in a language, by default the present one."""
    with override(language or get_language() or settings.LANGUAGE_CODE):
        return reverse(f"certification:{url_name}", args=args)


def _named(values: dict) -> dict:
    """The names that the texts use, in the place of objects."""
    application, mandate = values.pop("application", None), values.pop("mandate", None)
    values.pop("round", None)
    values.pop("decision", None)
    if application is not None:
        values["actor"] = application.actor.public_name
    if mandate is not None:
        values |= {"person": mandate.person.get_full_name(), "college": mandate.get_college_display()}
    return values
