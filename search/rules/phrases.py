"""Places and distances said in words: « à moins de 20 km de Melle », « près de Niort », « 30 km autour de 79000 »."""

import re

from search.rules.french import fold
from search.rules.query import MOST_KM

_KM = r"(?P<km>\d{1,4}(?:[.,]\d{1,3})?)\s*(?:km|kms|kilom[eè]tres?)\b"
_ROUND = r"(?:autour|aux\s+alentours|dans\s+les\s+environs|aux\s+environs|à\s+la\s+ronde|a\s+la\s+ronde)"
_WITHIN = rf"(?:(?:à|a)\s+moins\s+de\s+|dans\s+un\s+rayon\s+de\s+|(?:à|a)\s+)?{_KM}(?:\s+{_ROUND})*"
_NEAR = rf"(?:pr[eè]s|proche|(?:à|a)\s+c[oô]t[eé]|{_ROUND})"
# The article of a place's name is swallowed by « du » and « des », never by « de la » nor « de l'».
_OF = r"\s+(?P<of>de\s+|d['’]|du\s+|des\s+)"
SAID = re.compile(rf"(?<!\w)(?:{_WITHIN}|{_NEAR}){_OF}(?P<place>[^,;]+)(?:[,;]|$)", re.IGNORECASE)
ARTICLES = {"du": "Le ", "des": "Les "}
VOWELS = frozenset("aeiouyh")
POSTCODE = re.compile(r"\d{5}(?!\w)")
# « Niort des vélos »: a name written with capitals goes on after a little word only to another capital.
_CAPITAL = r"(?:[ld]['’])?[A-ZÀ-ÖØ-ÞŒ][\w'’-]*"
_LINK = r"(?:(?:de|du|des|d|la|le|les|l|lès|lez|sur|sous|en|et|à|aux?)\s+)"
NAME = re.compile(rf"(?:(?:la|le|les)\s+)?{_CAPITAL}(?:\s+{_LINK}{{0,2}}{_CAPITAL})*")


def understood(text: str) -> tuple[str, str, float | None]:
    """What else is searched, near which place, within how many kilometres (None if no distance is said).

    The place is what was typed: whoever asks finds out whether it is one (« autour du pain » is not), and searches the
    whole text if it isn't. A distance beyond `MOST_KM` is `MOST_KM`.
    """
    match = SAID.search(" ".join(text.split()))
    if not match:
        return text, "", None
    named, rest = _place(match["place"].strip())
    other = f"{match.string[: match.start()]} {rest} {match.string[match.end() :]}"
    place = ARTICLES.get(match["of"].strip().lower(), "") + named
    return " ".join(other.strip(" ,;").split()), place, _kilometres(match["km"])


def said_near(words: str, place: str) -> str:
    """The same as one would write it: « vélo près du Mans »."""
    for of, article in ARTICLES.items():
        if place.startswith(article):
            return f"{words} près {of} {place.removeprefix(article)}".strip()
    of = "d’" if fold(place[:1]) in VOWELS else "de "
    return f"{words} près {of}{place}".strip()


def _place(said: str) -> tuple[str, str]:
    """The name of a place, or its postal code, and what is said after it."""
    match = POSTCODE.match(said) or NAME.match(said)
    end = match.end() if match else len(said)
    return said[:end], said[end:]


def _kilometres(said: str | None) -> float | None:
    return min(MOST_KM, float(said.replace(",", "."))) or None if said else None
