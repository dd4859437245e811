"""Whether anything binds a person to a file: asked before it is read, and open to whoever steers it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.bonds import why_recused
from certification.forms.seats import InterestForm
from certification.models import Application
from certification.permissions import can
from certification.rules.people import Recusal
from certification.workflow import interests
from core.signed_in import signed_in


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form alone, for those whom nobody asks first: a facilitator reads a file without having declared."""
    application = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    if not can(request.user, "declare_interest", application):
        raise Http404
    if why_recused(request.user, application) == Recusal.DECLARED:
        return recused(request, application)
    return declare(request, application, "certification:room", uid)


def declare(request: HttpRequest, application: Application, then: str, uid: UUID) -> HttpResponse:
    """Ask, note the answer, and go on.

    Args:
        request: of a person who may declare an interest in the file.
        application: the file.
        then: name of the address that follows.
        uid: its argument.
    """
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        interests.declare(
            application=application, actor=request.user, has_interest=form.cleaned_data["has_interest"] == "yes",
            text=form.cleaned_data["text"], now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is noted. Thank you."))
        return redirect(then, uid=uid)
    context = {"application": application, "actor": application.actor, "form": form}
    return render(request, "certification/interest.html", context, status=422 if form.errors else 200)


def recused(request: HttpRequest, application: Application) -> HttpResponse:
    """What everybody sees is elsewhere: here nothing more of the file is."""
    return render(request, "certification/recused.html", {"application": application, "actor": application.actor})
