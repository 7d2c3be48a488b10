"""Somebody edits a note ten thousand times while nettrack edits the same one."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteChanged, NoteUnwritable
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault import swap
from nettrack_md.vault.files import DiskFiles
from tests.torture.faults import in_memory
from tests.torture.figures import Figure, Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITS = 10_000
#: Each adds a line a millisecond. The first word of the note is nettrack's.
_START = """
import os, sys, time
path = sys.argv[1]
typed = b''
for number in range(int(sys.argv[2])):
    line = b'line %d\\n' % number
"""
_SAVE = """
    with open(path + '.saving', 'wb') as file:
        file.write(text)
    os.replace(path + '.saving', path)
    time.sleep(0.001)
"""


@dataclass(frozen=True)
class Editor:
    """A way of saving, and how many of so many lines may be lost to it."""

    what: str
    code: str
    most: int
    among: int

    def allowed(self, edits: int) -> int:
        """So many of that many edits."""
        return self.most * edits // self.among


EDITORS = (
    # Holds what was typed, takes over what others changed above it.
    Editor(
        "an editor that saves atomically",
        """
    with open(path, 'rb') as file:
        head = file.readline()
    typed += line
    text = head + typed
"""
        + _SAVE,
        0, 1,
    ),
    Editor(
        "a program that appends in place",
        """
    with open(path, 'ab', buffering=0) as file:
        file.write(line)
    time.sleep(0.001)
""",
        1, 2_000,
    ),
    # Holds nothing: the one case in which its own last save may be undone.
    Editor(
        "a program that reads anew, adds a line and saves atomically",
        """
    with open(path, 'rb') as file:
        text = file.read() + line
"""
        + _SAVE,
        3, 2_000,
    ),
)  # fmt: skip


def torture(run: Run) -> Iterator[Figure]:
    """Each editor against nettrack at full speed."""
    if not swap.can_exchange():
        yield Figure((3,), "lost updates", "0", "no exchange here", met=False)
        return
    edits = run.share(EDITS, 100)
    for editor in EDITORS:
        with in_memory(run.folder) as folder:
            counted = race(folder / "a.md", editor, edits)
        lost, most = counted["lost"], editor.allowed(edits)
        yield Figure(
            (3,), f"lines lost of {edits:,}, against {editor.what}",
            f"{most} or fewer",
            f"{lost} (nettrack wrote {counted['written']:,} times, was told "
            f'"changed" {counted["changed"]:,} times, left {counted["aside"]} second '
            "texts)",
            lost <= most and counted["written"] > 0,
        )  # fmt: skip


def race(note: Path, editor: Editor, edits: int) -> Counter[str]:
    """What became of the lines of one race."""
    note.write_bytes(b"edits: 0\n")
    files = DiskFiles(str(note.parent))
    counted, aside = Counter[str](), list[bytes]()
    command = [sys.executable, "-S", "-c", _START + editor.code, str(note), str(edits)]
    with subprocess.Popen(command) as saver:
        while saver.poll() is None:
            text = files.read("a.md")
            head, _, rest = text.partition(b"\n")
            new = b"edits: %d\n" % (int(head.split()[1]) + 1) + rest
            try:
                files.write(PlannedWrite("a.md", text, new))
                counted["written"] += 1
            except NoteChanged:
                counted["changed"] += 1
            except NoteUnwritable:
                # Both texts are kept, and the refusal names the second.
                for temp in note.parent.glob(".nettrack.*.tmp"):
                    aside.append(temp.read_bytes())
                    temp.unlink()
                    counted["aside"] += 1
    assert saver.returncode == 0
    kept = {line for text in (note.read_bytes(), *aside) for line in text.splitlines()}
    counted["lost"] = len({b"line %d" % number for number in range(edits)} - kept)
    return counted
