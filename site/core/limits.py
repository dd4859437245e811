"""How often one visitor may do one thing."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def allows(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count one more attempt of this address; False when there were already `times` in the last `seconds`.

    The count begins anew `seconds` after the first attempt. It is kept in the cache that all processes share.
    """
    key = f"limit:{action}:{get_adapter().get_client_ip(request)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= times
    except ValueError:  # it ended between the two questions
        return True
