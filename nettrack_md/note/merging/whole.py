"""Three versions of one note merged into one, or refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.frontmatter import split_note
from nettrack_md.note.merging.header import merge_properties
from nettrack_md.note.merging.lines import merge_lines
from nettrack_md.note.merging.pages import merge_pages
from nettrack_md.note.merging.placing import merge_units, put_back
from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.merging.style import put_style, take_style
from nettrack_md.note.merging.units import (
    REGION,
    Taken,
    promise_words,
    split_lines,
    take_apart,
)
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nettrack_md.note.merging.header import Properties
    from nettrack_md.note.merging.rules import MergeRules

#: Notes with more lines than that take too long, and are no contact's.
MOST_LINES = 20_000


class Merged(NamedTuple):
    """One note of two."""

    text: str
    #: How many places are left for the user, each between conflict markers.
    conflicts: int = 0


class _Rows(NamedTuple):
    """The merged lines that belong to no touch and no promise."""

    rows: list[str]
    #: For each line of a side: below which row what stood below it goes.
    behind: tuple[list[int], list[int]]
    conflicts: int


def merge_notes(base: str, ours: str, theirs: str, *, rules: MergeRules) -> Merged:
    """The note that holds what both sides did to `base`, which may be empty.

    Conflict markers stand in its body only. Byte order mark, line ends and the end of
    the last line are those of our side. Raises MergeRefused for notes that git must
    merge by itself: with line ends of two kinds, damaged ones, and wherever the result
    would not hold all that it should.
    """
    if ours in {base, theirs}:
        return Merged(theirs)
    if theirs == base:
        return Merged(ours)
    plain, style = take_style(ours)
    old, other = (take_style(text)[0] for text in (base, theirs))
    if not ours:
        style = take_style(theirs)[1]
    for text in (old, plain, other):
        require_plain(text)
    if plain == other:
        return Merged(ours)
    try:
        merged = _merge(old, plain, other, rules)
    except EditRefused as refusal:
        raise MergeRefused(refusal.reason) from refusal
    return merged._replace(text=put_style(merged.text, style))


def require_plain(text: str) -> None:
    """Raise MergeRefused for a text that cannot be taken apart."""
    if REGION in text:
        raise MergeRefused("it is no text")
    if text.count("\n") > MOST_LINES:
        raise MergeRefused("it has too many lines")


def _merge(base: str, ours: str, theirs: str, rules: MergeRules) -> Merged:
    properties = merge_properties(base, ours, theirs, rules)
    parts = tuple(take_apart(text, rules) for text in (base, ours, theirs))
    body, conflicts = _merge_bodies(parts, rules)
    clashes = _render_clashes(properties, rules)
    text = properties.header + clashes + body
    _verify(text, parts, rules, marked=bool(clashes))
    return Merged(text, conflicts + bool(clashes))


def _merge_bodies(parts: Sequence[Taken], rules: MergeRules) -> tuple[str, int]:
    base, ours, theirs = parts
    merged = _merge_rest(base.rest, ours.rest, theirs.rest, rules)
    units = merge_units(base.units, ours.units, theirs.units)
    rows = with_regions(merged.rows, base, ours, theirs, rules)
    logs = [ours.units, theirs.units, base.units]
    return put_back(rows, units, merged.behind, logs), merged.conflicts


def _merge_rest(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], rules: MergeRules
) -> _Rows:
    rows: list[str] = []
    behind: tuple[list[int], list[int]] = ([], [])
    conflicts = 0
    for piece in merge_lines(base, ours, theirs):
        here, there = ours[slice(*piece.ours)], theirs[slice(*piece.theirs)]
        first = len(rows)
        if piece.taken == "conflict":
            conflicts += 1
            marked = rules.conflict("".join(here), "".join(there))
            rows += split_lines(marked)
        else:
            rows += there if piece.taken == "theirs" else here
        for side, lines, name in ((0, here, "ours"), (1, there, "theirs")):
            stays = piece.taken in {"both", name}
            last = len(rows) - 1
            behind[side].extend(
                first + at if stays else last for at in range(len(lines))
            )
    return _Rows(rows, behind, conflicts)


def with_regions(
    rows: Iterable[str], base: Taken, ours: Taken, theirs: Taken, rules: MergeRules
) -> list[str]:
    """The lines with each region in the place of the line that stood for it."""
    out: list[str] = []
    names: Counter[str] = Counter()
    for row in rows:
        if not row.startswith(REGION):
            out.append(row)
            continue
        name = row[len(REGION) :].rstrip("\n")
        names[name] += 1
        texts = [side.regions.get(name, "") for side in (base, ours, theirs)]
        if texts[1] and texts[2]:
            out.append(merge_pages(texts[0], texts[1], texts[2], rules.kept_heading))
        else:
            out.append(texts[1] or texts[2])
    everywhere = ours.regions.keys() | theirs.regions.keys()
    lost = [name for name in everywhere if names[name] != 1]
    if lost or len(names) != len(everywhere):
        raise MergeRefused("a rendered region was taken out, or moved")
    return out


def _render_clashes(properties: Properties, rules: MergeRules) -> str:
    """The properties that both sides changed, for the top of the body."""
    if not properties.clashes:
        return ""
    ours = "".join(clash.ours for clash in properties.clashes)
    return rules.conflict(ours, "".join(clash.theirs for clash in properties.clashes))


def _verify(
    text: str, parts: Sequence[Taken], rules: MergeRules, *, marked: bool
) -> None:
    """Raise MergeRefused when the result lacks something that a side wrote."""
    parsed = parse_note("", text)
    codes = {problem.code for problem in parsed.problems}
    if marked and rules.marker_size == 7 and "conflict-markers" not in codes:
        raise MergeRefused("the conflict would not be seen")
    if codes & {"marker-lost", "marker-doubled"} or (
        parsed.frontmatter.status in {"open", "broken"}
    ):
        raise MergeRefused("the result would be damaged")
    require_kept(text, parts[1:], _lines(parts[0]))


def require_kept(text: str, sides: Iterable[Taken], known: Iterable[str]) -> None:
    """Raise MergeRefused when a line of a side is not there; `known`: may be gone."""
    there = _words(split_lines(split_note(text).body)) | _words(known)
    if any(_words(_lines(side)) - there for side in sides):
        raise MergeRefused("a line would be lost")


def _lines(part: Taken) -> list[str]:
    """The lines of a body; of regions those are not asked after."""
    rest = [line for line in part.rest if not line.startswith(REGION)]
    return [*rest, *(line for unit in part.units for line in unit.lines)]


def _words(lines: Iterable[str]) -> set[str]:
    """Lines as they are compared: without blanks around, box and day of a tick."""
    return {_word(line) for line in lines if line.strip()}


def _word(line: str) -> str:
    text = promise_words(line.strip())
    at = text.find("[")
    boxed = 0 <= at < 8 and text[at + 2 : at + 3] == "]"
    return f"{text[: at + 1]} {text[at + 2 :]}" if boxed else text
