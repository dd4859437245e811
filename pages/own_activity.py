"""What happened around the person who asks: never kept, never shared, never indexed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import happening
from core.signed_in import signed_in

LABELS = {
    "comment": _("Comment"),
    "page": pgettext_lazy("what happened", "Page"),
    "meeting": pgettext_lazy("what happened", "Date"),
    "file": pgettext_lazy("what happened", "File"),
    "message": pgettext_lazy("what happened", "Discussion"),
    "decision": _("Decision"),
    "certificate": pgettext_lazy("what happened", "Certificate"),
    "seat": pgettext_lazy("what happened", "College"),
    "sector": _("Sector"),
    "article": _("Article"),
    "actor": pgettext_lazy("what happened", "New organisation"),
}


@never_cache
@signed_in
@require_safe
def own_activity(request: HttpRequest) -> HttpResponse:
    """What happened on what one follows or has a part in, the latest first, `?page=` by page."""
    number = happening.page_number(request.GET.get("page", ""))
    found, has_more = happening.of_person(request.user, number)
    context = {
        "lines": [(one, LABELS[one.kind]) for one in found],
        "earlier": number + 1 if has_more else None,
        "later": number - 1 if number > 1 else None,
    }
    return render(request, "pages/own_activity.html", context)
