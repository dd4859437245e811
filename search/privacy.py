"""What the search holds of a person, and how it forgets it."""

from accounts.models import User
from search.models import SavedSearch


def export(user: User) -> list[dict]:
    """The searches that a person keeps."""
    return list(SavedSearch.objects.filter(owner=user).values("name", "query", "how_often", "made_at", "told_at"))


def erase(user: User) -> None:
    """Keep none of them, nor what was known of their answers."""
    SavedSearch.objects.filter(owner=user).delete()
