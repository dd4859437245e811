"""A certificate to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from certification import network, printing, public


@require_safe
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate as a PDF, with its state at the moment at which it is made."""
    if request.META.get("QUERY_STRING"):  # drawing takes a while: visitors share the one at the bare address
        return redirect(request.path)
    found = public.certificate(number)
    body = printing.pdf(found, network.of(request), timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{found.number}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
