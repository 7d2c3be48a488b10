"""`review --interactive` on a real terminal: a key a person, each applied at once."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.drive import ROOT, TODAY, nettrack

if TYPE_CHECKING:
    from collections.abc import Iterator

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
pytestmark = pytest.mark.real

PEOPLE = {
    "Ada Example": "---\ntier: close\n---\n## Log\n- 2026-09-01 meet: lunch\n",
    "Bo Sample": "---\ntier: close\n---\n## Log\n- 2026-09-10 call\n",
    "Cora Sample": "---\ntier: close\n---\n## Log\n- 2026-09-20 call\n",
    "山田 花": "---\nreading: やまだ はな\ntier: close\n---\n## 記録\n- 2026-09-25 電話\n",
}


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.seen = ""

    def until(self, words: str, seconds: float = 30) -> str:
        """What was printed up to these words."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            left = end - time.monotonic()
            assert left > 0, f"{words!r} never came:\n{self.seen}"
            if select.select([self.fd], [], [], left)[0]:
                try:
                    self.seen += os.read(self.fd, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        assert words in self.seen, self.seen
        before, _, self.seen = self.seen.partition(words)
        return before

    def press(self, key: str, seconds: float = 30) -> None:
        """Press a key once it is waited for: what is typed ahead is thrown away."""
        end = time.monotonic() + seconds
        while termios.tcgetattr(self.fd)[3] & termios.ICANON:
            assert time.monotonic() < end, f"no key is waited for:\n{self.seen}"
        os.write(self.fd, key.encode())

    def write(self, line: str) -> None:
        """Write a line."""
        os.write(self.fd, f"{line}\n".encode())


@contextmanager
def interactive(home: Path, *more: str, editor: str = "") -> Iterator[Terminal]:
    leader, follower = pty.openpty()
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "NETTRACK_TODAY": TODAY,
        "NETTRACK_EDITOR": editor,
    }
    command = [sys.executable, "-m", "nettrack_md", "review", "--interactive", *more]
    with subprocess.Popen(
        command,
        cwd=home / "vault",
        env=env,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    ) as running:
        os.close(follower)
        try:
            yield Terminal(leader)
            assert running.wait(30) == 0
        finally:
            if running.poll() is None:
                running.kill()
            os.close(leader)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    (tmp_path / "vault" / "nettrack.toml").write_text('language = "en"\n')
    for name, text in PEOPLE.items():
        (people / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def note(home: Path, name: str) -> str:
    return (home / "vault" / "People" / f"{name}.md").read_text(encoding="utf-8")


def asked(terminal: Terminal) -> str:
    """Of whom the terminal asks."""
    shown = terminal.until("[q] quit")
    return next(name for name in PEOPLE if name in shown)


def run(home: Path, *words: str) -> str:
    done = nettrack(*words, home=home, cwd=home / "vault")
    assert done.code == 0, done.err
    return done.out


def test_each_key_is_a_write_that_can_be_undone(home: Path) -> None:
    with interactive(home) as terminal:
        shown = terminal.until("[q] quit")
        first = next(name for name in PEOPLE if name in shown)
        assert "1/4" in shown
        terminal.press("w")
        terminal.until("[q] quit")
        terminal.press("?")
        terminal.until("[q] quit")
        terminal.press("l")
        terminal.until("What was it")
        terminal.write("mail -> 写真を送った")
        terminal.until("It is in the log, Fri 20 Nov.")
        second = asked(terminal)
        terminal.press("n")
        terminal.until("Quiet until Sun 29 Nov.")
        third = asked(terminal)
        terminal.press("ｄ")
        terminal.until("It is in the log")
        fourth = asked(terminal)
        terminal.press("s")
        terminal.until("Quiet until Sun 20 Dec.")
        terminal.until("That was everybody.")

    assert "- 2026-11-20 mail -> 写真を送った\n" in note(home, first)
    assert "snooze: 2026-11-29\n" in note(home, second)
    assert "- 2026-11-20\n" in note(home, third)
    assert "snooze: 2026-12-20\n" in note(home, fourth)

    for name in (fourth, third, second, first):
        assert note(home, name) != PEOPLE[name]
        run(home, "undo")
        assert note(home, name) == PEOPLE[name]


def test_who_was_met_once_gets_a_tier_a_day_a_rest_or_the_archive(home: Path) -> None:
    met = ["2026-11-01", "2026-10-01", "2026-09-01", "2025-08-01", "2025-07-01"]
    texts = {f"P{n}": f"## Log\n- {on} meet: the fair\n" for n, on in enumerate(met)}
    for name, text in texts.items():
        (home / "vault" / "People" / f"{name}.md").write_text(text)
    with interactive(home, "--met-once") as terminal:
        shown = terminal.until("[q] quit")
        assert "1/5  P0" in shown
        assert "the fair" in shown
        assert "archive" not in shown
        terminal.press("3")
        terminal.until("loose it is.")
        assert "2/5  P1" in terminal.until("[q] quit")
        terminal.press("d")
        terminal.until("When")
        terminal.write("来週の金曜")
        terminal.until("Back on Fri 27 Nov.")
        terminal.until("[q] quit")
        terminal.press("r")
        terminal.until("Quiet until Sat 20 Nov 2027.")
        assert "[a] archive" in terminal.until("[q] quit")
        terminal.press("a")
        terminal.until("[q] quit")
        terminal.press("s")
        terminal.until("That was everybody.")

    assert note(home, "P0") == f"---\ntier: loose\n---\n{texts['P0']}"
    assert "next: 2026-11-27\n" in note(home, "P1")
    assert "snooze: 2027-11-20\n" in note(home, "P2")
    assert "status: archived\n" in note(home, "P3")
    assert note(home, "P4") == texts["P4"]
    assert [line.split("\t")[0] for line in run(home, "list", "--met-once").splitlines()] == [
        "P1", "P2", "P4",
    ]  # fmt: skip
    run(home, "undo")
    assert note(home, "P3") == texts["P3"]


def test_met_once_without_a_terminal_leads_to_the_list(home: Path) -> None:
    done = nettrack("review", "--met-once", home=home, cwd=home / "vault")

    assert done.code == 2
    assert "list --met-once" in done.err


def test_whoever_quits_goes_on_where_they_were(home: Path) -> None:
    with interactive(home) as terminal:
        shown = terminal.until("[q] quit")
        first = next(name for name in PEOPLE if name in shown)
        terminal.press("d")
        terminal.until("It is in the log")
        terminal.until("[q] quit")
        terminal.press("q")
        terminal.until("The others can wait")
    with interactive(home) as terminal:
        shown = terminal.until("[q] quit")
        assert "1/3" in shown
        assert first not in shown
        terminal.press("\x04")
        terminal.until("The others can wait")


def test_a_note_is_opened_and_what_was_written_there_counts(home: Path) -> None:
    script = home / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "place = pathlib.Path(sys.argv[1])\n"
        "text = place.read_text(encoding='utf-8')\n"
        "place.write_text(text + '- 2026-11-20 by hand\\n', encoding='utf-8')\n"
    )
    with interactive(home, editor=f"{sys.executable} {script}") as terminal:
        first = asked(terminal)
        terminal.press("o")
        assert "2/4" in terminal.until("[q] quit")
        terminal.press("q")
        terminal.until("The others can wait")

    assert note(home, first).endswith("- 2026-11-20 by hand\n")


def test_it_refuses_where_nobody_sits(home: Path) -> None:
    done = nettrack("review", "--interactive", home=home, cwd=home / "vault")

    assert done.code == 2
    assert "nettrack apply" in done.err
    assert done.out == ""
