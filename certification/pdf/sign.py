"""The sign of the six colleges, and QR codes, drawn from the same shapes as on the pages."""

from collections.abc import Mapping

from fpdf.drawing import ClippingPath, DrawingContext, PaintedPath, Transform
from fpdf.enums import Align
from fpdf.svg import svg_path_converter

from certification import qr
from certification.colours import COLLEGES, INK, LINE, PALE, PALE_INK, PAPER
from certification.pdf.sheet import BOLD, Sheet
from core import hexagon
from core.colleges import CONSENT, OBJECT, RESERVATION, STAND_ASIDE
from core.hexagon import Part

BOX = 100, 88  # of the sign's view box, whose middle is (0, 0)
FULL = {CONSENT, RESERVATION}


def draw_sign(sheet: Sheet, positions: Mapping[str, str], x: float, y: float, width: float, *, letters: bool) -> None:
    """The sign in a box of this width whose upper left corner is at (x, y)."""
    scale = width / BOX[0]
    place = Transform.scaling(scale, scale).translate(x + width / 2, y + BOX[1] * scale / 2)
    parts = hexagon.parts(positions)
    with sheet.drawing_context() as drawing:
        for part in parts:
            _draw_part(drawing, part, place)
    for part in parts if letters else ():
        if part.position != OBJECT:
            _write_letter(sheet, part, x + width / 2, y + BOX[1] * scale / 2, scale)


def _draw_part(drawing: DrawingContext, part: Part, place: Transform) -> None:
    tone = COLLEGES[part.code]
    if part.position in FULL:
        _path(drawing, part.shape.outline, place, fill=tone, stroke=PAPER, width=1.6)
    elif part.position in {STAND_ASIDE, OBJECT}:
        _path(drawing, part.shape.outline, place, fill=PAPER, stroke=tone, width=4 if part.position == OBJECT else 1.6)
    else:
        _path(drawing, part.shape.outline, place, fill=PALE, stroke=LINE, width=1.2, dashes=(4, 3))
    _draw_filling(drawing, part, place, tone)


def _draw_filling(drawing: DrawingContext, part: Part, place: Transform, tone: str) -> None:
    if part.position == RESERVATION:
        _path(drawing, part.shape.stripes, place, stroke=_lighter(tone), width=4, within=part.shape.outline)
    elif part.position == OBJECT:
        _path(drawing, part.shape.cross, place, stroke=tone, width=2.6)
    elif part.position == STAND_ASIDE:
        dots = PaintedPath()
        for x, y in part.shape.dots:
            dots.circle(x, y, 1.5)
        _add(drawing, dots, place, fill=tone)


def _lighter(tone: str) -> str:
    """The colour under a white veil, without the transparency that printers handle badly."""
    parts = (int(tone[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * 0.55):02X}" for part in parts)


def _path(drawing: DrawingContext, text: str, place: Transform, *, within: str = "", **style) -> None:
    """Draw what SVG would draw; with `within`, only inside of that outline."""
    path = PaintedPath()
    svg_path_converter(path, text)
    if within:
        path.clipping_path = ClippingPath()
        svg_path_converter(path.clipping_path, within)
    _add(drawing, path, place, **style)


def _add(
    drawing: DrawingContext, path: PaintedPath, place: Transform, *, fill: str | None = None,
    stroke: str | None = None, width: float = 0, dashes: tuple[float, ...] = (),
) -> None:  # fmt: skip
    path.transform = place
    path.style.auto_close = False
    path.style.fill_color, path.style.stroke_color = fill, stroke
    path.style.stroke_width, path.style.stroke_join_style = width, "round"
    path.style.stroke_dash_pattern = dashes or None
    drawing.add_item(path)


def _write_letter(sheet: Sheet, part: Part, x: float, y: float, scale: float) -> None:
    """The letter of a college; on dots or stripes it has ground of its own."""
    colour = PAPER if part.position in FULL else INK if part.position == STAND_ASIDE else PALE_INK
    size = 17 * scale / 0.3528  # points in a millimetre
    left, base = x + part.shape.x * scale, y + part.shape.y * scale
    if part.position in {RESERVATION, STAND_ASIDE}:
        sheet.set_fill_color(COLLEGES[part.code] if part.position == RESERVATION else PAPER)
        sheet.circle(left, base - 6 * scale, 8 * scale, style="F")
    sheet.put(part.letter, left - 10, base - 6 * scale - size * 0.21, size=size, font=BOLD, colour=colour,
              width=20, align=Align.C)  # fmt: skip


def draw_qr(sheet: Sheet, text: str, x: float, y: float, width: float) -> None:
    """A QR code in a square of this width, which is also a link."""
    squares, modules = qr.path(text)
    with sheet.drawing_context() as drawing:
        _path(drawing, squares, Transform.scaling(width / modules, width / modules).translate(x, y), fill="#000000")
    sheet.link(x, y, width, width, text)
