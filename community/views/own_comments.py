"""What I said, and what I follow."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import following
from community.queries import own_comments
from core.signed_in import signed_in

PER_PAGE = 20


@never_cache
@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My comments, the latest first, and the discussions of which I am told."""
    page = Paginator(own_comments.said_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "said": own_comments.with_subjects(request.user, page.object_list),
        "followed": following.by_kind(request.user),
    }
    return render(request, "community/comments/mine.html", context)
