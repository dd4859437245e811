"""What the search keeps in the database."""

from search.models.saved import HowOften, SavedSearch
from search.models.synonyms import Synonyms
from search.models.unanswered import Unanswered

__all__ = ["HowOften", "SavedSearch", "Synonyms", "Unanswered"]
