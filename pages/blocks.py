"""The one body that all pages share: shallow, so that migrations stay small."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from pages.video import embed_url


class LinkBlock(blocks.StructBlock):
    """A link to a page of the site or to an address."""

    label = blocks.CharBlock(label=_("label"), max_length=80)
    label_en = blocks.CharBlock(label=_("label in English"), max_length=80, required=False)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.CharBlock(label=_("or address"), required=False, help_text=_("/actors/ or https://example.org"))

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value):
        """Ask for exactly one goal, and only for web addresses."""
        value = super().clean(value)
        page, url = value.get("page"), value.get("url", "")
        if bool(page) == bool(url):
            error = ValidationError(_("Choose a page or type an address: one of the two."))
            raise StructBlockValidationError({"page": error})
        if url and not url.startswith(("/", "https://", "http://", "mailto:")):
            raise StructBlockValidationError({"url": ValidationError(_("An address begins with / or with https://."))})
        return value


class PictureBlock(blocks.StructBlock):
    """An image with its text alternative, or declared decorative."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "pages/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("words"), rows=3)
    author = blocks.CharBlock(label=_("who says so"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "pages/blocks/quote.html"


class CallToActionBlock(blocks.StructBlock):
    """One thing to do next."""

    text = blocks.CharBlock(label=_("sentence"), max_length=200)
    link = LinkBlock(label=_("button"))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "pages/blocks/call_to_action.html"


class FigureBlock(blocks.StructBlock):
    """A number, what it counts, and where it comes from."""

    number = blocks.CharBlock(label=_("number"), max_length=30)
    unit = blocks.CharBlock(label=_("of what"), max_length=160)
    source = blocks.CharBlock(label=_("source and year"), max_length=200)

    class Meta:
        icon = "order"
        label = _("Figure with its source")
        template = "pages/blocks/figure.html"


class AccordionBlock(blocks.StructBlock):
    """Questions that open on their answer."""

    questions = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("question", blocks.CharBlock(label=_("question"), max_length=200)),
                ("answer", blocks.RichTextBlock(label=_("answer"))),
            ]
        ),
        label=_("questions"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Questions and answers")
        template = "pages/blocks/accordion.html"


class VideoBlock(blocks.StructBlock):
    """A video of another site, loaded only once the visitor asks for it."""

    url = blocks.URLBlock(label=_("address of the video"), help_text=_("A page of YouTube or of a PeerTube site."))
    title = blocks.CharBlock(label=_("title"), max_length=160)
    transcript = blocks.RichTextBlock(label=_("what is said in it"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "pages/blocks/video.html"

    def clean(self, value):
        """Refuse a site that the content policy would not let in."""
        value = super().clean(value)
        if not embed_url(value["url"]):
            hosts = ", ".join(settings.VIDEO_HOSTS)
            message = _("This site's videos cannot be shown here. Allowed: %(hosts)s.") % {"hosts": hosts}
            raise StructBlockValidationError({"url": ValidationError(message)})
        return value

    def get_context(self, value, parent_context=None):
        """Add the address of the player and the site's name."""
        context = super().get_context(value, parent_context)
        return context | {"embed_url": embed_url(value["url"]), "host": urlsplit(value["url"]).hostname}


class BodyBlock(blocks.StreamBlock):
    """The blocks of every page's body."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title", template="pages/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), template="pages/blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.CharBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
        template="pages/blocks/table.html",
    )
    figure = FigureBlock()
    document = DocumentChooserBlock(label=_("Document"), template="pages/blocks/document.html")
    accordion = AccordionBlock()
    video = VideoBlock()
