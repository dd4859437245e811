"""Words that mean the same, as the engine asks for them."""

from search.models import Synonyms
from search.rules import expressions


def known() -> expressions.Synonyms:
    """Those of the network's editors; one query."""
    found: dict[str, tuple[expressions.Stems, ...]] = {}
    for text in Synonyms.objects.values_list("expressions", flat=True):
        for key, others in expressions.of_lines(text.splitlines()).items():
            found[key] = found.get(key, ()) + others
    return found
