"""The law of the process as tables: what may become of what, and by whom. Codes are stable.

Nothing else changes a state: `permissions.can` asks these rows, workflow functions obey them, the diagram in the
documentation is drawn from them.
"""

from enum import StrEnum

from core.law import Law, Transition


class MandateState(StrEnum):
    """The right of a member to sit for a college."""

    REQUESTED = "requested"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


class ApplicationState(StrEnum):
    """One actor's file, from draft to decision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENING = "screening"
    VISIT = "visit"
    OPINION = "opinion"
    DELIBERATION = "deliberation"
    RECONCILIATION = "reconciliation"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class VisitState(StrEnum):
    """The field visit by a pair."""

    APPOINTED = "appointed"
    DATED = "dated"
    REPORTED = "reported"
    SIGNED = "signed"
    REPLACED = "replaced"  # another pair was appointed


class RoundState(StrEnum):
    """One deliberation: sealed opinions, discussion, positions."""

    OPEN = "open"
    CLOSED = "closed"
    NO_QUORUM = "no_quorum"
    VOID = "void"


class ObjectionState(StrEnum):
    """An objection has a life of its own, longer than a round."""

    FILED = "filed"
    RETURNED = "returned"  # something that an objection must say is missing
    ADMITTED = "admitted"
    ANSWERED = "answered"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What a decision says."""

    GRANTED = "granted"
    GRANTED_WITH_CONDITIONS = "granted_with_conditions"
    DEFERRED = "deferred"
    REFUSED = "refused"


class ConditionState(StrEnum):
    """Something to be done by a date."""

    OPEN = "open"
    PROVED = "proved"  # the actor says that it is done, and shows how
    MET = "met"
    WAIVED = "waived"


