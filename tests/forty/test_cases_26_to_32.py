"""Cases 26 to 32: facts that would be wrong without anybody noticing.

Each by its number in docs/torture.md, through the real command and the real watcher.
"""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.drive import nettrack
from tests.user import ADA, BO, Vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.test_watch import Running

LATE = "---\ncadence: monthly\n---\n## Log\n\n- 2026-{month:02}-01 call\n"
#: So many events wait for a watcher before the system drops the rest.
QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")


def test_case_26_a_value_is_shown_as_it_was_typed(vault: Vault) -> None:
    typed = {
        "phones": "+442079460018", "best_time": "12:30", "region": "NO", "name": "Null",
        "org": "1.10", "title": "0x1F", "field": "1_000", "answer": "yes",
        "version": "2.50", "code": "00442071234",
    }  # fmt: skip
    lines = "".join(f"{key}: {value}\n" for key, value in typed.items())
    vault.put("People/Cy.md", f"---\n{lines}---\n")

    (row,) = vault.run("show", "People/Cy.md", "--json").data
    shown = {**row["properties"], **row["other"], "name": [row["name"]]}

    assert {key: shown[key] for key in typed} == {k: [v] for k, v in typed.items()}
    told = vault.run("show", "People/Cy.md").out.split("\n")
    assert set(typed.values()) <= {line.split("\t")[-1] for line in told}


def test_case_27_a_day_that_does_not_exist_is_named_with_its_line(
    vault: Vault,
) -> None:
    bad = {
        "met": "2026-02-30", "last_contact": "0000-01-01", "next": "2026-13-01",
        "snooze": "2026-11-25T25:00", "created": "2026-11-31",
    }  # fmt: skip
    lines = "".join(f"{key}: {value}\n" for key, value in bad.items())
    vault.put("People/Cy.md", f"---\n{lines}---\n## Log\n\n- 2026-02-29 call\n")

    rows = vault.run("check", "--json", code=4).data

    lines_named = [row["line"] for row in rows if row["code"] == "bad-date"]
    assert lines_named == [2, 3, 4, 5, 6, 10]
    late = {row["name"] for row in vault.run("overdue", "--json").data}
    assert late == {"Ada Byron", "Bo Quiet"}


@pytest.mark.parametrize(
    ("birthday", "today", "told"),
    [
        ("--02-29", "2027-02-24", "2027-03-01"),
        ("02-29", "2028-02-24", "2028-02-29"),
        ("--05-14", "2027-05-12", "2027-05-14"),
    ],
)
def test_case_27_a_birthday_without_a_year_or_on_a_leap_day_is_none(
    vault: Vault, birthday: str, today: str, told: str
) -> None:
    vault.put("People/Cy.md", f"---\ncadence: yearly\nbirthday: {birthday}\n---\n")

    assert "bad-date" not in vault.run("check").out
    dates = vault.run("review", "--json", "--today", today).data["dates"]
    assert [date["on"] for date in dates if date["name"] == "Cy"] == [told]


