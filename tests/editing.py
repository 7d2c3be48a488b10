"""What an edit may change, told without the code that makes it."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import yaml

from nettrack_md.model.rules import LOG_HEADINGS, RESTARTING, RESTING_KINDS
from nettrack_md.note.edit import NewTouch, append_touch
from nettrack_md.note.kinds import KindWords

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)
DAY = date(2026, 11, 20)


def touched(text: str, touch: NewTouch | None = None, language: Any = "en") -> str:
    """The note with a touch, one of today unless told otherwise."""
    touch = touch or NewTouch(DAY, "call", text="hello")
    return append_touch(
        text, touch, headings=LOG_HEADINGS, language=language, kinds=KINDS
    )


def header_of(text: str) -> tuple[str, str, str]:
    """What is before, within and behind the fences, found by plain search."""
    bom = text[: text.startswith("\ufeff")]
    lines = text[len(bom) :].split("\n")
    if lines[0].rstrip(" \t\r") != "---":
        return bom, "", text[len(bom) :]
    for at in range(1, len(lines)):
        if lines[at].rstrip(" \t\r") == "---" and lines[at][0] == "-":
            inner = "".join(f"{line}\n" for line in lines[1:at])
            return bom + lines[0], inner, "\n".join(lines[at:])
    return bom, "", text[len(bom) :]


def oracle(inner: str) -> dict[str, Any] | None:
    """The properties as PyYAML's own loader gives them; None: it cannot read them."""
    try:
        found = yaml.load(inner.replace("\r\n", "\n"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, TypeError):
        return None
    return found if isinstance(found, dict) else {} if not found else None


def lines_lost(old: str, new: str) -> list[str]:
    """The lines of `old`, with their ends, that `new` does not hold in order."""
    before, after = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        line
        for tag, i, j, _, _ in matcher.get_opcodes()
        if tag in {"delete", "replace"}
        for line in before[i:j]
    ]


def only_inserted(old: str, new: str) -> bool:
    """Whether taking one stretch out of `new` gives `old`, byte for byte."""
    size = len(new) - len(old)
    start = 0
    while start < len(old) and old[start] == new[start]:
        start += 1
    return size > 0 and any(
        new[:at] + new[at + size :] == old
        for at in range(max(start - size, 0), start + 1)
    )


def _lines(text: str) -> Sequence[str]:
    return text.replace("\r\n", "\r\0\n").replace("\n", "\n\0").split("\0")
