"""Comments under what a page shows: `{% comments object %}`."""

from django import template
from django.db.models import Model
from django.template import RequestContext
from django.utils.safestring import SafeString

from community import comment_text, discussions
from community.comment_pages import Section
from community.models import Comment
from community.queries.comments import Reader

register = template.Library()


@register.inclusion_tag("community/comments/section.html", takes_context=True)
def comments(context: RequestContext, obj: Model) -> dict:
    """What people say about an object, if this visitor may see it; in a preview, nothing."""
    request = context.get("request")
    is_shown = request is not None and not getattr(request, "is_preview", False)
    discussion = discussions.seen_discussion(request.user, obj) if is_shown else None
    if discussion is None:
        return {"section": None}
    section = Section(request, Reader(request.user, discussion))
    return {"section": section, "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("community/comments/link.html")
def comments_link(obj: Model, counts: dict[int, int]) -> dict:
    """The way to the comments on one object of a list, and how many they are."""
    subject = discussions.subject_for(type(obj))
    return {"kind": subject.name, "key": subject.key_of(obj), "label": subject.label(obj), "n": counts.get(obj.pk, 0)}


@register.filter
def comment_html(comment: Comment) -> SafeString:
    """The words of a comment, safe, with the names of those it calls."""
    return comment_text.html(comment.comment, comment.mentions.all())
