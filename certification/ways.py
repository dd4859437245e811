"""What leads to the process: from a person's own page, and from an actor's page."""

from collections.abc import Iterator
from datetime import date, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import board_reads
from certification.awaited import of_a_seat
from certification.models import Application, Interest, Mandate, PanelSeat, Seat
from certification.models import Visitor as Visiting
from certification.rules.certificates import state_on
from certification.states import UNDECIDED
from community.member_pages import Fact
from community.models import Actor, PersonRole
from community.notice import Topic
from community.permissions import grants, is_facilitator
from community.states import Role as ActorRole
from core.own_space import Way
from core.permissions import Visitor

MOST_MANAGED = 5


def for_seats(user: Visitor) -> Iterator[Way]:
    """What awaits one's voice, for whoever has sat once, or may."""
    if Mandate.objects.in_force(timezone.localdate()).filter(person=user).exists() or _has_sat(user):
        yield Way(_("To deliberate"), reverse("certification:deliberate"), sum(map(len, of_a_seat(user))))


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
    """The certificate and the decisions of an actor, without a query: `workflow.shown` keeps them on the actor."""
    if not organisation.decisions:
        return ""
    certificate = next((one["certificate"] for one in organisation.decisions if "certificate" in one), None)
    context = {
        "certificate": certificate and _present(certificate, timezone.now()),
        "decisions": [one | {"day": date.fromisoformat(one["on"])} for one in organisation.decisions],
    }
    return render_to_string("certification/panel.html", context)


def _present(certificate: dict, now: datetime) -> dict:
    ends_at, until = datetime.fromisoformat(certificate["ends_at"]), certificate["suspended_until"]
    suspended_until = datetime.fromisoformat(until) if until else None
    state = state_on(certificate["state"], ends_at, now, suspended_until=suspended_until)
    return certificate | {"ends_at": ends_at, "state": state}


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


def hidden_from(user: User) -> list[str]:
    """What a person is told no more: whoever declared an interest in a file sees what everybody sees."""
    found = Interest.objects.filter(person=user, has_interest=True)
    return [f"application:{uid}" for uid in found.values_list("application__uid", flat=True)]


def topics_of(user: User) -> set[Topic]:
    """Whether a person sits, or visits."""
    visits = Visiting.objects.filter(person=user).exists()
    return {Topic.SEAT} if visits or Mandate.objects.filter(person=user).exists() else set()


def shown_of(user: User) -> Iterator[Fact]:
    """The colleges for which a member sits, and agreed to be named."""
    held = Mandate.objects.in_force(timezone.localdate()).filter(person=user, shows_name=True)
    for one in held.order_by("college"):
        url = reverse("certification:college", args=[one.college])
        yield Fact(_("Sits for the college"), one.get_college_display(), url)
