"""The real watcher, beside real editors, git, and whatever happens to a vault."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.drive import ROOT, TODAY, nettrack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.real

#: Seconds after which something that should happen is taken for never happening.
LONG = 30.0
#: Notes of a branch that is checked out; all of them where there is time.
MANY = 5_000 if os.environ.get("NETTRACK_CI") else 300
NOTE = "---\ntier: close\nlast_contact: 2026-09-01\n---\n## Log\n"
SETTINGS = "[watch]\nsettle = 0\n"


class Running:
    """A watcher in a process of its own, and the lines that it says."""

    def __init__(self, vault: Path, home: Path, *words: str, before: str = "") -> None:
        self.vault, self.home = vault, home
        self.log = home / f"log-{time.monotonic_ns()}"
        command = [sys.executable, "-m", "nettrack_md", "watch", "--json", *words]
        if before:
            command = [
                "unshare",
                "-Ur",
                "sh",
                "-c",
                f'{before}; exec "$@"',
                "-",
                *command,
            ]
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC",
            "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"), "PYTHONPATH": str(ROOT),
            "NETTRACK_TODAY": TODAY, "NETTRACK_VAULT": str(vault),
        }  # fmt: skip
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=home,
            )  # fmt: skip

    def news(self) -> list[dict[str, Any]]:
        lines = self.log.read_text(encoding="utf-8").split("\n")[:-1]
        return [json.loads(line) for line in lines if line.startswith("{")]

    def count(self, event: str) -> int:
        return sum(one["event"] == event for one in self.news())

    def until(self, condition: Callable[[], object], what: str) -> None:
        end = time.monotonic() + LONG
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                said = self.log.read_text(encoding="utf-8")
                pytest.fail(f"{what} never happened; the watcher said:\n{said}")
            time.sleep(0.02)

    def until_ready(self) -> Running:
        """Until the pages are there, and it has looked at what it began to watch."""
        self.until(self.page, "the first page")
        self.until(lambda: not self.is_busy(), "the first quiet moment")
        return self

    def is_busy(self) -> bool:
        """Whether it used the processor within the last moments."""
        before = self.cpu()
        time.sleep(1.0)
        return self.cpu() != before

    def cpu(self) -> int:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1]
        return sum(map(int, fields.split()[11:13]))

    def page(self) -> str:
        page = self.vault / "Network" / "Overdue.md"
        return page.read_text(encoding="utf-8") if page.exists() else ""

    def until_on_page(self, name: str) -> None:
        self.until(lambda: f"[[{name}]]" in self.page(), f"{name} on the page")

    def until_off_page(self, name: str) -> None:
        self.until(lambda: f"[[{name}]]" not in self.page(), f"{name} off the page")

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(LONG)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "People").mkdir(parents=True)
    (root / "nettrack.toml").write_text(SETTINGS)
    for name in ("Ada", "Ben"):
        (root / "People" / f"{name}.md").write_text(NOTE)
    return root


@pytest.fixture
def start(vault: Path, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    running: list[Running] = []

    def begin(*words: str, root: Path = vault, before: str = "") -> Running:
        running.append(Running(root, tmp_path, *words, before=before))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def talked(text: str) -> str:
    return text + "- 2026-11-19 call: hello\n"


# --- ways of saving ---


def in_place(path: Path, text: str) -> None:
    with path.open("r+", encoding="utf-8") as file:
        file.truncate()
        for piece in (text[: len(text) // 2], text[len(text) // 2 :]):
            file.write(piece)
            file.flush()


def temp_and_rename(path: Path, text: str) -> None:
    temp = path.with_name(f".{path.name}.tmp")
    temp.write_text(text)
    temp.replace(path)


def backup_and_rename(path: Path, text: str) -> None:
    path.replace(path.with_name(path.name + "~"))
    path.write_text(text)


def like_vs_code(path: Path, text: str) -> None:
    """Written beside, brought to the disk, renamed over, its time set once more."""
    temp = path.with_name(f"{path.name}.vsctmp")
    with temp.open("w", encoding="utf-8") as file:
        file.write(text)
        os.fsync(file.fileno())
    temp.chmod(path.stat().st_mode)
    temp.replace(path)
    os.utime(path)


def removed_and_made(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


def with_a_swap_file(path: Path, text: str) -> None:
    swap = path.with_name(f".{path.name}.swp")
    swap.write_bytes(b"b0VIM")
    in_place(path, text)
    swap.unlink()


@pytest.mark.parametrize(
    "save",
    [in_place, temp_and_rename, backup_and_rename, like_vs_code, removed_and_made,
     with_a_swap_file],
)  # fmt: skip
def test_every_way_of_saving_is_seen(start, vault, save):
    watcher = start().until_ready()
    watcher.until_on_page("Ada")
    note = vault / "People" / "Ada.md"

    save(note, talked(NOTE))

    watcher.until_off_page("Ada")
    assert "[[Ben]]" in watcher.page()


LISP = (
    "(progn (goto-char (point-max)) "
    '(insert "- 2026-11-19 call: hello\\n") (save-buffer))'
)
EDITORS = {
    "vim": ["vim", "-es", "-u", "NONE", "-c", "normal Go- 2026-11-19 call: hello",
            "-c", "wq", "{note}"],
    "vim with backups": ["vim", "-es", "-u", "NONE", "-c", "set backup backupcopy=no",
                         "-c", "normal Go- 2026-11-19 call: hello", "-c", "wq",
                         "{note}"],
    "nvim": ["nvim", "--headless", "-u", "NONE", "-c",
             "normal Go- 2026-11-19 call: hello", "-c", "wq", "{note}"],
    "emacs": ["emacs", "--batch", "-Q", "{note}", "--eval",
              LISP],
}  # fmt: skip


@pytest.mark.parametrize("editor", EDITORS)
def test_a_real_editor_is_seen(start, vault, editor):
    command = EDITORS[editor]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    watcher = start().until_ready()
    note = vault / "People" / "Ada.md"

    subprocess.run(
        [part.replace("{note}", str(note)) for part in command],
        check=True, timeout=LONG, stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(vault.parent), "TERM": "xterm"},
    )  # fmt: skip

    assert "hello" in note.read_text()
    watcher.until_off_page("Ada")


def test_nano_on_a_terminal_is_seen(start, vault):
    if shutil.which("nano") is None:
        pytest.skip("nano is not installed")
    watcher = start().until_ready()
    note = vault / "People" / "Ada.md"

    type_into(["nano", "-I", str(note)], b"\x1b/- 2026-11-19 call: hello\r\x0f\r\x18")

    watcher.until_off_page("Ada")


def type_into(command: list[str], keys: bytes) -> None:
    """Run a program on a terminal of its own, and type."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    read_for(terminal, 1.0)
    for key in (keys[:2], keys[2:-3], keys[-3:-2], keys[-2:-1], keys[-1:]):
        os.write(terminal, key)
        read_for(terminal, 0.3)
    end = time.monotonic() + LONG
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() < end, "the editor did not end"
        read_for(terminal, 0.1)
    os.close(terminal)


