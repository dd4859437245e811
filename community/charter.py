"""What the community needs to know of the charter: certification, which stands above, says it here."""

from collections.abc import Callable

_source: list[Callable[[], list[tuple[str, str]]]] = []


def register(commitments_in_force: Callable[[], list[tuple[str, str]]]) -> None:
    """Have `commitments` answer with (code, title) of the charter in force."""
    _source[:] = [commitments_in_force]


def commitments() -> list[tuple[str, str]]:
    """(code, title) of each commitment of the charter in force; none before there is a charter."""
    return _source[0]() if _source else []


def title_of(code: str) -> str:
    """The words of a commitment; its code when the charter in force no longer has it."""
    return dict(commitments()).get(code, code)
