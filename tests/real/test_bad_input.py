"""A vault full of what should not be there: every command answers, nothing changes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.drive import Result, nettrack

GOOD = "---\ntier: close\n---\n## Log\n- 2026-09-01 meet: lunch\n"
COMMANDS = (
    ("overdue",), ("overdue", "--all"), ("review",), ("list",), ("check",), ("index",),
    ("search", "lunch"), ("show", "Good Person"), ("why", "Good Person"),
)  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    write(people / "Good Person.md", GOOD)
    with (people / "Huge.md").open("wb") as file:
        file.truncate(2**30)
    os.mkfifo(people / "Pipe.md")
    (people / "Folder.md").mkdir()
    write(people / "Brackets.md", "---\na: " + "[" * 25_000 + "\n---\n")
    write(people / "Bomb.md", bomb())
    write(people / "Merge.md", merge_bomb())
    write(people / "Dates.md", "---\nmet: 2026-02-30\n---\n## Log\n- 2026-13-01 x\n")
    (people / "Bytes.md").write_bytes(b"---\ntier: close\n---\n\xff\xfe\x82\xa0\n")
    Path(os.fsdecode(os.fsencode(people) + b"/\xff\xfename.md")).write_text("x")
    (people / "Loop.md").symlink_to("Loop.md")
    (people / "Gone.md").symlink_to("nowhere.md")
    (people / "round").symlink_to("..")
    (people / "Out.md").symlink_to("/etc/hostname")
    write(people / "Nul.md", "---\ntier: close\n---\n\0\x1b]0;owned\x07 \u202e\n")
    return tmp_path / "vault"


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def bomb() -> str:
    rows = ["a0: &a0 [x, x]"]
    rows += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    return "---\n" + "\n".join(rows) + "\n---\n"


def merge_bomb() -> str:
    rows = ["m0: &m0 {a: 1}"]
    rows += [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, 24)]
    return "---\n" + "\n".join(rows) + "\n---\n"


def state_of(root: Path) -> dict[str, tuple[int, int, bytes]]:
    found = {}
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        small = stat.S_ISREG(status.st_mode) and status.st_size < 10**7
        content = path.read_bytes() if small else b""
        found[str(path)] = (status.st_mtime_ns, status.st_size, content)
    return found


def assert_graceful(done: Result) -> None:
    assert "Traceback" not in done.err
    assert done.code in (0, 4)
    assert not any(
        ord(char) < 32 and char not in "\n\t" for char in done.out + done.err
    )
    assert not set("\x9b\u202e\u2066") & set(done.out + done.err)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_answers_and_changes_nothing(
    vault: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    before = state_of(vault)

    for words in (command, (*command, "--json")):
        assert_graceful(nettrack("--vault", str(vault), *words, home=tmp_path))

    assert state_of(vault) == before


def test_each_oddity_is_named_with_its_path_and_a_cure(
    vault: Path, tmp_path: Path
) -> None:
    found = nettrack("check", "--json", "--vault", str(vault), home=tmp_path).data
    named = {(row["path"].rsplit("/", 1)[-1], row["code"]) for row in found}

    assert {
        ("Huge.md", "note-too-big"),
        ("Pipe.md", "not-a-file"),
        ("Folder.md", "not-a-file"),
        ("Brackets.md", "frontmatter-too-big"),
        ("Bomb.md", "frontmatter-too-big"),
        ("Merge.md", "frontmatter-too-big"),
        ("Dates.md", "bad-date"),
        ("Bytes.md", "not-utf8"),
        ("Loop.md", "link-loop"),
        ("Gone.md", "link-loop"),
        ("Out.md", "link-outside"),
    } <= named
    assert any(code == "name-undecodable" for _, code in named)
    assert all(row["hint"] for row in found)


def test_the_good_note_is_answered_among_the_bad_ones(
    vault: Path, tmp_path: Path
) -> None:
    found = nettrack("overdue", "--json", "--vault", str(vault), home=tmp_path).data

    assert (
        next(row["name"] for row in found if row["state"] == "overdue") == "Good Person"
    )


def test_without_a_home_the_answer_is_the_same(vault: Path, tmp_path: Path) -> None:
    words = ("overdue", "--json", "--vault", str(vault))
    usual = nettrack(*words, home=tmp_path)
    homeless = nettrack(
        *words,
        home=tmp_path,
        HOME="/nonexistent",
        XDG_CACHE_HOME="/proc/nowhere",
        XDG_STATE_HOME="",
        XDG_CONFIG_HOME="",
    )

    assert homeless.out == usual.out
    assert homeless.code == usual.code == 0


@pytest.mark.parametrize("damage", ["truncated", "garbage", "empty", "folder"])
def test_a_damaged_index_is_made_anew_by_itself(
    vault: Path, tmp_path: Path, damage: str
) -> None:
    words = ("overdue", "--json", "--vault", str(vault))
    before = nettrack(*words, home=tmp_path)
    index = next((tmp_path / "cache").rglob("index.db"))
    content = index.read_bytes()
    index.unlink()
    match damage:
        case "truncated":
            index.write_bytes(content[: len(content) // 2])
        case "garbage":
            index.write_bytes(b"no database at all" * 1000)
        case "empty":
            index.write_bytes(b"")
        case "folder":
            index.mkdir()

    after = nettrack(*words, home=tmp_path)

    assert after.out == before.out
    assert "Traceback" not in after.err


def test_a_vault_that_lost_most_notes_is_not_believed(tmp_path: Path) -> None:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    for number in range(12):
        write(people / f"Person {number}.md", GOOD)
    words = ("--vault", str(tmp_path / "vault"), "--json")
    nettrack("index", *words, home=tmp_path)
    for number in range(9):
        (people / f"Person {number}.md").unlink()

    asked = nettrack("overdue", *words, home=tmp_path)
    wrote = nettrack("render", *words, home=tmp_path)
    accepted = nettrack("index", "--rebuild", *words, home=tmp_path)
    again = nettrack("overdue", *words, home=tmp_path)

    assert (asked.code, len(asked.data)) == (5, 12)
    assert "3 are here" in asked.err
    assert wrote.code == 5
    assert not (tmp_path / "vault" / "Network").exists()
    assert (accepted.code, accepted.data["contacts"]) == (0, 3)
    assert (again.code, len(again.data)) == (0, 3)


def test_notes_that_moved_to_another_folder_are_not_gone(tmp_path: Path) -> None:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    for number in range(12):
        write(people / f"Person {number}.md", GOOD)
    words = ("overdue", "--vault", str(tmp_path / "vault"), "--json")
    nettrack(*words, home=tmp_path)
    people.rename(tmp_path / "vault" / "Contacts")

    after = nettrack(*words, home=tmp_path)

    assert (after.code, len(after.data)) == (0, 12)
