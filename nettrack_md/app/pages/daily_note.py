"""Today's people in the daily note: only where it is, and only where that is wanted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.app.workspace import reading_rules
from nettrack_md.model.keys import fold_path
from nettrack_md.note.edit.region import append_region
from nettrack_md.note.moment import format_day
from nettrack_md.note.moment.locales import LOCALES
from nettrack_md.note.regions import find_regions, inner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from nettrack_md.app.workspace import Workspace

#: The region of the block.
REGION = "today"
#: For so many days back a tick in the block still acts.
_DAYS = 7


def find_daily_notes(ws: Workspace, days: Iterable[date]) -> dict[str, date]:
    """The notes of some days, as the vault names them; those that are there.

    None is ever made: another device may be about to bring it.
    """
    found: dict[str, date] = {}
    missing: dict[str, date] = {}
    for on in days:
        names = tuple(dict.fromkeys(_names(ws, on)))
        paths = (
            f"{folder}/{name}.md" if folder else f"{name}.md" for folder, name in names
        )
        path = next(filter(ws.files.exists, paths), "")
        if path:
            found[path] = on
        else:
            missing |= {key: on for names_ in names for key in _keys(*names_)}
    if missing:
        found |= _search(ws, missing)
    return found


def _keys(folder: str, name: str) -> Iterator[str]:
    """By what a note is found that bears its name elsewhere, or in other accents."""
    if not folder:
        yield f"*/{fold_path(name)}"
    elif not f"{folder}{name}".isascii():
        yield fold_path(f"{folder}/{name}")


def _search(ws: Workspace, wanted: Mapping[str, date]) -> dict[str, date]:
    """The shortest path for each of the days that is there somewhere."""
    best: dict[date, str] = {}
    depths = {key.count("/") for key in wanted if key[0] == "*"}
    for path in sorted(ws.index.paths(), key=lambda path: (len(path), path)):
        whole = fold_path(path)
        tails = ("*/" + "/".join(whole.split("/")[-depth:]) for depth in depths)
        on = next((wanted[key] for key in (whole, *tails) if key in wanted), None)
        if on is not None:
            best.setdefault(on, path)
    return {path: on for on, path in best.items()}


def _names(ws: Workspace, on: date) -> Iterator[tuple[str, str]]:
    """Folder and name of a day's note, in each language that the format may be in."""
    for daily in reading_rules(ws.settings, ws.obsidian).daily:
        folder = daily.folder.strip("/")
        for locale in (ws.locale_language, *LOCALES):
            yield folder, format_day(on, daily.format, locale)


def todays_block(ws: Workspace) -> str:
    """The daily note that today's people go into; empty where none is wanted."""
    if ws.settings.daily_block == "off":
        return ""
    return next(iter(find_daily_notes(ws, [ws.today])), "")


def blocks_by_day(ws: Workspace) -> Mapping[str, date]:
    """The daily notes of the last days in which a tick may still act."""
    if ws.settings.daily_block == "off":
        return {}
    days = (ws.today - timedelta(days=back) for back in range(_DAYS))
    return find_daily_notes(ws, days)


def with_block(ws: Workspace, text: str, fresh: str) -> str:
    """A daily note with a place for the block, where that is wanted and of use.

    Raises EditRefused where there is no place for it.
    """
    if ws.settings.daily_block != "end" or find_regions(text).get(REGION) is not None:
        return text
    region = find_regions(fresh).get(REGION)
    if region is None or not inner_of(fresh, region).strip():
        return text
    return append_region(text, REGION)
