"""One person on a terminal: the card of `show` and the account of `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nettrack_md.cli.output import console
from nettrack_md.cli.safe import safe
from nettrack_md.cli.shown.looks import named
from nettrack_md.insight.week.proposals.facts import rule_of
from nettrack_md.render.wording.phrases import day_words, kind_word, sentence

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from nettrack_md.app.asking import Card
    from nettrack_md.cli.options import Options
    from nettrack_md.insight.explain import Explanation
    from nettrack_md.insight.values import Proposal
    from nettrack_md.insight.week.proposals.account import Considered
    from nettrack_md.model.records import Promise, Touch

_QUIET = "dim"
#: So many touches fit on a card; `--json` has all.
_TOUCHES = 8


def show_card(options: Options, card: Card, *, today: date) -> None:
    """The card: who, how we stand, what is open, what was last."""
    out = console(options)
    place, contact = card.standing, card.standing.person.contact
    out.print(named(contact))
    where = Text(safe(contact.path), style=_QUIET)
    out.print(where)
    out.print(Text(safe(sentence(place.reason, near=today))))
    table = _pairs()
    for key, texts in (*contact.properties, *contact.other):
        if key not in ("name", "reading"):
            table.add_row(Text(safe(key), _QUIET), Text(safe(", ".join(texts))))
    if table.row_count:
        out.print()
        out.print(table)
    _print_open(out, card)
    _print_touches(out, card.touches)
    for problem in card.problems:
        out.print()
        out.print(Text(safe(problem.sentence()), style="yellow"))


def _pairs() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column()
    table.add_column(overflow="fold")
    return table


def _print_open(out: Console, card: Card) -> None:
    promises = [promise for promise in card.promises if not promise.done]
    if not promises and not card.introductions:
        return
    out.print()
    for promise in promises:
        out.print(Text("[ ] ", _QUIET) + Text(safe(_promise_words(promise))))
    for intro in card.introductions:
        pair = f"{safe(intro.a.target)} <-> {safe(intro.b.target)}"
        out.print(Text(f"intro {pair}: {intro.state} {intro.on.isoformat()}"))


def _promise_words(promise: Promise) -> str:
    whose = "" if promise.mine else "they: "
    due = f", by {promise.due_on.isoformat()}" if promise.due_on else ""
    return f"{whose}{promise.text}{due}"


def _print_touches(out: Console, touches: tuple[Touch, ...]) -> None:
    if not touches:
        return
    out.print()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for touch in touches[:_TOUCHES]:
        table.add_row(
            Text(touch.on.isoformat(), _QUIET),
            Text(f"{kind_word(touch.kind)} {touch.direction}".strip()),
            Text(safe(touch.text)),
            Text(safe(f"{touch.path}:{touch.line}"), _QUIET),
        )
    out.print(table)
    if len(touches) > _TOUCHES:
        out.print(Text(f"and {len(touches) - _TOUCHES} before", _QUIET))


def show_why(options: Options, found: Explanation, *, today: date) -> None:
    """Rule, numbers, evidence with file and line, what was rejected and why."""
    out = console(options)
    place = found.standing
    out.print(named(place.person.contact) + Text(f"  {place.state}", _QUIET))
    out.print(Text(safe(sentence(place.reason, near=today))))
    if found.formula:
        out.print(Text(safe(found.formula), style=_QUIET))
    _print_evidence(out, "Counts", [(touch, "") for touch in found.evidence])
    rejected = [(item.touch, item.because) for item in found.rejected]
    _print_evidence(out, "Does not count", rejected[:_TOUCHES])
    for title, reasons in (("Moves it", found.movers), ("Ahead", found.ahead)):
        if reasons:
            out.print()
            out.print(Text(title, style="bold"))
            for reason in reasons:
                out.print(
                    Padding(Text(safe(sentence(reason, near=today))), (0, 0, 0, 2))
                )
    _print_proposals(out, found, today)


def _print_proposals(out: Console, found: Explanation, today: date) -> None:
    for item in found.proposals:
        one = item.proposal
        change = Text(safe(f"  {_change(one)}"), _QUIET)
        out.print()
        out.print(Text("To consider", style="bold") + change)
        told = [
            each
            for each in (one.reason, rule_of(one.kind), one.until)
            if each is not None
        ]
        for line in (
            *(sentence(each, near=today) for each in told),
            _turn(item, today),
        ):
            out.print(Padding(Text(safe(line)), (0, 0, 0, 2)))
        for where in one.evidence[:_TOUCHES]:
            place = Text(safe(f"{where.path}:{where.line}"), _QUIET)
            out.print(Padding(place, (0, 0, 0, 2)))


def _change(one: Proposal) -> str:
    """What a tick would set; else whom it is about."""
    if one.key:
        return f"{one.key}: {one.value}"
    return "" if one.contact is None else one.contact.name


def _turn(item: Considered, today: date) -> str:
    if item.turn_on <= today:
        return "Its turn on the page is this week."
    day = day_words(item.turn_on, near=today)
    return f"Its next turn on the page is in the week of {day}."


def _print_evidence(out: Console, title: str, rows: list[tuple[Touch, str]]) -> None:
    if not rows:
        return
    out.print()
    out.print(Text(title, style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), pad_edge=True)
    for _ in range(4):
        # A path that is cut off would hide the line, which is what was asked for.
        table.add_column(overflow="fold")
    for touch, because in rows:
        words = f"{kind_word(touch.kind)} {touch.direction}".strip()
        table.add_row(
            Text(touch.on.isoformat()),
            Text(words),
            Text(safe(f"{touch.path}:{touch.line}"), _QUIET),
            Text(because, _QUIET),
        )
    out.print(table)
