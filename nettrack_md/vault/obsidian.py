"""What Obsidian's own settings say: daily notes, template folders, kinds of links."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from nettrack_md.errors import SettingsInvalid
from nettrack_md.model.problems import Problem
from nettrack_md.model.record import record
from nettrack_md.model.rules import DailyNotes
from nettrack_md.vault.ground import (
    APP,
    CALENDAR,
    DAILY_NOTES,
    FILES,
    PERIODIC_NOTES,
    QUICKADD,
    TEMPLATER,
    TEMPLATES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LinkFormat = Literal["shortest", "relative", "absolute"]

#: How Periodic Notes names weeks by itself; the week is the locale's.
_WEEKLY = "gggg-[W]ww"
_HINT = "Open Obsidian's settings and set it there, or remove the file."


@record(frozen=True, slots=True)
class ObsidianSettings:
    """The part of a vault's Obsidian settings that nettrack goes by."""

    #: How notes of days are named and where they lie, the likeliest first.
    daily: tuple[DailyNotes, ...] = (DailyNotes(),)
    #: How notes of weeks are named and where they lie; empty where none are kept.
    weekly: tuple[DailyNotes, ...] = ()
    #: Folders that hold templates; never scanned.
    template_folders: tuple[str, ...] = ()
    #: Notes that new notes of days and weeks are made from; likewise.
    template_files: tuple[str, ...] = ()
    new_link_format: LinkFormat = "shortest"
    #: Whether links are written `[X](X.md)` instead of `[[X]]`.
    markdown_links: bool = False
    #: What Obsidian leaves out of suggestions; it scans them, and so do we.
    ignore_filters: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Takes values out of the files and notes what is wrong with them."""

    texts: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def table(self, path: str) -> dict[str, Any]:
        """The object that the file holds; empty when there is none."""
        if not (text := self.texts.get(path, "")).strip():
            return {}
        # Imported here: a vault without Obsidian needs none.
        import json

        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            line, why = getattr(error, "lineno", 0), getattr(error, "msg", str(error))
            self._tell(path, line, f"this is no JSON: {why}")
            return {}
        return self._typed(path, "the file", value, dict) or {}

    def part(self, path: str, table: Mapping[str, Any], key: str) -> dict[str, Any]:
        """An object inside another one; empty when there is none."""
        return self._typed(path, key, table.get(key), dict) or {}

    def text(self, path: str, table: Mapping[str, Any], key: str) -> str:
        """A text without blanks around it; empty when there is none."""
        return (self._typed(path, key, table.get(key), str) or "").strip()

    def texts_of(self, path: str, table: Mapping[str, Any], key: str) -> list[str]:
        """The texts of a list; what is no text is left out."""
        found = self._typed(path, key, table.get(key), list) or []
        return [text for text in found if isinstance(text, str)]

    def folder(self, path: str, table: Mapping[str, Any], key: str) -> str:
        """A folder of the vault, as Obsidian understands it; empty for the root."""
        return plain_folder(self.text(path, table, key))

    def _typed(self, path: str, key: str, value: object, kind: type[Any]) -> Any:  # noqa: ANN401
        if value is None or isinstance(value, kind):
            return value
        self._tell(path, 0, f"{key} is not of the kind that Obsidian writes")
        return None

    def _tell(self, path: str, line: int, message: str) -> None:
        self.problems.append(Problem(path, line, "bad-setting", message, _HINT))


def plain_folder(text: str) -> str:
    """A folder without slashes at its ends, in composed Unicode."""
    parts = unicodedata.normalize("NFC", text).replace("\\", "/").split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in {"", "."})


def read_obsidian_texts(
    read: Callable[[str], str | None],
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The texts of the settings files that are there, by path."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in FILES:
        try:
            text = read(path)
        except SettingsInvalid as fault:
            problems += fault.problems
            continue
        if text is not None:
            texts[path] = text
    return texts, tuple(problems)


def parse_obsidian_settings(
    texts: Mapping[str, str], problems: tuple[Problem, ...] = ()
) -> ObsidianSettings:
    """The settings that the files hold, by path; what is missing has its default.

    What is broken is told as a problem `bad-setting`, and counts as missing.
    `problems` are those of files that could not be read at all.
    """
    reader = _Reader(texts)
    app = reader.table(APP)
    templates = (
        reader.folder(TEMPLATES, reader.table(TEMPLATES), "folder"),
        reader.folder(TEMPLATER, reader.table(TEMPLATER), "templates_folder"),
        reader.folder(QUICKADD, reader.table(QUICKADD), "templateFolderPath"),
    )
    periods = tuple(_find_periods(reader))
    link_format = app.get("newLinkFormat")
    return ObsidianSettings(
        # `dict` drops what is there twice and keeps the order.
        daily=tuple(dict.fromkeys(each.notes for each in periods if each.is_day)),
        weekly=tuple(dict.fromkeys(each.notes for each in periods if not each.is_day)),
        template_files=tuple(dict.fromkeys(p.template for p in periods if p.template)),
        template_folders=tuple(dict.fromkeys(f for f in templates if f)),
        new_link_format=(
            link_format
            if link_format in {"shortest", "relative", "absolute"}
            else "shortest"
        ),
        markdown_links=app.get("useMarkdownLinks") is True,
        ignore_filters=tuple(reader.texts_of(APP, app, "userIgnoreFilters")),
        problems=(*problems, *reader.problems),
    )


class _Period(NamedTuple):
    """How the notes of days, or of weeks, are named and made."""

    notes: DailyNotes
    template: str
    is_day: bool


def _find_periods(reader: _Reader) -> Iterator[_Period]:
    """Those of Periodic Notes where it is in use, then those of Obsidian itself."""
    periodic = list(_find_periodic(reader, reader.table(PERIODIC_NOTES)))
    yield from periodic
    core = reader.table(DAILY_NOTES)
    if core or not any(each.is_day for each in periodic):
        yield _read_period(reader, DAILY_NOTES, core)
    calendar = reader.table(CALENDAR)
    names = ("weeklyNoteFormat", "weeklyNoteFolder", "weeklyNoteTemplate")
    if any(calendar.get(name) for name in names):
        keys = ("format", "folder", "template")
        table = {key: calendar.get(name) for key, name in zip(keys, names, strict=True)}
        yield _read_period(reader, CALENDAR, table, is_day=False)


def _find_periodic(reader: _Reader, data: dict[str, Any]) -> Iterator[_Period]:
    path = PERIODIC_NOTES
    # Up to 0.0.17: {daily: {enabled, format, folder}, weekly: …}.
    for key in ("daily", "weekly"):
        table = reader.part(path, data, key)
        if table.get("enabled") is True:
            yield _read_period(reader, path, table, is_day=key == "daily")
    # From 1.0: {activeCalendarSet, calendarSets: [{id, day: {…}, week: {…}}]}.
    sets = data.get("calendarSets")
    known = [s for s in sets if isinstance(s, dict)] if isinstance(sets, list) else []
    active = data.get("activeCalendarSet")
    for calendar in sorted(known, key=lambda one: one.get("id") != active):
        for key in ("day", "week"):
            table = reader.part(path, calendar, key)
            if table.get("enabled") is True:
                yield _read_period(reader, path, table, is_day=key == "day")


def _read_period(
    reader: _Reader, path: str, table: dict[str, Any], *, is_day: bool = True
) -> _Period:
    """An empty text means the default there, in all of these plugins."""
    notes = DailyNotes(
        format=reader.text(path, table, "format")
        or (DailyNotes().format if is_day else _WEEKLY),
        folder=reader.folder(path, table, "folder"),
    )
    template = reader.folder(path, table, "template") or reader.folder(
        path, table, "templatePath"
    )
    if template and not template.lower().endswith(".md"):
        template += ".md"
    return _Period(notes, template, is_day)