def read_for(terminal: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                return


# --- many notes, folders, halves ---


def test_many_notes_checked_out_by_git(start, vault, tmp_path):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
            cwd=vault, check=True, capture_output=True,
            env={**os.environ, "HOME": str(tmp_path)},
        )  # fmt: skip

    git("init", "-q")
    git("add", "People", "nettrack.toml")
    git("commit", "-qm", "few")
    git("checkout", "-qb", "many")
    for number in range(MANY):
        (vault / "People" / f"Person {number}.md").write_text(NOTE)
    git("add", "People")
    git("commit", "-qm", "many")
    git("checkout", "-q", "-")
    watcher = start().until_ready()

    git("checkout", "-q", "many")

    watcher.until(
        lambda: sum(n.get("count", 0) for n in watcher.news()) >= MANY + 2, "all"
    )
    watcher.until(lambda: "Person 1" in watcher.page(), "new people on the page")
    watcher.until(lambda: level_with_a_fresh_index(vault, tmp_path), "a level index")


def level_with_a_fresh_index(vault: Path, home: Path) -> bool:
    """Whether nothing was left to read, and a fresh index gives the same answers."""
    ours = nettrack("index", "--json", home=home, NETTRACK_VAULT=str(vault)).data
    words = ("overdue", "--all", "--json")
    known = nettrack(*words, home=home, NETTRACK_VAULT=str(vault)).data
    fresh = nettrack(
        *words, home=home, NETTRACK_VAULT=str(vault), XDG_CACHE_HOME=str(home / "other")
    ).data
    left = ours["added"] + ours["changed"] + ours["removed"]
    return bool(known == fresh and left == 0)


def test_a_folder_is_moved_in_and_out(start, vault, tmp_path):
    outside = tmp_path / "outside"
    (outside / "deeper").mkdir(parents=True)
    (outside / "deeper" / "Cy.md").write_text(NOTE)
    watcher = start().until_ready()

    outside.rename(vault / "People" / "moved")
    watcher.until_on_page("Cy")
    # The new folders are watched, too.
    (vault / "People" / "moved" / "deeper" / "Di.md").write_text(NOTE)
    watcher.until_on_page("Di")
    (vault / "People" / "moved").rename(outside)

    watcher.until_off_page("Cy")
    assert "[[Di]]" not in watcher.page()


def test_a_rename_that_only_changes_case(start, vault):
    watcher = start().until_ready()

    (vault / "People" / "Ada.md").rename(vault / "People" / "ada.md")

    watcher.until_on_page("ada")
    assert "[[Ada]]" not in watcher.page()


