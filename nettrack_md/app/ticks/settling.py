"""Rendered notes after their ticks were carried out: boxes opened, or marked as taken.

Text in, text out; every line of the user's stays unless it is in a log now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nettrack_md.note.regions import find_regions, inner_of, replace_region
from nettrack_md.note.regions.items import (
    fingerprints,
    parse_own,
    read_item_line,
    split_done,
)
from nettrack_md.note.regions.merge import merge_region
from nettrack_md.note.regions.reader import read_region
from nettrack_md.render.wording.phrases import kept_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nettrack_md.model.rules import Language
    from nettrack_md.note.regions import Region
    from nettrack_md.note.regions.items import ItemLine


#: Marks of which no line is one.
_NOTHING_OURS = frozenset({""})


@dataclass(slots=True)
class Answers:
    """What became of the ticks of one rendered note: keys of items, by region."""

    #: Their boxes were acted on.
    answered: dict[str, set[str]] = field(default_factory=dict)
    #: The user's lines at them are in a log now.
    logged: dict[str, set[str]] = field(default_factory=dict)

    def answer(self, region: str, key: str, *, logged: bool) -> None:
        """Take a tick as answered."""
        self.answered.setdefault(region, set()).add(key)
        if logged:
            self.logged.setdefault(region, set()).add(key)

    def of(self, region: str) -> tuple[frozenset[str], frozenset[str]]:
        """The keys of a region: answered, and logged."""
        return (
            frozenset(self.answered.get(region, ())),
            frozenset(self.logged.get(region, ())),
        )


def open_boxes(text: str, answers: Answers) -> str:
    """The note with the answered boxes open, as before anybody ticked them.

    `✅` and its day go with the tick.
    """

    def reopened(line: str, item: ItemLine) -> str:
        mark = split_done(item.added)[0].strip()
        added = item.added
        if mark:
            added = added[: added.rindex(mark)].rstrip()
        end = line[len(line.rstrip()) :]
        return f"{item.lead} {item.close}{item.text}{added}{end}"

    for name in answers.answered:
        text = _each_answered(text, name, answers, reopened)
    return text


def mark_taken(text: str, answers: Answers) -> str:
    """The note with the answered boxes marked as rendered, so that none acts again.

    For notes that are not rendered any more: what the user sees stays as it is, only
    the begin marker's `own` grows. Lines that nettrack did not render get no mark.
    """
    for name in answers.answered:
        region = find_regions(text).get(name)
        if region is None or not region.attrs.get("own"):
            continue
        own = set(parse_own(region.attrs["own"]))
        for _, item in _answered(text, region, answers):
            if item.known:
                own |= parse_own(fingerprints(f"- [{item.box}] {item.text}"))
        attrs = {**region.attrs, "own": "".join(sorted(own))}
        text = replace_region(text, name, inner_of(text, region), attrs)
    return text


def give_back(now: bytes, before: bytes) -> bytes | None:
    """A rendered note that was written since, with what the user had put into it.

    For undoing a command after which somebody wrote the note: the lines that are not
    in it any more come back to their items, or under the heading of kept lines; the
    boxes that stand as they stood are left. None for what is no rendered note.
    """
    try:
        text, earlier = now.decode("utf-8"), before.decode("utf-8")
    except UnicodeDecodeError:
        return None
    regions = find_regions(earlier).regions
    if not regions:
        return None
    for old in regions:
        region = find_regions(text).get(old.name)
        if region is None:
            continue
        inner = inner_of(text, region)
        missing = _missing(inner_of(earlier, old), old, inner)
        if not missing:
            continue
        language: Language = "ja" if old.attrs.get("lang") == "ja" else "en"
        heading = kept_heading(language)
        merged = merge_region(
            f"{heading}\n\n{missing}", inner, own=_NOTHING_OURS, heading=heading
        )
        text = replace_region(text, old.name, merged, region.attrs)
    return text.encode()


def _missing(earlier: str, old: Region, now: str) -> str:
    """The user's lines of a region that are gone, under their items in short."""
    there = {line.strip() for line in now.split("\n")}
    out: list[str] = []
    for group in read_region(earlier, parse_own(old.attrs.get("own", "")), "").groups:
        gone = [row.text for row in group.rows if row.text.strip() not in there]
        if gone and not group.header:
            out += [f"- {group.item.meaning.short}", *gone]
    return "".join(f"{line}\n" for line in out)


def _each_answered(
    text: str, name: str, answers: Answers, change: Callable[[str, ItemLine], str]
) -> str:
    region = find_regions(text).get(name)
    if region is None:
        return text
    lines = text[region.inner_begin : region.inner_end].split("\n")
    for place, item in _answered(text, region, answers):
        lines[place] = change(lines[place], item)
    inner = "\n".join(lines)
    return text[: region.inner_begin] + inner + text[region.inner_end :]


def _answered(
    text: str, region: Region, answers: Answers
) -> Iterable[tuple[int, ItemLine]]:
    """Place within the region and item of each box that was acted on."""
    keys, _ = answers.of(region.name)
    own = parse_own(region.attrs.get("own", ""))
    inner = inner_of(text, region)
    lines = inner.split("\n")
    for group in read_region(inner, own, "").groups:
        item = group.item
        if group.header or not item.changed or item.meaning.key not in keys:
            continue
        again = read_item_line(lines[group.line.place], own)
        if again is not None:
            yield group.line.place, again
