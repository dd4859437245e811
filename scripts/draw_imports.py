"""Draw docs/img/imports.svg, who may import whom, from the contracts in pyproject.toml."""

import re
import tomllib
from html import escape
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/img/imports.svg"
APPS = {
    "config": "settings, addresses",
    "pages": "what editors write, and the demo",
    "search": "finding actors and pages",
    "certification": "versions of the charter, rules",
    "community": "actors, sectors, outlines",
    "accounts": "people, roles, sign-in",
    "core": "journal, mail, worker, page cache",
}
COLUMN, GAP, EDGE = 400, 30, 20  # units of the view box, which are pixels at full size
ROW, BOX, TOP = 62, 44, 84
LINE = 20
STYLE = """
  text { font: 15px system-ui, sans-serif; fill: #1d2b28 }
  .title { font-weight: 700; font-size: 17px }
  .name { font: 700 13.5px ui-monospace, monospace }
  .quiet { fill: #5a6763; font-size: 13px }
  .paper { fill: #fcfaf4 }
  .box { fill: #eaf2f0; stroke: #0e5a54; stroke-width: 1.5 }
  .arrow { stroke: #0e5a54; stroke-width: 1.5; fill: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #f1ecdf }
    .quiet { fill: #b3beb8 }
    .paper { fill: #14201e }
    .box { fill: #1f3b37; stroke: #7cc9bf }
    .arrow { stroke: #7cc9bf }
  }
"""


def main() -> None:
    """Write the picture."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(draw())


def draw() -> str:
    """The picture as SVG, with a text alternative that says the same."""
    between, inside, forbidden = contracts()
    apps = [(name, APPS.get(name, "")) for name in between["layers"]]
    modules = [(", ".join(names(layer)), "") for layer in inside["layers"]]
    pure, foreign = forbidden["source_modules"], forbidden["forbidden_modules"]
    note = f"{', '.join(pure)} import nothing of {', '.join(foreign)}."
    right = EDGE + COLUMN + GAP
    foot = TOP + ROW * max(len(apps), len(modules)) + 10
    lines = wrap(note, 105)
    width, height = right + COLUMN + EDGE, foot + LINE * len(lines) + 4
    size, role = f'width="{width}" height="{height}"', 'role="img" aria-labelledby="what all"'
    alternative = " ".join([said(between["name"], apps), said(inside["name"], modules), note])
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size} {role}>',
            '<title id="what">Who may import whom</title>',
            f'<desc id="all">{escape(alternative)}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{width}" height="{height}" rx="12"/>',
            *column(EDGE, "Between apps", "each may import what stands below it", apps),
            *column(right, "Inside an app", "the same, where a module of that name exists", modules),
            *(text(EDGE, foot + LINE * n, line, "quiet") for n, line in enumerate(lines)),
            "</svg>",
            "",
        ]
    )


def contracts() -> tuple[dict, dict, dict]:
    """The layers between apps, the layers inside an app, and what pure modules never import."""
    all_of_them = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [contract for contract in all_of_them if contract["type"] == "layers"]
    between = next(contract for contract in layers if "containers" not in contract)
    inside = next(contract for contract in layers if "containers" in contract)
    return between, inside, next(one for one in all_of_them if one["type"] == "forbidden")


def names(layer: str) -> list[str]:
    """The modules of one layer, `(views) | (forms)` in the contract."""
    return re.findall(r"[\w.]+", layer)


def said(title: str, boxes: list[tuple[str, str]]) -> str:
    """A column in words."""
    return f"{title}: from top to bottom {'; '.join(name for name, _ in boxes)}."


def column(x: int, title: str, rule: str, boxes: list[tuple[str, str]]) -> list[str]:
    """A titled stack of boxes joined by arrows."""
    parts = [text(x, 30, title, "title"), text(x, 54, rule, "quiet")]
    for n, (name, what) in enumerate(boxes):
        y = TOP + n * ROW
        parts += [f'<rect class="box" x="{x}" y="{y}" width="{COLUMN}" height="{BOX}" rx="8"/>']
        parts += [text(x + 14, y + 27, name, "name")]
        parts += [text(x + 142, y + 27, what, "quiet")] if what else []
        parts += [arrow(x + 40, y + BOX)] if n < len(boxes) - 1 else []
    return parts


def arrow(x: int, y: int) -> str:
    """From the foot of one box to the head of the next."""
    end = y + ROW - BOX - 2
    return f'<path class="arrow" d="M{x} {y}V{end}M{x - 5} {end - 6}L{x} {end}L{x + 5} {end - 6}"/>'


def text(x: int, y: int, words: str, kind: str) -> str:
    """One line of text."""
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>'


if __name__ == "__main__":
    main()
