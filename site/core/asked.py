"""What a visitor typed in an address or sent beside a form."""

from django.http import HttpRequest, QueryDict

LONGEST = 100
MOST_DIGITS = 9


def text(request: HttpRequest, name: str) -> str:
    """One text of the query string, at most 100 characters, without what no database stores."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]


def number(sent: QueryDict, name: str) -> int:
    """One whole number of at most nine figures; 0 for anything else."""
    typed = sent.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 0
