"""Published pages as documents of the search; those of closed sections are in no index."""

from collections.abc import Iterator

from django.db.models import Model
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page

from core import changes
from pages.open import in_the_open
from search.documents import Document

CHUNK = 100
PLAIN = ("intro", "search_description")
WEIGHT = 0.6  # whoever looks for an organisation finds it before the pages that name it


def documents(keys: list[str] | None) -> Iterator[Document]:
    """Those of these primary keys that everybody may read; all of them for None."""
    found = in_the_open(Page.objects.all()).filter(depth__gt=1).select_related("locale")
    found = found if keys is None else found.filter(pk__in=keys)
    for page in found.specific().iterator(chunk_size=CHUNK):
        if url := page.get_url():
            yield _document(page, url)


def _document(page: Page, url: str) -> Document:
    summary = " ".join(filter(None, (getattr(page, name, "") for name in PLAIN)))
    texts = {"title": page.title, "summary": summary, "body": "\n".join(_texts(page))}
    language, published = {"language": [page.locale.language_code]}, page.last_published_at
    confirmed = published and timezone.localdate(published)
    return Document("page", str(page.pk), texts, url, language, confirmed=confirmed, weight=WEIGHT)


def _texts(page: Page) -> Iterator[str]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            yield from (str(text) for text in stream.stream_block.get_searchable_content(stream))


def note_branch(page: Model) -> None:
    """Say that a page changed, and those below it: a closed section closes them all."""
    below = Page.objects.filter(path__startswith=page.path)
    changes.note(*below)
