"""What a seat does with its own objection: say it better, lift it, take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certification.forms.seats import EndObjectionForm, ObjectionForm
from certification.models import Application, Objection
from certification.views.room import entered, show_room
from certification.workflow import seats
from core.signed_in import signed_in


def _own(request: HttpRequest, uid: UUID, objection: UUID) -> tuple[Application, Objection]:
    application = entered(request, uid)
    return application, get_object_or_404(
        Objection, application=application, uid=objection, seat__person=request.user
    )  # fmt: skip


@signed_in
@require_POST
def end(request: HttpRequest, uid: UUID, objection: UUID) -> HttpResponse:
    """Lift one's objection, or take it back."""
    application, found = _own(request, uid, objection)
    form = EndObjectionForm(request.POST, auto_id=f"end-{found.uid}-%s")
    if not form.is_valid():
        return show_room(request, application, ends={found.uid: form})
    seats.end_objection(objection=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Noted, with your reason."))
    return redirect("certification:room", uid=uid)


@signed_in
@require_POST
def amend(request: HttpRequest, uid: UUID, objection: UUID) -> HttpResponse:
    """Say better what an objection must say; a facilitator then looks at its form again."""
    application, found = _own(request, uid, objection)
    form = ObjectionForm(request.POST, application=application, auto_id=f"amend-{found.uid}-%s")
    if not form.is_valid():
        return show_room(request, application, amends={found.uid: form})
    seats.amend_objection(objection=found, said=form.cleaned_data, actor=request.user, now=timezone.now())
    messages.success(request, _("Your objection is completed. A facilitator checks its form."))
    return redirect("certification:room", uid=uid)