@pytest.mark.skipif(not QUEUE.exists(), reason="the queue is that of Linux")
def test_case_28_what_the_system_dropped_is_seen_all_the_same(
    vault: Vault, watch: Callable[..., Running]
) -> None:
    watcher = watch()
    watcher.process.send_signal(signal.SIGSTOP)
    # Renames of one file onto another are never told as one.
    temp, note = vault.root / "People/.x.tmp", vault.root / "People/Bo Quiet.md"
    for _ in range(min(int(QUEUE.read_text()), 20_000) // 4 + 500):
        temp.touch()
        temp.replace(note)
    for number in range(40):
        vault.put(f"People/Late {number}.md", LATE.format(month=number % 9 + 1))
    (vault.root / "People/Ada Byron.md").unlink()
    vault.put("People/Bo Quiet.md", BO)
    watcher.process.send_signal(signal.SIGCONT)

    watcher.until_on_page("Late 39")
    watcher.until_off_page("Ada Byron")
    watcher.until(lambda: not watcher.is_busy(), "rest")
    assert is_level(vault)


def is_level(vault: Vault) -> bool:
    """Whether nothing is left to read, and a fresh index gives the same answers."""
    left = vault.run("index", "--json").data
    known = vault.run("list", "--json").data
    fresh = vault.run("list", "--json", XDG_CACHE_HOME=str(vault.home / "other")).data
    return known == fresh and not left["added"] + left["changed"] + left["removed"]


def test_case_29_every_command_sees_the_vault_that_is_there_now(vault: Vault) -> None:
    link = vault.home / "link"
    link.symlink_to(vault.root)
    words = ("list", "--json", "--vault", str(link))

    def names() -> set[str]:
        return {row["name"] for row in nettrack(*words, home=vault.home).data}

    assert names() == {"Ada Byron", "Bo Quiet"}
    away = vault.root.rename(vault.home / "away")
    gone = nettrack(*words, home=vault.home)
    assert (gone.code, gone.out) != (0, "")
    assert str(link) in gone.err
    vault.put("People/Cy.md", BO)
    assert names() == {"Cy"}
    shutil.rmtree(vault.root)
    away.rename(vault.root)
    assert names() == {"Ada Byron", "Bo Quiet"}


def test_case_30_without_a_watcher_each_answer_is_from_the_disk(vault: Vault) -> None:
    assert vault.last_of("Bo Quiet") == "2026-08-01"
    vault.put("People/Bo Quiet.md", BO + "- 2026-11-01 call\n")
    assert vault.last_of("Bo Quiet") == "2026-11-01"
    vault.put("2026-11-19.md", "tea with [[Bo Quiet]]\n")
    assert vault.last_of("Bo Quiet") == "2026-11-19"
    (vault.root / "2026-11-19.md").unlink()
    assert vault.last_of("Bo Quiet") == "2026-11-01"
    (vault.root / "People/Bo Quiet.md").rename(vault.root / "People/Bo Loud.md")
    assert vault.last() == {"Ada Byron": "2026-08-01", "Bo Loud": "2026-11-01"}


COPIES = {
    "Syncthing": "Ada Byron.sync-conflict-20261103-081502-KQZ7H2M.md",
    "Obsidian Sync": "Ada Byron (Conflicted copy laptop 202611031129).md",
    "Dropbox": "Ada Byron (copia in conflitto di Ugo 2026-11-03).md",
    "Nextcloud": "Ada Byron (conflicted copy 2026-11-03 081502).md",
    "OneDrive": "Ada Byron-DESKTOP-AB12CDE-2.md",
    "iCloud": "Ada Byron 2.md",
    "Google Drive": "Ada Byron (1).md",
}


def test_case_31_the_copies_of_seven_services_are_nobody_and_are_all_listed(
    vault: Vault,
) -> None:
    for name in COPIES.values():
        vault.put(f"People/{name}", ADA)
    innocent = {"chapter 2": "part two\n", "Bo Quiet 2": "a second Bo\n"}
    vault.put("chapter.md", "part one\n")
    vault.put("chapter 2.md", innocent["chapter 2"])
    vault.put("People/Bo Quiet 2.md", "---\nphones: 0901112222\n---\na second Bo\n")
    before = vault.files()

    names = {row["name"] for row in vault.run("list", "--json").data}
    rows = vault.run("check", "--json", code=4).data

    assert names == {"Ada Byron", "Bo Quiet", "Bo Quiet 2"}
    listed = {row["path"] for row in rows if row["code"] == "conflict-copy"}
    assert listed == {f"People/{name}" for name in COPIES.values()}
    assert vault.files() == before


def test_case_32_an_edit_of_the_same_size_whose_time_was_set_back_is_seen(
    vault: Vault,
) -> None:
    note = vault.root / "People/Bo Quiet.md"
    assert vault.last_of("Bo Quiet") == "2026-08-01"
    was = note.stat()

    note.write_text(BO.replace("2026-08-01", "2026-11-11"))
    os.utime(note, ns=(was.st_atime_ns, was.st_mtime_ns))

    assert (note.stat().st_size, note.stat().st_mtime_ns) == (
        was.st_size, was.st_mtime_ns,
    )  # fmt: skip
    assert vault.last_of("Bo Quiet") == "2026-11-11"
