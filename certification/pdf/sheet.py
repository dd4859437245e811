"""A sheet of A4 with the typefaces of the site, which it carries with it (PDF/A-2u)."""

from anyascii import anyascii
from django.conf import settings
from fpdf import FPDF, ViewerPreferences
from fpdf.enums import Align, XPos, YPos

from certification.colours import LINE

FONTS = settings.BASE_DIR / "site" / "static" / "fonts"
FILES = {
    ("text", ""): FONTS / "atkinson-hyperlegible-next" / "atkinson-hyperlegible-next-latin-400.ttf",
    ("text", "B"): FONTS / "atkinson-hyperlegible-next" / "atkinson-hyperlegible-next-latin-700.ttf",
    ("heading", ""): FONTS / "bricolage-grotesque" / "bricolage-grotesque-latin-700.ttf",
}
SAME = str.maketrans({"\u202f": "\u00a0", "\t": " ", "\n": " "})
WIDTH, HEIGHT, MARGIN = 210, 297, 20  # mm
LEADING = 0.42  # mm of line for each point of size
Family = tuple[str, str]
TEXT, BOLD, HEADING = FILES


class Sheet(FPDF):
    """One page; positions and widths in millimetres, sizes of type in points."""

    def __init__(self, *, title: str, language: str):
        super().__init__(format="A4", enforce_compliance="PDF/A-2U")
        self.set_title(title)
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_auto_page_break(auto=False)
        for (family, style), file in FILES.items():
            self.add_font(family, style, file)
        self.add_page()

    def clean(self, text: str, font: Family) -> str:
        """The text with what this typeface can't draw written in plain letters."""
        known = self.fonts["".join(font)].cmap
        return "".join(one if ord(one) in known else anyascii(one) for one in text.translate(SAME))

    def put(
        self, text: str, x: float, y: float, *, size: float, font: Family = TEXT, colour: str,
        width: float = 0, align: Align = Align.L, link: str = "",
    ) -> float:  # fmt: skip
        """Write a paragraph whose upper left corner is at (x, y); how far down it reaches."""
        self.set_font(font[0], font[1], size)
        self.set_text_color(colour)
        self.set_xy(x, y)
        self.multi_cell(
            width or WIDTH - MARGIN - x, size * LEADING, self.clean(text, font), align=align, link=link or None,
            new_x=XPos.LEFT, new_y=YPos.NEXT, padding=0,
        )  # fmt: skip
        return self.get_y()

    def fitting(self, text: str, font: Family, sizes: tuple[float, ...], width: float, lines: int) -> float:
        """The largest of these sizes (descending) at which the text takes so many lines at most; else the last."""
        for size in sizes:
            self.set_font(font[0], font[1], size)
            if len(self.multi_cell(width, text=self.clean(text, font), dry_run=True, output="LINES")) <= lines:
                return size
        return sizes[-1]

    def rule(self, y: float) -> None:
        """A thin line across the page."""
        self.set_draw_color(LINE)
        self.set_line_width(0.3)
        self.line(MARGIN, y, WIDTH - MARGIN, y)
