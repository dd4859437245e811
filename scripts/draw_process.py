"""Write the tables of the process in the guides, from certification.states.LAW: what becomes of what, who may do it."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [path for path in (str(ROOT), str(ROOT / "site")) if path not in sys.path]

from certification.states import LAW, ApplicationState, Role, RoundState  # noqa: E402 (from the repository's folders)

MARKED = re.compile(r"(<!-- (moves|rights) (\w+) (\w\w) -->\n).*?(<!-- end -->)", re.DOTALL)
PAGES = ("docs/reviewers.md", "docs/facilitators.md")
STATES = {"application": tuple(ApplicationState), "round": tuple(RoundState)}
HEADS = {
    "fr": {"moves": ("état", "ce qui se passe", "par qui", "devient"), "rights": ("ce qu’on fait", "quand", "par qui")},
    "en": {"moves": ("state", "what happens", "by whom", "becomes"), "rights": ("what is done", "when", "by whom")},
}
LONG = 2  # more states than that, in a row, are told by the first and the last
ALWAYS = {"fr": "toujours", "en": "always"}
STRETCH = {"fr": "de «\u00a0{}\u00a0» à «\u00a0{}\u00a0»", "en": "from “{}” to “{}”"}
NAMES = {
    "fr": {
        ("application", "draft"): "brouillon",
        ("application", "submitted"): "déposé",
        ("application", "screening"): "vérification de la forme",
        ("application", "visit"): "visite",
        ("application", "opinion"): "avis du public",
        ("application", "deliberation"): "délibération",
        ("application", "reconciliation"): "conciliation",
        ("application", "decided"): "décidé",
        ("application", "withdrawn"): "retiré",
        ("round", "open"): "ouvert",
        ("round", "closed"): "clos",
        ("round", "no_quorum"): "sans quorum",
        ("round", "void"): "arrêté",
    },
    "en": {
        ("application", "draft"): "draft",
        ("application", "submitted"): "submitted",
        ("application", "screening"): "check of the form",
        ("application", "visit"): "visit",
        ("application", "opinion"): "public opinion",
        ("application", "deliberation"): "deliberation",
        ("application", "reconciliation"): "reconciliation",
        ("application", "decided"): "decided",
        ("application", "withdrawn"): "withdrawn",
        ("round", "open"): "open",
        ("round", "closed"): "closed",
        ("round", "no_quorum"): "no quorum",
        ("round", "void"): "stopped",
    },
}
WHO = {
    "fr": {
        Role.MEMBER: "les membres",
        Role.CONTRIBUTOR: "les personnes en contribution",
        Role.APPLICANT: "les responsables de la fiche",
        Role.FACILITATOR: "l’animation",
        Role.PAIR: "le binôme",
        Role.SEAT: "les sièges",
        Role.PANEL: "la commission de recours",
        Role.SYSTEM: "l’horloge",
    },
    "en": {
        Role.MEMBER: "members",
        Role.CONTRIBUTOR: "contributors",
        Role.APPLICANT: "managers of the page",
        Role.FACILITATOR: "facilitators",
        Role.PAIR: "the pair",
        Role.SEAT: "the seats",
        Role.PANEL: "the panel",
        Role.SYSTEM: "the clock",
    },
}
DONE = {
    "fr": {
        ("application", "see"): "voir où en est le dossier",
        ("application", "read_file"): "lire le dossier",
        ("application", "edit"): "écrire",
        ("application", "sign"): "signer la charte",
        ("application", "submit"): "déposer",
        ("application", "discard"): "supprimer, si le dossier n’a jamais été déposé",
        ("application", "screen"): "prendre en charge",
        ("application", "send_back"): "renvoyer, avec ce qui manque",
        ("application", "admit"): "dire que le dossier est complet",
        ("application", "appoint"): "désigner le binôme",
        ("application", "open_opinion"): "ouvrir l’avis du public",
        ("application", "give_opinion"): "donner son avis, sauf sur sa propre structure",
        ("application", "declare_interest"): "déclarer un lien d’intérêt, ou aucun, si l’on a un mandat",
        ("application", "open_round"): "réunir les collèges",
        ("application", "reconcile"): "passer en conciliation",
        ("application", "decide"): "décider, selon le compte du tour",
        ("application", "withdraw"): "retirer le dossier",
        ("application", "talk"): "échanger",
        ("application", "talk_among_seats"): "échanger entre sièges",
        ("application", "follow"): "suivre les échanges",
        ("application", "reopen"): "renvoyer aux collèges, après un recours",
        ("application", "appeal"): "déposer un recours",
        ("application", "correct_decision"): "ajouter un erratum",
        ("round", "see_seats"): "voir qui siège",
        ("round", "write_grid"): "écrire son avis scellé",
        ("round", "submit_grid"): "rendre son avis scellé",
        ("round", "take_position"): "prendre position",
        ("round", "extend"): "prolonger, une fois, faute de quorum",
        ("round", "close"): "clore et compter",
        ("round", "give_up"): "constater que le quorum manque encore",
        ("round", "reopen"): "rouvrir",
        ("round", "call_alternates"): "appeler les personnes suppléantes",
        ("round", "void"): "arrêter\u00a0: les positions ne compteront jamais",
    },
    "en": {
        ("application", "see"): "see where the file is",
        ("application", "read_file"): "read the file",
        ("application", "edit"): "write",
        ("application", "sign"): "sign the charter",
        ("application", "submit"): "submit",
        ("application", "discard"): "throw it away, if it was never submitted",
        ("application", "screen"): "take it up",
        ("application", "send_back"): "send it back, with what is missing",
        ("application", "admit"): "find that it is complete",
        ("application", "appoint"): "appoint the pair",
        ("application", "open_opinion"): "open the public opinion",
        ("application", "give_opinion"): "give one’s opinion, except on one’s own organisation",
        ("application", "declare_interest"): "declare an interest, or none, if one holds a mandate",
        ("application", "open_round"): "convene the colleges",
        ("application", "reconcile"): "go to reconciliation",
        ("application", "decide"): "decide, as the round was counted",
        ("application", "withdraw"): "withdraw the file",
        ("application", "talk"): "talk",
        ("application", "talk_among_seats"): "talk among seats",
        ("application", "follow"): "follow the discussion",
        ("application", "reopen"): "send it back to the colleges, after an appeal",
        ("application", "appeal"): "appeal",
        ("application", "correct_decision"): "add an erratum",
        ("round", "see_seats"): "see who sits",
        ("round", "write_grid"): "write one’s sealed opinion",
        ("round", "submit_grid"): "submit one’s sealed opinion",
        ("round", "take_position"): "take a position",
        ("round", "extend"): "extend it, once, for want of a quorum",
        ("round", "close"): "close and count",
        ("round", "give_up"): "find that the quorum is still missing",
        ("round", "reopen"): "open it again",
        ("round", "call_alternates"): "call the alternates",
        ("round", "void"): "stop it: its positions never count",
    },
}


def main() -> None:
    """Write the tables between the marks of each page."""
    for page in PAGES:
        path = ROOT / page
        path.write_text(drawn(path.read_text()))


def drawn(page: str) -> str:
    """The same page with its tables as the law says."""
    return MARKED.sub(lambda found: found[1] + table(found[2], found[3], found[4]) + found[5], page)


def table(what: str, kind: str, language: str) -> str:
    """A table of Markdown: the moves of a file or of a round, or the rights of everybody in each state."""
    rows = moves(kind, language) if what == "moves" else rights(kind, language)
    head = HEADS[language][what]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ["---"] * len(head), *rows))


def moves(kind: str, language: str) -> Iterable[list[str]]:
    """What becomes of it: one row per transition."""
    names = NAMES[language]
    for row in of(kind):
        if row.to is not None:
            yield [
                when(kind, row.states, language),
                DONE[language][kind, row.action],
                who(row.who, language),
                f"**{names[kind, row.to]}**",
            ]


def rights(kind: str, language: str) -> Iterable[list[str]]:
    """Who may do what, and when: one row per row of the law."""
    for row in of(kind):
        yield [DONE[language][kind, row.action], when(kind, row.states, language), who(row.who, language)]


def when(kind: str, states: tuple[str, ...], language: str) -> str:
    """States in words: all of them, a stretch of the way, or a list."""
    order, names = STATES[kind], NAMES[language]
    places = sorted(order.index(state) for state in states)
    named = [names[kind, order[place]] for place in places]
    if len(places) == len(order):
        return ALWAYS[language]
    if len(places) > LONG and places == list(range(places[0], places[-1] + 1)):
        return STRETCH[language].format(named[0], named[-1])
    return ", ".join(named)


def of(kind: str) -> list:
    """The rows of one kind, in the law's order."""
    return [row for row in LAW.transitions if row.kind == kind]


def who(roles: Iterable[Role], language: str) -> str:
    """Roles in words."""
    return ", ".join(WHO[language][role] for role in roles)


if __name__ == "__main__":
    main()
