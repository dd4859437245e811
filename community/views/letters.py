"""The pages to which reminders lead: no sign-in, one purpose each, and nothing happens before a button is pressed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import links
from community.forms.about import LetterCorrectionForm
from community.models import Actor, Letter
from community.workflow import freshness
from community.workflow import letters as workflow

PURPOSES = (links.CONFIRM, links.CORRECT, links.CLOSED, links.STOP)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """One link of a reminder."""
    if purpose not in PURPOSES:
        raise Http404
    found = _letter(purpose, token)
    if found is None:
        return render(request, "community/link_ended.html", status=410)
    if found.answer and purpose != links.STOP:
        return render(request, "community/letter_done.html", {"actor": found.actor, "letter": found})
    return VIEWS[purpose](request, found)


def _letter(purpose: str, token: str) -> Letter | None:
    """The reminder that a link names; to act on a page it must be public, and still that of whoever got the mail."""
    try:
        uid = links.read(purpose, token)
    except links.LinkError:
        return None
    found = Letter.objects.select_related("actor", "user").filter(uid=uid).first()
    if found is None or purpose == links.STOP or found.answer:
        return found
    return found if found.actor.is_published and workflow.is_for(found, found.actor) else None


def _confirm(request: HttpRequest, found: Letter) -> HttpResponse:
    if request.method == "POST":
        workflow.confirm(letter=found, now=timezone.now())
        messages.success(request, _("Thank you: visitors see that the page was confirmed today."))
        return redirect(found.actor)
    return _page(request, found, links.CONFIRM)


def _correct(request: HttpRequest, found: Letter) -> HttpResponse:
    """The few things that visitors need most; the rest asks to sign in."""
    data = request.POST if request.method == "POST" else None
    form = LetterCorrectionForm(data, instance=Actor.objects.get(pk=found.actor_id))
    if not form.is_valid():
        return _page(request, found, links.CORRECT, form=form, status=422 if form.errors else 200)
    changed = {name: form.cleaned_data[name] for name in form.changed_data}
    workflow.correct(letter=found, changed=changed, now=timezone.now())
    messages.success(request, _("Thank you: the page is corrected, and confirmed today."))
    return redirect(found.actor)


def _closed(request: HttpRequest, found: Letter) -> HttpResponse:
    """A page that somebody manages is archived; one that nobody does is left to a facilitator."""
    if request.method != "POST":
        return _page(request, found, links.CLOSED)
    if workflow.say_closed(letter=found, now=timezone.now()):
        messages.success(request, _("The page is archived. Those who manage it can restore it."))
        return redirect("community:actors")
    messages.success(request, _("Thank you. A facilitator will take the page off the lists."))
    return redirect(found.actor)


def _stop(request: HttpRequest, found: Letter) -> HttpResponse:
    if request.method == "POST":
        freshness.stop_letters(letter=found, now=timezone.now())
        messages.success(request, _("You will receive no more reminders."))
        return redirect("community:actors")
    return _page(request, found, links.STOP)


def _page(request: HttpRequest, found: Letter, purpose: str, status: int = 200, **more: object) -> HttpResponse:
    context = {"letter": found, "actor": found.actor, "purpose": purpose} | more
    return render(request, "community/letter.html", context, status=status)


VIEWS = {links.CONFIRM: _confirm, links.CORRECT: _correct, links.CLOSED: _closed, links.STOP: _stop}
