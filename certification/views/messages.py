"""What is said in a deliberation: posted, answered, corrected, taken back, found useful, followed."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import deliberation, talk
from certification.forms.seats import MessageForm, MessageTextForm
from certification.message_text import Names
from certification.models import Application, Message
from certification.permissions import can
from certification.views.room import entered, file_for, show_room
from certification.workflow import messages as workflow
from certification.workflow import opinions
from core import limits
from core.errors import too_many_requests
from core.refusals import require
from core.signed_in import signed_in

MESSAGES_PER_HOUR = 60
MARKS_PER_HOUR = 300


def heard(request: HttpRequest, uid: UUID, message: UUID) -> Message:
    """A message of a file that this person may read, if they are of its audience.

    Raises:
        Http404: there is none, or it is not for this person to know that there is one.
    """
    application = file_for(request, uid)
    found = get_object_or_404(deliberation.visible_messages(application, request.user), uid=message)
    found.application = application
    return found


def back(found: Message) -> HttpResponse:
    """To the page where a message stands."""
    return redirect("certification:message", found.application.uid, found.uid)


@never_cache
@signed_in
@require_safe
def message(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """The lasting address of a message: the page where it stands today."""
    found = heard(request, uid, message)
    root, number = talk.page_of(found, request.user)
    if root:
        path = f"{reverse('certification:message_thread', args=[uid, root.uid])}?page={number}"
    else:
        path = f"{reverse('certification:room', args=[uid])}?order=oldest&page={number}"
    return redirect(f"{path}#message-{found.uid}")


@never_cache
@signed_in
@require_safe
def thread(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """One message with all its answers; `?page=`."""
    found = heard(request, uid, message)
    if found.parent_id:
        return back(found)
    shown, page = talk.thread(found, request.user, timezone.now(), request.GET.get("page"))
    context = {"application": found.application, "said": shown, "page": page}
    return render(request, "certification/message_thread.html", context)


@signed_in
@require_POST
def say(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say something to one of the audiences, or answer."""
    application = entered(request, uid)
    among = bool(can(request.user, "talk_among_seats", application))
    parent = _parent(request, application)
    data = request.POST.copy()
    if parent:
        data["audience"] = parent.audience
    form = MessageForm(data, may_talk_among_seats=among)
    if form.is_valid() and not limits.allows(request, "deliberate", times=MESSAGES_PER_HOUR, seconds=3600):
        form.add_error(None, _("You have written many messages in a short time. Go on in an hour."))
    if not form.is_valid():
        return show_room(request, application, message_form=form)
    return back(_post(request, application, form, parent))


def _parent(request: HttpRequest, application: Application) -> Message | None:
    """The message that is answered, if this person reads it."""
    try:
        asked_for = UUID(request.POST.get("parent", ""))
    except ValueError:
        return None
    return deliberation.visible_messages(application, request.user).filter(parent=None, uid=asked_for).first()


def _post(request: HttpRequest, application: Application, form: MessageForm, parent: Message | None) -> Message:
    said = form.cleaned_data
    posted = opinions.say(
        application=application, audience=said["audience"], text=said["text"], actor=request.user,
        now=timezone.now(), parent=parent, is_question=said.get("is_question", False),
    )  # fmt: skip
    messages.success(request, _("Your message is posted."))
    return posted


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Correct what one said a moment ago."""
    found = heard(request, uid, message)
    typed = Names([found], found.application, request.user).typed(found)
    form: forms.Form = MessageTextForm(request.POST or None, initial={"text": typed})
    if request.method == "POST" and form.is_valid():
        workflow.edit(message=found, actor=request.user, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Your message is corrected."))
        return back(found)
    if request.method != "POST":
        require(can(request.user, "edit", found))
    context = {"application": found.application, "actor": found.application.actor, "message": found, "form": form}
    return render(request, "certification/message.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Take back what one said a moment ago, after a question."""
    found = heard(request, uid, message)
    if request.method == "POST":
        workflow.withdraw(message=found, actor=request.user, now=timezone.now())
        messages.success(request, _("Your message is taken back."))
        return back(found)
    require(can(request.user, "withdraw", found))
    context = {"application": found.application, "said": talk.alone(found, request.user, timezone.now())}
    return render(request, "certification/message_withdraw.html", context)


@signed_in
@require_POST
def useful(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Say that a message is useful, or take it back."""
    found = heard(request, uid, message)
    if not limits.allows(request, "useful", times=MARKS_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    workflow.mark_useful(message=found, actor=request.user, now=timezone.now())
    return back(found)


@signed_in
@require_POST
def follow(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Be told when something is said about a file, or no longer."""
    application, is_wanted = entered(request, uid), request.POST.get("follow") == "yes"
    workflow.follow(application=application, actor=request.user, is_wanted=is_wanted, now=timezone.now())
    told = _("You will be told when something is said here.")
    messages.success(request, told if is_wanted else _("You will no longer be told when something is said here."))
    if request.POST.get("back") == "mine":
        return redirect(f"{reverse('community:own_comments')}#followed")
    return redirect(f"{reverse('certification:room', args=[uid])}#messages")
