"""Briefs, helpers, goals, introductions, figures -> a person's terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nettrack_md.cli.output import console
from nettrack_md.cli.safe import safe
from nettrack_md.cli.shown.looks import named
from nettrack_md.cli.shown.remark_lines import plain, told, where
from nettrack_md.insight.network.lineage import walk
from nettrack_md.render.markdown import shorten
from nettrack_md.render.wording.phrases import day_words, sentence
from nettrack_md.render.wording.words_en import WARMTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from nettrack_md.app.practice.questions import Introductions
    from nettrack_md.cli.options import Options
    from nettrack_md.insight.network.aims import Aim, Ally
    from nettrack_md.insight.network.lineage import Branch
    from nettrack_md.insight.network.seeking import Helper
    from nettrack_md.insight.network.ties import Step
    from nettrack_md.insight.remarks import Remark
    from nettrack_md.insight.shape.health import Health

_QUIET = "dim"
#: The longest piece of a note in one line of the terminal, in characters.
_EXCERPT = 100
#: So many reasons of one helper fit; `--json` has all.
_REASONS = 3
_TRENDS = {"up": "more than a quarter ago", "down": "less than a quarter ago"}
FIGURES = {
    "rhythm": "Rhythm", "load": "Load", "promises": "Promises", "reach": "Reach",
    "two_way": "Two ways", "flow": "Coming, going",
}  # fmt: skip


def pairs() -> Table:
    """Rows of a label, a text and where it stands."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), pad_edge=True)
    table.add_column(style=_QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style=_QUIET, overflow="fold")
    return table


def words_of(one: Remark, today: date) -> str:
    """The sentence of a remark, fit for one line of the terminal."""
    return short(told(one, today))


def short(text: str) -> str:
    """A piece of a note, likewise."""
    return safe(shorten(plain(text), _EXCERPT))


def tie_words(how: str) -> str:
    """How two people know each other."""
    from nettrack_md.insight.values import Reason

    return sentence(Reason(f"tie_{how}"))


# --- who can help ---


def show_helpers(
    options: Options, found: Sequence[Helper], wanted: str, *, today: date
) -> None:
    """Who can help, why, and through whom."""
    out = console(options)
    if not found:
        out.print(Text(f'No note speaks of "{safe(wanted)}" yet.'))
        return
    for place, each in enumerate(found):
        if place:
            out.print()
        head = named(each.person.contact)
        out.print(head + Text(f"  {WARMTH[each.warmth]}", _QUIET))
        table = pairs()
        for one in each.reasons[:_REASONS]:
            table.add_row("·", words_of(one, today), safe(where(one.evidence)))
        if each.through:
            at = safe(where([each.through[-1].evidence]))
            table.add_row("via", _way(each.through), at)
        out.print(table)


def _way(steps: Sequence[Step]) -> str:
    return ", then ".join(
        f"{safe(one.person.contact.name)} ({tie_words(one.how)})" for one in steps
    )


# --- goals ---


def show_aims(options: Options, found: Sequence[Aim], *, today: date) -> None:
    """Each goal with its needs: who is there, who might be, what is open."""
    out = console(options)
    if not found:
        out.print("No goal yet. A note of type goal, with needs, is one.")
        return
    later = [aim for aim in found if not aim.focus]
    for place, aim in enumerate(aim for aim in found if aim.focus):
        if place:
            out.print()
        _show_aim(out, aim, today)
    if later:
        out.print()
        names = ", ".join(safe(aim.goal.name) for aim in later)
        out.print(Text("Later  ", "bold") + Text(names, _QUIET))


def _show_aim(out: Console, aim: Aim, today: date) -> None:
    goal = aim.goal
    horizon = "" if goal.horizon is None else str(goal.horizon)
    due = "" if goal.due_on is None else f"by {day_words(goal.due_on, near=today)}"
    aside = "  ".join(part for part in (horizon, due) if part)
    out.print(Text(safe(goal.name), style="bold") + Text(f"  {aside}", _QUIET))
    for need in aim.needs:
        words = sentence(need.words.reason, near=today)
        out.print(Padding(Text(f"{safe(need.need.kind)}: {words}"), (0, 0, 0, 2)))
        table = pairs()
        for what, allies in (("there", need.there), ("perhaps", need.maybe)):
            for ally in allies:
                _add_ally(table, what, ally, today)
        if table.row_count:
            out.print(Padding(table, (0, 0, 0, 2)))
    if aim.beside:
        names = ", ".join(
            f"{safe(ally.person.contact.name)} ({WARMTH[ally.warmth]})"
            for ally in aim.beside
        )
        out.print(Padding(Text(f"also with you: {names}", _QUIET), (0, 0, 0, 2)))


def _add_ally(table: Table, what: str, ally: Ally, today: date) -> None:
    first = ally.reasons[0]
    name = safe(ally.person.contact.name)
    text = f"{name}, {WARMTH[ally.warmth]}: {words_of(first, today)}"
    table.add_row(what, text, safe(where(first.evidence)))


# --- introductions ---


def show_introductions(options: Options, found: Introductions, *, today: date) -> None:
    """Those under way and what comes next; those to consider, a reason for each."""
    out = console(options)
    if not found.underway and not found.proposed:
        out.print("Nobody to bring together just now.")
        return
    if found.underway:
        out.print(Text("Under way", style="bold"))
        table = pairs()
        for one in found.underway:
            intro = one.introduction
            names = f"{safe(intro.a.target)} and {safe(intro.b.target)}"
            text = f"{names}\n{words_of(one.next, today)}"
            table.add_row(intro.state, text, safe(where(one.next.evidence)))
        out.print(table)
    if found.proposed:
        if found.underway:
            out.print()
        out.print(Text("To consider; ask each of them first", style="bold"))
        for pair in found.proposed:
            table = pairs()
            for side, gain in ((pair.a, pair.for_a), (pair.b, pair.for_b)):
                name = safe(side.contact.name)
                text = f"{name}: {words_of(gain, today)}"
                table.add_row("·", text, safe(where(gain.evidence)))
            out.print(table)
            out.print()


def show_trees(options: Options, trees: Sequence[Branch]) -> None:
    """Who came through whom, each below who brought them."""
    out = console(options)
    if not trees:
        out.print("Nobody yet. introduced_by in a note says who brought you together.")
        return
    for depth, branch in walk(trees):
        contact = branch.person.contact
        line = Text("    " * (depth - 1) + "└─ " if depth else "", _QUIET)
        line.append(safe(contact.name), "" if depth else "bold")
        if branch.evidence is not None:
            line.append(f"  {safe(where([branch.evidence]))}", _QUIET)
        out.print(line)


# --- figures ---


def show_health(options: Options, found: Health, *, today: date) -> None:
    """The six figures in words, and the roles."""
    out = console(options)
    table = pairs()
    for one in found.figures:
        words = " ".join(words_of(each, today) for each in one.words)
        table.add_row(FIGURES[one.name], words, _TRENDS.get(one.trend or "", ""))
    out.print(table)
    out.print()
    roles = pairs()
    for role in found.roles:
        who, _, how = words_of(role, today).partition(": ")
        roles.add_row(who, how, safe(where(role.evidence)))
    out.print(roles)
