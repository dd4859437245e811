"""What the worker does for people who keep searches: on the mornings at which one is due, its news leave by mail."""

from datetime import datetime

from django.utils.translation import override

from accounts.models import User
from core.tasks import each, periodic
from search.models import SavedSearch
from search.queries.kept import answers
from search.workflow import tell


@periodic
def tell_what_is_new(now: datetime) -> None:
    """Write to each person for whom a search is due; whoever's address refuses mail is told once it takes it again."""
    due = SavedSearch.objects.filter(due_at__lte=now).order_by()
    people = User.objects.filter(pk__in=due.values("owner"), is_active=True, mail_refused_at=None)
    each(people.order_by("pk"), lambda person: _tell(person, now))


def _tell(person: User, now: datetime) -> bool:
    """Look first, then write: nobody else waits for the database meanwhile. Without an index, later."""
    due = SavedSearch.objects.filter(owner=person, due_at__lte=now).values_list("pk", "query")
    with override(person.language):
        found = {pk: answers(query) for pk, query in due}
    return None not in found.values() and tell(owner=person, found=found, now=now)
