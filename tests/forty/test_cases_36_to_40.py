"""Cases 36, 37, 39 and 40: a watcher that dies or fusses, names that no system likes.

Each by its number in docs/torture.md, through the real command and the real watcher.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nettrack_md.errors import WatcherBroken
from tests.real.test_watch_heals import Alive
from tests.user import BO, Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.real.test_watch import Running

LATE = "---\ncadence: monthly\n---\n## Log\n\n- 2026-03-01 call\n"
PAGE = "Network/Overdue.md"
FEW_WATCHES = "echo 2 > /proc/sys/user/max_inotify_watches"
linux = pytest.mark.skipif(sys.platform != "linux", reason="the thread is inotify's")


@pytest.fixture
def alive(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alive]:
    """A watcher in a thread of ours, so that parts of it can be killed."""
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(vault.home / name))
    vault.put("nettrack.toml", "[watch]\nsettle = 0\n")
    found = Alive(vault.root)
    found.until_it_observes()
    yield found
    found.watcher.stop()
    found.thread.join(30)


@linux
def test_case_36_a_reader_that_dies_is_told_replaced_and_has_missed_nothing(
    vault: Vault, alive: Alive
) -> None:
    alive.kill_the_thread_of_events()
    vault.put("People/Cy.md", LATE)

    alive.until(lambda: alive.heard("healed"))
    alive.until(lambda: "[[Cy]]" in vault.text(PAGE))


@linux
def test_case_36_so_is_one_whose_events_nobody_could_take(
    vault: Vault, alive: Alive
) -> None:
    def refuse(_: object) -> None:
        raise KeyError

    alive.observation.ear._tell = refuse
    vault.put("People/Cy.md", LATE)

    alive.until(lambda: alive.heard("healed"))
    assert "could not be passed on (KeyError)" in alive.heard("healed")[0]
    alive.until(lambda: "[[Cy]]" in vault.text(PAGE))


def test_case_36_what_cannot_be_healed_ends_with_1_and_says_why() -> None:
    broken = WatcherBroken("the thread that reads events has ended")

    assert broken.exit_code == 1
    assert "the thread that reads events has ended" in str(broken)


def test_case_37_without_watches_it_looks_by_itself_and_says_so(
    vault: Vault, watch: Callable[..., Running]
) -> None:
    can_limit = ["unshare", "-Ur", "sh", "-c", FEW_WATCHES]
    if subprocess.run(can_limit, capture_output=True, check=False).returncode:
        pytest.skip("this system does not let its limits be lowered for one process")
    watcher = watch(before=FEW_WATCHES)
    (told,) = [one for one in watcher.news() if one["event"] == "polling"]
    assert "no more inotify watches" in told["text"]

    vault.put("People/Cy.md", LATE)

    watcher.until_on_page("Cy")


def test_case_39_a_storm_of_saves_is_one_reading_and_looking_is_none(
    vault: Vault, watch: Callable[..., Running]
) -> None:
    watcher = watch()
    known = watcher.count("read")
    for number in range(50):
        save_like_an_editor(vault.root / "People/Bo Quiet.md", number)
    vault.put("People/Bo Quiet.md", BO + "- 2026-11-19 call: saved at last\n")
    watcher.until_off_page("Bo Quiet")
    watcher.until(lambda: not watcher.is_busy(), "rest")
    # Half a second of quiet may have passed in a storm on a slow machine.
    assert watcher.count("read") - known <= 3

    said, stamps = len(watcher.news()), vault.stamps()
    for path in vault.files():
        vault.text(path)
    vault.run("overdue")
    watcher.until(lambda: not watcher.is_busy(), "rest")

    assert len(watcher.news()) == said
    assert vault.stamps() == stamps


def save_like_an_editor(note: Path, number: int) -> None:
    text = f"{BO}{'x' * number}\n"
    match number % 4:
        case 0:
            note.write_text(text)
        case 1:
            temp = note.with_name(f".{note.name}.tmp")
            temp.write_text(text)
            temp.replace(note)
        case 2:
            note.replace(note.with_name(f"{note.name}~"))
            note.write_text(text)
        case _:
            note.unlink()
            note.write_text(text)


def test_case_40_odd_names_are_listed_escaped_and_their_files_kept(
    vault: Vault,
) -> None:
    long = "ん" * 84
    vault.put(f"People/{long}.md", BO)
    vault.put("People/CON.md", BO)
    for form in ("NFC", "NFD"):
        vault.put(f"People/{unicodedata.normalize(form, 'Zoé')}.md", BO)
    Path(os.fsdecode(os.fsencode(vault.root) + b"/People/\xffeli.md")).write_text(BO)
    before = vault.files()

    names = [row["name"] for row in vault.run("list", "--json").data]
    rows = vault.run("check", "--json", code=4).data
    named = {(row["path"], row["code"]) for row in rows}

    assert {long, "CON"} <= set(names)
    assert [unicodedata.normalize("NFC", name) for name in names].count("Zoé") == 2
    assert ("People/\\xffeli.md", "name-undecodable") in named
    assert "case-twin" in {code for _, code in named}
    assert "People/\\xffeli.md" in vault.run("check", code=4).out
    vault.run("render")
    assert {path: vault.files()[path] for path in before} == before


def test_case_40_a_new_note_has_a_name_that_every_system_can_hold(
    vault: Vault,
) -> None:
    wanted = {
        "CON": "CON_", "nul.txt": "nul_.txt", "Ada: B/C?": "Ada- B-C",
        "trailing. ": "trailing", "\x1b]52;x\x07Eve": "52;xEve",
    }  # fmt: skip

    for name in wanted:
        vault.run("add", name)

    made = {name.removeprefix("People/").removesuffix(".md") for name in vault.files()}
    assert made - {"Ada Byron", "Bo Quiet"} == set(wanted.values())


def test_case_40_what_can_be_no_name_is_refused_with_the_reason(vault: Vault) -> None:
    before = vault.files()

    assert "no letter" in vault.run("add", "???", code=2).err
    assert "no letter" in vault.run("rename", "bo", "/..", code=2).err
    vault.run("add", "x" * 1000)
    (made,) = vault.files().keys() - before.keys()
    assert len(Path(made).name) <= 255
    assert "x" * 1000 in vault.text(made)
