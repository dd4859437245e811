"""The site as a search engine of the browser (OpenSearch 1.1)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import asked as typed
from search.queries.offered import titles
from search.rules.fragments import UNMARKED


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What a browser has to know, in the language of the address."""
    base = f"{request.scheme}://{request.get_host()}"
    kind = "application/opensearchdescription+xml"
    context = {"base": base, "said": _("Actors, decisions and pages of the network")}
    return render(request, "search/opensearch.xml", context, content_type=f"{kind}; charset=utf-8")


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles that begin so, as browsers read them: what was typed, what it may become, notes, addresses."""
    prefix = typed.text(request, "q")
    hits = titles(prefix)
    names = [hit.title.translate(UNMARKED) for hit in hits]
    said = [prefix, names, ["" for _hit in hits], [request.build_absolute_uri(hit.url) for hit in hits]]
    options = {"ensure_ascii": False}
    return JsonResponse(said, safe=False, json_dumps_params=options, content_type="application/x-suggestions+json")
