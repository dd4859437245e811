"""What people are told about comments: each message declared once, each sent by `tell`, and only to who may read it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from community import comment_text, discussions, links
from community.models import BlockedMember, Comment
from community.notice import Topic, declare
from community.notifications import Notice, send

EXCERPT = 400  # characters

NOTICES = {
    "comment_posted": Notice(
        _("%(person)s has commented: %(about)s"),
        (_("You follow what is said about %(about)s. This is what %(person)s writes:"),),
        _("Read and answer"),
        quoted="text",
    ),
    "comment_answered": Notice(
        _("%(person)s has answered you: %(about)s"),
        (_("%(person)s answers what you said about %(about)s:"),),
        _("Read and answer"),
        quoted="text",
    ),
    "comment_mention": Notice(
        _("%(person)s mentions you: %(about)s"),
        (_("%(person)s mentions you in a comment about %(about)s:"),),
        _("Read and answer"),
        quoted="text",
    ),
    "comment_held": Notice(
        _("Your comment is hidden until a facilitator decides: %(about)s"),
        (
            _("Several people have reported what you wrote about %(about)s. You still see it, others do not."),
            _("A facilitator reads it and decides. You will be told; you have nothing to do."),
        ),
        _("See my comment"),
    ),
    "comment_to_judge": Notice(
        _("A comment waits for your decision: %(about)s"),
        (_("It was reported several times and is hidden until a facilitator decides."),),
        _("Read and decide"),
    ),
    "comment_kept": Notice(
        _("Your comment stays: %(about)s"),
        (_("Your comment about %(about)s was reported. A facilitator has read it: it stays. This is why:"),),
        _("See my comment"),
        quoted="message",
    ),
    "comment_removed": Notice(
        _("Your comment was removed: %(about)s"),
        (
            _("A facilitator has removed what you wrote about %(about)s. This is why:"),
            _("You may write again, in the spirit of the code of conduct."),
        ),
        _("See the page"),
        quoted="message",
    ),
    "comment_report_concluded": Notice(
        _("What came of your report: %(about)s"),
        (_("Thank you for having told us. A facilitator has read the comment about %(about)s, and says:"),),
        _("See the page"),
        quoted="message",
    ),
    "comment_to_confirm": Notice(
        _("Confirm your comment: %(about)s"),
        (
            _("Somebody, probably you, has written a comment about %(about)s with this address."),
            _("If it was you, press the button and confirm on the page. If not, do nothing: we forget it in a week."),
        ),
        _("Confirm my comment"),
    ),
}
declare(
    "community", NOTICES,
    {
        Topic.TALK: "comment_posted comment_answered comment_mention comment_held comment_kept comment_removed"
        " comment_report_concluded",
        Topic.FACILITATION: "comment_to_judge",
    },
    required="comment_removed",
)  # fmt: skip


def tell(kind: str, person: User, comment: Comment, /, *, url_name: str = "comment", **values: object) -> bool:
    """Tell one person of one event; whether they were told.

    Who may not see what is discussed, has left, or has blocked the author is never told of their words; nothing said
    in a deliberation goes by mail.
    """
    if not person.is_active or not discussions.sees(person, comment.discussion):
        return False
    if kind in SPEAKING and _has_blocked(person, comment):
        return False
    with override(person.language):
        url = reverse(f"community:{url_name}", args=[comment.uid])
        said = _values(comment) | values
    concerning = f"discussion:{comment.discussion_id}"
    send("community", kind, NOTICES[kind], to=person, url=url, concerning=concerning, **said)
    return True


SPEAKING = {"comment_posted", "comment_answered", "comment_mention"}


def ask_to_confirm(comment: Comment) -> None:
    """Write to a visitor: the page behind the link has the button that confirms."""
    url = reverse("community:comment_confirm", args=[links.sign(links.COMMENT, comment.uid)])
    about = discussions.label(comment.discussion)
    send("community", "comment_to_confirm", NOTICES["comment_to_confirm"], to=comment.user_email, url=url, about=about)


def _values(comment: Comment) -> dict[str, str]:
    is_process = discussions.subject_of(comment.discussion).is_process
    text = comment_text.plain(comment.comment, comment.mentions.select_related("person", "organisation"))
    return {
        "person": comment.author_name,
        "about": discussions.label(comment.discussion),
        "text": "" if is_process else text[:EXCERPT],
    }


def _has_blocked(person: User, comment: Comment) -> bool:
    return BlockedMember.objects.filter(Q(user=person, blocked=comment.user_id)).exists()
