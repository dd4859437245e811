"""Legal families, in the words of other directories."""

from community.models.vocabulary import CooperativeKind, Family
from community.rules.names import fold

# The first word that is found decides: "coopérative d'intérêt collectif" is no "collectif".
WORDS = {
    "scop": (Family.COOPERATIVE, CooperativeKind.SCOP),
    "scic": (Family.COOPERATIVE, CooperativeKind.SCIC),
    "cuma": (Family.COOPERATIVE, CooperativeKind.CUMA),
    "cae": (Family.COOPERATIVE, CooperativeKind.CAE),
    "cooperative": (Family.COOPERATIVE, None),
    "association": (Family.ASSOCIATION, None),
    "loi 1901": (Family.ASSOCIATION, None),
    "asso": (Family.ASSOCIATION, None),
    "mutuelle": (Family.MUTUAL, None),
    "mutual": (Family.MUTUAL, None),
    "fondation": (Family.FOUNDATION, None),
    "foundation": (Family.FOUNDATION, None),
    "fonds de dotation": (Family.FOUNDATION, None),
    "sarl": (Family.COMPANY, None),
    "eurl": (Family.COMPANY, None),
    "sasu": (Family.COMPANY, None),
    "sas": (Family.COMPANY, None),
    "societe commerciale": (Family.COMPANY, None),
    "entreprise": (Family.COMPANY, None),
    "company": (Family.COMPANY, None),
    "collectif": (Family.INFORMAL, None),
    "informel": (Family.INFORMAL, None),
}
BY_STATUTE = (Family.ASSOCIATION, Family.COOPERATIVE, Family.MUTUAL, Family.FOUNDATION)


def family_in(text: str) -> tuple[str, str]:
    """The legal family and the kind of cooperative that a text names; "" where it names none."""
    words = f" {fold(text)} "
    for word, (family, kind) in WORDS.items():
        if f" {word} " in words or f" {word}s " in words:
            return family.value, kind.value if kind else ""
    return "", ""
