"""Introductions under way: `intro: [[A]] <-> [[B]] asked` (contract section 8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.records import Introduction, Link
from nettrack_md.note.links import find_spans
from nettrack_md.people.choices import parse_intro_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.model.records import IntroState
    from nettrack_md.note.log import LogItem
    from nettrack_md.people.mentions import LinkedLine

_WORD = re.compile(r"[\s:：,，、・/(（-]*(?P<word>[^\s:：,，、;；.。()（）#＃-]+)")
_REST = " \t\u3000:：,，、;；.。-–—"
_ARROWS = ("<->", "↔", "→", "->", "⇔")


def read_own_introductions(
    items: Iterable[LogItem], path: str
) -> Iterator[Introduction]:
    """Those in a contact's log; with one link, it is the contact and that one."""
    for item in items:
        if item.kind == "intro" and item.on is not None:
            own = Link(path.removesuffix(".md"), "", item.line)
            made = _read(item.text, item.line, own)
            if made is not None:
                a_path = path if made.a is own else ""
                yield Introduction(
                    item.on, made.a, made.b, made.state, path, item.line, made.text,
                    a_path=a_path,
                )  # fmt: skip


def read_linked_introductions(
    linked: Iterable[LinkedLine], path: str
) -> Iterator[Introduction]:
    """Those in a dated note, between the first two people of a line."""
    for one in linked:
        if one.lead.kind == "intro":
            made = _read(one.lead.text, one.line, None)
            if made is not None:
                yield Introduction(
                    one.on, made.a, made.b, made.state, path, one.line, made.text
                )


class _Made(NamedTuple):
    a: Link
    b: Link
    state: IntroState
    text: str


def _read(text: str, line: int, own: Link | None) -> _Made | None:
    """Two people and how far it is; None for a text that tells of no introduction.

    Without a word for the state, an arrow between two people says it was made.
    """
    spans = [span for span in find_spans(text) if not span.embed][:2]
    links = [Link(span.target, span.display, line) for span in spans]
    if len(links) == 1 and own is not None:
        links.insert(0, own)
    if len(links) < 2:
        return None
    state, rest = _read_state(text[spans[-1].end :])
    if state is None and len(spans) == 2:
        between = text[spans[0].end : spans[1].start].strip()
        state = "made" if between in _ARROWS else None
    return None if state is None else _Made(links[0], links[1], state, rest)


def _read_state(text: str) -> tuple[IntroState | None, str]:
    """The state that stands first behind the links, and what follows."""
    found = _WORD.match(text)
    state = parse_intro_state(found["word"]) if found else None
    rest = text[found.end() :] if found and state else text
    return state, rest.strip(_REST)
