"""A region rendered anew, with all that the user put into the old one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nettrack_md.note.regions.items import (
    fingerprints,
    parse_own,
    read_item_line,
    split_done,
)
from nettrack_md.note.regions.reader import Row, columns, read_region

if TYPE_CHECKING:
    from nettrack_md.note.regions.items import ItemLine
    from nettrack_md.note.regions.reader import Group


def merge_region(
    old_inner: str,
    new_inner: str,
    *,
    own: frozenset[str],
    answered: frozenset[str] = frozenset(),
    logged: frozenset[str] = frozenset(),
    heading: str = "### Kept notes",
) -> str:
    """`new_inner` with the user's boxes and lines of `old_inner` in it.

    `own` are the marks of what was rendered in `old_inner` (`parse_own` of the begin
    marker's attribute; the new one is `fingerprints(new_inner, heading)`). `answered`
    are the keys of items whose box was acted on, `logged` of those whose lines went
    into a log besides. Doing it twice changes nothing more.

    Where an item stays, a box that the user set is kept on it, what they typed behind
    it stays behind it, their lines stay below it. Where it leaves, what they left goes
    below `heading`, and back when it returns. Every other line of theirs goes to the
    region's end.
    """
    marks = parse_own(fingerprints(new_inner, heading))
    content = read_region(old_inner, own or marks, heading)
    merging = _Merging(_Page(new_inner, marks), answered, logged, trusting=bool(own))
    merging.loose += content.loose
    for group in merging.without_place(content.groups):
        merging.keep(group)
    return merging.render(heading)


@dataclass(slots=True)
class _Edit:
    """What the user did to one item of the page."""

    box: str = ""
    added: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Kept:
    """An item that left the page, with what the user left at it."""

    line: str
    rows: list[Row]
    boxed: bool = False


class _Page:
    """The lines rendered anew, and where the items stand."""

    def __init__(self, inner: str, marks: frozenset[str]) -> None:
        self.lines = inner.split("\n")
        self.tail: list[str] = []
        while self.lines and not self.lines[-1].strip():
            self.tail.insert(0, self.lines.pop())
        self.items: dict[int, ItemLine] = {}
        #: Places of the items of each key.
        self.places: dict[str, list[int]] = {}
        for place, line in enumerate(self.lines):
            if (item := read_item_line(line, marks)) is not None:
                self.items[place] = item
                self.places.setdefault(item.meaning.key, []).append(place)

    def end_of(self, place: int) -> int:
        """The last line rendered below the item, before any item within it."""
        indent, end = columns(self.lines[place]), place
        for later in range(place + 1, len(self.lines)):
            line = self.lines[later]
            if not line.strip():
                continue
            if later in self.items or columns(line) <= indent:
                break
            end = later
        return end


class _Merging:
    """Finds for each group of old lines where it goes."""

    def __init__(
        self,
        page: _Page,
        answered: frozenset[str],
        logged: frozenset[str],
        *,
        trusting: bool,
    ) -> None:
        self.page = page
        self.answered = answered
        self.logged = logged
        #: Whether it is known for certain what was rendered.
        self.trusting = trusting
        self.edits: dict[int, _Edit] = {}
        self.loose: list[Row] = []
        self.kept: dict[str, _Kept] = {}

    def without_place(self, groups: list[Group]) -> list[Group]:
        """Attach the groups whose item is on the page; the others, in order.

        Items that were rendered come first, so that a line of the user's about the
        same person does not pass for the rendered one. Of an item that the page has
        twice, the first takes it all.
        """
        left = []
        claimed: set[str] = set()
        for group in sorted(groups, key=lambda g: not g.item.known):
            key = group.item.meaning.key
            places = self.page.places.get(key, [])
            returns = group.rows if group.header else key not in claimed
            if places and (group.item.known or returns):
                self.attach(group, places[0])
                claimed.add(key)
            else:
                left.append(group)
        return sorted(left, key=lambda g: g.line.place)

    def attach(self, group: Group, place: int) -> None:
        """Put what the user did at an item onto the same item of the page."""
        item, edit = group.item, self.edits.setdefault(place, _Edit())
        key = item.meaning.key
        if item.changed and not edit.box and key not in self.answered:
            edit.box = item.box
        added, rows = item.added, group.rows
        if key in self.answered and self.page.items[place].box == " ":
            # It was acted on and stands open again: what was said of it is done with.
            done, words = split_done(added)
            added = f" {words}" if done and words else "" if done else added
            if key in self.logged and not group.header:
                added, rows = "", []
        if not edit.added:
            edit.added = added
        elif added:
            edit.rows.append(_row(added))
        expected = {item.meaning.short, self.page.items[place].text}
        if self.trusting and not item.known and item.text not in expected:
            edit.rows.append(_row(item.text))
        edit.rows += rows

    def keep(self, group: Group) -> None:
        """Keep what the user left at an item that is not on the page."""
        item, rows = group.item, group.rows
        short, key = item.meaning.short, item.meaning.key
        if group.header:
            if rows:
                self.put(key, _Kept(f"- {short}", rows))
            else:
                self.loose.append(group.line)
            return
        if key in self.logged:
            rows = []
        pending = item.changed and key not in self.answered
        if item.known or (
            item.changed and item.text == short and (group.kept or not pending)
        ):
            done, words = split_done(item.added)
            if words and key not in self.logged:
                rows = [_row(words), *rows]
            if pending:
                self.put(key, _Kept(f"- [{item.box}] {short}{done}", rows, boxed=True))
            elif rows:
                self.put(key, _Kept(f"- {short}", rows))
            return
        line = group.line
        if item.changed and not pending:  # acted on: it must not act again
            line = line._replace(text=item.lead[:-1] + item.text + item.added)
        self.loose += [line, *rows]

    def put(self, key: str, kept: _Kept) -> None:
        """Keep it, together with what is kept of the same item already."""
        if (there := self.kept.get(key)) is None:
            self.kept[key] = kept
            return
        there.rows += kept.rows
        if kept.boxed and not there.boxed:
            there.line, there.boxed = kept.line, True

    def render(self, heading: str) -> str:
        """The page with everything in its place."""
        below: dict[int, list[Row]] = {}
        lines = self.page.lines[:]
        for place, edit in self.edits.items():
            lines[place] = self.edited(place, edit)
            rows = _indented(edit.rows, columns(lines[place]))
            below.setdefault(self.page.end_of(place), []).extend(rows)
        out: list[str] = []
        for place, line in enumerate(lines):
            out.append(line)
            for row in below.get(place, ()):
                out += [""] * row.blanks + [row.text]
        self.render_loose(out)
        self.render_kept(out, heading)
        return "\n".join(out + self.page.tail)

    def edited(self, place: int, edit: _Edit) -> str:
        """An item's line with the user's box and words; a tick rendered anew stays."""
        item = self.page.items[place]
        box = edit.box if edit.box and item.box == " " else item.box
        if box == item.box and not edit.added:
            return self.page.lines[place]
        return f"{item.lead}{box}{item.close}{item.text}{edit.added}"

    def render_loose(self, out: list[str]) -> None:
        """The user's lines that stand for themselves, in their order.

        Lines that something rendered stood between become paragraphs of their own.
        """
        last = None
        for row in sorted(self.loose, key=lambda row: row.place):
            together = last == row.place - row.blanks - 1
            blanks = row.blanks if together else max(row.blanks, 1)
            out += [""] * ((blanks if last is not None else 1) if out else 0)
            out.append(row.text)
            last = row.place

    def render_kept(self, out: list[str], heading: str) -> None:
        """What was left at items that are not on the page, below its heading."""
        if not self.kept:
            return
        out += ["", heading, ""] if out else [heading, ""]
        for kept in self.kept.values():
            out.append(kept.line)
            for row in kept.rows:
                out += [""] * row.blanks + [row.text]


def _row(text: str) -> Row:
    """A line of the user's made of words that they typed behind an item."""
    return Row(f"  - {text.strip()}", -1, 0, 2)


def _indented(rows: list[Row], item_indent: int) -> list[Row]:
    """The rows, moved further in where they would not belong to the item."""
    if all(row.indent < 0 or row.indent > item_indent for row in rows):
        return rows
    margin = " " * (item_indent + 2)
    return [row._replace(text=margin + row.text) for row in rows]
