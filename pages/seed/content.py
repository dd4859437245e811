"""Reads the texts shipped in `pages/seed/content`."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "content"
HEADER = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """One page of text: what its first line says, and its blocks."""

    slug: str
    title: str
    intro: str
    description: str
    body: list[tuple[str, str]]


def load(language: str, name: str):
    """One JSON file of this language."""
    return json.loads((FOLDER / language / f"{name}.json").read_text())


def texts(language: str) -> list[Text]:
    """All pages of text of this language."""
    return [_text(path) for path in sorted((FOLDER / language / "pages").glob("*.html"))]


def _text(path: Path) -> Text:
    source = path.read_text()
    header = HEADER.match(source)
    said = dict(part.split(":", 1) for part in header.group(1).split("|"))
    values = {name.strip(): value.strip() for name, value in said.items()}
    return Text(path.stem, values["title"], values["intro"], values["description"], _blocks(source[header.end() :]))


def _blocks(html: str) -> list[tuple[str, str]]:
    """A heading block for each h2, a text block for what stands between."""
    blocks = []
    for piece in re.split(r"(<h2>.*?</h2>)", html, flags=re.DOTALL):
        if piece.startswith("<h2>"):
            blocks.append(("heading", piece[4:-5].strip()))
        elif piece.strip():
            blocks.append(("text", piece.strip()))
    return blocks
