"""By how much relevance is multiplied: a recognised actor, a page that somebody has confirmed, go before others.

Relevance is the sum, over the words that were searched and the texts that have them, of how rare the word is and how
short the text (BM25), times what the text counts (`documents.TEXTS`). A text with each of more than three words gains
as much as for a rare word in its title. Distance counts only if one sorts by it.
"""

from datetime import date

RECOGNISED, SUSPENDED = 1.35, 0.9
CONFIRMED_IN_YEAR, NEVER_CONFIRMED = 1.1, 0.8
YEAR = 365  # days


def weight(certificate: str, confirmed: date | None, today: date) -> float:
    """Between 0.7 and 1.5: what matters little for a word that is in the name, and much between equals."""
    by_certificate = {"active": RECOGNISED, "suspended": SUSPENDED}.get(certificate, 1.0)
    if confirmed is None:
        return by_certificate * NEVER_CONFIRMED
    return by_certificate * (CONFIRMED_IN_YEAR if (today - confirmed).days <= YEAR else 1.0)
