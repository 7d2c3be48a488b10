"""What a single setting takes: the value, or words for what it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.page_paths import FORMS, unknown_placeholders
from nettrack_md.model.periods import NotAPeriod, parse_period
from nettrack_md.vault.paths import OWN_FOLDER, as_seen, find_creation_fault, is_hidden

if TYPE_CHECKING:
    from nettrack_md.model.periods import Period


#: Where programs keep what they run by.
_FOREIGN_FOLDERS = frozenset({".git", ".obsidian", ".trash"})


class WrongValue(ValueError):
    """A value is not what this setting takes; the text says what it does."""


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValue('takes a text, such as "x"')
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """One text, or a list of texts."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongValue('takes a list of texts, such as ["x", "y"]')
    return tuple(item.strip() for item in value if item.strip())


def prefixes(value: object) -> tuple[str, ...]:
    """One text, or a list of texts, the blanks at their ends kept."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongValue('takes a list of texts, such as ["Person - "]')
    return tuple(item for item in value if item.strip())


def day_formats(value: object) -> tuple[str, ...]:
    """One moment format that tells a day, or a list of them."""
    from nettrack_md.note.moment import DayMatcher

    formats = texts(value)
    if not formats or not all(DayMatcher(each).determines_day for each in formats):
        raise WrongValue('takes a format that tells a day, such as "YYYY-MM-DD"')
    return formats


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise WrongValue("takes true or false")
    return value


def capacity(value: object) -> int:
    """How many people a week, 1 to 100."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 100:
        raise WrongValue("takes a number of people a week, from 1 to 100")
    return value


def new_people(value: object) -> int:
    """How many new people a week, 0 to 7."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 7:
        raise WrongValue("takes a number of people a week, from 0 to 7")
    return value


def seconds(value: object) -> float:
    """A span in seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise WrongValue("takes a number of seconds")
    return float(value)


def period(value: object) -> Period | None:
    """A period; None for none."""
    try:
        return parse_period(str(value)) if not isinstance(value, bool) else _no_period()
    except NotAPeriod:
        return _no_period()


def _no_period() -> Period | None:
    raise WrongValue('takes a period, such as "6w", "30d", "quarterly" or "none"')


def language(value: object) -> str:
    """`en` or `ja`."""
    if value not in ("en", "ja"):
        raise WrongValue('takes "en" or "ja"')
    return str(value)


def weekday(value: object) -> str:
    """The day on which a week begins."""
    if value not in ("monday", "sunday", "saturday"):
        raise WrongValue('takes "monday", "sunday" or "saturday"')
    return str(value)


def daily_block(value: object) -> str:
    """Whether, and where, today's people stand in the daily note."""
    if value not in ("off", "marked", "end"):
        raise WrongValue('takes "off", "marked" or "end"')
    return str(value)


def timezone(value: object) -> str:
    """The IANA name of a time zone."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(str(value))
    except (ValueError, OSError, TypeError, KeyError):
        raise WrongValue(
            'takes the name of a time zone, such as "Asia/Tokyo"'
        ) from None
    return str(value)


def inside(value: object) -> str:
    """A path inside the vault, with `/`, without slashes at its ends."""
    path = text(value).replace("\\", "/").strip("/")
    parts = path.split("/")
    if ".." in parts or ":" in parts[0]:
        raise WrongValue("takes a path inside the vault")
    return "/".join(part for part in parts if part not in {"", "."})


def folder(value: object) -> str:
    """A folder of the vault that is written into: nothing hidden on the way."""
    path = inside(value)
    for part in path.split("/"):
        if is_hidden(part):
            raise WrongValue("takes a path outside hidden folders")
        if fault := find_creation_fault(part):
            raise WrongValue(f"takes a path that every system can hold: {fault}")
    return path


def templates(value: object) -> str:
    """The folder of templates: also a hidden one, but none of another program's."""
    path = inside(value)
    if path in {"", OWN_FOLDER}:
        raise WrongValue(f"takes a folder of its own, such as {OWN_FOLDER}/templates")
    for part in path.split("/"):
        foreign = as_seen(part).casefold().rstrip(". ") in _FOREIGN_FOLDERS
        if foreign or (is_hidden(part) and not part.startswith(".")):
            raise WrongValue("takes a folder that is no other program's")
        if fault := find_creation_fault(part):
            raise WrongValue(f"takes a path that every system can hold: {fault}")
    return path


def note(value: object) -> str:
    """The path of a note, which may name a time; `.md` is added."""
    path = folder(value)
    if not path:
        raise WrongValue("takes the path of a note")
    for mark in unknown_placeholders(path):
        raise WrongValue(f"takes {', '.join(FORMS)} in a path; {mark} is none of them")
    return path if path.lower().endswith(".md") else path + ".md"


def weekly(value: object) -> str:
    """The path of a weekly note, with `{week}` in it."""
    path = note(value)
    if "{week}" not in path:
        raise WrongValue("takes a path with {week} in it, so that weeks stay apart")
    return path
