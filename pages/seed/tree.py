"""The first pages of a site, in French and English, with real text to complete."""

from django.db import transaction
from wagtail.models import Locale, Page

from pages.models import ArticleIndexPage, HomePage, NetworkSettings, SectorIndexPage, StandardPage
from pages.seed import foundation
from pages.seed.content import load, texts
from pages.seed.vocabulary import ensure_qualifiers, ensure_synonyms, ensure_territories

INDEXES = (
    (SectorIndexPage, "filieres", {"fr": "Les filières", "en": "Sectors"}),
    (ArticleIndexPage, "actualites", {"fr": "Actualités", "en": "News"}),
)


@transaction.atomic
def build_site() -> HomePage:
    """Languages, home pages, indexes, legal pages and rights; what exists is left as it is."""
    foundation.drop_welcome_page()
    locales = foundation.ensure_languages()
    home = _ensure_home(locales["fr"], "accueil")
    foundation.ensure_site(home)
    _ensure_home(locales["en"], "home", home)
    foundation.ensure_rights(home)
    ensure_territories()
    ensure_qualifiers(load("fr", "qualifiers"))
    ensure_synonyms(load("fr", "synonyms"))
    return home


def _ensure_home(locale: Locale, slug: str, original: HomePage | None = None) -> HomePage:
    found = HomePage.objects.filter(locale=locale, depth=2).first()
    if found:
        return found
    content = load(locale.language_code, "home")
    sections = content.pop("sections")
    page = HomePage(slug=slug, locale=locale, **content)
    page.sections = [(kind, _plain(value)) for kind, value in sections]
    if original:
        page.translation_key = original.translation_key
    home = publish_under(Page.objects.get(depth=1), page)
    _add_indexes(home)
    _add_texts(home)
    return home


def _plain(value: dict) -> dict:
    """A call to action keeps its link in a value of its own."""
    if "url" in value:
        link = {"label": value["label"], "label_en": "", "page": None, "url": value["url"]}
        return {"text": value["text"], "link": link}
    return value


def _add_indexes(home: HomePage) -> None:
    for model, slug, titles in INDEXES:
        page = model(slug=slug, title=titles[home.locale.language_code], locale=home.locale)
        ensure_child(home, page)


def _add_texts(home: HomePage) -> None:
    for text in texts(home.locale.language_code):
        page = StandardPage(
            slug=text.slug,
            title=text.title,
            intro=text.intro,
            search_description=text.description,
            locale=home.locale,
        )
        page.body = text.body
        ensure_child(home, page)


def ensure_child(parent: Page, page: Page) -> Page:
    """The child of this address, made if missing, as the translation of the French one where there is one."""
    found = parent.get_children().filter(slug=page.slug).first()
    if found:
        return found.specific
    original = type(page).objects.filter(slug=page.slug, locale__language_code="fr").first()
    if original and original.locale_id != page.locale_id:
        page.translation_key = original.translation_key
    return publish_under(parent, page)


def add_under(parent: Page, page: Page) -> Page:
    """Put a draft under its parent."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision()
    return page


def publish_under(parent: Page, page: Page) -> Page:
    """Put a page under its parent and publish it as an editor would."""
    add_under(parent, page).latest_revision.publish()
    return type(page).objects.get(pk=page.pk)


def ensure_menus(home: HomePage) -> None:
    """The main menu and the footer, unless an editor made them."""
    network = NetworkSettings.for_site(home.get_site())
    if network.header_menu or network.footer_menu:
        return
    content = load("fr", "network")
    pages = {page.slug: page for page in home.get_children()}
    network.header_menu = [("link", _link(link, pages)) for link in content["header_menu"] if _leads(link, pages)]
    network.footer_menu = [("link", _link(link, pages)) for link in content["footer_menu"] if _leads(link, pages)]
    network.footer_text = network.footer_text or content["footer_text"]
    network.save()


def _leads(link: dict, pages: dict[str, Page]) -> bool:
    return "url" in link or link["page"] in pages


def _link(link: dict, pages: dict[str, Page]) -> dict:
    page = pages.get(link.get("page", ""))
    return {"label": link["label"], "label_en": link["label_en"], "page": page, "url": link.get("url", "")}
