"""Capture in one breath: a touch in each named person's note, and what is next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.addressees import address
from nettrack_md.app.changing.property_edits import property_edit
from nettrack_md.app.changing.property_values import Meaning
from nettrack_md.app.changing.writing import Change, WriteReport, write
from nettrack_md.app.plain.kinds import WRITTEN
from nettrack_md.app.plain.words import (
    require_day,
    require_past,
    tell,
    tell_plan,
)
from nettrack_md.errors import UsageFault
from nettrack_md.note.edit import NewTouch, append_promise, append_touch
from nettrack_md.note.frontmatter import split_note
from nettrack_md.note.kinds import KindWords, fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.changing.writing import Edit
    from nettrack_md.app.plain.words import Plan, Told
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.rows import Named
    from nettrack_md.model.records import Direction
    from nettrack_md.model.rules import Language

_KANA = re.compile("[\u3041-\u30ff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
#: So many Latin words, and no kana: the note is written in a Latin script.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class LogWishes:
    """What `log` was given beside its words."""

    kind: str = ""
    on: str = ""
    direction: Direction = ""
    #: Tags with a meaning: `gave`, `got`, `asked`, `thanked`.
    tags: tuple[str, ...] = ()
    #: `DATE TEXT` of a promise, or a lone date; empty for none.
    next: str = ""


@dataclass(frozen=True, slots=True)
class LogReport:
    """What `log` understood, and wrote."""

    people: tuple[Named, ...]
    told: Told
    plan: Plan | None
    report: WriteReport


def log(
    ws: Workspace,
    words: Sequence[str],
    text: Sequence[str] | None,
    wishes: LogWishes,
    *,
    choose: Choose | None = None,
    dry_run: bool = False,
) -> LogReport:
    """Write one touch into the note of each person whom the leading words name.

    `text`: the words behind `--`, if any. Nothing is written when a name, a day or
    a kind is not understood: PersonUnknown, PersonAmbiguous, UsageFault.
    """
    kinds = kinds_of(ws)
    kind = require_kind(wishes.kind, kinds) if wishes.kind else ""
    starts = ws.settings.practice.week_starts
    on = None
    if wishes.on:
        on = require_day(wishes.on, ws.today, starts=starts)
        on = require_past(on, wishes.on, ws.today)
    plan = (
        tell_plan(wishes.next, today=ws.today, starts=starts) if wishes.next else None
    )
    found = address(ws, words, text, choose=choose)
    told = tell(
        found.text,
        today=ws.today,
        kinds=kinds,
        on=on,
        kind=kind,
        direction=wishes.direction,
        starts=starts,
    )
    if found.writer and told.kind in WRITTEN and not told.direction:
        told = told._replace(direction=found.writer)
    touch = NewTouch(
        on=told.on,
        kind=told.kind,
        direction=told.direction,
        text=told.text,
        tags=wishes.tags,
        sub=told.more,
        time=told.time,
    )
    steps = [
        Change(one.path, touch_edit(ws, touch, plan, kinds=kinds))
        for one in found.people
    ]
    report = write(ws, steps, _typed(words, text, wishes), dry_run=dry_run)
    return LogReport(found.people, told, plan, report)


def touch_edit(
    ws: Workspace,
    touch: NewTouch,
    plan: Plan | None = None,
    *,
    kinds: KindWords | None = None,
) -> Edit:
    """The edit that puts a touch, and what is next, into a person's note."""
    words = kinds or kinds_of(ws)
    rules = ws.settings.reading

    def edit(text: str) -> str:
        language = language_of(text, vault_language(ws))
        text = append_touch(
            text,
            touch,
            headings=rules.log_headings,
            language=language,
            kinds=words,
        )
        if plan is None:
            return text
        if plan.text:
            headings = rules.log_headings
            return append_promise(text, plan.text, plan.on, headings=headings)
        if plan.on is None:
            return text
        meaning, on = Meaning("next", "date"), plan.on.isoformat()
        return property_edit("next", (on,), "replace", meaning, rules)(text)

    return edit


def kinds_of(ws: Workspace) -> KindWords:
    """The words for kinds, by the settings of the vault."""
    rules = ws.settings.reading
    return KindWords.build(rules.kinds, rules.resting_kinds)


def require_kind(word: str, kinds: KindWords) -> str:
    """The kind that a word stands for. Raises UsageFault, which names them all."""
    meaning = kinds.words.get(fold_word(word))
    if meaning is None:
        known = ", ".join(dict.fromkeys(kind for kind, _ in kinds.words.values()))
        raise UsageFault(f'"{word}" is no kind of touch. Take one of: {known}.')
    return meaning[0]


def vault_language(ws: Workspace) -> Language:
    """`language =` of the settings, else the locale's."""
    if ws.settings.language is not None:
        return ws.settings.language
    return "ja" if ws.locale_language == "ja" else "en"


def language_of(text: str, otherwise: Language) -> Language:
    """The language that a note's own text is written in, where it tells."""
    body = split_note(text).body
    if _KANA.search(body):
        return "ja"
    enough = len(_LATIN_WORD.findall(body, 0, 4000)) >= _TELLING
    return "en" if enough else otherwise


def _typed(
    words: Sequence[str], text: Sequence[str] | None, wishes: LogWishes
) -> tuple[str, ...]:
    """The command for the history, much as it was typed."""
    typed = ["log", *words]
    for name, value in (("--on", wishes.on), ("--kind", wishes.kind)):
        typed += [name, value] if value else []
    arrows = {"->": ["--to-them"], "<-": ["--from-them"]}
    typed += arrows.get(wishes.direction, [])
    typed += [f"--{tag}" for tag in wishes.tags]
    typed += ["--next", wishes.next] if wishes.next else []
    return (*typed, *(("--", *text) if text is not None else ()))
