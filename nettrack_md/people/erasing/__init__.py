"""Take one person out of the text of a note: text in, text out, every place named."""

from __future__ import annotations

from nettrack_md.people.erasing.text import Erased, Erasing, erase
from nettrack_md.people.erasing.tokens import Tokens, tokens_of

__all__ = ["Erased", "Erasing", "Tokens", "erase", "tokens_of"]