class CertificateState(StrEnum):
    """What a granted decision gives."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    RENOUNCED = "renounced"
    WITHDRAWN = "withdrawn"


LIVE_CERTIFICATE = (CertificateState.ACTIVE, CertificateState.SUSPENDED)  # until it ends


class AppealState(StrEnum):
    """A second look by people who took no part."""

    FILED = "filed"
    PANEL = "panel"
    CONCLUDED = "concluded"


class Audience(StrEnum):
    """Who reads a message of a deliberation."""

    PUBLIC = "public"
    APPLICANT = "applicant"  # the applicant and the seats
    SEATS = "seats"


class MessageState(StrEnum):
    """Who may read the words of a message."""

    POSTED = "posted"
    FOLDED = "folded"  # by a facilitator: who must weigh it still unfolds it
    WITHDRAWN = "withdrawn"  # by its author: nobody reads it any more


class Role(StrEnum):
    """What a person is to a file, as far as a rule asks."""

    VISITOR = "visitor"  # anybody, signed in or not
    MEMBER = "member"
    CONTRIBUTOR = "contributor"  # writes for the actor
    APPLICANT = "applicant"  # manages the actor
    FACILITATOR = "facilitator"
    COLLEGE = "college"  # sits for the college that is concerned
    OWNER = "owner"  # of a mandate, an objection, an opinion, a message
    PAIR = "pair"  # appointed to visit
    SEAT = "seat"  # sits in the round, and is not recused
    PANEL = "panel"  # sits in the appeal's panel
    SYSTEM = "system"  # the clock


A, V, R, OB = ApplicationState, VisitState, RoundState, ObjectionState
UNDECIDED = (A.DRAFT, A.SUBMITTED, A.SCREENING, A.VISIT, A.OPINION, A.DELIBERATION, A.RECONCILIATION)
FROZEN = (A.SUBMITTED, A.SCREENING, A.VISIT, A.OPINION, A.DELIBERATION, A.RECONCILIATION)
OURS = (Role.CONTRIBUTOR, Role.APPLICANT)

APPLICATION = (
    Transition("application", "see", tuple(A), None, (*OURS, Role.FACILITATOR)),
    Transition("application", "read_file", FROZEN, None, (Role.PAIR, Role.SEAT, Role.PANEL, *OURS, Role.FACILITATOR)),
    Transition("application", "read_file", (A.DECIDED,), None, (Role.SEAT, Role.PANEL, *OURS, Role.FACILITATOR)),
    Transition("application", "edit", (A.DRAFT,), None, OURS),
    Transition("application", "sign", (A.DRAFT,), None, (Role.APPLICANT,)),
    Transition("application", "submit", (A.DRAFT,), A.SUBMITTED, (Role.APPLICANT,)),
    Transition("application", "discard", (A.DRAFT,), None, (Role.APPLICANT,)),
    Transition("application", "screen", (A.SUBMITTED,), A.SCREENING, (Role.FACILITATOR,)),
    Transition("application", "send_back", (A.SCREENING,), A.DRAFT, (Role.FACILITATOR,)),
    Transition("application", "admit", (A.SCREENING,), A.VISIT, (Role.FACILITATOR,)),
    Transition("application", "appoint", (A.VISIT,), None, (Role.FACILITATOR,)),
    Transition("application", "open_opinion", (A.VISIT,), A.OPINION, (Role.FACILITATOR,)),
    Transition("application", "give_opinion", (A.OPINION,), None, (Role.MEMBER,)),
    Transition("application", "declare_interest", (*FROZEN, A.DECIDED), None, (Role.MEMBER,)),
    Transition("application", "open_round", (A.OPINION, A.RECONCILIATION), A.DELIBERATION, (Role.FACILITATOR,)),
    Transition("application", "reconcile", (A.DELIBERATION,), A.RECONCILIATION, (Role.SYSTEM, Role.FACILITATOR)),
    Transition("application", "decide", (A.DELIBERATION,), A.DECIDED, (Role.SYSTEM, Role.FACILITATOR)),
    Transition("application", "withdraw", UNDECIDED, A.WITHDRAWN, (Role.APPLICANT,)),
    Transition("application", "talk", (A.OPINION, A.DELIBERATION, A.RECONCILIATION), None,
               (Role.SEAT, Role.FACILITATOR, *OURS)),
    Transition("application", "talk_among_seats", (A.DELIBERATION, A.RECONCILIATION), None, (Role.SEAT,)),
    Transition("application", "follow", (A.OPINION, A.DELIBERATION, A.RECONCILIATION), None,
               (Role.PAIR, Role.SEAT, Role.FACILITATOR, *OURS)),
    Transition("application", "reopen", (A.DECIDED,), A.RECONCILIATION, (Role.PANEL, Role.SYSTEM)),
    Transition("application", "appeal", (A.DECIDED,), None, (Role.APPLICANT,)),
    Transition("application", "correct_decision", (A.DECIDED,), None, (Role.FACILITATOR,)),
)  # fmt: skip

MANDATE = (
    Transition("mandate", "confirm", (MandateState.REQUESTED,), MandateState.ACTIVE, (Role.FACILITATOR, Role.COLLEGE)),
    Transition("mandate", "decline", (MandateState.REQUESTED,), MandateState.DECLINED, (Role.FACILITATOR,)),
    Transition("mandate", "end", (MandateState.REQUESTED, MandateState.ACTIVE), MandateState.ENDED,
               (Role.OWNER, Role.FACILITATOR, Role.SYSTEM)),
    Transition("mandate", "show_name", (MandateState.REQUESTED, MandateState.ACTIVE), None, (Role.OWNER,)),
)  # fmt: skip

VISIT = (
    Transition("visit", "sign_confidentiality", (V.APPOINTED, V.DATED), None, (Role.PAIR,)),
    Transition("visit", "propose_dates", (V.APPOINTED, V.DATED), None, (Role.PAIR, Role.APPLICANT)),
    Transition("visit", "agree_date", (V.APPOINTED, V.DATED), V.DATED, (Role.PAIR, Role.APPLICANT)),
    Transition("visit", "write_report", (V.DATED, V.REPORTED), V.REPORTED, (Role.PAIR,)),
    Transition("visit", "sign_report", (V.REPORTED,), None, (Role.PAIR,)),
    Transition("visit", "close_report", (V.REPORTED,), V.SIGNED, (Role.SYSTEM,)),
    Transition("visit", "reply", (V.SIGNED,), None, (Role.APPLICANT,)),
    Transition("visit", "replace", (V.APPOINTED, V.DATED, V.REPORTED), V.REPLACED, (Role.FACILITATOR,)),
)

ROUND = (
    Transition("round", "see_seats", tuple(R), None, (Role.SEAT, Role.FACILITATOR)),
    Transition("round", "write_grid", (R.OPEN,), None, (Role.SEAT,)),
    Transition("round", "submit_grid", (R.OPEN,), None, (Role.SEAT,)),
    Transition("round", "take_position", (R.OPEN,), None, (Role.SEAT,)),
    Transition("round", "extend", (R.OPEN,), None, (Role.SYSTEM, Role.FACILITATOR)),
    Transition("round", "close", (R.OPEN,), R.CLOSED, (Role.SYSTEM, Role.FACILITATOR)),
    Transition("round", "give_up", (R.OPEN,), R.NO_QUORUM, (Role.SYSTEM,)),
    Transition("round", "reopen", (R.NO_QUORUM,), R.OPEN, (Role.FACILITATOR,)),
    Transition("round", "call_alternates", (R.OPEN, R.NO_QUORUM), None, (Role.FACILITATOR,)),
    Transition("round", "void", (R.OPEN, R.NO_QUORUM), R.VOID, (Role.SYSTEM, Role.FACILITATOR)),
)

OBJECTION = (
    Transition("objection", "amend", (OB.FILED, OB.RETURNED), OB.FILED, (Role.OWNER,)),
    Transition("objection", "admit", (OB.FILED,), OB.ADMITTED, (Role.FACILITATOR,)),
    Transition("objection", "send_back", (OB.FILED,), OB.RETURNED, (Role.FACILITATOR,)),
    Transition("objection", "answer", (OB.ADMITTED, OB.ANSWERED), OB.ANSWERED,
               (*OURS, Role.FACILITATOR)),
    Transition("objection", "lift", (OB.ADMITTED, OB.ANSWERED), OB.LIFTED, (Role.OWNER,)),
    Transition("objection", "withdraw", (OB.FILED, OB.RETURNED, OB.ADMITTED, OB.ANSWERED), OB.WITHDRAWN, (Role.OWNER,)),
)  # fmt: skip

CONDITION = (
    Transition("condition", "see_proof", tuple(ConditionState), None, (Role.OWNER, Role.FACILITATOR, *OURS)),
    Transition("condition", "prove", (ConditionState.OPEN, ConditionState.PROVED), ConditionState.PROVED, OURS),
    Transition("condition", "send_back", (ConditionState.PROVED,), ConditionState.OPEN, (Role.OWNER, Role.FACILITATOR)),
    Transition("condition", "verify", (ConditionState.PROVED,), ConditionState.MET, (Role.OWNER, Role.FACILITATOR)),
    Transition("condition", "waive", (ConditionState.OPEN, ConditionState.PROVED), ConditionState.WAIVED,
               (Role.FACILITATOR,)),
)  # fmt: skip

C = CertificateState
CERTIFICATE = (
    Transition("certificate", "see", tuple(C), None, (Role.VISITOR,)),
    Transition("certificate", "suspend", (C.ACTIVE,), C.SUSPENDED, (Role.FACILITATOR, Role.SYSTEM)),
    Transition("certificate", "drop_suspension", (C.ACTIVE,), None, (Role.FACILITATOR, Role.SYSTEM)),
    Transition("certificate", "support_suspension", (C.ACTIVE, C.SUSPENDED), None, (Role.COLLEGE,)),
    Transition("certificate", "confirm_suspension", (C.SUSPENDED,), None, (Role.FACILITATOR,)),
    Transition("certificate", "reinstate", (C.SUSPENDED,), C.ACTIVE, (Role.FACILITATOR, Role.SYSTEM)),
    Transition("certificate", "renounce", (C.ACTIVE, C.SUSPENDED), C.RENOUNCED, (Role.APPLICANT,)),
    Transition("certificate", "withdraw", (C.ACTIVE, C.SUSPENDED), C.WITHDRAWN, (Role.FACILITATOR, Role.SYSTEM)),
    Transition("certificate", "expire", (C.ACTIVE, C.SUSPENDED), C.EXPIRED, (Role.SYSTEM,)),
    Transition("certificate", "prolong", (C.ACTIVE, C.SUSPENDED), None, (Role.SYSTEM, Role.FACILITATOR)),
    Transition("certificate", "renew", (C.ACTIVE, C.SUSPENDED, C.EXPIRED), None, (Role.APPLICANT,)),
)

APPEAL = (
    Transition("appeal", "convene", (AppealState.FILED,), AppealState.PANEL, (Role.FACILITATOR,)),
    Transition("appeal", "vote", (AppealState.PANEL,), None, (Role.PANEL,)),
    Transition("appeal", "conclude", (AppealState.PANEL,), AppealState.CONCLUDED, (Role.FACILITATOR, Role.SYSTEM)),
)

M = MessageState
IN_TALK = (Role.SEAT, Role.FACILITATOR, *OURS)
MESSAGE = (
    Transition("message", "read", tuple(M), None, (Role.PAIR, Role.SEAT, Role.PANEL, Role.FACILITATOR, *OURS)),
    Transition("message", "answer", (M.POSTED,), None, IN_TALK),
    Transition("message", "edit", (M.POSTED,), None, (Role.OWNER,)),
    Transition("message", "withdraw", (M.POSTED,), M.WITHDRAWN, (Role.OWNER,)),
    Transition("message", "mark_useful", (M.POSTED,), None, IN_TALK),
    Transition("message", "report", (M.POSTED,), None, (Role.PAIR, Role.SEAT, Role.PANEL, Role.FACILITATOR, *OURS)),
    Transition("message", "keep", (M.POSTED,), None, (Role.FACILITATOR,)),
    Transition("message", "fold", (M.POSTED,), M.FOLDED, (Role.FACILITATOR,)),
)

LAW = Law(*APPLICATION, *MANDATE, *VISIT, *ROUND, *OBJECTION, *CONDITION, *CERTIFICATE, *APPEAL, *MESSAGE)