def test_a_note_that_a_sync_service_delivers_in_two_halves(start, vault):
    watcher = start().until_ready()
    note = vault / "People" / "Cy.md"
    whole = talked(NOTE) + "- 2026-11-20 call: more\n"

    note.write_text(whole[:40])
    watcher.until(lambda: watcher.count("read") >= 2, "the first half read")
    note.write_text(whole)

    watcher.until(lambda: watcher.count("read") >= 3, "the second half read")
    shown = nettrack(
        "show", "Cy", "--json", home=watcher.home, NETTRACK_VAULT=str(vault)
    )
    assert len(shown.data[0]["touches"]) == 3


def test_settings_are_read_anew(start, vault):
    watcher = start().until_ready()

    (vault / "nettrack.toml").write_text('language = "ja"\n' + SETTINGS)

    watcher.until(
        lambda: "lang: ja" in watcher.page() or "lang=ja" in watcher.page(), "Japanese"
    )


def test_wrong_settings_are_said_once_and_nothing_ends(start, vault):
    watcher = start().until_ready()
    (vault / "nettrack.toml").write_text("capacity = 0\n" + SETTINGS)
    watcher.until(lambda: watcher.count("problem"), "the problem")

    (vault / "People" / "Cy.md").write_text(NOTE)
    (vault / "nettrack.toml").write_text(SETTINGS)

    watcher.until_on_page("Cy")
    watcher.until(lambda: watcher.count("healed"), "the all-clear")
    assert watcher.count("problem") == 1


# --- ticks ---


def test_a_tick_acts_and_the_page_is_rendered_again(start, vault):
    watcher = start().until_ready()
    page = vault / "Network" / "Overdue.md"

    page.write_text(page.read_text().replace("- [ ] [[Ada]]", "- [x] [[Ada]]", 1))

    watcher.until_off_page("Ada")
    watcher.until(lambda: watcher.count("applied"), "its line")
    assert "2026-11-20" in (vault / "People" / "Ada.md").read_text()
    applied = [one for one in watcher.news() if one["event"] == "applied"]
    assert [(one["did"], one["path"]) for one in applied] == [
        ("contacted", "People/Ada.md")
    ]


def test_a_page_that_was_just_written_on_is_left_alone(start, vault):
    (vault / "nettrack.toml").write_text("[watch]\nsettle = 3600\n")
    watcher = start().until_ready()
    page = vault / "Network" / "Overdue.md"
    mine = page.read_text().replace("- [ ] [[Ada]]", "- [x] [[Ada]]", 1)
    page.write_text(mine)
    review = next((vault / "Network" / "Reviews").glob("*.md"))
    before = review.read_text()

    (vault / "People" / "Cy.md").write_text(
        "---\ntier: close\nlast_contact: 2026-09-01\ntrouble: 2026-11-19\n---\n"
    )

    # The other page goes on.
    watcher.until(lambda: review.read_text() != before, "the review")
    assert page.read_text() == mine
    assert (vault / "People" / "Ada.md").read_text() == NOTE


def test_what_another_device_does_is_left_to_it(start, vault):
    watcher = start("--no-apply", "--no-render")
    watcher.until(lambda: watcher.count("read"), "reading")
    watcher.until(lambda: not watcher.is_busy(), "quiet")

    assert not (vault / "Network").exists()


# --- one process, and how it ends ---


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGHUP, 0)]
)
def test_it_ends_when_it_is_asked_to(start, number, code):
    watcher = start().until_ready()

    assert watcher.stop(number) == code
    assert watcher.news()[-1]["event"] == "stopped"


def test_it_ends_in_the_middle_of_a_long_reading(start, vault, tmp_path):
    for number in range(4000):
        (vault / "People" / f"Person {number}.md").write_text(NOTE)
    watcher = start()
    watcher.until(lambda: watcher.count("started"), "the start")

    assert watcher.stop() == 0
    assert list(vault.rglob(".nettrack.*")) == []
    assert level_after(vault, tmp_path)


def level_after(vault: Path, home: Path) -> bool:
    """Whether the next command answers as ever."""
    said = nettrack("index", "--json", home=home, NETTRACK_VAULT=str(vault)).data
    return bool(said["notes"] == len(list(vault.rglob("*.md"))))


def test_a_second_watcher_is_refused_and_a_killed_one_stands_in_nobodys_way(
    start, vault, tmp_path
):
    first = start().until_ready()

    second = nettrack("watch", home=tmp_path, NETTRACK_VAULT=str(vault))
    assert second.code == 1
    assert f"A watcher runs already for this vault (pid {first.process.pid})" in (
        second.err
    )
    first.process.kill()
    first.process.wait()

    assert (
        nettrack("watch", "--once", home=tmp_path, NETTRACK_VAULT=str(vault)).code == 0
    )


