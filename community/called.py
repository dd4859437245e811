"""Whom one may call by “@” under an object: who has spoken there, who chose to have a page, published actors."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from accounts.models import User
from community import suggest
from community.member_pages import shown
from community.models import Actor, BlockedMember, Comment, Discussion
from community.rules.comments import fold
from community.states import CommentState
from community.suggest import Suggestion

MOST_READ = 40  # actors whose name has what is typed; more letters find the others


def known(discussion: Discussion, names: Collection[str]) -> dict[str, User | Actor]:
    """By folded name, those whom these names mean for sure; actors by the end of their address too."""
    return _people(discussion, {fold(name) for name in names}) | _actors(set(names))


def people(discussion: Discussion) -> QuerySet[User]:
    """Those who said something that everybody here reads, and those who chose to be shown under a name."""
    said = Comment.objects.filter(discussion=discussion.pk, state=CommentState.PUBLISHED).order_by()
    spoke = User.objects.filter(pk__in=said.values("user"), is_active=True)
    return spoke | shown().exclude(display_name="")


def _people(discussion: Discussion, wanted: set[str]) -> dict[str, User]:
    """Those whom nobody else's name could mean."""
    by_name = defaultdict(list)
    for one in people(discussion).only("uid", "display_name"):
        by_name[fold(one.get_full_name())].append(one.pk)
    keys = {name: by_name[name][0] for name in wanted if len(by_name.get(name, ())) == 1}
    whole = User.objects.in_bulk(keys.values()) if keys else {}
    return {name: whole[key] for name, key in keys.items()}


def _actors(names: set[str]) -> dict[str, Actor]:
    """Published actors of exactly these names; by the end of their address too, which nobody shares."""
    slugs = {name.lower() for name in names}
    found = Actor.objects.published().filter(Q(name__in=names) | Q(trade_name__in=names) | Q(slug__in=slugs))
    by_name, by_slug = defaultdict(list), {}
    for actor in found:
        by_name[fold(actor.public_name)].append(actor)
        by_slug[fold(actor.slug)] = actor
    return {name: actors[0] for name, actors in by_name.items() if len(actors) == 1} | by_slug


def suggestions(user: User, discussion: Discussion, typed: str) -> list[Suggestion]:
    """Whom somebody may mean who has typed so much; each call is one that the text would be read to mean.

    Args:
        user: who types. Those whom she or he has blocked are not offered; who has blocked her or him is, so that
            nothing tells.
        discussion: where it is typed.
        typed: see `suggest.typed_in`.
    """
    found = [*_people_like(user, discussion, typed), *_actors_like(typed)]
    calls = {call for one in found for call in _calls(one)}
    meant = known(discussion, calls) if calls else {}
    offered = [_offer(one, meant) for one in found]
    return suggest.nearest((one for one in offered if one), typed)


def _people_like(user: User, discussion: Discussion, typed: str) -> list[User]:
    blocked = BlockedMember.objects.filter(user=user).values("blocked")
    others = people(discussion).exclude(pk=user.pk).exclude(pk__in=blocked).only("uid", "display_name")
    return sorted(
        (one for one in others if suggest.is_meant(one.get_full_name(), typed)), key=lambda one: one.get_full_name()
    )[: suggest.MOST]


def _actors_like(typed: str) -> list[Actor]:
    like = Q(sort_name__startswith=typed) | Q(sort_name__contains=f" {typed}")
    return list(Actor.objects.published().filter(like).order_by("sort_name", "pk")[:MOST_READ])


def _calls(one: User | Actor) -> list[str]:
    """What may be written to call somebody, the plainest first."""
    found = [one.public_name, one.slug] if isinstance(one, Actor) else [one.get_full_name()]
    return [call for call in found if suggest.may_be_written(call)]


def _offer(one: User | Actor, meant: dict[str, User | Actor]) -> Suggestion | None:
    call = next((call for call in _calls(one) if meant.get(fold(call)) == one), None)
    if call is None:
        return None
    return Suggestion(one.public_name, call, one.city) if isinstance(one, Actor) else Suggestion(call, call)
