"""A person's own pages: what others see of them, a copy of their data, leaving."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import signup as allauth_signup
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import roles, workflow
from accounts.forms import LeaveForm, ProfileForm
from accounts.middleware import FACTORS
from core import own_space, privacy
from core.signed_in import signed_in


def signup(request: HttpRequest) -> HttpResponse:
    """The person, the journal and the mail: all or nothing; a look at the form keeps nobody else from writing."""
    if request.method == "POST":
        return transaction.atomic(allauth_signup)(request)
    return allauth_signup(request)


@never_cache
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Everything about one's account, and a form for what one chooses freely."""
    form = ProfileForm(_sent(request), instance=request.user)
    if form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("accounts:home")
    now = timezone.now()
    context = {
        "form": form,
        "roles": [roles.label(group) for group in request.user.groups.order_by("name")],
        "ways": own_space.ways(request.user),
        "tasks": own_space.tasks(request.user, now),
        "panels": own_space.panels(request),
        "now": now,
        "has_second_factor": is_mfa_enabled(request.user, FACTORS),
    }
    return render(request, "accounts/home.html", context)


@signed_in
@require_POST
def write_again(request: HttpRequest) -> HttpResponse:
    """The address takes mail again, says the person."""
    workflow.write_again(request.user)
    messages.success(request, _("We write to you again."))
    return redirect("accounts:home")


@never_cache
@signed_in
@require_safe
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """A copy of all that the site holds of the person, as a file that programs read too."""
    response = JsonResponse(privacy.export(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="sextant-my-data.json"'
    return response


@never_cache
@signed_in
@reauthentication_required
def leave(request: HttpRequest) -> HttpResponse:
    """Erase one's account, after the password and a last question."""
    form = LeaveForm(_sent(request))
    if form.is_valid():
        workflow.erase(user=request.user, actor=request.user)
        logout(request)
        return redirect("accounts:left")
    return render(request, "accounts/leave.html", {"form": form})


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """What is read once the account is gone."""
    return render(request, "accounts/left.html")


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if that is nothing: an empty form has errors to show."""
    return request.POST if request.method == "POST" else None
