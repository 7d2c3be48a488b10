"""The rooms where a fault costs a user's text, and the tests that concern them.

What is named here is covered to the last branch (`covered`), and its mutants are
killed (`mutants`).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Room(NamedTuple):
    """A folder, its modules, and why a fault in them costs a user's text."""

    folder: str
    why: str
    modules: tuple[str, ...]

    def paths(self) -> list[str]:
        """The modules, relative to the project."""
        return [f"{self.folder}/{module}.py" for module in self.modules]


ROOMS = {
    "editing": Room(
        "nettrack_md/note/edit",
        "they say which bytes of a note give way to which",
        (
            "__init__",
            "body",
            "boxes",
            "events",
            "fields",
            "header",
            "links",
            "lists",
            "log",
            "log_batch",
            "log_place",
            "properties",
            "refusal",
            "region",
            "scalars",
            "spans",
            "splices",
            "touch_line",
            "values",
        ),
    ),
    "writing": Room(
        "nettrack_md/vault",
        "they put bytes on the disk, take files away, or say what is there",
        (
            "attributes",
            "beside",
            "changes",
            "digest",
            "elsewhere",
            "entries",
            "faults",
            "files",
            "folder",
            "handed",
            "lock",
            "memory",
            "reading",
            "saving",
            "swap",
            "sweep",
            "takeback",
            "temps",
        ),
    ),
    "deciding paths": Room(
        "nettrack_md/vault",
        "they decide where a path leads, and what is never touched",
        (
            "links",
            "locate",
            "names",
            "own_settings",
            "paths",
            "places",
            "root",
            "roots",
            "scope",
            "templates",
        ),
    ),
}

MODULES = tuple(path for room in ROOMS.values() for path in room.paths())

#: In process, each of them quick; files and folders as pytest takes them.
TESTS = (
    "tests/contract",
    "tests/property/test_edit_laws.py",
    "tests/property/test_field_laws.py",
    "tests/property/test_note_laws.py",
    "tests/property/test_region_merge.py",
    "tests/property/test_touch_batch_laws.py",
    "tests/property/test_vault_laws.py",
    "tests/unit/note/test_edit_corners.py",
    "tests/unit/note/test_edit_last_look.py",
    "tests/unit/note/test_edit_links.py",
    "tests/unit/note/test_edit_log.py",
    "tests/unit/note/test_edit_properties.py",
    "tests/unit/note/test_edit_sample_vault.py",
    "tests/unit/note/test_fields.py",
    "tests/unit/vault",
)
