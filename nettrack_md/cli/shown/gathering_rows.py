"""A meeting or an event before or after it -> JSON, tab-separated rows, a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.cli.safe import safe
from nettrack_md.cli.shown.remark_lines import plain, told, where
from nettrack_md.cli.shown.remark_rows import brief_row, evidence_rows, remark_row
from nettrack_md.cli.shown.rows import event_row, followed_row
from nettrack_md.render.brief_view import labels_of
from nettrack_md.render.entries import NAMES
from nettrack_md.render.wording.phrases import day_words, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from nettrack_md.cli.options import Options
    from nettrack_md.cli.shown.lines import Line
    from nettrack_md.cli.shown.rows import Row
    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.insight.meeting.gatherings import Gathering, NoteLine


def gathering_row(found: Gathering) -> Row:
    """The data of `brief` for an event."""
    return {
        **event_row(found.event),
        "days": found.days,
        "guests": [brief_row(each) for each in found.guests],
        "others": list(found.others),
        "questions": [_note_row(one) for one in found.questions],
        "tasks": [_note_row(one) for one in found.tasks],
        "asks": [remark_row(one) for one in found.asks],
        "follow": [followed_row(one) for one in found.follow],
    }


def _note_row(one: NoteLine) -> Row:
    return {"text": plain(one.text), "evidence": evidence_rows([one.evidence])}


def gathering_lines(found: Gathering) -> Iterator[Line]:
    """event, section, name or key, text, path:line."""
    event = found.event
    yield (event.name, "event", event.on, event.place, event.path)
    for one in found.follow:
        at = where(one.evidence)
        yield (event.name, "follow", one.contact.name, sentence(one.reason), at)
    for each in found.guests:
        contact = each.standing.person.contact
        lines = list(_guest(each))
        for text, at in lines:
            yield (event.name, "guest", contact.name, text, at)
        if not lines:
            yield (event.name, "guest", contact.name, "", contact.path)
    for name in found.others:
        yield (event.name, "also", name, "", event.path)
    for line in found.questions:
        yield (event.name, "ask", "", plain(line.text), where([line.evidence]))
    for remark in found.asks:
        yield (
            event.name,
            "ask",
            remark.reason.key,
            told(remark),
            where(remark.evidence),
        )
    for line in found.tasks:
        yield (event.name, "task", "", plain(line.text), where([line.evidence]))


def _guest(each: Brief, near: date | None = None) -> Iterator[tuple[str, str]]:
    """What to mind, the last talk, what is open first or else what they need."""
    labels = labels_of("en")
    for one in each.care:
        yield told(one, near), where(one.evidence)
    for talk in each.talks[:1]:
        words = plain(talk.text) if talk.source != "mention" else ""
        line = ": ".join(
            filter(None, (f"Last time, {day_words(talk.on, near=near)}", words))
        )
        yield line, f"{talk.path}:{talk.line}"
    for item in each.loops[:1]:
        whose = labels["mine" if item.mine else "theirs"]
        kind = "" if item.kind == "promise" else labels[item.kind]
        due = f"by {day_words(item.due_on, near=near)}" if item.due_on else ""
        text = ": ".join(filter(None, (whose, kind, plain(item.text))))
        yield ", ".join(filter(None, (text, due))), where([item.evidence])
    if not each.loops:
        for one in each.asks:
            if one.reason.key == "ask_needs":
                yield told(one, near), where(one.evidence)


def show_gathering(options: Options, found: Gathering, *, today: date) -> None:
    """An event on one screen: whom to expect, what to ask; or whom to write to."""
    from rich.text import Text

    from nettrack_md.cli.output import console
    from nettrack_md.cli.shown.remark_looks import pairs, short

    labels, event, out = labels_of("en"), found.event, console(options)
    on = "" if event.on is None else day_words(event.on, near=today)
    out.print(Text(safe(event.name), style="bold") + Text(f"  {on}", "dim"))
    place = f"  {safe(event.place)}" if event.place else ""
    out.print(Text(safe(event.path) + place, style="dim"))
    past = found.days is not None and found.days < 0

    def section(title: str, rows: Iterable[tuple[str, str, str]]) -> None:
        table = pairs()
        for name, text, at in rows:
            table.add_row(safe(name), short(text), safe(at))
        if table.row_count:
            out.print(Text(labels[title], style="bold"))
            out.print(table)

    def guests() -> Iterator[tuple[str, str, str]]:
        for each in found.guests:
            name = each.standing.person.contact.name
            own = f"{each.standing.person.contact.path}:"
            for text, at in list(_guest(each, today)) or [("", "")]:
                yield name, text, at.replace(own, ":")
                name = ""
        if found.others:
            more = ", …" if len(found.others) > NAMES else ""
            yield labels["also"], ", ".join(found.others[:NAMES]) + more, ""

    follow = (
        (one.contact.name, sentence(one.reason, near=today), where(one.evidence))
        for one in found.follow
    )
    section("follow_title", follow)
    section("met_title" if past else "expect_title", guests())
    if not (found.guests or found.others):
        out.print(labels["nobody_named"])
    asks = [("·", one.text, f":{one.evidence.line}") for one in found.questions]
    asks += [("·", told(one, today), where(one.evidence)) for one in found.asks]
    section("questions_title", asks)
    tasks = (("·", one.text, f":{one.evidence.line}") for one in found.tasks)
    section("tasks_title", tasks)
