"""Links and plain names in the texts of a property."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.model.records import Link
from nettrack_md.note.links import find_links, normalize_target
from nettrack_md.people.fields import Field
from nettrack_md.people.values import split_words, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.note.parsed import ParsedNote


# A link and nothing else, as properties mostly hold; the rest is for find_links.
_ALONE = re.compile(r"\[\[([^\[\]|#`%<\\\n]+)\]\]\Z")


def _links(text: str, line: int) -> tuple[Link, ...]:
    if (alone := _ALONE.match(text)) is not None:
        target = normalize_target(alone[1])
        return (Link(target, "", line),) if target else ()
    return find_links(text, line)


def read_link(text: str, line: int) -> Link:
    """The first link in a text; without one, the text as the name of somebody."""
    links = _links(text, line)
    return links[0] if links else Link(normalize_target(text), "", line)


def read_links(field: Field | None) -> tuple[Link, ...]:
    """The links of a property, and its plain names as links without a display.

    One scalar may hold several: `"[[A]], [[B]]"`, or `A, B`.
    """
    if field is None:
        return ()
    found: list[Link] = []
    for text in split_words(field.texts):
        found += _links(text, field.line) or (read_link(text, field.line),)
    return tuple(dict.fromkeys(found))


def written_links(field: Field | None) -> tuple[Link, ...]:
    """The links of a property that are written as links; plain names left out.

    A plain name may be that of somebody without a note, so nobody relies on it.
    """
    if field is None:
        return ()
    return tuple([link for text in field.texts for link in _links(text, field.line)])


def find_names(
    parsed: ParsedNote, keys: Mapping[str, str | None]
) -> Iterator[tuple[str, int]]:
    """Whom a note names as its people, linked or plain, each with its line."""
    for key, node, line in parsed.frontmatter.entries:
        if keys[key] == "attendees":
            for link in read_links(Field(key, texts_of(node), line)):
                yield link.target, link.line
