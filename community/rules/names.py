"""Names as one compares and sorts them."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": " ", "'": " "})
WORD = re.compile(r"[a-z0-9]+")
SAINT = {"st": "saint", "ste": "sainte"}
ARTICLE = re.compile(r"^(?:la|le|les|l) (?=.)")
GROUP = re.compile(
    r"^(?:ca|cc|cu|metropole|communaute (?:de communes|d agglomeration|urbaine)) (?:du |de l |des |de |d )?(?=.)"
)


def fold(text: str) -> str:
    """Lower case without accents, apostrophes nor signs; words separated by one space."""
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return " ".join(WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).lower()))


def fold_place(text: str) -> str:
    """The same for a territory: "St" is "saint"; articles, and what kind of group an EPCI is, do not count.

    So "rochelle" finds La Rochelle, and "niortais" the « CA du Niortais ».
    """
    words = " ".join(SAINT.get(word, word) for word in fold(text).split())
    return ARTICLE.sub("", GROUP.sub("", words))
