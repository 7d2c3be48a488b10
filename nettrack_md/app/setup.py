"""Set a vault up, or adopt one: write its settings, tell what is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nettrack_md.app import settings as settings_file
from nettrack_md.app.adoption import survey
from nettrack_md.app.workspace import open_workspace
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault import locate
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from nettrack_md.app.adoption import Survey
    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.app.workspace import Wishes

_TEMPLATE = """\
# Settings of nettrack that travel with this vault. All of them are optional;
# docs/settings.md explains each. Lines that begin with # show the defaults.

# The language of the rendered notes: "en" or "ja".
language = "{language}"
{timezone}
# How many people a week have a place in the review.
# capacity = 5

# The day on which a week begins: "monday", "sunday" or "saturday".
# week_starts = "monday"

# Folders and files that are never read.
# ignore = ["Archive/"]

# [contacts]
# folders = ["People", "Contacts", "人脈", "連絡先"]
# types = ["contact", "person"]
# tags = ["contact", "person", "people", "人脈", "type/person", "types/person",
#         "type/contact", "👤"]

# [tiers]
# close = "30d"
# active = "90d"
# loose = "365d"

# [render]
# folder = "Network"
# "end": today's people also stand in today's daily note, where there is one.
# daily = "off"

# A look-back once a quarter: goals, what grew, what was kept, what to ask.
# [[report]]
# template = "quarter.md.j2"
# path = "Network/Quarters/{{quarter}}.md"

# [watch]
# true: once a week the desktop says that the review is there, and names nobody.
# notice = false

# Due days inside a season move to the day after it.
# [seasons]
# new_year = true
# golden_week = true
# obon = true
"""


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What `init` found and wrote."""

    root: str
    #: The settings file; its action is `unchanged` where there was one already.
    write: PlannedWrite
    notes: int
    contacts: int
    dated: int
    problems: int
    #: Whether Obsidian's settings are there.
    obsidian: bool
    #: The moment format of the daily notes.
    daily_format: str
    #: What is understood of the notes that were there; None in an empty vault.
    survey: Survey | None = None
    #: Folders of templates, which are not read.
    templates: tuple[str, ...] = ()
    #: The moment format of the weekly notes; empty where there are none.
    weekly_format: str = ""


def settings_text(around: Surroundings, language: str) -> str:
    """The settings file that `init` writes: language and time zone set."""
    zone = around.timezone
    line = (
        f'# "Today" is today in this time zone.\ntimezone = "{zone}"\n'
        if zone
        else '# "Today" is today in this time zone; without it, in the machine\'s.\n'
        '# timezone = "Asia/Tokyo"\n'
    )
    return _TEMPLATE.format(language=language, timezone="\n" + line)


def set_up(
    folder: str,
    wishes: Wishes,
    around: Surroundings,
    *,
    language: str | None = None,
    dry_run: bool = False,
) -> SetupReport:
    """Write `nettrack.toml` into a folder, made if need be, and say what is in it.

    A settings file that is there stays as it is; no note is touched. With `dry_run`
    nothing is written, and the folder must be there. Raises NoteUnwritable where the
    folder cannot be written, VaultNotFound.
    """
    if dry_run:
        root = locate.find_vault(
            explicit=folder, env=None, cwd=around.cwd, config_default=None
        )
    else:
        root = locate.make_folder(folder, around.cwd)
    files = DiskFiles(root)
    name = settings_file.FILE
    there = files.read(name) if files.exists(name) else None
    wanted = settings_text(around, language or around.language)
    write = PlannedWrite(name, there, wanted.encode() if there is None else there)
    if not dry_run:
        files.write(write)
    with open_workspace(replace(wishes, vault=root), around) as ws:
        done, kinds = ws.refreshed, ws.index.kinds()
        daily = ws.obsidian.daily
        return SetupReport(
            root=root,
            write=write,
            notes=done.notes,
            contacts=done.contacts,
            dated=kinds.get("dated", 0) + kinds.get("meeting", 0),
            problems=done.problems,
            obsidian=locate.is_obsidian(root),
            daily_format=daily[0].format if daily else "YYYY-MM-DD",
            survey=survey(ws) if done.notes else None,
            templates=ws.obsidian.template_folders,
            weekly_format=ws.obsidian.weekly[0].format if ws.obsidian.weekly else "",
        )
