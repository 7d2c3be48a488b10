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
    from collections.abc import Iterator, Mapping
    from datetime import date

    from nettrack_md.app.workspace import Workspace

#: The region of the block.
REGION = "today"
#: For so many days back a tick in the block still acts.
_DAYS = 7


def find_daily_note(ws: Workspace, on: date) -> str:
    """The path of a day's note, as the vault names them; empty where there is none.

    A note is never made: another device may be about to bring it.
    """
    wanted = tuple(dict.fromkeys(_names(ws, on)))
    for folder, name in wanted:
        path = f"{folder}/{name}.md" if folder else f"{name}.md"
        if ws.files.exists(path):
            return path
    # Anywhere, where no folder is set; and as other systems store accents.
    loose = {fold_path(name) for folder, name in wanted if not folder}
    exact = {fold_path(f"{folder}/{name}") for folder, name in wanted if folder}
    found = (
        path
        for path in ws.index.paths()
        if (key := fold_path(path)) in exact
        or any(key.endswith(f"/{name}") for name in loose)
    )
    return min(found, key=lambda path: (len(path), path), default="")


def _names(ws: Workspace, on: date) -> Iterator[tuple[str, str]]:
    """Folder and name of a day's note, in each language that the format may be in."""
    for daily in reading_rules(ws.settings, ws.obsidian).daily:
        folder = daily.folder.strip("/")
        for locale in (ws.locale_language, *LOCALES):
            yield folder, format_day(on, daily.format, locale)


def todays_block(ws: Workspace) -> str:
    """The daily note that today's people go into; empty where none is wanted."""
    return "" if ws.settings.daily_block == "off" else find_daily_note(ws, ws.today)


def blocks_by_day(ws: Workspace) -> Mapping[str, date]:
    """The daily notes of the last days in which a tick may still act."""
    if ws.settings.daily_block == "off":
        return {}
    days = (ws.today - timedelta(days=back) for back in range(_DAYS))
    return {path: on for on in days if (path := find_daily_note(ws, on))}


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
