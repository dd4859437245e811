"""How often one visitor may do one thing."""

import time

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Trap(forms.CharField):
    """A field that people never see: only programs fill it in."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, label=_("Leave this empty"))

    def clean(self, value) -> str:
        """Refuse what only a program types."""
        if super().clean(value):
            raise ValidationError(_("This message looks like one of a program."))
        return ""


def allows(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count one more attempt of this address, or of this person once signed in; False when there were `times`.

    Windows follow the clock, one every `seconds`: around the turn of one, twice `times` may pass. The count is
    kept in the cache that all processes share; attempts at the very same moment may count as one.
    """
    window = int(time.time()) // seconds
    key = f"limit:{action}:{_who(request)}:{window}"
    count = cache.get(key, 0)
    if count >= times:
        return False
    cache.set(key, count + 1, seconds)  # not `incr`: in a database, it would set the default expiry
    return True


def _who(request: HttpRequest) -> str:
    """The person, whatever the network; else the address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user-{user.pk}"
    return get_adapter().get_client_ip(request)
