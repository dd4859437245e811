"""The sign of Sextant: six triangles, one per college, whose filling tells the college's position.

Everything is computed as plain shapes (no `<pattern>`, no identifier), so that a page may hold fifty of
them and a copied SVG still draws. Units are those of the view box: the circle through the six corners has
a radius of 48.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, pi, sin

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from core import colleges
from core.colleges import COLLEGES

RADIUS = 48.0
INSET = 0.95  # how much each triangle shrinks towards its middle, which draws the gaps
STRIPE_STEP = 9.0
DOT_STEP = 5.6
VIEW_BOX = "-50 -44 100 88"
LETTERS_FROM = 32  # pixels: smaller signs carry no letters

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """The geometry of one triangle: its outline, middle, stripes, dots and cross."""

    outline: str
    x: float
    y: float
    stripes: str
    dots: tuple[Point, ...]
    cross: str


@dataclass(frozen=True)
class Part:
    """One college in one sign."""

    code: str
    letter: str
    position: str
    shape: Shape


def parts(positions: Mapping[str, str] | None) -> list[Part]:
    """The six parts for `{college code: position code}`; what is missing has not deliberated."""
    positions = positions or {}
    return [
        Part(college.code, str(college.letter), positions.get(college.code, colleges.NONE), shape)
        for college, shape in zip(COLLEGES, shapes(), strict=True)
    ]


def sentence(positions: Mapping[str, str] | None) -> str:
    """What the sign says, in one sentence of the present language."""
    count = Counter((positions or {}).get(code, colleges.NONE) for code in colleges.CODES)
    if count[colleges.NONE] == len(COLLEGES):
        return _("The six colleges have not deliberated yet.")
    clauses = [clause for clause in (_consents(count), *_others(count)) if clause]
    text = _("; ").join(clauses)
    return text[:1].upper() + text[1:] + "."


def _consents(count: Counter) -> str:
    reserved = count[colleges.RESERVATION]
    total = count[colleges.CONSENT] + reserved
    if not total:
        return ""
    text = ngettext("%(n)s college consents", "%(n)s colleges consent", total) % {"n": _number(total)}
    if not reserved:
        return text
    return text + ngettext(", %(n)s of them with a reservation", ", %(n)s of them with reservations", reserved) % {
        "n": _number(reserved)
    }


def _others(count: Counter) -> list[str]:
    said = {
        colleges.STAND_ASIDE: ngettext_lazy("%(n)s stands aside", "%(n)s stand aside", "count"),
        colleges.OBJECT: ngettext_lazy("%(n)s objects", "%(n)s object", "count"),
        colleges.ABSENT: ngettext_lazy("%(n)s is absent", "%(n)s are absent", "count"),
        colleges.VACANT: ngettext_lazy("%(n)s is vacant", "%(n)s are vacant", "count"),
        colleges.NONE: ngettext_lazy("%(n)s has not deliberated yet", "%(n)s have not deliberated yet", "count"),
    }
    return [text % {"count": count[code], "n": _number(count[code])} for code, text in said.items() if count[code]]


def _number(n: int) -> str:
    return (_("one"), _("two"), _("three"), _("four"), _("five"), _("six"))[n - 1]


@lru_cache(maxsize=1)
def shapes() -> tuple[Shape, ...]:
    """The six triangles, clockwise from the top."""
    return tuple(_shape(index) for index in range(6))


def _shape(index: int) -> Shape:
    start = -2 * pi / 3 + index * pi / 3
    corners = [(0.0, 0.0), _polar(start), _polar(start + pi / 3)]
    x, y = (sum(axis) / 3 for axis in zip(*corners, strict=True))
    triangle = [(x + (a - x) * INSET, y + (b - y) * INSET) for a, b in corners]
    outline = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in triangle) + "Z"
    arm = 4.2
    cross = f"M{x - arm:.1f} {y - arm:.1f}l{2 * arm} {2 * arm}m0 {-2 * arm}l{-2 * arm} {2 * arm}"
    return Shape(outline, round(x, 1), round(y + 6, 1), _stripes(triangle), _dots(triangle), cross)


def _polar(angle: float) -> Point:
    return RADIUS * cos(angle), RADIUS * sin(angle)


def _stripes(triangle: list[Point]) -> str:
    """Slanted lines x + y = c, each cut where it enters and leaves the triangle."""
    sums = [a + b for a, b in triangle]
    first = STRIPE_STEP * round(min(sums) / STRIPE_STEP + 0.5)
    lines = []
    level = first
    while level < max(sums):
        ends = _cut(triangle, level)
        if ends:
            (a, b), (c, d) = ends
            lines.append(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}")
        level += STRIPE_STEP
    return "".join(lines)


def _cut(triangle: list[Point], level: float) -> list[Point]:
    ends = []
    for (a, b), (c, d) in zip(triangle, triangle[1:] + triangle[:1], strict=True):
        low, high = a + b, c + d
        if (low < level) != (high < level):
            t = (level - low) / (high - low)
            ends.append((a + (c - a) * t, b + (d - b) * t))
    return ends


def _dots(triangle: list[Point]) -> tuple[Point, ...]:
    steps = [n * DOT_STEP for n in range(-9, 10)]
    return tuple((round(x, 1), round(y, 1)) for x in steps for y in steps if _is_inside(triangle, x, y))


def _is_inside(triangle: list[Point], x: float, y: float, margin: float = 2.4) -> bool:
    """Whether a dot at (x, y) stays `margin` away from the three (clockwise) edges."""
    edges = zip(triangle, triangle[1:] + triangle[:1], strict=True)
    return all(((c - a) * (y - b) - (d - b) * (x - a)) / hypot(c - a, d - b) > margin for (a, b), (c, d) in edges)
