"""Who may do what: the table of `states`, the grants of guardian, and a few conditions. Nobody else decides.

What a page shows as buttons asks the same function as the workflow.
"""

from collections.abc import Callable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import FACILITATOR, has_role
from community import discussions
from community.models import Actor, ActorUserObjectPermission, ArchiveReason, Comment, Discussion, PersonRole
from community.rules.comments import may_still_edit
from community.states import LAW, CheckState, ClaimState, ReportState, Role
from core.memory import remembered
from core.permissions import YES, Verdict, Visitor

NOT_YOURS = Verdict(False, _("This is not for you to do. Ask those who look after this page, or a facilitator."))
SIGN_IN = Verdict(False, _("Sign in first."))
NOT_NOW = Verdict(False, _("This can no longer be done: somebody may have done it just before you."), is_untimely=True)
CLAIMED = Verdict(False, _("Somebody already looks after this page. Write to them, or report what is wrong."))
ALREADY_ASKED = Verdict(False, _("You have already asked for this page. A facilitator will answer you."))
LAST_MANAGER = Verdict(False, _("You are the last manager. Hand the page over to somebody before you leave."))
NO_CHECK = Verdict(False, _("Members are not asked about this page at the moment."))
ALREADY_SAID = Verdict(False, _("You have already said what you know of this page."))
OWN_ENTRY = Verdict(False, _("You have added this page yourself: others must confirm it."))
INTERESTED = Verdict(False, _("You have an interest in this: another facilitator must conclude."))
FACILITATORS_DECIDE = Verdict(
    False, _("A facilitator took this page off the lists: only a facilitator can put it back.")
)
TOO_LATE = Verdict(False, _("A comment can be changed for fifteen minutes. You can still answer it."), is_untimely=True)
OWN_COMMENT = Verdict(False, _("This comment is yours."))
ALREADY_REPORTED = Verdict(False, _("You have already reported this comment. A facilitator will answer you."))
NOTHING_REPORTED = Verdict(False, _("Nobody has reported this comment."), is_untimely=True)
NO_FORM = Verdict(False, _("This organisation does not receive messages through the site."))


def can(user: Visitor, action: str, obj: models.Model, *, bearer: bool = False) -> Verdict:
    """Whether `user` may do `action` to `obj` now.

    Args:
        user: a person, or an anonymous visitor.
        action: a code of `states.LAW`.
        obj: an actor, or something about one.
        bearer: the person holds a signed link made for this very action.
    """
    kind = obj._meta.model_name
    table = LAW.rows(kind, action)
    roles = roles_of(user, obj) | ({Role.BEARER} if bearer else set())
    mine = [row for row in table if roles & set(row.who)]
    if not mine:
        is_for_members = any(Role.MEMBER in row.who for row in table)
        return SIGN_IN if is_for_members and not user.is_authenticated else NOT_YOURS
    if not any(obj.state in row.states for row in mine):
        return NOT_NOW
    condition = CONDITIONS.get((kind, action))
    return condition(user, obj) if condition else YES


def is_facilitator(user: Visitor) -> bool:
    """Whether a person is a facilitator; asked once per request."""
    if not hasattr(user, "_is_facilitator"):
        user._is_facilitator = user.is_active and (user.is_superuser or has_role(user, FACILITATOR))  # noqa: SLF001
    return user._is_facilitator  # noqa: SLF001


def roles_of(user: Visitor, obj: models.Model) -> set[Role]:
    """Everything that a person is to an object."""
    roles = {Role.VISITOR}
    if not user.is_authenticated or not user.is_active:
        return roles
    roles.add(Role.MEMBER)
    if is_facilitator(user):
        roles.add(Role.FACILITATOR)
    return roles | ROLES[obj._meta.model_name](user, obj)


@remembered
def grants(user: Visitor, actor: Actor) -> set[Role]:
    """What guardian says of a person and an actor."""
    if not user.is_authenticated:
        return set()
    rows_ = ActorUserObjectPermission.objects.filter(user=user, content_object=actor)
    named = {PersonRole.MANAGER: Role.MANAGER, PersonRole.CONTRIBUTOR: Role.CONTRIBUTOR}
    return {named[codename] for codename in rows_.values_list("permission__codename", flat=True) if codename in named}


def _on_actor_of(user: Visitor, obj: models.Model) -> set[Role]:
    return grants(user, obj.actor)


def _with_author(user: Visitor, obj: models.Model) -> set[Role]:
    return grants(user, obj.actor) | ({Role.AUTHOR} if obj.user_id == user.pk else set())


def _of_attestation(user: Visitor, obj: models.Model) -> set[Role]:
    manages_other = Role.MANAGER in grants(user, obj.subject)
    own = grants(user, obj.author) & {Role.MANAGER}
    return own | ({Role.OTHER_MANAGER} if manages_other else set())


def _none(_user: Visitor, _obj: models.Model) -> set[Role]:
    return set()


def _of_comment(user: Visitor, obj: Comment) -> set[Role]:
    return {Role.AUTHOR} if obj.user_id == user.pk else set()


ROLES: dict[str, Callable[[Visitor, models.Model], set[Role]]] = {
    "actor": grants,
    "claim": _with_author,
    "report": _with_author,
    "invitation": _on_actor_of,
    "attestation": _of_attestation,
    "check": _on_actor_of,
    "remoterecord": _none,
    "discussion": _none,
    "comment": _of_comment,
}


