"""The law of the community as tables: what may become of what, and by whom. Codes are stable.

Nothing else changes a state: `permissions.can` asks these rows, workflow functions obey them.
"""

from enum import StrEnum

from core.law import Law, Transition


class Publication(StrEnum):
    """Where an actor's page stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Freshness(StrEnum):
    """How much time has passed since somebody last said that a page is true."""

    FRESH = "fresh"
    DUE = "due"
    REMINDED = "reminded"
    REMINDED_TWICE = "reminded_twice"
    STALE = "stale"
    ARCHIVED = "archived"


class ReportState(StrEnum):
    """From the first word of a reporter to a facilitator's last."""

    UNCONFIRMED = "unconfirmed"  # a visitor's address is not proved yet
    OPEN = "open"
    ANSWERED = "answered"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class ClaimState(StrEnum):
    """Somebody says that an unclaimed page is theirs."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class InvitationState(StrEnum):
    """Somebody is asked to look after a page."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class AttestationState(StrEnum):
    """One actor says that it works with another."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class CheckState(StrEnum):
    """What members together say of a page that nobody has claimed."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    TO_CORRECT = "to_correct"
    REFUTED = "refuted"
    CONFLICT = "conflict"
    CLOSED = "closed"  # a facilitator concluded, or somebody claimed the page


class RecordState(StrEnum):
    """What became of a row of another directory."""

    LINKED = "linked"
    DUPLICATE = "duplicate"  # a person must say whether it is an actor that we know
    IGNORED = "ignored"


class CommentState(StrEnum):
    """Who may read a comment, from its first moment."""

    UNCONFIRMED = "unconfirmed"  # a visitor's address is not proved yet
    PUBLISHED = "published"
    HELD = "held"  # reported several times: only its author and facilitators read it until one decides
    WITHDRAWN = "withdrawn"  # by its author
    REMOVED = "removed"  # by a facilitator


class DiscussionState(StrEnum):
    """All that is said about one object."""

    OPEN = "open"


class Role(StrEnum):
    """What a person is to an object, as far as a rule asks."""

    VISITOR = "visitor"  # anybody, signed in or not
    MEMBER = "member"
    CONTRIBUTOR = "contributor"
    MANAGER = "manager"
    OTHER_MANAGER = "other_manager"  # manages the actor on the other side of an attestation
    AUTHOR = "author"  # has filed the report or the claim
    FACILITATOR = "facilitator"
    BEARER = "bearer"  # holds a signed link of a mail


ALL = tuple(Publication)
LIVE = (Publication.PUBLISHED,)
EDITABLE = (Publication.DRAFT, Publication.PUBLISHED)
SAID = (CommentState.PUBLISHED, CommentState.HELD)
OURS = (Role.CONTRIBUTOR, Role.MANAGER)
STAFF = (Role.MANAGER, Role.FACILITATOR)

