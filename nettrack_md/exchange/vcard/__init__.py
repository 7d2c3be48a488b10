"""vCard 2.1, 3.0 and 4.0 in, 3.0 and 4.0 out."""

from __future__ import annotations

from nettrack_md.exchange.vcard.reader import read_vcards
from nettrack_md.exchange.vcard.writer import render_vcards

__all__ = ["read_vcards", "render_vcards"]
