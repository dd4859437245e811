"""The known word that somebody most probably meant."""

from collections.abc import Mapping

from rapidfuzz.distance import OSA

MOST = 5000  # known words that are looked at


def nearest(word: str, known: Mapping[str, int]) -> str:
    """The most frequent of the known words at the smallest distance, two letters at most; "" if there is none."""
    most = 1 if len(word) < 8 else 2  # noqa: PLR2004 (letters)
    scored = [(distance(word, other, most), -times, other) for other, times in known.items() if other != word]
    best = min((one for one in scored if one[0] <= most), default=None)
    return best[2] if best else ""


def distance(one: str, other: str, most: int) -> int:
    """How many letters are added, dropped, changed or swapped with their neighbour; `most` + 1 if it is more.

    Source: the optimal string alignment distance (Damerau, 1964).
    """
    return OSA.distance(one, other, score_cutoff=most)