def _may_claim(user: Visitor, actor: Actor) -> Verdict:
    if actor.is_claimed:
        return CLAIMED
    return ALREADY_ASKED if actor.claims.filter(user=user, state=ClaimState.OPEN).exists() else YES


def _may_leave(user: Visitor, actor: Actor) -> Verdict:
    if Role.MANAGER not in grants(user, actor):
        return YES
    others = actor.user_permissions.filter(permission__codename=PersonRole.MANAGER, user__is_active=True)
    others = others.exclude(user=user)
    return YES if others.exists() else LAST_MANAGER


def _may_check(user: Visitor, actor: Actor) -> Verdict:
    if actor.is_claimed:
        return CLAIMED
    check = actor.checks.filter(state=CheckState.OPEN).first()
    if check is None:
        return NO_CHECK
    if _has_written(user, actor):
        return OWN_ENTRY
    return ALREADY_SAID if check.answers.filter(user=user).exists() else YES


def _has_written(user: Visitor, actor: Actor) -> bool:
    """Whether what is to be checked is this person's own word: added, edited, or corrected after their report."""
    latest = actor.revisions.first()
    if actor.created_by_id == user.pk or (latest and latest.author_id == user.pk):
        return True
    return actor.reports.filter(user=user, state=ReportState.UPHELD).exists()


def _may_restore(user: Visitor, actor: Actor) -> Verdict:
    is_theirs = actor.archived_reason in {ArchiveReason.REFUTED, ArchiveReason.DUPLICATE}
    return FACILITATORS_DECIDE if is_theirs and not is_facilitator(user) else YES


def _may_write_to(_user: Visitor, actor: Actor) -> Verdict:
    if not actor.has_contact_form:
        return NO_FORM
    reachable = actor.public_email or actor.private_email or actor.is_claimed
    return YES if reachable else NO_FORM


def _has_no_interest(user: Visitor, obj: models.Model) -> Verdict:
    is_author = getattr(obj, "user_id", None) == user.pk
    return INTERESTED if is_author or grants(user, obj.actor) else YES


def _sees(user: Visitor, obj: Discussion | Comment) -> Verdict:
    discussion = obj if isinstance(obj, Discussion) else obj.discussion
    return YES if discussions.sees(user, discussion) else NOT_YOURS


def _may_comment(user: Visitor, obj: Discussion | Comment) -> Verdict:
    seen = _sees(user, obj)
    discussion = obj if isinstance(obj, Discussion) else obj.discussion
    subject = discussions.subject_of(discussion)
    return subject.may_post(user, discussion.content_object) if seen else seen


def _may_comment_as_visitor(user: Visitor, obj: Discussion) -> Verdict:
    if not discussions.is_open_to_visitors(obj):
        return SIGN_IN
    return _may_comment(user, obj)


def _may_edit(user: Visitor, obj: Comment) -> Verdict:
    return _sees(user, obj) if may_still_edit(obj.submit_date, timezone.now()) else TOO_LATE


def _is_of_another(user: Visitor, obj: Comment) -> Verdict:
    return OWN_COMMENT if obj.user_id == user.pk else _sees(user, obj)


def _may_report_comment(user: Visitor, obj: Comment) -> Verdict:
    verdict = _is_of_another(user, obj)
    if verdict and obj.reports.filter(user=user, concluded_at=None).exists():
        return ALREADY_REPORTED
    return verdict


def _may_block(user: Visitor, obj: Comment) -> Verdict:
    return _is_of_another(user, obj) if obj.user_id else NOT_YOURS


def _may_remove_comment(user: Visitor, obj: Comment) -> Verdict:
    is_involved = obj.user_id == user.pk or obj.reports.filter(user=user).exists()
    return INTERESTED if is_involved else _sees(user, obj)


def _may_keep_comment(user: Visitor, obj: Comment) -> Verdict:
    is_reported = obj.reports.filter(concluded_at=None).exists()
    return _may_remove_comment(user, obj) if is_reported else NOTHING_REPORTED


CONDITIONS: dict[tuple[str, str], Callable[[Visitor, models.Model], Verdict]] = {
    ("actor", "claim"): _may_claim,
    ("actor", "leave"): _may_leave,
    ("actor", "restore"): _may_restore,
    ("actor", "check"): _may_check,
    ("actor", "write_to"): _may_write_to,
    ("report", "uphold"): _has_no_interest,
    ("report", "dismiss"): _has_no_interest,
    ("claim", "accept"): _has_no_interest,
    ("claim", "decline"): _has_no_interest,
    ("discussion", "see"): _sees,
    ("discussion", "comment"): _may_comment,
    ("discussion", "comment_as_visitor"): _may_comment_as_visitor,
    ("discussion", "follow"): _sees,
    ("comment", "answer"): _may_comment,
    ("comment", "edit"): _may_edit,
    ("comment", "withdraw"): _sees,
    ("comment", "react"): _is_of_another,
    ("comment", "report"): _may_report_comment,
    ("comment", "block"): _may_block,
    ("comment", "hold"): _sees,
    ("comment", "keep"): _may_keep_comment,
    ("comment", "remove"): _may_remove_comment,
}


def own_organisations(user: User) -> models.QuerySet:
    """Keys of the organisations of which a person looks after the page."""
    return ActorUserObjectPermission.objects.filter(user=user).values("content_object")