def test_the_lock_is_its_owners_alone(start, tmp_path):
    start().until_ready()

    (lock,) = (tmp_path / "state").rglob("watch.lock")
    assert lock.stat().st_mode & 0o777 == 0o600


def test_once_does_one_pass(vault, tmp_path):
    done = nettrack("watch", "--once", home=tmp_path, NETTRACK_VAULT=str(vault))

    assert done.code == 0
    assert "rendered Network/Overdue.md" in done.out
    again = nettrack("watch", "--once", home=tmp_path, NETTRACK_VAULT=str(vault))
    assert (again.code, again.out) == (0, "")


def test_its_own_writes_cause_nothing(start, vault):
    watcher = start().until_ready()
    (vault / "People" / "Cy.md").write_text(NOTE)
    watcher.until_on_page("Cy")
    watcher.until(lambda: not watcher.is_busy(), "quiet")
    said = [one["event"] for one in watcher.news()]

    assert said.count("read") == 2
    assert said.count("rendered") == 4


def test_commands_beside_it_work_as_ever(start, vault, tmp_path):
    watcher = start().until_ready()

    logged = nettrack(
        "log", "Ada", "hello", "--on", TODAY, home=tmp_path, NETTRACK_VAULT=str(vault)
    )
    asked = nettrack("overdue", "--json", home=tmp_path, NETTRACK_VAULT=str(vault))

    assert logged.code == 0
    assert [row["name"] for row in asked.data] == ["Ben"]
    watcher.until_off_page("Ada")


# --- the root, and systems without events ---


def test_a_vault_behind_a_link(start, vault, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(vault)
    watcher = start(root=link).until_ready()

    (vault / "People" / "Cy.md").write_text(NOTE)

    watcher.until_on_page("Cy")


def test_the_root_is_replaced(start, vault, tmp_path):
    watcher = start().until_ready()
    shutil.copytree(vault, tmp_path / "copy")
    vault.rename(tmp_path / "away")
    (tmp_path / "copy").rename(vault)

    # Both before and after it is noticed.
    (vault / "People" / "Cy.md").write_text(NOTE)
    watcher.until_on_page("Cy")
    (vault / "People" / "Di.md").write_text(NOTE)

    watcher.until_on_page("Di")
    assert not (tmp_path / "away" / "People" / "Cy.md").exists()


def test_a_vault_that_goes_away_is_said_once_and_waited_for(start, vault, tmp_path):
    watcher = start().until_ready()
    vault.rename(tmp_path / "away")
    watcher.until(lambda: watcher.count("problem"), "the problem")

    (tmp_path / "away" / "People" / "Cy.md").write_text(NOTE)
    (tmp_path / "away").rename(vault)

    watcher.until_on_page("Cy")
    assert watcher.count("problem") == 1
    assert not (tmp_path / "away").exists()


def test_an_empty_folder_in_the_place_of_the_vault_is_not_written_to(
    start, vault, tmp_path
):
    watcher = start().until_ready()
    vault.rename(tmp_path / "away")
    vault.mkdir()
    watcher.until(lambda: watcher.count("problem"), "the problem")
    watcher.until(lambda: not watcher.is_busy(), "quiet")
    assert list(vault.iterdir()) == []

    vault.rmdir()
    (tmp_path / "away" / "People" / "Cy.md").write_text(NOTE)
    (tmp_path / "away").rename(vault)

    watcher.until_on_page("Cy")


def test_polling(start, vault):
    watcher = start("--poll").until_ready()
    assert watcher.count("polling") == 1

    (vault / "People" / "Cy.md").write_text(NOTE)

    watcher.until_on_page("Cy")


def test_without_watches_it_polls_and_says_so(start, vault):
    before = "echo 2 > /proc/sys/user/max_inotify_watches"
    tried = subprocess.run(
        ["unshare", "-Ur", "sh", "-c", before], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip("this system does not let its limits be lowered for one process")
    watcher = start(before=before).until_ready()
    (polling,) = [one for one in watcher.news() if one["event"] == "polling"]
    assert "inotify" in polling["text"]

    (vault / "People" / "Cy.md").write_text(NOTE)

    watcher.until_on_page("Cy")


def test_no_private_name_is_in_what_it_says(start, vault):
    (vault / "People" / "Sora Secret.md").write_text(
        "---\ntier: close\nprivate: true\nlast_contact: 2026-01-01\n---\n"
    )
    watcher = start().until_ready()
    page = vault / "Network" / "Overdue.md"
    text = page.read_text().replace(
        "- [ ] [[Ben]]", "- [x] [[Sora Secret]]\n- [ ] [[Ben]]", 1
    )
    page.write_text(text)

    watcher.until(lambda: watcher.count("problem"), "the refusal")
    assert "Secret" not in watcher.log.read_text()
