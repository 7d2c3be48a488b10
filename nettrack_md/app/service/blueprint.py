"""What a system must hold so that nettrack runs by itself: files and commands, as data.

One blueprint for each kind of system; nothing here touches a disk or starts a program.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from nettrack_md.errors import ServiceRefused
from nettrack_md.model.record import record
from nettrack_md.vault.places import vault_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.app.programs import Ran
    from nettrack_md.app.surroundings import Machine, System
    from nettrack_md.model.dates import Weekday
    from nettrack_md.model.rules import Language

JobName = Literal["watch", "review"]
#: The hour at which the review of a week is written, on its first day.
HOUR = 7
_SHORT = 24


@record(frozen=True, slots=True)
class Jobs:
    """The two jobs of one vault: watch it, and write its review when a week begins."""

    root: str
    machine: Machine
    week_starts: Weekday = "monday"
    #: Of the vault's settings; empty: the machine's.
    timezone: str = ""
    #: Of the notes where the settings say none; None: need not be said.
    language: Language | None = None

    @property
    def slug(self) -> str:
        """A name for the vault that can be read, and that no other vault has."""
        return slug_of(self.root)

    def words(self, job: JobName) -> tuple[str, ...]:
        """The command line of a job.

        `-P`: without it Python would load modules from the folder it is started in.
        """
        does = ("watch",) if job == "watch" else ("render", "--notice")
        python = (self.machine.python, "-P", "-m", "nettrack_md")
        return (*python, "--vault", self.root, *does)

    @property
    def variables(self) -> tuple[tuple[str, str], ...]:
        """What must stand in the environment of both."""
        given = self.machine.variables
        if self.language is None:
            return given
        locale = {"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}[self.language]
        return (*given, ("LC_MESSAGES", locale))


@record(frozen=True, slots=True)
class Command:
    """A program of the system's, with its arguments."""

    words: tuple[str, ...]
    #: Whether a failure means nothing.
    may_fail: bool = False
    #: Exit codes that are no failure: what was to be stopped did not run.
    fine: tuple[int, ...] = ()
    #: How often it is tried, a second apart.
    tries: int = 1
    #: Asked first; where that succeeds, there is nothing to do.
    unless: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Unit:
    """One file that the system reads."""

    #: Of the file, and of the job that it is for.
    name: str
    job: JobName
    #: The whole text, with our mark in it.
    text: str
    encoding: Literal["utf-8", "utf-16"] = "utf-8"
    #: Stops it and keeps it from starting again.
    stop: tuple[Command, ...] = ()
    #: Asks whether it runs; None: the other unit of the job says so.
    ask: Command | None = None

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.encoding)


@record(frozen=True, slots=True)
class Blueprint:
    """Everything that one vault needs on one kind of system."""

    system: System
    root: str
    #: Absolute; where the units lie.
    folder: str
    units: tuple[Unit, ...]
    #: After the files are there: anew, and where they were there and are others now.
    start: tuple[Command, ...]
    restart: tuple[Command, ...]
    #: After the files are gone.
    forget: tuple[Command, ...]
    #: What an answer to `ask` means: `active`, `inactive`, `failed`, `unknown`.
    read_state: Callable[[Ran], str]
    #: Where to read why a job failed.
    complaints: str = ""


def slug_of(root: str) -> str:
    """`notes-1a2b3c4d`: the folder's name in plain letters, and a hash of its path."""
    folder = root.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = unicodedata.normalize("NFKD", folder).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"{words[:_SHORT].strip('-') or 'vault'}-{vault_key(root)[:8]}"


def require_plain(*texts: str) -> None:
    """Raise ServiceRefused when no unit could hold one of these texts."""
    for text in texts:
        if any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in text):
            raise ServiceRefused(
                text, "its path holds a control character", "Rename the folder."
            )
        if any(0xD800 <= ord(c) < 0xE000 or ord(c) in {0xFFFE, 0xFFFF} for c in text):
            raise ServiceRefused(text, "its path is no UTF-8", "Rename the folder.")
