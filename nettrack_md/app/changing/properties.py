"""`set` and `snooze`: one property of a person, and no other byte of their note."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from nettrack_md.app.addressees import address
from nettrack_md.app.changing.property_edits import How, property_edit
from nettrack_md.app.changing.property_values import (
    Asking,
    Meaning,
    check_value,
    find_key,
    meaning_of,
    present_texts,
)
from nettrack_md.app.changing.writing import Change, WriteReport, write
from nettrack_md.app.plain.days import parse_day
from nettrack_md.errors import UsageFault
from nettrack_md.model.keys import link_key
from nettrack_md.model.periods import NotAPeriod, parse_period
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.people.link_writer import LinkWriter
from nettrack_md.people.names import match_people
from nettrack_md.people.properties import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.changing.writing import Edit
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.rows import Named
    from nettrack_md.model.rules import ReadingRules

_OFF = frozenset({"none", "off", "なし", "解除"})
_KEYS = [one.key for one in PROPERTIES]


@dataclass(frozen=True, slots=True)
class SetReport:
    """What `set` or `snooze` wrote."""

    people: tuple[Named, ...]
    #: As the first of the notes spells it.
    key: str
    #: What it holds there now; empty when it was taken out.
    values: tuple[str, ...]
    report: WriteReport
    #: What else is to be said about the key.
    remark: str = ""


def set_values(
    ws: Workspace,
    words: Sequence[str],
    how: How = "replace",
    *,
    choose: Choose | None = None,
    dry_run: bool = False,
) -> SetReport:
    """Set, add to, or take from one property: `WHO KEY VALUE…`.

    The key that the note has for the meaning is written, else the first name of the
    property. Raises UsageFault for a value that the property cannot hold.
    """
    found = address(ws, words, several=False, choose=choose)
    if not found.words:
        raise UsageFault("Say which property: nettrack set WHO KEY VALUE…")
    key, *given = found.words
    rules = ws.settings.reading
    meaning = meaning_of(_require_key(key), rules)
    if how != "remove" and not given:
        raise UsageFault(f"Say what {key} shall hold, or take it out with --remove.")
    if how == "add" and meaning.key and not meaning.several:
        raise UsageFault(f"{meaning.key} holds one value. Leave --add away to set it.")
    asking = asking_in(ws)
    single = how == "replace" and not meaning.several
    given = [" ".join(given)] if single else given
    values = tuple(
        value.strip() if how == "remove" else check_value(meaning, value, asking)
        for value in given
    )
    steps = [
        Change(one.path, property_edit(key, values, how, meaning, rules, path=one.path))
        for one in found.people
    ]
    flags = {"replace": (), "add": ("--add",), "remove": ("--remove",)}[how]
    report = write(ws, steps, ("set", *words, *flags), dry_run=dry_run)
    remark = "" if meaning.key else _unknown(key)
    own, held = _after_write(report, key, rules)
    return SetReport(found.people, own, held, report, remark)


def _after_write(
    report: WriteReport, key: str, rules: ReadingRules
) -> tuple[str, tuple[str, ...]]:
    """The key as the first note spells it, and what it holds now."""
    first = next((one for one in report.writes if isinstance(one, PlannedWrite)), None)
    text = "" if first is None else first.new.decode()
    own = find_key(text, key, rules, path="" if first is None else first.path)
    return own, present_texts(text, own, rules)


def snooze(
    ws: Workspace,
    words: Sequence[str],
    *,
    choose: Choose | None = None,
    dry_run: bool = False,
) -> SetReport:
    """Be quiet about people through a day: `WHO… PERIOD|DATE`, `none` ends it."""
    found = address(ws, words, choose=choose)
    if not found.text:
        raise UsageFault(
            "Say for how long: nettrack snooze WHO 2w, or until friday, or none."
        )
    until = snooze_day(found.text, ws)
    rules = ws.settings.reading
    edit = snooze_edit(until, rules)
    steps = [Change(one.path, edit) for one in found.people]
    report = write(ws, steps, ("snooze", *words), dry_run=dry_run)
    own, held = _after_write(report, "snooze", rules)
    return SetReport(found.people, own, held, report)


def snooze_edit(until: date | None, rules: ReadingRules) -> Edit:
    """The edit that snoozes through a day; None takes the snooze out."""
    values = () if until is None else (until.isoformat(),)
    how: How = "remove" if until is None else "replace"
    return property_edit("snooze", values, how, Meaning("snooze", "date"), rules)


def snooze_day(words: str, ws: Workspace) -> date | None:
    """Through which day; None for `none`. Raises UsageFault."""
    text = words.strip()
    if text.casefold() in _OFF:
        return None
    starts = ws.settings.practice.week_starts
    on = parse_day(text, ws.today, ahead=True, starts=starts)
    if on is None:
        on = _after(text.casefold().removeprefix("for "), ws)
    if on < ws.today:
        raise UsageFault(
            f'"{words}" is {on.isoformat()}, which is past. '
            "Write 2w, until friday or 2026-12-01."
        )
    return on


def _after(text: str, ws: Workspace) -> date:
    starts = ws.settings.practice.week_starts
    spelled = parse_day(f"in {text}", ws.today, ahead=True, starts=starts)
    if spelled is not None:
        return spelled
    try:
        period = parse_period(text)
    except NotAPeriod:
        period = None
    if period is None:
        raise UsageFault(
            f'"{text}" is neither a period nor a day. Write 2w, a month, '
            "until friday, 来週まで, 2026-12-01, or none to end it."
        )
    return period.after(ws.today)


def asking_in(ws: Workspace) -> Asking:
    """What values are understood by in this vault."""
    starts = ws.settings.practice.week_starts
    return Asking(ws.today, ws.settings.reading, starts, _linker(ws))


def _linker(ws: Workspace) -> Callable[[str], str | None]:
    def link(name: str) -> str | None:
        paths = ws.index.paths()
        writer = LinkWriter(paths, whole=ws.whole_links)
        same = [path for path in paths if link_key(path) == link_key(name)]
        if not same:
            people = match_people(name, ws.index.names(), whole=True)
            same = [one.path for one in people]
        return writer.link(same[0], "") if len(same) == 1 else None

    return link


def _require_key(key: str) -> str:
    if not key.strip() or key != key.strip() or not key.isprintable():
        raise UsageFault(f'"{key}" cannot be the name of a property.')
    return key


def _unknown(key: str) -> str:
    if key.casefold() in {"type", "tags", "created", "date", "categories"}:
        return ""
    near = get_close_matches(key.casefold(), _KEYS, n=1, cutoff=0.75)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{key} is a property of your own; nettrack keeps and shows it.{hint}"
