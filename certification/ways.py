"""What leads to the process: from a person's own page, and from an actor's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from certification import board_reads, deliberation, duties
from certification.models import Application, Certificate, Decision, Mandate, PanelSeat, Seat
from certification.public import certificate_state
from certification.states import UNDECIDED
from community.models import Actor, PersonRole
from community.models import CertificateState as Shown
from community.permissions import grants, is_facilitator
from community.states import Role as ActorRole
from core.own_space import Way
from core.permissions import Visitor

MOST_MANAGED = 5


def for_seats(user: Visitor) -> Iterator[Way]:
    """What awaits one's voice, for whoever has sat once, or may."""
    now = timezone.now()
    if Mandate.objects.in_force(timezone.localdate(now)).filter(person=user).exists() or _has_sat(user):
        waiting = [*deliberation.awaiting(user, now), *duties.duties(user, now)]
        yield Way(_("To deliberate"), reverse("certification:deliberate"), len(waiting))


def _has_sat(user: Visitor) -> bool:
    return Seat.objects.filter(person=user).exists() or PanelSeat.objects.filter(person=user).exists()


def for_applicants(user: Visitor) -> Iterator[Way]:
    """The file of each organisation that a person manages, or how to open one."""
    managed = Actor.objects.published().filter(
        user_permissions__user=user, user_permissions__permission__codename=PersonRole.MANAGER
    )
    live = dict(Application.objects.filter(actor__in=managed, state__in=UNDECIDED).values_list("actor", "uid"))
    for organisation in managed[:MOST_MANAGED]:
        if uid := live.get(organisation.pk):
            yield Way(_("Your file"), reverse("certification:file", args=[uid]))
        else:
            yield Way(_("Ask to be recognised"), reverse("certification:start", args=[organisation.uid]))


def for_facilitators(user: Visitor) -> Iterator[Way]:
    """The board, with how many files wait to be taken up."""
    if is_facilitator(user):
        yield Way(_("The board"), reverse("certification:board"), board_reads.waiting(user))


def panel(_request: HttpRequest, organisation: Actor) -> SafeString | str:
    """The certificate and the decisions of an actor; nothing, and no query, for one that never had any."""
    if organisation.certificate_state in {Shown.NONE, Shown.PENDING}:
        return ""
    certificate = Certificate.objects.filter(actor=organisation).order_by("-starts_at").first()
    context = {
        "certificate": certificate,
        "state": certificate_state(certificate, timezone.now()) if certificate else "",
        "decisions": Decision.objects.filter(application__actor=organisation).order_by("-decided_at")[:5],
    }
    return render_to_string("certification/panel.html", context)


def recognition(request: HttpRequest, organisation: Actor) -> SafeString | str:
    """The file of an organisation, for those who write for it, and how a manager opens one."""
    roles = grants(request.user, organisation)
    if not roles:
        return ""
    latest = organisation.applications.order_by("-created_at").first()
    is_live = latest is not None and latest.state in UNDECIDED
    may_start = ActorRole.MANAGER in roles and organisation.is_published and not is_live
    if not latest and not may_start:
        return ""
    context = {"actor": organisation, "latest": latest, "may_start": may_start}
    return render_to_string("certification/manage_panel.html", context)
