"""Where a link leads, in the order in which Obsidian asks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.model.keys import fold_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

How = Literal["path", "alias", "ambiguous", "broken"]


class Resolution(NamedTuple):
    """Where a link leads, and by what."""

    #: The note's path as the disk has it; None where it leads nowhere for certain.
    path: str | None
    how: How


def resolve(
    target: str,
    source_path: str,
    note_paths: Sequence[str],
    alias_paths: Iterable[str] = (),
) -> Resolution:
    """Where a link in `source_path` leads.

    `note_paths` are the notes whose `link_key` is the target's, `alias_paths` the
    contacts that have it as an alias. An exact path from the vault's root comes
    first, then the source's own folder, then the shortest path; then an alias,
    which Obsidian does not follow, so `how` says so.
    """
    if not target.strip("/ "):
        return Resolution(source_path, "path")
    path = _find_note(target, source_path, note_paths)
    if path is not None:
        return Resolution(path, "path")
    people = () if "/" in target else tuple(dict.fromkeys(alias_paths))
    if len(people) > 1:
        return Resolution(None, "ambiguous")
    return Resolution(people[0], "alias") if people else Resolution(None, "broken")


def _find_note(target: str, source_path: str, note_paths: Sequence[str]) -> str | None:
    if not note_paths:
        return None
    if "/" not in target and len(note_paths) == 1:
        return note_paths[0]
    folder = source_path.rpartition("/")[0]
    wanted = fold_path(target)
    if wanted.startswith(("./", "../")):
        return _nearest(note_paths, target, {_joined(fold_path(folder), wanted)})
    wanted = wanted.strip("/ ")
    found = _nearest(note_paths, target, {wanted})
    if found is None and folder:
        found = _nearest(note_paths, target, {f"{fold_path(folder)}/{wanted}"})
    if found is not None or target.startswith("/"):
        return found
    return _nearest(
        [path for path in note_paths if f"/{fold_path(path)}".endswith(f"/{wanted}")],
        target,
        None,
    )


def _joined(folder: str, relative: str) -> str:
    """A relative target from a folder; what climbs out of the vault fits nothing."""
    parts = folder.split("/") if folder else []
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _nearest(paths: Iterable[str], target: str, wanted: set[str] | None) -> str | None:
    """Of the paths that fold to one wanted (or of all), the one that is meant."""
    fitting = [p for p in paths if wanted is None or fold_path(p) in wanted]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    spelled = unicodedata.normalize("NFC", target.strip("/ ").removesuffix(".md"))

    def order(path: str) -> tuple[int, bool, str]:
        written = unicodedata.normalize("NFC", path.removesuffix(".md"))
        # Where case alone tells two notes apart, the spelling decides.
        twin = not f"/{written}".endswith(f"/{spelled}")
        return (len(fold_path(path)), twin, path)

    return min(fitting, key=order)
