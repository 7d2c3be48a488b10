"""The text of two notes of one person as one: properties, what gave way, the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.duplicates.properties import PropertyJoin
from nettrack_md.note.edit import EditRefused
from nettrack_md.note.merging import (
    MergeRefused,
    join_bodies,
    put_style,
    take_style,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.changing.steps import Edit
    from nettrack_md.model.rules import Language, ReadingRules
    from nettrack_md.note.merging import MergeRules


class Other(NamedTuple):
    """The note that goes, and what else the joining must be told."""

    #: Its text, whatever its line ends.
    text: str
    #: The names by which it was known, to be aliases of ours.
    names: tuple[str, ...]
    #: How the place of what gave way is headed: its name, empty for a copy.
    title: str
    #: An older text of both, where one is known.
    base: str | None


def join_edit(
    path: str,
    other: Other,
    *,
    reading: ReadingRules,
    merging: MergeRules,
    language: Language,
) -> Edit:
    """The edit of our note that takes the other one in."""

    def edit(text: str) -> str:
        try:
            plain, style = take_style(text)
            theirs, _ = take_style(other.text, mixed=True)
            base = None if other.base is None else take_style(other.base, mixed=True)[0]
            join = PropertyJoin(plain, path, reading, base)
            join.take(theirs)
            join.name(other.names)
            joined = join_bodies(join.text, theirs, rules=merging, base=base)
            heading = _heading(other.title, language)
            joined = _with_kept(joined, heading, join.kept, merging)
        except MergeRefused as refusal:
            raise EditRefused(str(refusal), 0) from refusal
        return put_style(joined, style)

    return edit


def _heading(title: str, language: Language) -> str:
    if language == "ja":
        return f"## ノート「{title}」より" if title else "## もう一つの控えより"
    return f"## From the note {title}" if title else "## From the other copy"


def _with_kept(text: str, heading: str, kept: Sequence[str], rules: MergeRules) -> str:
    """The note with the lines that gave way, below a heading, above the log."""
    there = {line.strip() for line in text.splitlines()}
    new = [entry for entry in kept if not there.issuperset(entry.splitlines())]
    if not new:
        return text
    section = f"{heading}\n\n" + "".join(f"{entry}\n" for entry in new)
    return join_bodies(text, section, rules=rules)
