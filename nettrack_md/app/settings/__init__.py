"""`nettrack.toml` -> frozen settings; every wrong setting at once, with its line."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Literal

from nettrack_md.app.settings.reader import FILE, SettingReader, setting_problem
from nettrack_md.errors import SettingsInvalid
from nettrack_md.model.page_paths import is_timed
from nettrack_md.model.record import record
from nettrack_md.model.rules import (
    GREETINGS,
    GREETINGS_OF,
    DailyNotes,
    Language,
    PracticeRules,
    ReadingRules,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FILE", "Report", "Settings", "read_settings"]


@record(frozen=True, slots=True)
class Report:
    """A page to render: a template, and where its note lies."""

    template: str
    #: Vault-relative; may contain `{week}`, `{quarter}`, `{year}`.
    path: str


@record(frozen=True, slots=True)
class Settings:
    """All settings of a vault."""

    #: None: that of the note that is there, else the locale's.
    language: Language | None = None
    timezone: str = ""
    ignore: tuple[str, ...] = ()
    overdue_path: str = "Network/Overdue.md"
    review_path: str = "Network/Reviews/Review {week}.md"
    templates: str = ".nettrack/templates"
    #: Where today's people stand in the daily note: nowhere, where its two marker lines
    #: are, or also at the end of one without them.
    daily_block: Literal["off", "marked", "end"] = "off"
    reports: tuple[Report, ...] = ()
    #: Seconds for which a rendered note must have been left alone.
    settle: float = 30.0
    watch_apply: bool = True
    watch_render: bool = True
    #: Whether the desktop says once a week that the review is there.
    notice: bool = False
    #: How notes of days are named, beside what Obsidian's settings say.
    daily: tuple[DailyNotes, ...] = ()
    reading: ReadingRules = field(default_factory=ReadingRules)
    practice: PracticeRules = field(default_factory=PracticeRules)


def read_settings(text: str) -> Settings:
    """Parse the text of `nettrack.toml`.

    Raises SettingsInvalid with one problem for each wrong setting.
    """
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        what = re.sub(r" ?\(at [^()]*\)$", "", str(error))
        raise SettingsInvalid(
            [setting_problem(int(line[1]) if line else 0, f"this is no TOML: {what}")]
        ) from None
    except (RecursionError, ValueError):
        # What its reader lets through: brackets without end, digits without end.
        what = "it is nested too deeply, or holds a number of too many digits"
        raise SettingsInvalid([setting_problem(0, what)]) from None
    reader = SettingReader(text)
    found = reader.read(table)
    if reader.problems:
        raise SettingsInvalid(sorted(reader.problems))
    return _assemble(found)


_PRACTICE = (
    "capacity", "week_starts", "seasons", "new_per_week", "balance", "small_requests",
)  # fmt: skip
_READING = (
    "contact_folders", "contact_types", "contact_tags", "contact_categories",
    "name_prefixes", "tiers",
    "log_headings", "kinds", "resting_kinds", "synonyms", "mentions", "meetings",
)  # fmt: skip


def _assemble(found: dict[str, Any]) -> Settings:
    folder = found.pop("render_folder", None)
    if folder is not None:
        found.setdefault("overdue_path", f"{folder}/Overdue.md")
        found.setdefault("review_path", f"{folder}/Reviews/Review {{week}}.md")
    practice = {key: found.pop(key) for key in _PRACTICE if key in found}
    practice["greetings"] = _greetings(
        found.get("language"), found.pop("greetings", {})
    )
    reading = {key: found.pop(key) for key in _READING if key in found}
    folder = found.pop("daily_folder", "")
    formats = found.pop("daily_formats", (DailyNotes().format,) if folder else ())
    daily = tuple(DailyNotes(each, folder) for each in formats)
    rows = found.pop("reports", ())
    reports = tuple(Report(row.template, row.path) for row in rows)
    settings = Settings(**found, reports=reports, daily=daily)
    paths = (settings.overdue_path, *(report.path for report in settings.reports))
    return replace(
        settings,
        practice=PracticeRules(**practice),
        reading=ReadingRules(
            **reading,
            rendered_paths=tuple(path for path in paths if not is_timed(path)),
            rendered_patterns=(
                settings.review_path,
                *filter(is_timed, paths),
            ),
        ),
    )


def _greetings(
    language: Language | None, wishes: Mapping[str, bool]
) -> tuple[str, ...]:
    """The greetings that are on: those of the language, but for what is set."""
    own = GREETINGS_OF.get(language, ()) if language else ()
    return tuple(key for key in GREETINGS if wishes.get(key, key in own))
