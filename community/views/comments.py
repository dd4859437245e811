"""What people read and say under an object of the site."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import comment_text, discussions, links
from community.comment_pages import Section, read_order
from community.discussions import Subject
from community.forms.comments import CommentForm, VisitorCommentForm
from community.models import Comment
from community.models.comments import LIKE, USEFUL
from community.permissions import can
from community.queries import comments as reads
from community.queries.comments import Reader
from community.states import CommentState
from community.workflow import comment_moderation
from community.workflow import comments as workflow
from core import limits
from core.errors import too_many_requests
from core.refusals import require
from core.signed_in import signed_in

COMMENTS_PER_HOUR = 20
REACTIONS_PER_HOUR = 300
REACTIONS = {"like": LIKE, "useful": USEFUL}


def object_or_404(request: HttpRequest, kind: str, key: str) -> tuple[Subject, Model]:
    """What is commented on, if this visitor may see it."""
    subject = discussions.named(kind)
    if subject is None:
        raise Http404
    try:
        return subject, get_object_or_404(subject.seen_by(request.user), **{subject.key: key})
    except (ValueError, TypeError, ValidationError) as error:  # the key is none of this kind
        raise Http404 from error


def comment_or_404(request: HttpRequest, uid: UUID) -> Comment:
    """A comment of something that this visitor may see, whatever became of it."""
    found = get_object_or_404(
        discussions.in_discussions(request.user).select_related("discussion", "user", "root"), uid=uid
    )
    discussions.note_seen(request.user, found.discussion)
    return found


@require_safe
def discussion(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All that is said about one object; `?order=` and `?page=`."""
    _subject, obj = object_or_404(request, kind, key)
    order = read_order(request)
    return _show(request, Section.of(request, obj, order=order, page=request.GET.get("page", 1), is_alone=True))


