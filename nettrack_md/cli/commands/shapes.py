"""`health --quarters`, `--places`, `--calendar`: the shape of a network over time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from nettrack_md.cli.output import is_terminal, print_json, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.app.practice.shapes import QuarterHealth
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options
    from nettrack_md.cli.shown.lines import Line
    from nettrack_md.cli.shown.rows import Row
    from nettrack_md.insight.shape.origins import Origin

_NOWHERE = "No note says yet where somebody was met, or through whom."


def tell_calendar(options: Options, ws: Workspace, file: str, *, force: bool) -> None:
    """The picture of a year."""
    from nettrack_md.app.practice.pictures import picture_of_all
    from nettrack_md.cli.commands.picturing import hand_over

    hand_over(options, ws, "health", file, picture_of_all(ws), force=force)


# --- the quarters ---


def tell_quarters(options: Options, ws: Workspace) -> None:
    """The last four quarters, the running one first."""
    from nettrack_md.app.practice.shapes import health_of_quarters

    found = health_of_quarters(ws)
    if options.json:
        print_json("health", ws.today, ws.root, [_quarter_row(one) for one in found])
    elif is_terminal(options):
        _show_quarters(options, found)
    else:
        print_rows(line for one in found for line in _quarter_lines(one))


def _quarter_row(one: QuarterHealth) -> Row:
    from nettrack_md.cli.shown.remark_rows import figure_row

    return {
        "quarter": one.quarter.label,
        "as_of": one.as_of.isoformat(),
        "figures": [figure_row(each) for each in one.figures],
    }


def _quarter_lines(one: QuarterHealth) -> Iterator[Line]:
    """quarter, figure, words."""
    from nettrack_md.cli.shown.remark_lines import told

    for each in one.figures:
        words = " ".join(told(remark, one.as_of) for remark in each.words)
        yield (one.quarter.label, each.name, words)


def _show_quarters(options: Options, found: Sequence[QuarterHealth]) -> None:
    from rich.text import Text

    from nettrack_md.cli.output import console
    from nettrack_md.cli.shown.remark_looks import FIGURES, pairs, words_of

    out = console(options)
    for place, one in enumerate(found):
        if place:
            out.print()
        running = "  so far" if one.as_of < one.quarter.ends else ""
        out.print(Text(one.quarter.label, style="bold") + Text(running, "dim"))
        table = pairs()
        for each in one.figures:
            words = " ".join(words_of(remark, one.as_of) for remark in each.words)
            table.add_row(FIGURES[each.name], words, "")
        out.print(table)


# --- places and other ways of meeting ---


def tell_places(options: Options, ws: Workspace) -> None:
    """What each place, event and introduction has led to."""
    from nettrack_md.app.practice.shapes import ways_of_meeting
    from nettrack_md.cli.output import note

    found = ways_of_meeting(ws, exact=options.json)
    if options.json:
        print_json("health", ws.today, ws.root, [_origin_row(one) for one in found])
    elif not is_terminal(options):
        print_rows(line for one in found for line in _origin_lines(one))
    elif found:
        _show_origins(options, found)
    else:
        note(options, _NOWHERE)


_STATES = ("alive", "young", "quiet")
_WORDS = {"alive": "still near", "young": "met lately", "quiet": "quiet by now"}
_WAYS = {"place": "", "event": "", "person": "through"}
#: So many names of one way fit on a line.
_NAMES = 5


def _origin_row(one: Origin) -> Row:
    from nettrack_md.cli.shown.remark_rows import remark_row
    from nettrack_md.cli.shown.rows import who_row

    people = {
        state: [who_row(each.contact) for each in getattr(one, state)]
        for state in _STATES
    }
    words = {**remark_row(one.words)}
    return {
        "way": one.way,
        "name": one.name,
        "path": one.path or None,
        **words,
        **people,
    }


def _origin_lines(one: Origin) -> Iterator[Line]:
    """way, its name, what has become of it, who, path."""
    from nettrack_md.cli.shown.remark_lines import plain

    for state in _STATES:
        for each in getattr(one, state):
            contact = each.contact
            name = plain(one.name)
            yield (one.way, name, _WORDS[state], contact.name, contact.path)


def _show_origins(options: Options, found: Sequence[Origin]) -> None:
    from rich.text import Text

    from nettrack_md.cli.output import console
    from nettrack_md.cli.shown.remark_lines import told
    from nettrack_md.cli.shown.remark_looks import pairs, short

    out = console(options)
    for place, (words, group) in enumerate(groupby(found, lambda one: told(one.words))):
        if place:
            out.print()
        out.print(Text(words, style="bold"))
        table = pairs()
        for one in group:
            name = f"{_WAYS[one.way]} {short(one.name)}".strip()
            table.add_row("·", name, _who(one))
        out.print(table)


def _who(one: Origin) -> str:
    """The people of a way, by what has become of them."""
    from nettrack_md.cli.safe import safe

    parts: list[str] = []
    for state in _STATES:
        people = getattr(one, state)
        names = ", ".join(safe(each.contact.name) for each in people[:_NAMES])
        more = ", …" if len(people) > _NAMES else ""
        if people:
            parts.append(f"{_WORDS[state]}: {names}{more}")
    return "; ".join(parts)
