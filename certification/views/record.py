"""The public record: the register, each decision, each certificate, files open to opinion."""

import csv
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification import credentials, frozen, journal_export, network, public, qr
from certification import register as registry
from certification.forms.seats import OpinionForm
from certification.models import Application, Decision
from certification.models.decision import OUTCOMES
from certification.permissions import can
from certification.words import CERTIFICATE
from certification.workflow import opinions
from community import discussions
from community.exports.writers import FORMULA
from community.models import Sector
from core import asked, limits

PER_PAGE = 24
OPINIONS_PER_HOUR = 20
BADGE_SECONDS = 3600
NARROWED = ("outcome", "state", "year", "sector", "departement")
COLUMNS = ("number", "date", "organisation", "outcome", "charter", "certificate", "end")


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every decision, narrowed by what `NARROWED` names; `?format=csv` gives the same as a table."""
    now = timezone.now()
    wanted = registry.read_asked({name: asked.text(request, name) for name in NARROWED})
    found = registry.register(wanted, now)
    if asked.text(request, "format") == "csv":
        return _csv(found)
    context = {
        "decisions": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "asked": wanted,
        "outcomes": OUTCOMES,
        "states": CERTIFICATE.items(),
        "years": registry.years(),
        "departements": registry.departements(),
        "sectors": Sector.objects.roots(),
        "open_files": public.open_to_opinion(now),
    }
    return render(request, "certification/register.html", context)


def _csv(found) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="register.csv"'}
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    rows = csv.writer(response)
    rows.writerow(COLUMNS)
    for one in found.iterator(chunk_size=500):
        certificate = getattr(one, "certificate", None)
        rows.writerow([
            one.number, one.decided_at.date(), _cell(one.application.actor.public_name), one.outcome,
            one.application.charter.number, certificate.number if certificate else "",
            certificate.ends_at.date() if certificate else "",
        ])  # fmt: skip
    return response


def _cell(text: str) -> str:
    """A name that a spreadsheet takes for a formula is marked as a text."""
    return f"'{text}" if text.startswith(FORMULA) else text


@never_cache
@require_safe
def journal(_request: HttpRequest) -> StreamingHttpResponse:
    """The public journal, which anybody can verify."""
    return StreamingHttpResponse(journal_export.lines(), content_type="application/x-ndjson; charset=utf-8")


@require_safe
def record(request: HttpRequest, number: str) -> HttpResponse:
    """One decision: its reasons, the six colleges, objections with their answers, conditions."""
    found = get_object_or_404(
        Decision.objects.select_related("application__actor", "application__charter", "certificate", "round"),
        number=number,
    )
    context = {
        "decision": found,
        "actor": found.application.actor,
        "colleges": public.colleges(found),
        "explanation": public.explanation(found),
        "summaries": public.summaries(found),
        "objections": public.objections(found),
        "visit": found.application.visits.filter(state="signed").prefetch_related("visitors").first(),
        "conditions": found.conditions.all(),
        "errata": found.errata.all(),
        "profile": frozen.profile_lines(found.application, frozen.PUBLIC),
        "appeal": getattr(found, "appealed_by", None),
    }
    return render(request, "certification/record.html", context)


@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """A certificate: its state in large letters, its dates, its QR code, how to check it."""
    found = public.certificate(number)
    address = request.build_absolute_uri(request.path)
    context = {
        "certificate": found,
        "noun": network.of(request).noun,
        "actor": found.actor,
        "state": public.certificate_state(found, timezone.now()),
        "positions": found.decision.count.positions,
        "address": address,
        "qr": qr.path(address),
        "suspension": found.suspensions.filter(lifted_at=None, suspended_at__isnull=False).first(),
        "is_signed": credentials.is_signed(),
        "did": credentials.did(),
    }
    return render(request, "certification/certificate.html", context)


@cache_control(public=True, max_age=BADGE_SECONDS)
@require_safe
def badge(request: HttpRequest, number: str) -> HttpResponse:
    """A small picture for another site, which shows the present state."""
    found = public.certificate(number)
    context = {
        "certificate": found,
        "noun": network.of(request).noun,
        "state": public.certificate_state(found, timezone.now()),
        "positions": found.decision.count.positions,
    }
    return render(request, "certification/badge.svg", context, content_type="image/svg+xml")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A file that is open to opinion: what everybody may know of it, and for members a form."""
    application = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    if application.opinion_opens_at is None or application.state == "withdrawn":
        raise Http404
    form = _opinion_form(request, application)
    if request.method == "POST" and form and form.is_valid() and _may_write(request, form):
        opinions.give(application=application, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. You may change your opinion until the end."))
        return redirect("certification:opinion", uid=uid)
    given = list(application.opinions.select_related("person"))
    context = {
        "application": application,
        "actor": application.actor,
        "form": form,
        "opinions": given,
        "counts": discussions.counts(given),
        "is_running": application.state == "opinion" and timezone.now() < application.opinion_ends_at,
    }
    return render(request, "certification/opinion.html", context, status=422 if form and form.errors else 200)


def _may_write(request: HttpRequest, form: OpinionForm) -> bool:
    """Whether this person has not written too often; it is said in the form."""
    if limits.allows(request, "opinion", times=OPINIONS_PER_HOUR, seconds=3600):
        return True
    form.add_error(None, _("You have given many opinions in a short time. Go on in an hour."))
    return False


def _opinion_form(request: HttpRequest, application: Application) -> OpinionForm | None:
    if not can(request.user, "give_opinion", application):
        return None
    own = application.opinions.filter(person=request.user).first()
    return OpinionForm(request.POST or None, instance=own)
