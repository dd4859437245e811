"""What a visitor typed in an address."""

from django.http import HttpRequest

LONGEST = 100


def text(request: HttpRequest, name: str) -> str:
    """One text of the query string, at most 100 characters, without what no database stores."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]
