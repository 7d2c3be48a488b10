"""What an edit may change, told without the code that makes it."""

from __future__ import annotations

import re
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


def second_reading(inner: str) -> list[tuple[str, Any]] | None:
    """Keys and values as libyaml reads them, in order; None: it cannot.

    Edits find their places with PyYAML's own parser in Python, so this is another.
    """
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    # To YAML 1.2 and Obsidian these are text; to libyaml they would end a line.
    inner = re.sub("[\r\x85\u2028\u2029]", "\ue000", inner.replace("\r\n", "\n"))
    try:
        root = yaml.compose(inner, Loader=loader)
    except (yaml.YAMLError, ValueError, TypeError):
        return None
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return []
    if not isinstance(root, yaml.MappingNode):
        return None
    return [(_plain(key), _plain(value)) for key, value in root.value]


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return [(_plain(key), _plain(value)) for key, value in node.value]


def others_stay(old: str, new: str, place: int) -> bool:
    """Whether a second parser sees all but the property at `place` as it was.

    `place` is where it stands among the properties; one behind the last is new. What
    libyaml cannot read, because Obsidian reads more, says nothing.
    """
    before, after = (second_reading(header_of(text)[1]) for text in (old, new))
    if before is None or after is None:
        return True
    there = before[:place] + before[place + 1 :]
    return after == there or after[:place] + after[place + 1 :] == there


def changed_within(old: str, new: str, lines: tuple[int, int] | None) -> bool:
    """Whether every byte outside those lines of `old` is as it was.

    lines: the first of a property, and the first that is its no more, from 1; None:
        whatever was done is one stretch put in
    """
    if lines is None:
        return only_inserted(old, new)
    starts = [0]
    while (at := old.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    start, end = starts[lines[0] - 1], starts[lines[1] - 1]
    kept = start + len(old) - end
    return len(new) >= kept and new.startswith(old[:start]) and new.endswith(old[end:])
