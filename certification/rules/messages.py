"""Who reads what is said in a deliberation, and what may still be done with it, as values."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from certification.states import OURS, Audience, MessageState, Role
from community.rules.comments import may_still_edit

JUDGES = frozenset({Role.SEAT, Role.PANEL, Role.FACILITATOR})
WEIGHS = frozenset({Role.PAIR, *JUDGES})
KNOWS_SEATS = frozenset({Role.SEAT, Role.FACILITATOR})
KNOWS_VISITORS = frozenset({Role.PAIR, Role.FACILITATOR, *OURS})


class Reading(StrEnum):
    """How the words of a message are shown to somebody of its audience."""

    WHOLE = "whole"
    UNFOLDS = "unfolds"  # behind the reason for which it was folded
    NOTHING = "nothing"


def heard(roles: Collection[Role]) -> tuple[Audience, ...]:
    """The audiences to which somebody belongs who may read the file."""
    if Role.SEAT in roles:
        return tuple(Audience)
    is_near = bool({*roles} & {*OURS, *JUDGES})
    return (Audience.PUBLIC, Audience.APPLICANT) if is_near else (Audience.PUBLIC,)


def reading(state: str, roles: Collection[Role]) -> Reading:
    """What is left to read: whoever must weigh all that was said unfolds it, nobody reads what was withdrawn."""
    if state == MessageState.POSTED:
        return Reading.WHOLE
    return Reading.UNFOLDS if state == MessageState.FOLDED and {*roles} & WEIGHS else Reading.NOTHING


def may_still_change(at: datetime, now: datetime, *, is_answered: bool) -> bool:
    """Whether its author may correct it or take it back: for a moment, as long as nobody has answered."""
    return may_still_edit(at, now) and not is_answered


def played(
    ours: Collection[Role], named: Collection[Role], *, facilitates: bool, is_recused: bool, is_bound: bool
) -> frozenset[Role]:  # fmt: skip
    """What a person is to a file, from what is known of her or him: the rule of `permissions.roles_of`.

    Args:
        ours: what she or he does for the applicant.
        named: what the file made of her or him.
        facilitates: whether she or he is a facilitator.
        is_recused: whether something keeps her or him from judging, be it that nothing was declared yet.
        is_bound: whether something known binds her or him.
    """
    if ours:
        return frozenset(ours)
    judging = frozenset() if is_recused else frozenset(named)
    return judging | ({Role.FACILITATOR} if facilitates and not is_bound else frozenset())


def is_veiled(roles: Collection[Role], *, has_sat: bool, is_nameless: bool, visits: bool) -> bool:
    """Whether somebody's name is not for a reader with these roles: a college stands for it.

    Args:
        roles: of the reader.
        has_sat: whether she or he sits, or sat.
        is_nameless: whether it was without agreeing to be named.
        visits: whether she or he visits; those who were visited know her or him, other seats do not.
    """
    if is_nameless and not KNOWS_SEATS & {*roles}:
        return True
    return visits and not has_sat and not KNOWS_VISITORS & {*roles}
