"""What programs read to verify a certificate: the site's keys, credentials, status lists."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from certification import credentials, network, public
from certification.rules.status_list import TTL, Purpose

ANYBODY = {"Access-Control-Allow-Origin": "*"}  # a verifier may be a page of another site
DID_TYPE = "application/did+json"
CREDENTIAL_TYPE = f"application/{credentials.TYPE}"
SECONDS = int(TTL.total_seconds())


@conditional_page
@cache_control(public=True, max_age=SECONDS)
@require_safe
def did_document(_request: HttpRequest) -> HttpResponse:
    """The keys of the site, the retired ones too."""
    found = credentials.did_document()
    if found is None:
        raise Http404
    return JsonResponse(found, content_type=DID_TYPE, headers=ANYBODY)


@conditional_page
@cache_control(public=True, max_age=SECONDS)
@require_safe
def credential(request: HttpRequest, number: str) -> HttpResponse:
    """The credential of a certificate, whatever its state: that is in the lists, where each reader looks anew."""
    return _signed(credentials.of_certificate(public.certificate(number), network.of(request)))


@conditional_page
@cache_control(public=True, max_age=SECONDS)
@require_safe
def status(request: HttpRequest, purpose: str) -> HttpResponse:
    """A status list as it stands now."""
    return _signed(credentials.of_list(Purpose(purpose), network.of(request), timezone.now()))


def _signed(text: str | None) -> HttpResponse:
    if text is None:
        raise Http404
    return HttpResponse(text, content_type=CREDENTIAL_TYPE, headers=ANYBODY)
