"""Pages for signed-in people that lose nothing of what was typed when a session ends meanwhile."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from core.errors import session_ended

View = Callable[..., HttpResponse]
ADMIN_DOORS = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")


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


class AdminTypedMiddleware:
    """The same for Wagtail's admin, whose own answer would lose an editor's page.

    Scripts of the admin (preview, autosave) are left to Wagtail: only a form that a person sends is kept.
    """

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the check comes once the form's token is verified."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view) -> HttpResponse | None:
        """Give back what a signed-out editor sends."""
        is_form = request.method == "POST" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        is_admin = request.path.startswith("/admin/") and not request.path.startswith(ADMIN_DOORS)
        if is_form and is_admin and not request.user.is_authenticated:
            return session_ended(request)
        return None