def _show(request: HttpRequest, section: Section, status: int = 200) -> HttpResponse:
    return render(request, "community/comments/page.html", {"section": section}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Say something about an object; a visitor without an account too, where the network wants it."""
    _subject, obj = object_or_404(request, kind, key)
    if not request.user.is_authenticated:
        return _write_as_visitor(request, obj)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        posted = _post(request, obj, form, None)
        if posted:
            return _posted(request, posted)
    return _form_page(request, Section.of(request, obj, form=form), form)


@signed_in
def _signed_in(_request: HttpRequest) -> HttpResponse:
    """Only asks to sign in; gives back what was typed."""
    raise Http404


def _write_as_visitor(request: HttpRequest, obj: Model) -> HttpResponse:
    found = discussions.discussion_of(obj)
    if not can(request.user, "comment_as_visitor", found):
        return _signed_in(request)
    form = VisitorCommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _post_as_visitor(request, obj, form):
        return redirect(discussions.address(found))
    return _form_page(request, Section.of(request, obj, form=form), form)


def _post_as_visitor(request: HttpRequest, obj: Model, form: VisitorCommentForm) -> bool:
    said = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
    if _is_too_often(request, form):
        return False
    try:
        workflow.post_as_visitor(
            obj=obj, visitor=request.user, now=timezone.now(), language=get_language(), **said
        )  # fmt: skip
    except workflow.Unfit as refusal:
        form.add_error("text", str(refusal.reason))
        return False
    messages.success(request, _("Open the mail that we have just sent you and confirm: nobody reads it before."))
    return True


def _post(request: HttpRequest, obj: Model, form: CommentForm, answers: Comment | None) -> Comment | None:
    """Store what is said; what cannot be taken is said in the form, which keeps the text."""
    if _is_too_often(request, form):
        return None
    try:
        return workflow.post(
            obj=obj, actor=request.user, text=form.cleaned_data["text"], now=timezone.now(), answers=answers,
            language=get_language(),
        )  # fmt: skip
    except workflow.Unfit as refusal:
        form.add_error("text", str(refusal.reason))
        return None


def _is_too_often(request: HttpRequest, form: CommentForm) -> bool:
    if limits.allows(request, "comment", times=COMMENTS_PER_HOUR, seconds=3600):
        return False
    form.add_error("text", _("You have written many comments in a short time. Your text is here: send it in an hour."))
    form.is_too_often = True
    return True


def _form_page(request: HttpRequest, section: Section, form: CommentForm, **more: object) -> HttpResponse:
    status = _status(form)
    if request.headers.get("HX-Request"):
        template = more.pop("part", "community/comments/form.html")
    else:
        template = "community/comments/write.html"
        more.pop("part", None)
    return _in_its_place(render(request, template, {"section": section, "form": form, **more}, status=status), more)


def _in_its_place(response: HttpResponse, more: dict) -> HttpResponse:
    """Tell htmx, which is about to put a new comment in a list, where a form that comes back belongs."""
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        answered = more.get("answered")
        response.headers["HX-Retarget"] = f"#answer-{answered.uid}" if answered else "#comment-form"
        response.headers["HX-Reswap"] = "innerHTML" if answered else "outerHTML"
    return response


def _status(form: CommentForm) -> int:
    if getattr(form, "is_too_often", False):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _posted(request: HttpRequest, comment: Comment, answered: Comment | None = None) -> HttpResponse:
    """The new comment in its place; without JavaScript, the page where it stands."""
    if not request.headers.get("HX-Request"):
        messages.success(request, _("Your comment is published."))
        return redirect("community:comment", uid=comment.uid)
    section = Section.of(request, comment.discussion.content_object, form=CommentForm())
    shown = reads.Shown(comment, section.reader)
    context = {"section": section, "shown": shown, "form": section.form, "answered": answered}
    return render(request, "community/comments/posted.html", context)


@require_safe
def comment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The lasting address of a comment: the page where it stands today."""
    found = comment_or_404(request, uid)
    number, anchor = reads.page_of(found), f"#comment-{found.uid}"
    if found.root_id:
        return redirect(f"{reverse('community:comment_thread', args=[found.root.uid])}?page={number}{anchor}")
    subject = discussions.subject_of(found.discussion)
    key = subject.key_of(found.discussion.content_object)
    return redirect(f"{reverse('community:discussion', args=[subject.name, key])}?order=oldest&page={number}{anchor}")


@require_safe
def thread(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One comment with all its answers."""
    first = comment_or_404(request, uid)
    if first.root_id:
        return redirect("community:comment", uid=uid)
    reader = Reader(request.user, first.discussion)
    shown, page = reads.thread(reader, first, request.GET.get("page"))
    section = Section.of(request, first.discussion.content_object, is_alone=True, reader=reader)
    return render(request, "community/comments/thread_page.html", {"section": section, "shown": shown, "page": page})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer what somebody said; an answer to an answer names its author."""
    found = comment_or_404(request, uid)
    if request.method != "POST":
        require(can(request.user, "answer", found))
    obj = found.discussion.content_object
    start = f"@{found.author_name} " if found.root_id and found.user_id != request.user.pk else ""
    form = CommentForm(request.POST or None, initial={"text": start}, auto_id=f"id_%s_{found.uid}")
    if request.method == "POST" and form.is_valid():
        posted = _post(request, obj, form, found)
        if posted:
            return _posted(request, posted, found)
    return _form_page(
        request, Section.of(request, obj, form=form), form, answered=found, part="community/comments/answer_form.html"
    )


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what one wrote a moment ago."""
    found = comment_or_404(request, uid)
    if request.method != "POST":
        require(can(request.user, "edit", found))
    form = CommentForm(request.POST or None, initial={"text": comment_text.typed(found.comment, _called(found))})
    if request.method == "POST" and form.is_valid():
        try:
            workflow.edit(
                comment=found, actor=request.user, text=form.cleaned_data["text"], now=timezone.now()
            )  # fmt: skip
        except workflow.Unfit as refusal:
            form.add_error("text", str(refusal.reason))
        else:
            messages.success(request, _("Your comment is changed."))
            return redirect("community:comment", uid=uid)
    section = Section.of(request, found.discussion.content_object)
    context = {"section": section, "form": form, "edited": found}
    return render(request, "community/comments/write.html", context, status=_status(form))


def _called(found: Comment):
    return found.mentions.select_related("person", "organisation")


@signed_in
@require_POST
def react(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that one likes a comment or finds it useful, or take it back."""
    found = comment_or_404(request, uid)
    flag = REACTIONS.get(request.POST.get("flag", ""))
    if flag is None:
        raise Http404
    if not limits.allows(request, "react", times=REACTIONS_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    workflow.react(comment=found, actor=request.user, flag=flag, now=timezone.now())
    return _back(request, found)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back what one wrote, after a question."""
    found = comment_or_404(request, uid)
    if request.method == "POST":
        comment_moderation.withdraw(comment=found, actor=request.user, now=timezone.now())
        messages.success(request, _("Your comment is withdrawn."))
        return redirect("community:comment", uid=uid)
    require(can(request.user, "withdraw", found))
    section = Section.of(request, found.discussion.content_object)
    shown = reads.Shown(found, section.reader)
    return render(request, "community/comments/withdraw.html", {"section": section, "shown": shown})


def _back(request: HttpRequest, found: Comment) -> HttpResponse:
    """The same comment as it now is; without JavaScript, the page where it stands."""
    if not request.headers.get("HX-Request"):
        return redirect("community:comment", uid=found.uid)
    fresh = comment_or_404(request, found.uid)
    reader = Reader(request.user, fresh.discussion)
    shown = reads.thread(reader, fresh, 1)[0] if fresh.root_id is None else reads.one(reader, fresh)
    return render(request, "community/comments/own.html", {"shown": shown, "section": Section(request, reader)})


@signed_in
@require_POST
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Be told of what is said about an object, or no longer."""
    _subject, obj = object_or_404(request, kind, key)
    is_wanted = request.POST.get("follow") == "yes"
    workflow.follow(obj=obj, actor=request.user, is_wanted=is_wanted)
    said = _("You will be told what is said here.") if is_wanted else _("You will no longer be told what is said here.")
    if request.headers.get("HX-Request"):
        context = {"section": Section.of(request, obj), "said": said}
        return render(request, "community/comments/followed.html", context)
    messages.success(request, said)
    if request.POST.get("back") == "mine":
        return redirect(f"{reverse('community:own_comments')}#followed")
    return redirect(f"{discussions.address(discussions.discussion_of(obj))}#comments")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page to which a visitor's mail leads: only its button confirms, since mail scanners follow links."""
    found = _unconfirmed(token)
    if found is None or not discussions.sees(request.user, found.discussion):
        return render(request, "community/link_ended.html", status=410)
    if request.method == "POST" and found.state == CommentState.UNCONFIRMED:
        workflow.confirm(comment=found, visitor=request.user, now=timezone.now())
        messages.success(request, _("Thank you: your comment is published."))
        return redirect("community:comment", uid=found.uid)
    is_done = found.state != CommentState.UNCONFIRMED
    return render(request, "community/comments/confirm.html", {"comment": found, "is_done": is_done})


def _unconfirmed(token: str) -> Comment | None:
    try:
        uid = links.read(links.COMMENT, token, workflow.UNCONFIRMED_KEPT)
    except links.LinkError:
        return None
    return Comment.objects.select_related("discussion").filter(uid=uid).first()
