"""The table of `nettrack.toml` -> values by name, and every problem in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.app.settings import values as value_of
from nettrack_md.app.settings.values import WrongValue
from nettrack_md.model.dates import parse_day_range
from nettrack_md.model.problems import Problem
from nettrack_md.model.rules import (
    GREETINGS,
    RESTARTING,
    RESTING_KINDS,
    SEASONS,
    default_tiers,
)

if TYPE_CHECKING:
    from nettrack_md.model.dates import DayRange

#: The file at the vault's root that holds the settings.
FILE = "nettrack.toml"
_SEASON_NAMES = {
    "new_year": "new_year", "年末年始": "new_year",
    "golden_week": "golden_week", "ゴールデンウィーク": "golden_week",
    "obon": "obon", "お盆": "obon",
}  # fmt: skip
_GREETING_NAMES = {
    word: key for key, custom in GREETINGS.items() for word in (key, custom) if word
}


class ReportRow(NamedTuple):
    """One `[[report]]` as written."""

    template: str
    path: str


#: Key as written -> (name of the value, what reads it).
_Names = Mapping[str, tuple[str, Callable[[object], object]]]

_PLAIN: _Names = {
    "language": ("language", value_of.language),
    "timezone": ("timezone", value_of.timezone),
    "capacity": ("capacity", value_of.capacity),
    "week_starts": ("week_starts", value_of.weekday),
    "ignore": ("ignore", value_of.texts),
}
_CONTACTS: _Names = {
    "folders": ("contact_folders", value_of.texts),
    "types": ("contact_types", value_of.texts),
    "tags": ("contact_tags", value_of.texts),
    "categories": ("contact_categories", value_of.texts),
    "prefixes": ("name_prefixes", value_of.prefixes),
}
_DAILY: _Names = {
    "format": ("daily_formats", value_of.day_formats),
    "folder": ("daily_folder", value_of.inside),
}
_LOG: _Names = {"headings": ("log_headings", value_of.texts)}
_TOUCHES: _Names = {
    "mentions": ("mentions", value_of.flag),
    "meetings": ("meetings", value_of.flag),
}
_RENDER: _Names = {
    "folder": ("render_folder", value_of.folder),
    "overdue": ("overdue_path", value_of.note),
    "review": ("review_path", value_of.weekly),
    "templates": ("templates", value_of.templates),
    "daily": ("daily_block", value_of.daily_block),
}
_REVIEW: _Names = {
    "new_per_week": ("new_per_week", value_of.new_people),
    "balance": ("balance", value_of.flag),
    "small_requests": ("small_requests", value_of.flag),
}
_WATCH: _Names = {
    "settle": ("settle", value_of.seconds),
    "apply": ("watch_apply", value_of.flag),
    "render": ("watch_render", value_of.flag),
    "notice": ("notice", value_of.flag),
}
_REPORT: _Names = {
    "template": ("report_template", value_of.inside),
    "path": ("report_path", value_of.note),
}


def setting_problem(line: int, message: str, hint: str = "") -> Problem:
    """A problem of the settings file."""
    return Problem(FILE, line, "bad-setting", message, hint)


class SettingReader:
    """Walks the table and notes what is wrong, so that all of it is told at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []

    def read(self, table: dict[str, Any]) -> dict[str, Any]:
        """The values that are right, by name; what is wrong goes to `problems`."""
        sections: dict[str, Callable[[Any], dict[str, Any]]] = {
            "contacts": self._contacts,
            "daily": self._daily,
            "tiers": self._tiers,
            "log": self._log,
            "kinds": self._kinds,
            "touches": self._touches,
            "render": self._render,
            "review": self._review,
            "watch": self._watch,
            "report": self._reports,
            "seasons": self._seasons,
            "properties": self._properties,
        }
        found: dict[str, Any] = {}
        for key, value in table.items():
            if key in sections:
                found |= self._section(key, value, sections[key])
            elif key in _PLAIN:
                found |= self._one("", key, value, _PLAIN)
            else:
                self._unknown("", key, [*_PLAIN, *sections])
        return found

    def _section(
        self, key: str, value: object, read: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        wanted = list if key == "report" else dict
        if not isinstance(value, wanted):
            shape = f"[[{key}]]" if key == "report" else f"[{key}]"
            self._wrong(key, "", f"{key} is a section: write {shape} on its own line")
            return {}
        return read(value)

    # --- sections ---

    def _contacts(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("contacts", value, _CONTACTS)

    def _daily(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("daily", value, _DAILY)

    def _log(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("log", value, _LOG)

    def _touches(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("touches", value, _TOUCHES)

    def _render(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("render", value, _RENDER)

    def _review(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("review", value, _REVIEW)

    def _watch(self, value: dict[str, object]) -> dict[str, Any]:
        return self._table("watch", value, _WATCH)

    def _tiers(self, value: dict[str, object]) -> dict[str, Any]:
        tiers = default_tiers()
        for name, text in value.items():
            try:
                tiers[name] = value_of.period(text)
            except WrongValue as wrong:
                self._wrong("tiers", name, f"{name} {wrong}")
        return {"tiers": tiers}

    def _kinds(self, value: dict[str, object]) -> dict[str, Any]:
        kinds, resting = dict(RESTARTING), dict(RESTING_KINDS)
        for name, words in value.items():
            try:
                more = value_of.texts(words)
            except WrongValue as wrong:
                self._wrong("kinds", name, f"{name} {wrong}")
                continue
            home = resting if name in resting else kinds
            home[name] = (*home.get(name, ()), *more)
        return {"kinds": kinds, "resting_kinds": resting}

    def _properties(self, value: dict[str, object]) -> dict[str, Any]:
        synonyms: dict[str, tuple[str, ...]] = {}
        for key, words in value.items():
            try:
                synonyms[key] = value_of.texts(words)
            except WrongValue as wrong:
                self._wrong("properties", key, f"{key} {wrong}")
        return {"synonyms": synonyms}

    def _seasons(self, value: dict[str, object]) -> dict[str, Any]:
        seasons: list[DayRange] = []
        greetings: dict[str, bool] = {}
        for name, wish in value.items():
            if (greeting := _GREETING_NAMES.get(name)) is not None:
                if isinstance(wish, bool):
                    greetings[greeting] = wish
                else:
                    self._wrong("seasons", name, f"{name} takes true or false")
                continue
            if wish is False:
                continue
            season = SEASONS.get(_SEASON_NAMES.get(name, "")) if wish is True else None
            if isinstance(wish, str):
                season = parse_day_range(wish)
            if season is None:
                known = ", ".join((*SEASONS, *GREETINGS))
                self._wrong(
                    "seasons",
                    name,
                    f"{name} is neither a season that is known ({known}) set to true "
                    'nor a range such as "08-10..08-17"',
                )
            else:
                seasons.append(season)
        return {"seasons": tuple(seasons), "greetings": greetings}

    def _reports(self, value: list[object]) -> dict[str, Any]:
        reports: list[ReportRow] = []
        for at, row in enumerate(value):
            if not isinstance(row, dict) or not {"template", "path"} <= row.keys():
                self._wrong("report", "", "a report needs template and path", nth=at)
                continue
            found = self._table("report", row, _REPORT, nth=at)
            if len(found) == len(_REPORT):
                reports.append(
                    ReportRow(found["report_template"], found["report_path"])
                )
        return {"reports": tuple(reports)}

    # --- values ---

    def _table(
        self, section: str, value: dict[str, object], names: _Names, nth: int = 0
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, item in value.items():
            if key in names:
                found |= self._one(section, key, item, names, nth)
            else:
                self._unknown(section, key, list(names), nth)
        return found

    def _one(
        self, section: str, key: str, value: object, names: _Names, nth: int = 0
    ) -> dict[str, Any]:
        target, read = names[key]
        try:
            return {target: read(value)}
        except WrongValue as wrong:
            self._wrong(section, key, f"{key} {wrong}", nth=nth)
            return {}

    def _unknown(self, section: str, key: str, known: list[str], nth: int = 0) -> None:
        import difflib

        where = f"[{section}] {key}" if section else key
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
        self._wrong(section, key, f"{where} is no setting", hint=hint, nth=nth)

    def _wrong(
        self, section: str, key: str, message: str, *, hint: str = "", nth: int = 0
    ) -> None:
        line = find_line(self.text, section, key, nth)
        self.problems.append(setting_problem(line, message, hint))


def find_line(text: str, section: str, key: str, nth: int = 0) -> int:
    """The line of a setting in the text, 1-based; that of its section, else 0.

    tomllib keeps no positions, so the line is looked for in the text.
    """
    inside, best, seen = not section, 0, -1
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            name = bare.split("#")[0].strip(" []\"'")
            if name == section:
                seen += 1
            inside = name == section and (not bare.startswith("[[") or seen == nth)
            if inside and not best:
                best = number
        elif inside and key:
            written = bare.split("=")[0].strip().strip("\"'")
            if written == key or written.startswith(key + "."):
                return number
        if section and not key and inside:
            return number
    if not best and section:
        return find_line(text, "", section)
    return best
