"""QR codes as one SVG path, so that a page needs no picture and no inline style."""

import qrcode

BORDER = 2  # modules


def path(text: str) -> tuple[str, int]:
    """The dark squares as an SVG path, in modules, and the side of the whole."""
    code = qrcode.QRCode(border=BORDER, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    squares = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return "".join(squares), len(rows)
