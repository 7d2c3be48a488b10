"""A text as a QR code. The one door of segno, which is an extra."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO, StringIO
from typing import Any

from nettrack_md.errors import ExtraMissing, NettrackError


def qr_blocks(text: str) -> str:
    """The code in half blocks, for a terminal. Raises ExtraMissing."""
    out = StringIO()
    _code(text).terminal(out, border=2, compact=True)
    return out.getvalue()


def qr_svg(text: str) -> str:
    """The code as an SVG picture. Raises ExtraMissing."""
    out = BytesIO()
    _code(text).save(out, kind="svg", scale=4, xmldecl=False)
    return out.getvalue().decode()


def _code(text: str) -> Any:  # noqa: ANN401
    try:
        segno = import_module("segno")
    except ImportError:
        raise ExtraMissing("A QR code", "segno", "qr") from None
    try:
        # Left to itself it writes Japanese as Shift_JIS, and phones read UTF-8.
        return segno.make(text, error="m", micro=False, encoding="utf-8")
    except segno.DataOverflowError:
        reason = "The card is too long for a QR code. Shorten the profile's lists."
        raise NettrackError(reason) from None
