"""Texts that people type with a little markup, and the HTML they become.

The markup is a small part of Markdown (CommonMark): paragraphs, line breaks, bold, italic, lists, quotes, links.
HTML that somebody types is text like any other; the result passes through nh3 all the same.
"""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
RULES = ["emphasis", "list", "blockquote", "link", "autolink", "newline", "escape", "linkify"]
AT = re.compile(r"(?<=[\w.+-])@(?=[\w-]+\.[\w-])")  # looked for by its sign: a long word costs nothing
_parser = MarkdownIt("zero", {"linkify": True, "breaks": True}).enable(RULES)
_parser.linkify.set({"fuzzy_email": False})


def hide_addresses(text: str) -> str:
    """The same text with its e-mail addresses in words: robots collect the others."""
    return AT.sub(" (arobase) ", text)


def render(text: str, rel: str = "nofollow noopener noreferrer") -> SafeString:
    """Safe HTML; links go to http and https only, and pass nothing of our visitors on; `rel` is what they say."""
    html = _parser.render(text)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https"},
        link_rel=rel,
    )
    return mark_safe(clean)  # noqa: S308 (cleaned just above)


def plain(text: str) -> str:
    """The words alone, for one-line extracts and feeds."""
    return " ".join(nh3.clean(_parser.render(text).replace("<", " <"), tags=set()).split())


def from_html(html: str) -> str:
    """The text of somebody else's HTML, with its paragraphs; nothing of its markup."""
    breaks = html.replace("</p>", "\n\n").replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n")
    text = _unescape(nh3.clean(breaks, tags=set(), clean_content_tags={"script", "style"}))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _unescape(text: str) -> str:
    """nh3 writes these signs as entities; everything else it leaves."""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
