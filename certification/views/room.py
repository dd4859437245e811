"""The deliberation room, and what awaits one's voice."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form, model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import deliberation, duties, talk
from certification.bonds import why_recused
from certification.forms.seats import (
    OBJECTION_FIELDS,
    EndObjectionForm,
    GridForm,
    MessageForm,
    ObjectionForm,
    PositionForm,
)
from certification.models import Application, Objection, Round
from certification.permissions import can, must_declare, seat_of, sitting
from certification.rules.people import Recusal
from certification.views import interest
from certification.workflow import seats
from core import asked, autosave
from core.autosave import is_autosave
from core.refusals import NotAllowed, Refused, require
from core.signed_in import signed_in


@never_cache
@signed_in
@require_safe
def deliberate(request: HttpRequest) -> HttpResponse:
    """What awaits me: seats that have not spoken, the nearest deadline first; conditions, appeals, suspensions."""
    now = timezone.now()
    awaiting = deliberation.awaiting(request.user, now)
    context = {
        "awaiting": awaiting,
        "duties": duties.duties(request.user, now),
        "sitting": duties.sitting(request.user).exclude(pk__in=[one.application.pk for one in awaiting]),
    }
    return render(request, "certification/deliberate.html", context)


def file_for(request: HttpRequest, uid: UUID) -> Application:
    """A file that this person was named to look at.

    Raises:
        Http404: there is none, or it is not for this person to know that there is one.
    """
    found = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    may_read = can(request.user, "read_file", found)
    may_declare = can(request.user, "declare_interest", found)
    if not may_read and not may_declare:
        raise Http404
    return found


def entered(request: HttpRequest, uid: UUID) -> Application:
    """A file that this person may read: who is recused, or has not declared anything yet, does nothing in the room.

    Raises:
        Http404: see `file_for`.
        NotAllowed: with the reason.
    """
    found = file_for(request, uid)
    require(can(request.user, "read_file", found))
    return found


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The room; who has not said yet whether an interest binds them is asked first."""
    application = file_for(request, uid)
    why = why_recused(request.user, application)
    if why == Recusal.UNDECLARED and must_declare(request.user, application):
        return interest.declare(request, application, "certification:room", uid)
    if why == Recusal.DECLARED:
        return interest.recused(request, application)
    require(can(request.user, "read_file", application))
    return show_room(request, application)


def show_room(
    request: HttpRequest, application: Application, *, ends: dict | None = None, amends: dict | None = None,
    **forms: Form,
) -> HttpResponse:  # fmt: skip
    """The room, with what was typed wrong.

    Args:
        request: of somebody who may read the file.
        application: the file.
        ends: by uid of one's own objection, the form that ends it.
        amends: the same, of the form that completes it.
        forms: the other forms of the page.
    """
    now = timezone.now()
    seen = deliberation.room(application, request.user, now)
    has_errors = ends or amends or any(form.errors for form in forms.values())
    context = {"application": application, "actor": application.actor, "room": seen, "now": now}
    context |= _forms(request, application, seen, now) | _talk(request, application, now) | forms
    context["objections"] = [_objection(request, one, ends or {}, amends or {}) for one in seen.objections]
    return render(request, "certification/room.html", context, status=422 if has_errors else 200)


def _talk(request: HttpRequest, application: Application, now: datetime) -> dict:
    """One page of the discussion: `?order=`, `?audience=`, `?page=`; whom one may call; the form."""
    user, order = request.user, asked.text(request, "order")
    found = talk.talk(
        application, user, now, order=order if order in talk.ORDERS else "newest",
        audience=asked.text(request, "audience"), number=asked.text(request, "page") or 1,
    )  # fmt: skip
    if not can(user, "talk", application, now=now):
        return {"talk": found}
    among = bool(can(user, "talk_among_seats", application, now=now))
    form = MessageForm(initial={"audience": "seats" if among else "applicant"}, may_talk_among_seats=among)
    audiences = [code for code, _label in form.fields["audience"].choices]
    return {
        "talk": found, "message_form": form, "callable": talk.callable_names(application, user, audiences),
    }  # fmt: skip


