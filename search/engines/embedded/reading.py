"""Everything that one search gives, and why."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tantivy import Query

from search.engines.embedded import counts, hits
from search.engines.embedded.asking import Asking
from search.engines.embedded.kept import Kept
from search.engines.embedded.row import weight_of
from search.engines.embedded.words import all_of
from search.results import Cluster, SearchResult
from search.rules import spelling, widening
from search.rules.query import SearchQuery

AT_ONCE = 200_000  # documents: among fewer, threads wait for each other longer than they gain
BESIDE = ThreadPoolExecutor(4, "search-beside")


def result(asking: Asking, zoom: int | None, kept: Kept) -> SearchResult:
    """Hits, total, facets, clusters; if nothing is found, what to try instead.

    Among very many documents the engine looks for the hits and counts at the same time, on two cores.
    """
    if asking.searcher.num_docs > AT_ONCE:
        asking.matched()
        counting = BESIDE.submit(_counted, asking, zoom, asking.searcher.num_docs, kept)
        found, total = hits.page_of(asking)
        facets, clusters = counting.result()
    else:
        found, total = hits.page_of(asking)
        facets, clusters = _counted(asking, zoom, total, kept)
    said = {"suggestion": suggestion(asking), "wider": wider(asking)} if not total else {}
    return SearchResult(found, total, facets, clusters, **said)


def _counted(
    asking: Asking, zoom: int | None, total: int, kept: Kept
) -> tuple[dict[str, dict[str, int]], list[Cluster]]:
    if asking.counted_as is None:
        return counts.counted(asking, zoom, total)
    return kept.get((asking.counted_as, zoom), lambda: counts.counted(asking, zoom, total))


def suggestion(asking: Asking) -> str:
    """The text with each unknown word put right, if each can be and that finds something."""
    words, text = asking.words, asking.query.text
    for token in reversed(words.unknown):
        known = asking.searcher.terms_with_prefix("words", token.word[:2], None, spelling.MOST)
        better = spelling.nearest(token.word, dict(known))
        if not better:
            return ""
        text = text[: token.start] + better + text[token.end :]
    is_better = text != asking.query.text and asking.instead(replace(asking.query, text=text, page=1)).count()
    return text if is_better else ""


def wider(asking: Asking) -> list[tuple[SearchQuery, int]]:
    """What finds something: a larger circle, each filter dropped."""
    tried = [(one, asking.instead(one).count()) for one in widening.wider(asking.query)]
    return [(one, count) for one, count in tried if count]


def reasons(asking: Asking, document_id: str) -> dict[str, float]:
    """What each reason to find a document counts for, and its weight; empty if it is not found."""
    one = Query.term_query(asking.fields, "id", document_id, "basic")
    found = asking.searcher.search(all_of([one, asking.asked()]), 1).hits
    if not found:
        return {}
    kept = asking.searcher.fast_field_values("weight", [found[0][1]])[0]
    counted = {"weight": round(weight_of(kept), 3)}
    for reason in asking.words.reasons:
        of_it = all_of([Query.const_score_query(one, 0.0), asking.words.only(reason)])
        scored = asking.searcher.search(of_it, 1).hits
        counted |= {reason: round(scored[0][0], 3)} if scored else {}
    return counted
