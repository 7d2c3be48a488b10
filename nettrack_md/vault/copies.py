"""Conflict copies: the names that sync services give a second copy of a note.

The patterns are those seen in the wild; what a name alone cannot decide
(`Chapter 2.md`) is only suspected.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.problems import Problem
from nettrack_md.vault.paths import join

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


class Copy(NamedTuple):
    """Which note a copy is of, and who made it."""

    #: Name of the note in the same folder; empty when it is of none.
    of: str
    service: str


#: What each service puts before the `.md`, once or more.
_INFIXES = (
    ("Syncthing", r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"),
    ("Obsidian Sync", r" \(Conflicted copy .+? \d{12}\)"),
    ("Seafile", r" \(SFConflict [^()]*\)"),
    # Dropbox, Nextcloud, ownCloud, Maestral; the date ends every local wording.
    ("a sync service",
     (r" \([^()]*(?:conflict(?:ed|ing) copy[^()]*"
      r"|(?:conflict|konflikt|conflit|競合)[^()]*\d{4}-\d\d-\d\d[^()]*)"
      r"(?:\(\d+\)[^()]*)?\)")),
    ("ownCloud", r"_conflict-(?:[^-]+-)?\d{8}-\d{6}"),
    ("Resilio Sync", r"\.Conflict\d*"),
    ("Google Drive", r"[ _]?\[Conflict[^\[\]]*\]"),
    ("Remotely Save", r"\.dup\d*"),
    ("OneDrive", r"-[^-]+(?:-[^-]+)*-safeBackup-\d{4}"),
)  # fmt: skip
#: OneDrive adds the computer's name; believed only beside the note itself.
_COMPUTER = (
    r"(?P<of>.+?)-(?:(?:DESKTOP|LAPTOP|SURFACE|THINKPAD)(?:-?[A-Z0-9]+)*"
    r"|WIN-[A-Z0-9]{8,}"
    r"|[A-Z0-9]+(?:-[A-Z0-9]+)*-(?:PC|LAPTOP|DESKTOP|SURFACE|MAC)"
    r"|(?:[^-]+-)?[^-]*(?:MacBook|iMac|Mac[ -]mini|Mac[ -]Studio).*)"
    r"(?:-\d+)?(?P<md>\.[Mm][Dd])"
)
#: iCloud, OneDrive and Google Drive number their copies, but so do people.
_NUMBERED = re.compile(r"(.+?)(?: [2-9]| [1-9]\d| ?\([1-9]\d?\))(\.[Mm][Dd])")
#: How numbered names end, among names in lines of their own.
_NUMBER = re.compile(r"[ (][1-9]\d?\)?\.[Mm][Dd]$", re.MULTILINE)
_GIT_REPORT = "conflict-files-obsidian-git.md"
#: Lower-case; one of them stands in every name that the patterns above can match.
_SERVICE_HINTS = ("onfli", "競合", ".dup", "-safeb")
_COMPUTER_HINTS = (
    "-desktop", "-laptop", "-surface", "-thinkpad", "-win-", "-pc", "mac",
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # Made on first use: nearly every walk needs none of them.
    return tuple(
        (service, re.compile(rf"(.+?)(?:{infix})+(\.md)", re.IGNORECASE))
        for service, infix in _INFIXES
    )


def tell_copy(folder: str, name: str, copy: Copy) -> tuple[str, str, Problem]:
    """The path of a copy, that of its original (empty without one), the problem."""
    path, of = join(folder, name), join(folder, copy.of) if copy.of else ""
    what = f"a second copy of {of}" if of else "a list of conflicts"
    message = f"{copy.service} left {what} here"
    return path, of, Problem(path, 0, "conflict-copy", message)


def find_copies(names: Sequence[str]) -> dict[str, Copy]:
    """The conflict copies among the names of the notes of one folder."""
    # Nearly every folder has none: one look at all names spares one look at each.
    if not _has_hint("\n".join(names).lower()):
        return {}
    siblings = frozenset(names)
    found = {name: find_copy(name, siblings) for name in names}
    return {name: copy for name, copy in found.items() if copy is not None}


def _has_hint(lowered: str) -> bool:
    return any(hint in lowered for hint in (*_SERVICE_HINTS, *_COMPUTER_HINTS))


def find_copy(name: str, siblings: Container[str]) -> Copy | None:
    """Whose copy a file of that name is, when the name leaves no doubt."""
    lowered = name.lower()
    if name == _GIT_REPORT:
        return Copy("", "obsidian-git")
    if any(hint in lowered for hint in _SERVICE_HINTS):
        for service, pattern in _patterns():
            if found := pattern.fullmatch(name):
                return Copy(found[1] + found[2], service)
    if "-" in name and any(hint in lowered for hint in _COMPUTER_HINTS):
        found = re.fullmatch(_COMPUTER, name)
        if found and found["of"] + found["md"] in siblings:
            return Copy(found["of"] + found["md"], "OneDrive")
    return None


def find_hinted(names: Sequence[str]) -> list[str]:
    """Those of the names that may be numbered or hyphened copies of others."""
    whole = "\n".join(names)
    found = []
    for end in _NUMBER.finditer(whole):
        start = whole.rfind("\n", 0, end.start()) + 1
        found.append(whole[start : end.end()])
    if "-" in whole:
        # Days have hyphens too.
        found += [n for n in names if "-" in n and not n[:4].isdecimal()]
    return found


def find_suspect(name: str, siblings: Container[str]) -> str | None:
    """The note that `name` might be a second copy of; its content must decide.

    Numbered, as people number too, or with a computer's name behind a hyphen.
    """
    if "-" not in name or name[-4] in ")0123456789":
        found = _NUMBERED.fullmatch(name)
        if found and found[1] + found[2] in siblings:
            return found[1] + found[2]
    stem, ending = name[:-3], name[-3:]
    while "-" in stem and not name[:4].isdecimal():
        stem = stem.rpartition("-")[0]
        if stem and stem + ending in siblings:
            return stem + ending
    return None
