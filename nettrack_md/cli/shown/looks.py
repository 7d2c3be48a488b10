"""Values -> a person's terminal: aligned, quiet, one screen where it can be.

Everything that came from a file goes through `safe` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nettrack_md.cli.counting import counted_people
from nettrack_md.cli.output import console
from nettrack_md.cli.safe import safe
from nettrack_md.insight.reasons import reason
from nettrack_md.model.counting import counted
from nettrack_md.render.markdown import flatten_links
from nettrack_md.render.wording.phrases import day_words, kind_word, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from rich.console import Console

    from nettrack_md.cli.options import Options
    from nettrack_md.index.reader import Found
    from nettrack_md.insight.values import Owed, Pick, Review, Standing
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import Contact
    from nettrack_md.model.writes import Planned

_QUIET = "dim"
_OWED = {
    "reply": "answer", "thanks": "thank-you", "report": "how it went",
    "promise": "promise",
}  # fmt: skip
_SEVERITY = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def named(contact: Contact) -> Text:
    """A name, with its reading where it has one."""
    text = Text(safe(contact.name), style="bold")
    if contact.reading and contact.reading != contact.name:
        text.append(f"  {safe(contact.reading)}", style=_QUIET)
    return text


def _grid(*columns: str) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for column in columns:
        justify: Literal["left", "right"] = "right" if column == "n" else "left"
        table.add_column(justify=justify, overflow="fold")
    return table


def _print(out: Console, *parts: object) -> None:
    for part in parts:
        out.print(part)


def _headed(title: str, aside: str = "") -> Text:
    text = Text(title, style="bold")
    if aside:
        text.append(f"  {aside}", style=_QUIET)
    return text


def show_overdue(
    options: Options, found: Sequence[Standing], *, today: date, everybody: bool
) -> None:
    """The people of `overdue`, one line each."""
    out = console(options)
    if not found:
        out.print("Nobody is waiting. Enjoy the day.")
        return
    title = "Everybody on a list" if everybody else "Time to reconnect"
    out.print(_headed(title, f"{counted_people(len(found))}, longest first"))
    out.print()
    table = _grid("name", "tier", "reason")
    for place in found:
        tier = Text(safe(place.person.contact.tier or "–"), style=_QUIET)
        reason = Text(safe(sentence(place.reason, near=today)))
        table.add_row(named(place.person.contact), tier, reason)
    out.print(table)


def show_people(options: Options, found: Sequence[Standing]) -> None:
    """Everybody, one line each."""
    out = console(options)
    if not found:
        out.print("No contacts yet. A note in People/ is one.")
        return
    table = _grid("name", "tier", "state", "last", "path")
    for place in found:
        contact, last = place.person.contact, place.person.last
        table.add_row(
            named(contact),
            Text(safe(contact.tier or "–"), style=_QUIET),
            Text(place.state),
            Text("–" if last is None else last.on.isoformat()),
            Text(safe(contact.path), style=_QUIET),
        )
    out.print(table)


def show_hits(options: Options, hits: Iterable[Found], wanted: str) -> None:
    """Hits, grouped by note, the words marked."""
    out, words = console(options), wanted.split()
    number = -1
    for number, (path, title, _, places) in enumerate(hits):
        shown = Text().append_text(_headed(safe(title), safe(path)))
        for line, where, text in places:
            shown.append(f"\n{line or where:>5}  ", _QUIET)
            excerpt = Text(safe(text))
            excerpt.highlight_words(words, "bold yellow", case_sensitive=False)
            shown.append_text(excerpt)
        if number:
            out.print()
        # Cut into lines by the terminal itself: rich would measure every character.
        out.print(shown, soft_wrap=True)
    if number < 0:
        out.print(Text(f'Nothing holds "{safe(wanted)}".'))


def show_problems(options: Options, found: Sequence[Problem]) -> None:
    """Problems, grouped by note, each with its cure."""
    out = console(options)
    if not found:
        out.print("Nothing is wrong.")
        return
    shown = None
    for problem in found:
        if problem.path != shown:
            if shown is not None:
                out.print()
            shown = problem.path
            out.print(Text(safe(problem.path) or "the vault", style="bold"))
        line = Text(problem.severity, style=_SEVERITY[problem.severity])
        line.append(f"  {problem.code}  ", style=_QUIET)
        line.append(safe(problem.message))
        row = Table.grid(padding=(0, 2, 0, 0))
        row.add_column(min_width=5, justify="right", style=_QUIET)
        row.add_column()
        row.add_row(str(problem.line or ""), line)
        out.print(row)
        out.print(Padding(Text(safe(problem.cure), style=_QUIET), (0, 0, 0, 7)))
    out.print()
    out.print(Text(_summary(found), style=_QUIET))


def _summary(found: Iterable[Problem]) -> str:
    counts: dict[str, int] = {}
    for problem in found:
        counts[problem.severity] = counts.get(problem.severity, 0) + 1
    words = (("error", "errors"), ("warning", "warnings"), ("info", "hints"))
    return ", ".join(
        f"{counts[key]} {one.removesuffix('s') if counts[key] == 1 else one}"
        for key, one in words
        if key in counts
    )


def show_counts(options: Options, counts: Mapping[str, int], root: str) -> None:
    """What the index holds and what changed."""
    out = console(options)
    out.print(_headed("The index is level with the vault", safe(root)))
    out.print(
        f"{counted(counts['notes'], 'note')}, {counts['contacts']:,} of them people. "
        f"{counts['added']:,} new, {counts['changed']:,} changed, "
        f"{counts['removed']:,} gone, {counts['unchanged']:,} as before."
    )
    if counts["problems"]:
        out.print(f"{counted(counts['problems'], 'problem')}; see: nettrack check")


def show_writes(
    options: Options,
    writes: Sequence[Planned],
    told: str = "",
) -> None:
    """What was written, and in a line what was understood."""
    out = console(options)
    for write in writes:
        action = Text(f"{write.action:>9}  ", style=_QUIET)
        out.print(action + Text(safe(write.path)))
    if told and writes:
        out.print(Text(f"{'':9}  {safe(told)}", style=_QUIET))


# --- the week ---


def show_review(options: Options, review: Review, hidden: int, *, today: date) -> None:
    """The week on one screen."""
    out = console(options)
    week = review.week
    first, last = (day_words(day, near=today) for day in (week.begins, week.ends))
    span = f"{first} – {last}"
    out.print(_headed(review.week.label, span))
    out.print(
        Text(
            f"{review.planned:g} people a week would keep every rhythm; "
            f"{review.capacity} have a place.",
            style=_QUIET,
        )
    )
    out.print()
    if not review.picks and not hidden:
        out.print("Nobody needs a line this week. Rest, or surprise someone.")
    for pick in sorted(review.picks, key=lambda pick: pick.place):
        _print_pick(out, pick, today)
    if hidden:
        out.print(Text(f"And {hidden} in private; --private shows them.", _QUIET))
    _print_owed(out, "Open between you", review.owed, today)
    if review.old:
        words = "Waited long; keep or let go, all at once"
        _print_owed(out, words, review.old, today)
    _print_near(out, review, today)
    _print_greetings(out, review, today)
    _print_happened(out, review, today)
    _print_proposals(out, review, today)
    for line in review.health:
        if not line.key.startswith("figure_load"):
            out.print()
            out.print(Text(safe(sentence(line, near=today)), style=_QUIET))


def _print_proposals(out: Console, review: Review, today: date) -> None:
    if not review.proposals:
        return
    out.print()
    out.print(_headed("To consider", "tick it on the page"))
    for item in review.proposals:
        words = Text(safe(sentence(item.reason, near=today)))
        if item.contact is not None:
            change = f"{item.key}: {item.value}" if item.key else ""
            out.print(named(item.contact) + Text(f"  {safe(change)}", style=_QUIET))
        out.print(Padding(words, (0, 0, 0, 0 if item.contact is None else 4)))
        both = zip((item.contact, *item.others), item.sides, strict=False)
        for who, gain in both:
            name = "" if who is None else who.name
            side = Text(safe(f"{name}: {sentence(gain)}"), style=_QUIET)
            out.print(Padding(side, (0, 0, 0, 4)))


def _print_greetings(out: Console, review: Review, today: date) -> None:
    for item in review.greetings:
        names = ", ".join(safe(one.contact.name) for one in item.people) or "–"
        ahead = "yes" if item.ahead else None
        told = reason("greetings", kind=item.kind, by=item.by, text=names, ahead=ahead)
        out.print()
        out.print(Text(sentence(told, near=today)))
        for key, people in (
            ("greetings_unaddressed", item.unaddressed),
            ("greetings_mourning", item.mourning),
        ):
            if people:
                whole = len(people) == len(item.people) and people is item.unaddressed
                text = "" if whole else ", ".join(safe(one.name) for one in people)
                words = sentence(reason(key, kind=item.kind, text=text), near=today)
                out.print(Padding(Text(words, style=_QUIET), (0, 0, 0, 2)))


def _print_pick(out: Console, pick: Pick, today: date) -> None:
    box = Text("[x] " if pick.done else "[ ] ", style=_QUIET)
    out.print(box + named(pick.person.contact))
    out.print(Padding(Text(safe(sentence(pick.reason, near=today))), (0, 0, 0, 4)))
    if pick.opening is not None:
        opening = Text(safe(sentence(pick.opening, near=today)), style="italic")
        out.print(Padding(opening, (0, 0, 0, 4)))


def _print_owed(out: Console, title: str, items: Sequence[Owed], today: date) -> None:
    if not items:
        return
    out.print()
    out.print(_headed(title))
    table = _grid("due", "kind", "who", "what")
    for item in items:
        due = "" if item.due_on is None else day_words(item.due_on, near=today)
        kind = _OWED[item.kind] if item.mine else "theirs"
        table.add_row(
            Text(due, _QUIET),
            Text(kind),
            Text(safe(item.contact.name)),
            Text(safe(flatten_links(item.text))),
        )
    out.print(table)


def _print_near(out: Console, review: Review, today: date) -> None:
    if review.dates or review.events:
        out.print()
        out.print(_headed("Coming up"))
        table = _grid("on", "who", "what")
        for one in review.events:
            on = "" if one.event.on is None else day_words(one.event.on, near=today)
            names = ", ".join(safe(who.name) for who in one.people)
            table.add_row(Text(on, _QUIET), Text(names), Text(safe(one.event.name)))
        for item in review.dates:
            what = safe(item.text) or item.kind
            if item.years:
                what += f" ({item.years})"
            day = Text(day_words(item.on, near=today), _QUIET)
            table.add_row(day, Text(safe(item.contact.name)), Text(what))
        out.print(table)
    if review.followed:
        out.print()
        out.print(_headed("After an event"))
        table = _grid("event", "who", "what")
        for after in review.followed:
            words = Text(safe(flatten_links(sentence(after.reason, near=today))))
            event = Text(safe(after.event.name), _QUIET)
            table.add_row(event, Text(safe(after.contact.name)), words)
        out.print(table)
    if review.waiting:
        names = ", ".join(safe(place.person.contact.name) for place in review.waiting)
        out.print()
        out.print(_headed("The ball is with") + Text(f"  {names}"))


def _print_happened(out: Console, review: Review, today: date) -> None:
    if not review.happened:
        return
    out.print()
    out.print(_headed("This week"))
    table = _grid("on", "who", "what")
    for item in review.happened:
        told = safe(flatten_links(item.touch.text))
        words = f"{kind_word(item.touch.kind)}  {told}".rstrip()
        day = Text(day_words(item.touch.on, near=today), _QUIET)
        table.add_row(day, Text(safe(item.contact.name)), Text(words))
    out.print(table)
