"""Pages for signed-in people that lose nothing of what was typed when a session ends meanwhile."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from core.errors import session_ended

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Send a visitor to sign in; give back what they typed if they were sending a form."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return session_ended(request)
        return redirect_to_login(request.get_full_path())

    return wrapper


class SignedInMixin:
    """The same for class-based views."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Check first."""
        return signed_in(super().dispatch)(request, *args, **kwargs)
