"""What leads to the process: from a person's own page, and from an actor's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from certification import deliberation
from certification.models import Certificate, Decision, Seat
from certification.public import certificate_state
from community.models import Actor
from community.models import CertificateState as Shown
from core.own_space import Way
from core.permissions import Visitor


def for_seats(user: Visitor) -> Iterator[Way]:
    """What awaits one's voice, for whoever has sat once."""
    if Seat.objects.filter(person=user).exists():
        waiting = deliberation.awaiting(user, timezone.now())
        yield Way(_("To deliberate"), reverse("certification:deliberate"), len(waiting))


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