def _forms(request: HttpRequest, application: Application, seen: deliberation.Room, now) -> dict:
    """The forms that this person may send at this moment."""
    user, found = request.user, seen.round
    may_speak = found is not None and seen.seat is not None
    return {
        "grid_form": grid_form(application, seen) if may_speak and can(user, "write_grid", found, now=now) else None,
        "position_form": position_form(request, application, None)
        if may_speak and can(user, "take_position", found, now=now)
        else None,
    }


def _objection(request: HttpRequest, one: Objection, ends: dict, amends: dict) -> tuple:
    """(objection, form that completes it, form that ends it) as far as this person may."""
    if one.seat.person_id != request.user.pk:
        return one, None, None
    initial = {name: getattr(one, name) for name in OBJECTION_FIELDS}
    amend = amends.get(one.uid) or ObjectionForm(
        application=one.application, initial=initial, auto_id=f"amend-{one.uid}-%s"
    )
    end = ends.get(one.uid) or EndObjectionForm(auto_id=f"end-{one.uid}-%s")
    may_amend, may_end = can(request.user, "amend", one), can(request.user, "withdraw", one)
    return one, amend if may_amend else None, end if may_end else None


def grid_form(application: Application, seen: deliberation.Room) -> GridForm:
    """The sealed opinion as it was saved."""
    grid = seen.grid
    initial = GridForm.initial_from(grid.marks, grid.summary) if grid else None
    return GridForm(initial=initial, application=application)


def position_form(request: HttpRequest, application: Application, data) -> PositionForm:
    """The position in force, to be changed."""
    needs = not seats.live_objections(application, request.user).exists()
    seat = seat_of(request.user, application)
    initial = model_to_dict(seat.current, PositionForm.Meta.fields) if seat and seat.current else None
    return PositionForm(data, initial=initial, application=application, needs_objection=needs)


def _round(request: HttpRequest, uid: UUID) -> tuple[Application, Round]:
    application = entered(request, uid)
    found = application.latest_round
    if found is None or sitting(request.user, application) is None:
        raise Http404
    return application, found


@signed_in
@require_POST
def grid(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the opinion as it is typed; the button of the form submits it for good."""
    application, found = _round(request, uid)
    form, now = GridForm(request.POST, application=application), timezone.now()
    form.is_valid()
    try:
        saved = seats.write_grid(
            round_=found, marks=form.marks(), summary=form.cleaned_data.get("summary", ""), actor=request.user,
            now=now, version=asked.number(request.POST, "version"),
        )  # fmt: skip
    except seats.Conflict:
        return _conflict(request, application, form)
    except NotAllowed as refusal:
        if is_autosave(request):
            return autosave.refused(refusal.reason)
        raise
    if is_autosave(request):
        return autosave.saved(saved.version, now)
    return _submit(request, application, found, form)


def _conflict(request: HttpRequest, application: Application, form: GridForm) -> HttpResponse:
    said = _("You have written on another device meanwhile. Your text is below: send it once more to keep it.")
    if is_autosave(request):
        return autosave.refused(said)
    form.add_error(None, said)
    return show_room(request, application, grid_form=form)


def _submit(request: HttpRequest, application: Application, found: Round, form: GridForm) -> HttpResponse:
    if "submit" not in request.POST:
        messages.success(request, _("Saved. Nobody else sees it."))
        return redirect("certification:room", uid=application.uid)
    try:
        seats.submit_grid(round_=found, actor=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return show_room(request, application, grid_form=form)
    messages.success(request, _("Your opinion is sealed. It opens with all the others."))
    return redirect("certification:room", uid=application.uid)


@signed_in
@require_POST
def position(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a position, or another one."""
    application, found = _round(request, uid)
    form = position_form(request, application, request.POST)
    if not form.is_valid():
        return show_room(request, application, position_form=form)
    seats.take_position(round_=found, actor=request.user, now=timezone.now(), **form.said())
    messages.success(request, _("Your position is taken. You may change it until the end of the round."))
    return redirect("certification:room", uid=uid)
