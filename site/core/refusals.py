"""How a workflow function says no: an exception in the person's words, caught once, in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from core import typed
from core.errors import page
from core.permissions import Verdict


class Refused(Exception):  # noqa: N818 (a refusal is no error of the program)
    """The action is not possible now, or not for this person; nothing was changed."""

    status = 409

    def __init__(self, reason: str | Promise):
        self.reason = reason
        super().__init__(str(reason))


class NotAllowed(Refused):
    """The action is not for this person."""

    status = 403


class NotNow(NotAllowed):
    """The action is for this person, at another moment."""

    status = 409


def require(verdict: Verdict) -> None:
    """Go on only if the verdict is yes.

    Raises:
        NotAllowed: with the verdict's reason.
    """
    if not verdict:
        raise (NotNow if verdict.is_untimely else NotAllowed)(verdict.reason)


class RefusalMiddleware:
    """Answer a refusal with a page that says why, and gives back what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page; other exceptions are not ours."""
        if not isinstance(exception, Refused):
            return None
        kept = typed.read(request) if request.method == "POST" else None
        return page(request, exception.status, template="refused", reason=exception.reason, typed=kept)
