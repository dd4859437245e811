"""Names as one compares and sorts them."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": " ", "'": " "})
WORD = re.compile(r"[a-z0-9]+")
SAINT = {"st": "saint", "ste": "sainte"}
GROUP = re.compile(
    r"^(?:ca|cc|cu|metropole|communaute (?:de communes|d agglomeration|urbaine)) (?:du |de l |des |de |d )?(?=.)"
)


def fold(text: str) -> str:
    """Lower case without accents, apostrophes nor signs; words separated by one space."""
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return " ".join(WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).lower()))


def fold_place(text: str) -> str:
    """The same for a territory: "St" is "saint", and an EPCI is found by the name of its country ("Niortais")."""
    return GROUP.sub("", " ".join(SAINT.get(word, word) for word in fold(text).split()))
