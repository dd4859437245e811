"""A person's own page, as far as searches go."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from search.queries import kept

LATEST = 4


def my_searches(request: HttpRequest) -> SafeString:
    """The latest that are kept."""
    return render_to_string("search/own_searches.html", {"searches": kept.mine(request)[:LATEST]}, request)
