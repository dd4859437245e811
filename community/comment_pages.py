"""What a page shows under an object: its comments, a form, how to follow. The same on every page."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from community import conduct, discussions
from community.forms.comments import CommentForm
from community.models import Discussion
from community.permissions import can
from community.queries import comments as reads
from community.queries.comments import Reader
from core import asked
from core.permissions import Verdict


def read_order(request: HttpRequest) -> str:
    """The order that an address asks for; the newest first if it asks for none that we know."""
    order = asked.text(request, "order")
    return order if order in reads.ORDERS else "newest"


@dataclass
class Section:
    """The comments of one object, for one visitor."""

    request: HttpRequest
    reader: Reader
    form: forms.Form | None = None
    order: str = "newest"
    page: object = 1
    is_alone: bool = False  # on a page of their own, rather than under what is discussed

    @classmethod
    def of(cls, request: HttpRequest, obj: Model, *, reader: Reader | None = None, **chosen: object) -> "Section":
        """The section of an object that this visitor sees."""
        if reader is None:
            discussion = discussions.discussion_of(obj)
            discussion.content_object = obj
            discussions.note_seen(request.user, discussion)
            reader = Reader(request.user, discussion)
        return cls(request, reader, **chosen)

    @property
    def discussion(self) -> Discussion:
        """All that is said."""
        return self.reader.discussion

    @cached_property
    def address(self) -> str:
        """The page of the comments alone."""
        return self._reverse("discussion")

    @cached_property
    def write_url(self) -> str:
        """Where a comment is sent."""
        return self._reverse("comment_write")

    @cached_property
    def follow_url(self) -> str:
        """Where one says that one wants to be told."""
        return self._reverse("comment_follow")

    @cached_property
    def mentions_url(self) -> str:
        """Where the field asks whom one may call; "" for a visitor."""
        return self._reverse("comment_mentions") if self.reader.user.is_authenticated else ""

    @cached_property
    def object_url(self) -> str:
        """The page of what is discussed."""
        return discussions.address(self.discussion)

    @cached_property
    def label(self) -> str:
        """What is discussed."""
        return discussions.label(self.discussion)

    @cached_property
    def threads(self) -> Page:
        """One page of first comments with their answers."""
        return reads.threads(self.reader, self.order, self.page)

    @property
    def orders(self) -> list[tuple[str, object]]:
        """The orders that one may choose, each with its name."""
        return list(reads.ORDERS.items())

    @property
    def is_in_place(self) -> bool:
        """Whether a new comment comes first among those that are shown."""
        return self.order == "newest" and str(self.page) == "1"

    @property
    def count(self) -> int:
        """How many comments everybody here may read."""
        return self.discussion.comments

    @cached_property
    def may_comment(self) -> Verdict:
        """Whether this visitor may write, signed in."""
        return can(self.reader.user, "comment", self.discussion)

    @cached_property
    def may_comment_as_visitor(self) -> bool:
        """Whether one may write without an account."""
        is_visitor = not self.reader.user.is_authenticated
        is_possible = self.reader.subject.is_open and discussions.remembered_rules(self.request).comments_open
        return is_visitor and is_possible and bool(can(self.reader.user, "comment_as_visitor", self.discussion))

    @cached_property
    def new_form(self) -> forms.Form:
        """What was sent and came back, or an empty form."""
        return self.form if self.form is not None else CommentForm()

    @cached_property
    def is_followed(self) -> bool:
        """Whether this person is told what is said here."""
        return reads.follows(self.reader.user, self.discussion)

    @cached_property
    def conduct_url(self) -> str:
        """The code of conduct; "" where the network has none."""
        return conduct.url(self.request)

    def _reverse(self, name: str) -> str:
        key = self.reader.subject.key_of(self.discussion.content_object)
        return reverse(f"community:{name}", args=[self.reader.subject.name, key])
