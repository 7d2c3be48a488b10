"""Keep what came from files from steering a terminal.

Control characters (C0, C1, DEL), line and paragraph separators, bidi controls, what
Unicode took back or keeps for programs (byte order mark, annotation) and lone
surrogates are shown, never sent. JSON escapes the same set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_UNSAFE_IN_JSON = (
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def safe(text: str) -> str:
    """One line of text without anything that a terminal would obey."""
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, _shown, text.replace("\t", " ").replace("\n", " "))


def safe_all(texts: Sequence[str]) -> Sequence[str]:
    """`safe` of each; most need nothing, which is seen of all at once."""
    return texts if "".join(texts).isprintable() else list(map(safe, texts))


def safe_json(encoded: str) -> str:
    """JSON with the characters escaped that `json` itself lets through."""
    if encoded.isprintable():
        return encoded
    return re.sub(_UNSAFE_IN_JSON, lambda found: f"\\u{ord(found[0]):04x}", encoded)
