"""What people do with a search: keep it, have it told what is new, forget it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from community.rules import delivery
from community.rules.delivery import Channel
from community.telling import absolute
from core import mail
from core.refusals import Refused
from search import sources
from search.documents import Document
from search.models import HowOften, SavedSearch
from search.models.saved import LONGEST_QUERY
from search.rules import news

MOST_SAVED, MOST_SHOWN = 30, 10  # searches of one person; answers of one search in a mail
SALT, ALL = "search.stop", "all"
Found = Sequence[str] | None  # None: there was no index to look in


@transaction.atomic
def keep(*, owner: User, query: str, name: str, how_often: str, found: Found, now: datetime) -> SavedSearch:
    """Keep a query; one that is kept already is changed.

    Args:
        query: its identity (`queries.elsewhere.identity`).
        found: what it finds now, which is never told as new.

    Raises:
        Refused: it is too long, or the person keeps too many.
    """
    if len(query) > LONGEST_QUERY:
        raise Refused(_("This search is too long to be kept: use fewer filters."))
    User.objects.select_for_update().get(pk=owner.pk)  # two at once would each find room for one
    mine = SavedSearch.objects.filter(owner=owner)
    if search := mine.filter(query=query).first():
        return change(search=search, name=name, how_often=how_often, found=found, now=now)
    if mine.count() >= MOST_SAVED:
        raise Refused(_("You keep thirty searches already: take one away first."))
    search = SavedSearch(owner=owner, query=query, name=name)
    _alert(search, how_often, found, now)
    search.save()
    return search


@transaction.atomic
def change(*, search: SavedSearch, name: str, how_often: str, found: Found, now: datetime) -> SavedSearch:
    """Call a search otherwise, and tell its news otherwise; an alert that begins knows what is found now."""
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    search.name = name
    if how_often != search.how_often:
        _alert(search, how_often, found, now)
    search.save()
    return search


def _alert(search: SavedSearch, how_often: str, found: Found, now: datetime) -> None:
    """Begin an alert, tell it on other days, or end it."""
    if search.how_often == HowOften.NEVER:
        search.known = None if found is None else news.known_after((), found)
        search.is_too_wide = found is not None and news.is_too_wide(found)
    search.how_often, search.due_at = how_often, _next(how_often, now)


def _next(how_often: str, now: datetime) -> datetime | None:
    """The next morning at which it is looked at, with the digests."""
    if how_often == HowOften.NEVER:
        return None
    return delivery.digest_at(now, Channel(how_often), timezone.get_default_timezone())


def forget(*, search: SavedSearch) -> None:
    """Keep a search no more."""
    search.delete()


@transaction.atomic
def tell(*, owner: User, found: Mapping[int, Sequence[str]], now: datetime) -> bool:
    """Write to a person what is new in her or his searches, in one mail; whether there was anything.

    What a search finds joins what is known of it here, with the mail. The rows are held, so that two workers at once
    write one mail.

    Args:
        found: what each search (by primary key) finds now, `MOST_FOUND` and one more at most.
    """
    rows = SavedSearch.objects.select_for_update(of=("self",)).select_related("owner")
    due = list(rows.filter(owner=owner, pk__in=found, due_at__lte=now))
    fresh = {search.pk: news.news(search.known, found[search.pk]) for search in due}
    with override(owner.language):
        documents = sources.present(one for ids in fresh.values() for one in ids)
        told = [_look(search, found[search.pk], fresh[search.pk], documents, now) for search in due]
    SavedSearch.objects.bulk_update(due, ["known", "is_too_wide", "due_at", "told_at"])
    told = [one for one in told if one]
    if told:
        mail.send("search/alert", to=owner, context=_context(owner, told), headers=_stop_headers(owner))
    return bool(told)


def _look(
    search: SavedSearch, found: Sequence[str], fresh: Sequence[str], documents: Mapping[str, Document], now: datetime
) -> dict | None:
    """Note what a search finds; what a mail says of it, if there is anything to say.

    What the public can no longer see is in the index for a moment more: it is neither told nor known.
    """
    hidden = set(fresh) - documents.keys()
    begins_to_be_wide = news.is_too_wide(found) and not search.is_too_wide
    shown = [documents[one] for one in fresh if one in documents]
    search.known = news.known_after(search.known, [one for one in found if one not in hidden])
    search.is_too_wide, search.due_at = news.is_too_wide(found), _next(search.how_often, now)
    if not shown and not begins_to_be_wide:
        return None
    search.told_at = now
    return _said(search, shown)


def _said(search: SavedSearch, documents: Sequence[Document]) -> dict:
    answers = [
        {"title": one.texts["title"], "text": one.texts.get("summary", ""), "url": absolute(one.url)}
        for one in documents[:MOST_SHOWN]
    ]
    return {
        "name": search.name, "count": len(documents), "answers": answers, "more": len(documents) - len(answers),
        "is_too_wide": search.is_too_wide, "url": absolute(f"{reverse('search:results')}?{search.query}"),
        "stop_url": stop_url(search.owner, str(search.uid)),
    }  # fmt: skip


def _context(owner: User, told: Sequence[dict]) -> dict:
    with override(owner.language):
        return {
            "told": told, "count": sum(one["count"] for one in told), "stop_all_url": stop_url(owner, ALL),
            "mine_url": absolute(reverse("searches:mine")), "most": news.MOST_FOUND,
        }  # fmt: skip


def stop_url(owner: User, which: str) -> str:
    """Where a person ends the alert of one search, by its uid, or of "all", without signing in."""
    token = signing.dumps([str(owner.uid), which], salt=SALT, compress=True)
    return absolute(reverse("searches:stop", args=[token]))


def _stop_headers(owner: User) -> dict[str, str]:
    """One click in the mail program ends all the alerts (RFC 8058)."""
    return {"List-Unsubscribe": f"<{stop_url(owner, ALL)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def holder(token: str) -> tuple[User, SavedSearch | None]:
    """Whom a link was made for, and for which search; None for all of them.

    Raises:
        Refused: it is not one of ours, or the search is no longer kept.
    """
    try:
        uid, which = signing.loads(token, salt=SALT)
        person = User.objects.get(uid=uid, is_active=True)
        return person, None if which == ALL else SavedSearch.objects.get(owner=person, uid=which)
    except SavedSearch.DoesNotExist as error:
        raise Refused(_("You no longer keep this search: nothing is told of it.")) from error
    except (signing.BadSignature, User.DoesNotExist, ValueError, TypeError) as error:
        raise Refused(_("This link does not work: copy it whole from the mail.")) from error


@transaction.atomic
def stop(token: str) -> tuple[User, SavedSearch | None]:
    """End the alerts that a link names; the searches are still kept.

    Raises:
        Refused: the link is not one of ours.
    """
    person, search = holder(token)
    found = SavedSearch.objects.filter(owner=person)
    (found.filter(pk=search.pk) if search else found).update(how_often=HowOften.NEVER, due_at=None)
    return person, search
