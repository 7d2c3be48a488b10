"""Paths of rendered notes with `{week}`, `{quarter}` or `{year}` in them.

A page whose path names a time is frozen once that time is past: another note takes
its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.model.quarters import Quarter, parse_quarter, quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nettrack_md.model.dates import Week

WEEK, QUARTER, YEAR = "{week}", "{quarter}", "{year}"
#: Each placeholder, and what may stand for it in a path, given without case.
FORMS = {WEEK: r"\d{4}-w\d\d", QUARTER: r"\d{4}-q[1-4]", YEAR: r"\d{4}"}
_PLACEHOLDER = re.compile(r"\{\w+\}")


def is_timed(path: str) -> bool:
    """Whether a path names a time, so that the note changes with it."""
    return any(mark in path for mark in FORMS)


def unknown_placeholders(path: str) -> Iterator[str]:
    """What stands in braces in a path and is none of `FORMS`."""
    return (mark for mark in _PLACEHOLDER.findall(path) if mark not in FORMS)


def page_path(path: str, week: Week, today: date) -> str:
    """The path of the note that a page has on `today`, in `week`.

    Beside a week `{year}` is that of the ISO week, else that of `today`.
    """
    year = week.label[:4] if WEEK in path else f"{today.year:04d}"
    quarter = quarter_of(today).label
    return path.replace(WEEK, week.label).replace(QUARTER, quarter).replace(YEAR, year)


def text_at(path: str, mark: str, pattern: str) -> str | None:
    """What stands for `mark` in a path that is `pattern` filled in, or None."""
    found = re.fullmatch(_filled(pattern, mark), path, re.IGNORECASE)
    return found["it"] if found else None


def _filled(pattern: str, mark: str) -> str:
    """A pattern as an expression whose group `it` is the first `mark` in it."""
    words = re.escape(pattern)
    words = words.replace(re.escape(mark), f"(?P<it>{FORMS[mark]})", 1)
    for each, form in FORMS.items():
        words = words.replace(re.escape(each), form)
    return words if "(?P<it>" in words else f"{words}(?P<it>)"


def quarter_at(path: str, pattern: str) -> Quarter | None:
    """The quarter of a note at `path`, where it is a page of that `pattern`."""
    if QUARTER not in pattern:
        return None
    text = text_at(path, QUARTER, pattern)
    return None if text is None else parse_quarter(text)
