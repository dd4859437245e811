"""The page of a certificate, from plain values: what one hangs on a wall."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from fpdf.enums import Align

from certification.colours import BRAND, COLLEGES, DANGER, DANGER_TINT, GREY, INK, VALID, VALID_TINT
from certification.pdf.sheet import BOLD, HEADING, MARGIN, WIDTH, Sheet
from certification.pdf.sign import draw_qr, draw_sign

INNER = WIDTH - 2 * MARGIN
BAND_TOP, BAND_BOTTOM = 36, 147
FOOT_TOP = 247
QR_WIDTH = 32
NAMES = (30, 26, 22, 18, 15, 12)


@dataclass(frozen=True)
class Printed:
    """What the page says, in words of one language."""

    title: str
    language: str
    network: str
    noun: str
    number: str
    organisation: str
    about: str
    state: str
    is_valid: bool
    until: str
    facts: tuple[tuple[str, str], ...]
    positions: Mapping[str, str]
    colleges: tuple[tuple[str, str, str], ...]  # code, name, position in words
    fingerprint: str
    address: str
    printed_at: str


def draw(said: Printed) -> bytes:
    """The page as a PDF."""
    sheet = Sheet(title=said.title, language=said.language)
    sheet.set_author(said.network)
    sheet.set_subject(said.organisation)
    _head(sheet, said)
    _band(sheet, said)
    bottom = _organisation(sheet, said)
    _facts(sheet, said, bottom + 5)
    _colleges(sheet, said, bottom + 5)
    _foot(sheet, said)
    return bytes(sheet.output())


def _head(sheet: Sheet, said: Printed) -> None:
    draw_sign(sheet, dict.fromkeys(COLLEGES, "consent"), MARGIN, 16, 12, letters=False)
    sheet.put(said.network, MARGIN + 15, 17.5, size=17, font=HEADING, colour=INK, width=85)
    site = urlsplit(said.address).netloc
    sheet.put(site, WIDTH - MARGIN - 70, 19.5, size=11, colour=GREY, width=70, align=Align.R)


def _band(sheet: Sheet, said: Printed) -> None:
    """The sign, and under it what the certificate is worth: what one reads from across the room."""
    sheet.set_fill_color(VALID_TINT if said.is_valid else DANGER_TINT)
    sheet.rect(0, BAND_TOP, WIDTH, BAND_BOTTOM - BAND_TOP, style="F")
    draw_sign(sheet, said.positions, WIDTH / 2 - 34, BAND_TOP + 8, 68, letters=True)
    size = sheet.fitting(said.noun, HEADING, (26, 20, 16), INNER, 1)
    y = sheet.put(said.noun, MARGIN, BAND_TOP + 73, size=size, font=HEADING, colour=INK, width=INNER, align=Align.C)
    state, colour = (said.state, VALID) if said.is_valid else (said.state.upper(), DANGER)
    size = sheet.fitting(state, HEADING, (36, 30, 24), INNER, 1)
    y = sheet.put(state, MARGIN, y + 0.5, size=size, font=HEADING, colour=colour, width=INNER, align=Align.C)
    sheet.put(said.until, MARGIN, y + 1, size=12, colour=GREY, width=INNER, align=Align.C)


def _organisation(sheet: Sheet, said: Printed) -> float:
    size = sheet.fitting(said.organisation, HEADING, NAMES, INNER, 2)
    y = sheet.put(said.organisation, MARGIN, BAND_BOTTOM + 9, size=size, font=HEADING, colour=INK, width=INNER)
    return sheet.put(said.about, MARGIN, y + 1, size=12, colour=GREY, width=INNER)


def _facts(sheet: Sheet, said: Printed, y: float) -> None:
    for label, text in said.facts:
        sheet.put(label, MARGIN, y, size=11, colour=GREY, width=26)
        y = sheet.put(text, MARGIN + 26, y, size=11, colour=INK, width=50) + 2


def _colleges(sheet: Sheet, said: Printed, y: float) -> None:
    for code, name, position in said.colleges:
        sheet.set_fill_color(COLLEGES[code])
        sheet.rect(105, y + 1, 2.6, 2.6, style="F")
        sheet.put(name, 110, y, size=9.5, font=BOLD, colour=INK, width=80)
        y = sheet.put(position, 110, y + 4, size=9.5, colour=GREY, width=80) + 1.4


def _foot(sheet: Sheet, said: Printed) -> None:
    """How to know what has become of it since."""
    sheet.rule(FOOT_TOP)
    draw_qr(sheet, said.address, MARGIN, FOOT_TOP + 4, QR_WIDTH)
    x = MARGIN + QR_WIDTH + 6
    y = sheet.put(said.printed_at, x, FOOT_TOP + 6, size=11, font=BOLD, colour=INK)
    y = sheet.put(_("A sheet of paper doesn’t change. What this is worth today is at this address:"),
                  x, y + 1, size=11, colour=INK)  # fmt: skip
    y = sheet.put(said.address, x, y + 1, size=11, font=BOLD, colour=BRAND, link=said.address)
    sheet.put(said.fingerprint, x, y + 3, size=7, colour=GREY)
