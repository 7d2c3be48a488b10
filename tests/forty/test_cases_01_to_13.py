"""Cases 1 to 7, 10 and 13: writes that are broken off, edits that say too much.

Each by its number in docs/torture.md; the long versions lie in tests/torture.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nettrack_md.errors import NoteChanged, NoteUnwritable
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.note.edit import (
    EditRefused,
    add_to_property,
    remove_property,
    set_property,
)
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.saving import retry_held
from tests.drive import ROOT
from tests.editing import header_of, lines_lost, oracle
from tests.forty.faulty import traced, under
from tests.real.test_races import _SAVER
from tests.user import ADA, Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTE = "People/Ada Byron.md"
NEW = ADA.replace("monthly", "6w")
ODD = [
    note["text"]
    for note in json.loads((ROOT / "tests/data/torture/notes.json").read_text("utf-8"))
]


def temps(vault: Vault) -> list[str]:
    return [name for name in vault.files() if ".tmp" in name]


@traced
def test_case_01_killed_at_a_call_the_note_is_the_old_or_the_new(
    vault: Vault,
) -> None:
    done = under(vault, "renameat2:signal=SIGKILL", "set", "ada", "cadence", "6w")

    assert done.returncode == -9
    assert vault.text(NOTE) in (ADA, NEW)
    vault.run("set", "ada", "cadence", "6w")
    assert vault.text(NOTE) == NEW
    assert temps(vault) == []


@traced
def test_case_02_where_the_disk_is_full_the_old_bytes_stay_and_the_file_is_named(
    vault: Vault,
) -> None:
    inject = "fsync,renameat2,rename,renameat:error=ENOSPC"
    vault.run("index")

    done = under(vault, inject, "set", "ada", "cadence", "6w")

    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert vault.text(NOTE) == ADA
    assert temps(vault) == []
    assert f"{NOTE}: the disk " in done.stderr


def test_case_03_whoever_saves_between_our_look_and_our_write_loses_nothing(
    vault: Vault,
) -> None:
    planned = PlannedWrite(NOTE, ADA.encode(), NEW.encode())
    saved = ADA + "\n- 2026-11-20 call: typed meanwhile"
    vault.put(NOTE, saved)

    with pytest.raises(NoteChanged):
        DiskFiles(str(vault.root)).write(planned)

    assert vault.text(NOTE) == saved
    vault.run("set", "ada", "cadence", "6w")
    assert vault.text(NOTE) == saved.replace("monthly", "6w")


def test_case_03_nor_does_one_who_saves_all_the_time(vault: Vault) -> None:
    note, kept = vault.put(NOTE, "edits: 0\n"), set()
    files = DiskFiles(str(vault.root))
    with subprocess.Popen(
        [sys.executable, "-S", "-c", _SAVER, str(note), "300"]
    ) as saver:
        while saver.poll() is None:
            text = files.read(NOTE)
            head, _, rest = text.partition(b"\n")
            new = b"edits: %d\n" % (int(head.split()[1]) + 1) + rest
            try:
                files.write(PlannedWrite(NOTE, text, new))
            except NoteChanged:
                continue
            except NoteUnwritable:
                for temp in note.parent.glob(".nettrack.*.tmp"):
                    kept |= {*temp.read_bytes().splitlines()}
                    temp.unlink()

    kept |= {*note.read_bytes().splitlines()}
    assert {b"line %d" % number for number in range(300)} <= kept


FIDDLY = {
    "comments and quotes": ADA,
    "CRLF": ADA.replace("\n", "\r\n"),
    "a mark at the beginning": "\ufeff" + ADA,
    "blank lines at the end": ADA + "\n\n \n",
    "emoji and escapes": ADA.replace("# who she is", 'mood: "\\u00e9 🦊"'),
}


@pytest.mark.parametrize("text", FIDDLY.values(), ids=list(FIDDLY))
def test_case_04_one_key_is_one_value_of_bytes(vault: Vault, text: str) -> None:
    vault.put(NOTE, text)

    vault.run("set", "ada", "cadence", "6w")

    assert vault.text(NOTE) == text.replace("monthly", "6w")
    stamps = vault.stamps()
    vault.run("set", "ada", "cadence", "6w")
    assert vault.stamps() == stamps


def exactly(text: str, edit: Callable[[str], str], key: str) -> bool:
    """Whether the edit was refused, or changed this property alone."""
    try:
        new = edit(text)
    except EditRefused as refused:
        return refused.reason != ""
    _, inner, rest = header_of(text)
    _, new_inner, new_rest = header_of(new)
    before, after = oracle(inner), oracle(new_inner)
    if before is None or after is None:
        return new_rest.endswith(rest)
    others = {k: v for k, v in before.items() if k != key}
    return new_rest.endswith(rest) and others == {
        k: v for k, v in after.items() if k != key
    }


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: set_property(text, "mood", ("calm",)),
        lambda text: add_to_property(text, "mood", "calm"),
        lambda text: remove_property(text, "mood"),
    ],
    ids=["set", "add", "remove"],
)
def test_case_05_a_note_that_nobody_would_write_is_edited_exactly_or_refused(
    edit: Callable[[str], str],
) -> None:
    assert [text for text in ODD[::8] if not exactly(text, edit, "mood")] == []


def mutated(count: int) -> Iterator[str]:
    rng = random.Random(6)
    for _ in range(count):
        text = list(rng.choice(ODD))
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text) + 1)
            text[at : at + rng.randint(0, 3)] = rng.choices(
                "\n\t:#-[]{}'\"&*!|> ax\r", k=2
            )
        yield "".join(text)


def test_case_06_nor_does_one_whose_bytes_were_shuffled_lose_any() -> None:
    wrong = [
        text
        for text in mutated(200)
        if not exactly(text, lambda it: set_property(it, "mood", ("calm",)), "mood")
    ]

    assert wrong == []
    same = [
        lines_lost(header_of(text)[2], header_of(new)[2])
        for text in ODD[1::8]
        if (new := refused_or(text)) is not None
    ]
    assert not any(same)


def refused_or(text: str) -> str | None:
    try:
        return set_property(text, "mood", ("calm",))
    except EditRefused:
        return None


def test_case_07_mode_attributes_and_link_of_a_note_stay(vault: Vault) -> None:
    real = vault.put("Elsewhere/Ada.md", ADA)
    real.chmod(0o600)
    (vault.root / NOTE).unlink()
    (vault.root / NOTE).symlink_to("../Elsewhere/Ada.md")
    try:
        os.setxattr(real, "user.colour", b"red")
    except OSError:
        colour = None
    else:
        colour = b"red"

    vault.run("set", "ada", "cadence", "6w")

    assert (vault.root / NOTE).is_symlink()
    assert real.read_bytes() == NEW.encode()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    if colour:
        assert os.getxattr(real, "user.colour") == colour


def test_case_07_a_note_of_two_names_is_refused(vault: Vault) -> None:
    os.link(vault.root / NOTE, vault.root / "twin.txt")

    done = vault.run("set", "ada", "cadence", "6w", code=1)

    assert NOTE in done.err
    assert vault.text(NOTE) == vault.text("twin.txt") == ADA


def test_case_10_two_devices_render_the_same_week_to_the_byte(vault: Vault) -> None:
    with tempfile.TemporaryDirectory() as other_folder:
        other = Vault(Path(other_folder))
        shutil.copytree(vault.root, other.root, dirs_exist_ok=True)
        for one in (vault, other):
            one.put("nettrack.toml", 'language = "ja"\ntimezone = "Asia/Tokyo"\n')
        vault.run("render", TZ="America/Los_Angeles", USER="ada", LANG="C")
        other.run("render", TZ="Pacific/Kiritimati", USER="bo", LC_ALL="ja_JP.UTF-8",
                  PYTHONHASHSEED="7")  # fmt: skip

        assert len([name for name in vault.files() if "Network" in name]) >= 2
        assert vault.files() == other.files()


class Held(PermissionError):
    """What Windows says while another program holds the file."""

    def __init__(self, number: int) -> None:
        super().__init__(13, "held")
        self.winerror = number


@pytest.mark.parametrize("number", [5, 32, 33])
def test_case_13_a_file_that_is_held_is_waited_for_and_then_given_up(
    number: int,
) -> None:
    waits: list[float] = []
    tries = iter([Held(number)] * 3)

    def lets_go_soon() -> None:
        for held in tries:
            raise held

    retry_held(lets_go_soon, waits.append)
    assert len(waits) == 3

    def never() -> None:
        raise Held(number)

    waits.clear()
    with pytest.raises(PermissionError):
        retry_held(never, waits.append)
    assert 1 < sum(waits) <= 2.5
