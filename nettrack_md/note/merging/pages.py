"""A rendered region of two devices: ours, with what the user did on both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.regions import find_regions, inner_of, replace_region
from nettrack_md.note.regions.items import parse_own, split_done
from nettrack_md.note.regions.merge import merge_region
from nettrack_md.note.regions.reader import read_region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nettrack_md.note.regions.items import ItemLine
    from nettrack_md.note.regions.reader import Group, Row

#: Marks of which no line is one: whatever is put in is the user's.
_NOTHING_OURS = frozenset({""})
_FENCES = ("```", "~~~")


class _Page(NamedTuple):
    """One side's region, told apart."""

    groups: tuple[Group, ...]
    loose: tuple[Row, ...]
    #: Every line, without the blanks around it.
    lines: frozenset[str]
    #: The box that the user set on each item.
    boxes: dict[str, str]


def merge_pages(
    base: str, ours: str, theirs: str, kept_heading: Callable[[str], str]
) -> str:
    """One region, markers included, of three texts; `base` may be empty.

    Where only one side changed it, it is that side's. Else it is ours, and what the
    user did on the other side since `base` is put into it: ticks on the same item,
    lines below it, or below the heading of kept lines. Raises MergeRefused.
    """
    if ours in {base, theirs}:
        return theirs
    if theirs == base:
        return ours
    region = find_regions(ours).regions[0]
    heading = kept_heading(region.attrs.get("lang", ""))
    old = _read(base, heading) if base else _Page((), (), frozenset(), {})
    mine, other = _read(ours, heading), _read(theirs, heading)
    new = _New(old, mine)
    loose, kept = list(new.loose(other)), list(new.kept(other))
    if not loose and not kept:
        return ours
    below = [heading, "", *kept] if kept else []
    missing = "".join(f"{line}\n" for line in (*loose, "", *below))
    inner = merge_region(
        missing, inner_of(ours, region), own=_NOTHING_OURS, heading=heading
    )
    return replace_region(ours, region.name, inner, region.attrs)


def _read(text: str, heading: str) -> _Page:
    region = find_regions(text).regions[0]
    if not (own := parse_own(region.attrs.get("own", ""))):
        raise MergeRefused(f'the region "{region.name}" does not say what was rendered')
    inner = inner_of(text, region)
    content = read_region(inner, own, heading)
    boxes = {
        group.item.meaning.key: group.item.box
        for group in content.groups
        if group.item.changed and not group.header
    }
    lines = frozenset(line.strip() for line in inner.split("\n"))
    return _Page(tuple(content.groups), tuple(content.loose), lines, boxes)


class _New:
    """Picks what the other side's user did, of which neither base nor ours knows."""

    def __init__(self, base: _Page, ours: _Page) -> None:
        self.base = base
        self.ours = ours

    def is_new(self, text: str) -> bool:
        """Whether a line was typed there since."""
        text = text.strip()
        return text not in self.base.lines and text not in self.ours.lines

    def loose(self, theirs: _Page) -> Iterator[str]:
        """Their lines that stand below no item, headings over nothing included."""
        rows = list(theirs.loose)
        rows += [g.line for g in theirs.groups if g.header and not g.rows]
        yield from self.rows(sorted(rows, key=lambda row: row.place))

    def kept(self, theirs: _Page) -> Iterator[str]:
        """What was done to items: each in short, with the new lines below."""
        for group in theirs.groups:
            rows = list(self.rows(group.rows))
            item = group.item
            if not (group.header or item.known):
                if rows or self.is_new(group.line.text):
                    yield from (group.line.text.strip(), *rows)
                continue
            done, words = split_done(item.added)
            if words and self.is_new(group.line.text) and not self.has_words(words):
                rows.insert(0, f"  - {words}")
            ticked = not group.header and self.is_ticked(item)
            if rows or ticked:
                short = item.meaning.short
                yield f"- [{item.box}] {short}{done}" if ticked else f"- {short}"
                yield from rows

    def has_words(self, words: str) -> bool:
        """Whether base or ours have these words behind an item."""
        lines = (*self.base.lines, *self.ours.lines)
        return any(line.endswith(words) for line in lines)

    def is_ticked(self, item: ItemLine) -> bool:
        """Whether they set that box since."""
        key = item.meaning.key
        return item.changed and self.base.boxes.get(key) != item.box

    def rows(self, rows: list[Row]) -> Iterator[str]:
        """The new ones of these lines; all of them where a fence is among them."""
        new = [self.is_new(row.text) for row in rows]
        fenced = any(row.text.strip().startswith(_FENCES) for row in rows)
        for row, is_new in zip(rows, new, strict=True):
            if is_new or (fenced and any(new)):
                yield from ("",) * row.blanks
                yield row.text