LAW = Law(
    Transition("actor", "see", LIVE, None, (Role.VISITOR,)),
    Transition("actor", "see", ALL, None, (*OURS, Role.FACILITATOR)),
    Transition("actor", "edit", EDITABLE, None, (*OURS, Role.FACILITATOR)),
    Transition("actor", "see_private", ALL, None, (*OURS, Role.FACILITATOR)),
    Transition("actor", "see_history", ALL, None, (*OURS, Role.FACILITATOR)),
    Transition("actor", "publish", EDITABLE, Publication.PUBLISHED, STAFF),
    Transition("actor", "confirm", LIVE, None, (*STAFF, Role.BEARER)),
    Transition("actor", "correct", LIVE, None, (Role.FACILITATOR, Role.BEARER)),
    Transition("actor", "archive", LIVE, Publication.ARCHIVED, (*STAFF, Role.BEARER)),
    Transition("actor", "restore", (Publication.ARCHIVED,), Publication.PUBLISHED, STAFF),
    Transition("actor", "discard", (Publication.DRAFT,), None, STAFF),
    Transition("actor", "invite", EDITABLE, None, (Role.MANAGER, Role.FACILITATOR)),
    Transition("actor", "remove_person", ALL, None, (Role.MANAGER, Role.FACILITATOR)),
    Transition("actor", "leave", ALL, None, OURS),
    Transition("actor", "hand_over", ALL, None, (Role.MANAGER,)),
    Transition("actor", "claim", LIVE, None, (Role.MEMBER,)),
    Transition("actor", "report", LIVE, None, (Role.VISITOR,)),
    Transition("actor", "write_to", LIVE, None, (Role.VISITOR,)),
    Transition("actor", "attest", LIVE, None, (Role.MANAGER,)),
    Transition("actor", "check", LIVE, None, (Role.MEMBER,)),
    Transition("claim", "accept", (ClaimState.OPEN,), ClaimState.ACCEPTED, (Role.FACILITATOR,)),
    Transition("claim", "decline", (ClaimState.OPEN,), ClaimState.DECLINED, (Role.FACILITATOR,)),
    Transition("claim", "withdraw", (ClaimState.OPEN,), ClaimState.WITHDRAWN, (Role.AUTHOR,)),
    Transition("invitation", "accept", (InvitationState.OPEN,), InvitationState.ACCEPTED, (Role.BEARER,)),
    Transition("invitation", "withdraw", (InvitationState.OPEN,), InvitationState.WITHDRAWN, STAFF),
    Transition("report", "confirm", (ReportState.UNCONFIRMED,), ReportState.OPEN, (Role.BEARER,)),
    Transition(
        "report", "read", (ReportState.OPEN, ReportState.ANSWERED, ReportState.UPHELD, ReportState.DISMISSED), None,
        (*OURS, Role.AUTHOR, Role.FACILITATOR),
    ),
    Transition("report", "answer", (ReportState.OPEN,), ReportState.ANSWERED, (Role.MANAGER,)),
    Transition(
        "report", "uphold", (ReportState.OPEN, ReportState.ANSWERED), ReportState.UPHELD, (Role.FACILITATOR,)
    ),
    Transition(
        "report", "dismiss", (ReportState.OPEN, ReportState.ANSWERED), ReportState.DISMISSED, (Role.FACILITATOR,)
    ),
    Transition(
        "attestation", "accept", (AttestationState.PROPOSED,), AttestationState.ACCEPTED, (Role.OTHER_MANAGER,)
    ),
    Transition(
        "attestation", "decline", (AttestationState.PROPOSED,), AttestationState.DECLINED, (Role.OTHER_MANAGER,)
    ),
    Transition(
        "attestation", "withdraw", (AttestationState.PROPOSED, AttestationState.ACCEPTED), AttestationState.WITHDRAWN,
        (Role.MANAGER, Role.OTHER_MANAGER),
    ),
    Transition(
        "check", "conclude",
        (CheckState.OPEN, CheckState.CONFLICT, CheckState.TO_CORRECT, CheckState.REFUTED), CheckState.CLOSED,
        (Role.FACILITATOR,),
    ),
    Transition("discussion", "see", tuple(DiscussionState), None, (Role.VISITOR,)),
    Transition("discussion", "comment", (DiscussionState.OPEN,), None, (Role.MEMBER,)),
    Transition("discussion", "comment_as_visitor", (DiscussionState.OPEN,), None, (Role.VISITOR,)),
    Transition("discussion", "follow", (DiscussionState.OPEN,), None, (Role.MEMBER,)),
    Transition("comment", "confirm", (CommentState.UNCONFIRMED,), CommentState.PUBLISHED, (Role.BEARER,)),
    Transition("comment", "answer", (CommentState.PUBLISHED,), None, (Role.MEMBER,)),
    Transition("comment", "edit", SAID, None, (Role.AUTHOR,)),
    Transition("comment", "withdraw", SAID, CommentState.WITHDRAWN, (Role.AUTHOR,)),
    Transition("comment", "react", (CommentState.PUBLISHED,), None, (Role.MEMBER,)),
    Transition("comment", "report", (CommentState.PUBLISHED,), None, (Role.MEMBER,)),
    Transition("comment", "block", SAID, None, (Role.MEMBER,)),
    Transition("comment", "hold", (CommentState.PUBLISHED,), CommentState.HELD, (Role.FACILITATOR,)),
    Transition("comment", "keep", SAID, CommentState.PUBLISHED, (Role.FACILITATOR,)),
    Transition("comment", "remove", SAID, CommentState.REMOVED, (Role.FACILITATOR,)),
    Transition("remoterecord", "link", (RecordState.DUPLICATE,), RecordState.LINKED, (Role.FACILITATOR,)),
    Transition("remoterecord", "separate", (RecordState.DUPLICATE,), RecordState.LINKED, (Role.FACILITATOR,)),
    Transition("remoterecord", "ignore", (RecordState.DUPLICATE,), RecordState.IGNORED, (Role.FACILITATOR,)),
)  # fmt: skip
