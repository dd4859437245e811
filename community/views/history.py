"""What was published of an organisation, revision by revision, and the difference between any two."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import area_map
from community.forms.changes import describe
from community.queries.profile import present
from community.views.common import organisation_for
from core import asked
from core.signed_in import signed_in


@never_cache
@signed_in
@require_safe
def history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every revision, newest first; two of them can be chosen."""
    organisation = organisation_for(request, uid, "see_history")
    revisions = organisation.revisions.select_related("author").defer("content")
    return render(request, "community/history.html", {"actor": organisation, "revisions": revisions})


@never_cache
@signed_in
@require_safe
def revision(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The page as it was."""
    organisation = organisation_for(request, uid, "see_history")
    found = get_object_or_404(organisation.revisions, number=number)
    profile = present(found.profile)
    context = {
        "actor": organisation,
        "revision": found,
        "profile": profile,
        "area_map": area_map.draw(found.profile, profile.territories),
    }
    return render(request, "community/revision.html", context)


@never_cache
@signed_in
@require_safe
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What differs between the revisions `?old=` and `?new=`."""
    organisation = organisation_for(request, uid, "see_history")
    old, new = sorted(asked.number(request.GET, name) for name in ("old", "new"))
    pair = [get_object_or_404(organisation.revisions, number=number) for number in (old, new)]
    changes = describe(pair[0].profile, pair[1].profile)
    context = {"actor": organisation, "old": pair[0], "new": pair[1], "changes": changes}
    return render(request, "community/compare.html", context)
