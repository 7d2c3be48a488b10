"""Somebody saves 2,000 times while nettrack edits the same note."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nettrack_md.errors import NoteChanged, NoteUnwritable
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault import swap
from nettrack_md.vault.files import DiskFiles

SAVES = 2_000
#: Holds its own lines, as an editor holds what was typed; takes over what others
#: changed above them; saves as most editors do: aside, then renamed.
_SAVER = """
import os, sys
path = sys.argv[1]
typed = b''
for number in range(int(sys.argv[2])):
    with open(path, 'rb') as file:
        head = file.readline()
    typed += b'line %d\\n' % number
    with open(path + '.saving', 'wb') as file:
        file.write(head + typed)
    os.replace(path + '.saving', path)
"""

pytestmark = pytest.mark.real


@pytest.fixture
def folder(tmp_path):
    """In memory where that can be: a slow disk would keep the two apart."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as path:
        yield Path(path)


@pytest.mark.skipif(
    not swap.can_exchange(), reason="this system cannot exchange two files"
)
def test_against_an_editor_that_saves_atomically_no_line_is_lost(folder):
    note = folder / "a.md"
    note.write_bytes(b"edits: 0\n")
    files = DiskFiles(str(folder))
    command = [sys.executable, "-S", "-c", _SAVER, str(note), str(SAVES)]
    edited = 0
    aside: list[bytes] = []
    with subprocess.Popen(command) as saver:
        while saver.poll() is None:
            text = files.read("a.md")
            head, _, rest = text.partition(b"\n")
            count = int(head.split()[1]) + 1
            try:
                new = b"edits: %d\n" % count + rest
                files.write(PlannedWrite("a.md", text, new))
                edited += 1
            except NoteChanged:
                continue  # Planned again, as a command does.
            except NoteUnwritable:
                # Saved on top of our text, which stood there for an instant: both
                # texts are kept, and the refusal names the second.
                for temp in folder.glob(".nettrack.*.tmp"):
                    aside.append(temp.read_bytes())
                    temp.unlink()
    assert saver.returncode == 0
    assert edited > 0
    kept = {line for text in (note.read_bytes(), *aside) for line in text.splitlines()}
    assert {b"line %d" % number for number in range(SAVES)} - kept == set()
    assert os.listdir(folder) == ["a.md"]
