"""Sealed opinions and positions: what is said of them before they are opened, so that nobody changes them after.

A seal is the SHA-256 commitment of `core.chain`; the stand-alone verifier computes it from the opening.
"""

from collections.abc import Mapping

from core.chain import canonical_json, commitment

MARKS = ("kept", "partly", "not_kept", "unknown")


def sealed_position(seat: str, value: str, salt: str, objection: str = "") -> str:
    """The seal of a position, with the name of the objection on which it stands."""
    return commitment(salt, canonical_json({"seat": seat, "position": value, "objection": objection}))


def public_marks(marks: Mapping[str, Mapping]) -> dict[str, str]:
    """The part of an opinion that becomes public: commitment code → mark, without its words."""
    return {code: said["mark"] for code, said in marks.items() if said.get("mark")}


def sealed_grid(seat: str, marks: Mapping[str, Mapping], salt: str) -> str:
    """The seal of an opinion."""
    return commitment(salt, canonical_json({"seat": seat, "marks": public_marks(marks)}))
