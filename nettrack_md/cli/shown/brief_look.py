"""A brief on a person's terminal: one screen for each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from nettrack_md.cli.output import console
from nettrack_md.cli.safe import safe
from nettrack_md.cli.shown.looks import named
from nettrack_md.cli.shown.remark_looks import pairs, short, tie_words, words_of
from nettrack_md.insight.values import Evidence
from nettrack_md.render.brief_view import labels_of
from nettrack_md.render.wording.phrases import day_words, kind_word, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from nettrack_md.cli.options import Options
    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.insight.remarks import Said

_QUIET = "dim"


def show_briefs(options: Options, found: Sequence[Brief], *, today: date) -> None:
    """What to know before meeting them."""
    out = console(options)
    for place, each in enumerate(found):
        if place:
            out.print()
        _show_brief(out, each, today)


def _show_brief(out: Console, found: Brief, today: date) -> None:
    labels, place = labels_of("en"), found.standing
    contact = place.person.contact
    own = contact.path
    work = ", ".join(filter(None, (contact.text("title"), contact.text("org"))))
    out.print(named(contact) + Text(f"  {safe(work)}", _QUIET))
    out.print(Text(safe(own), style=_QUIET))
    out.print(Text(safe(sentence(place.reason, near=today))))
    for one in found.care:
        out.print(Text(words_of(one, today), style="italic"))
    for item in found.dates:
        years = f" ({item.years})" if item.years else ""
        what = safe(item.text or item.kind)
        out.print(Text(f"{day_words(item.on, near=today)}: {what}{years}"))
    asks = pairs()
    for one in found.asks:
        asks.add_row("·", words_of(one, today), _at(one.evidence, own))
    _section(out, labels["asks_title"], asks)
    loops = pairs()
    for owed in found.loops:
        whose = labels["mine" if owed.mine else "theirs"]
        kind = "" if owed.kind == "promise" else labels[owed.kind]
        due = f", {day_words(owed.due_on, near=today)}" if owed.due_on else ""
        said = ": ".join(filter(None, (kind, short(owed.text))))
        text = f"{said}{due}"
        loops.add_row(whose, text, _at([owed.evidence], own))
    _section(out, labels["open_title"], loops)
    talks = pairs()
    for talk in found.talks:
        words = f"{kind_word(talk.kind)} {talk.direction}".strip()
        text = ": ".join(filter(None, (safe(words), short(talk.text))))
        on = day_words(talk.on, near=today)
        talks.add_row(on, text, _at([Evidence(talk.path, talk.line)], own))
    _section(out, labels["talks_title"], talks)
    _section(out, labels["needs_title"], _said(found.needs, labels, own))
    _section(out, labels["shared_title"], _said(found.shared, labels, own))
    manners = _said((*found.manners, *found.avoid), labels, own)
    _section(out, labels["manners_title"], manners)
    friends = pairs()
    for friend in found.friends:
        name = safe(friend.person.contact.name)
        how = tie_words(friend.how)
        friends.add_row("·", f"{name}, {how}", _at([friend.evidence], own))
    _section(out, labels["friends_title"], friends)
    hints = pairs()
    for one in found.hints:
        hints.add_row("·", words_of(one, today), _at(one.evidence, own))
    _section(out, labels["hints_title"], hints)


def _at(evidence: Sequence[Evidence], own: str) -> str:
    """`path:line`; of the person's own note, which is named above, the line alone."""
    first = next(iter(evidence), None)
    if first is None:
        return ""
    return f"{'' if first.path == own else safe(first.path)}:{first.line}"


def _said(texts: Iterable[Said], labels: dict[str, str], own: str) -> Table:
    lines: dict[str, list[Said]] = {}
    for one in texts:
        lines.setdefault(one.key, []).append(one)
    table = pairs()
    for key, each in lines.items():
        text = ", ".join(short(one.text) for one in each)
        table.add_row(labels[key], text, _at([each[0].evidence], own))
    return table


def _section(out: Console, title: str, table: Table) -> None:
    if table.row_count:
        out.print(Text(title, style="bold"))
        out.print(table)
