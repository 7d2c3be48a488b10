"""Random histories of devices, merged by real git with our driver: nothing is lost.

Git asks a driver for each note; to start Python for each would take most of the time.
So in most histories it asks a script of two lines, and that asks this very process,
which does what the registered command does. The first ones run that command itself.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from nettrack_md.app.git import Handed, merge_file
from nettrack_md.app.pages.publish import apply_writes, plan_render
from nettrack_md.app.programs import run_program
from nettrack_md.app.surroundings import look_around
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from tests.git_devices import REVIEW, Device, devices, into_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not there"),
    pytest.mark.skipif(os.name == "nt", reason="a shell and pipes are needed"),
]

IN_CI = bool(os.environ.get("NETTRACK_CI"))
#: How many histories, and how many of these by the registered command.
TWO, TWO_BY_COMMAND = (200, 8) if IN_CI else (15, 1)
THREE, THREE_BY_COMMAND = (50, 2) if IN_CI else (4, 0)
NOTES = ("People/Ann.md", "People/Bo.md")

CLIENT = """\
#!/bin/sh
printf '%s\\0' "$PWD" "$@" > '{ask}' && read -r code < '{answer}' && exit "$code"
exit 130
"""


class Driver:
    """Answers git from this process, one note after the other."""

    def __init__(self, folder: Path) -> None:
        self.ask, self.answer = folder / "ask", folder / "answer"
        self.client = folder / "client"
        os.mkfifo(self.ask)
        os.mkfifo(self.answer)
        self.client.write_text(CLIENT.format(ask=self.ask, answer=self.answer))
        self.client.chmod(0o755)
        self.asked = 0
        self.thread = threading.Thread(target=self._serve)

    @property
    def command(self) -> str:
        return f"{self.client} %L %O %A %B %P"

    def _serve(self) -> None:
        while (words := self.ask.read_bytes().decode().split("\0")) != [""]:
            code = self._merge(words)
            self.answer.write_text(f"{code}\n")

    def _merge(self, words: list[str]) -> int:
        cwd, size, base, ours, theirs, path, _ = words
        self.asked += 1
        three = [str(Path(cwd, name)) for name in (base, ours, theirs)]
        handed = Handed(three[0], three[1], three[2], path, int(size))
        around = replace(look_around(), cwd=cwd)
        return merge_file(handed, Wishes(vault="."), around, run_program).code

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ask.write_bytes(b"")
        self.thread.join()


@dataclass
class Tree:
    """A device: a working tree of one repository, so that nothing need be fetched."""

    vault: Path
    head: Path
    env: dict[str, str] = field(repr=False)

    def git(self, *words: str) -> int:
        """Run git; 1 where a merge left something open."""
        done = subprocess.run(
            ["git", *words], cwd=self.vault, env=self.env, capture_output=True,
            check=False,
        )  # fmt: skip
        assert done.returncode in {0, 1}, (words, done.stdout, done.stderr)
        return done.returncode

    def read(self, path: str) -> str:
        return (self.vault / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.vault / path).write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("commit", "-q", "-a", "--allow-empty", "-m", "change")

    def pull(self, other: Tree) -> bool:
        """Merge what the other device has; whether nothing was left open."""
        head = other.head.read_text().strip()
        return self.git("merge", "-q", "--no-edit", head) == 0

    def render(self) -> None:
        """What `nettrack render` does."""
        wishes = Wishes(vault=str(self.vault), today="2026-11-20")
        with open_workspace(wishes, look_around()) as ws:
            apply_writes(ws, plan_render(ws, None).writes)


@contextmanager
def trees(tmp_path: Path, count: int) -> Iterator[tuple[list[Tree], Device, Driver]]:
    """So many devices at one place in their history."""
    (first,) = devices(tmp_path, "a")
    config = {
        "gc.auto": "0", "core.fsync": "none", "user.name": "x",
        "user.email": "x@example.org", "advice.detachedHead": "false",
    }  # fmt: skip
    for key, value in config.items():
        first.git("config", key, value)
    first.git("checkout", "-q", "--detach")
    made = [Tree(first.vault, first.vault / ".git/HEAD", first.env)]
    for number in range(1, count):
        place = tmp_path / f"tree{number}"
        first.git("worktree", "add", "-q", "--detach", str(place))
        head = first.vault / f".git/worktrees/tree{number}/HEAD"
        made.append(Tree(place, head, first.env))
    with Driver(tmp_path) as driver:
        yield made, first, driver


# --- what is done in them ---


def act(  # noqa: C901, PLR0912 — one branch for each thing that people do
    device: Tree, rng: random.Random, mark: str
) -> list[str]:
    """What somebody does on a device to one note; the words that they wrote."""
    path = rng.choice(["People/Ann.md", "People/Ann.md", "People/Bo.md", REVIEW])
    text = device.read(path)
    word = f"{mark}{rng.randrange(10**6):06d}"
    if path == REVIEW:
        return act_on_page(device, rng, word)
    deed = rng.choice(
        ["log", "log", "log", "sub", "box", "tick", "key", "list", "list", "line"]
    )
    if deed == "log":
        day = f"2026-11-{rng.randrange(1, 21):02d}"
        line = f"- {day} call: {word}\n"
        if rng.random() < 0.3:
            line += f"  - sub {word}\n"
        text = into_log(text, line)
    elif deed == "sub":
        dated = re.findall(r"^- 2026.*\n", text, re.MULTILINE)
        if not dated:
            return []
        above = rng.choice(dated)
        text = text.replace(above, f"{above}  - {word}\n", 1)
    elif deed == "box":
        text += f"- [ ] {word}\n"
    elif deed == "tick":
        if "- [ ] " not in text:
            return []
        text = re.sub(r"- \[ \] (.*)", r"- [x] \1 ✅ 2026-11-20", text, count=1)
        word = ""
    elif deed == "key":
        # A value of one's own for a key of one's own is never in conflict.
        text = text.replace("\n---\n", f"\nk_{word}: {word}\n---\n", 1)
    elif deed == "list":
        if "tags:\n" not in text:
            text = text.replace("\n---\n", "\ntags:\n  - friend\n---\n", 1)
        text = text.replace("tags:\n", f"tags:\n  - {word}\n", 1)
    else:
        text = text.replace("# Ann\n", f"# Ann\n\n{word} said so.\n", 1)
        if word not in text:
            return []
    device.write(path, text)
    return [word] if word else []


def act_on_page(device: Tree, rng: random.Random, word: str) -> list[str]:
    """A tick on a rendered page, a line below it, or a render."""
    if rng.random() < 0.15:
        device.render()
        return []
    lines = device.read(REVIEW).split("\n")
    items = [at for at, line in enumerate(lines) if re.match(r"- \[.\] \[\[", line)]
    if not items:
        return []
    at = rng.choice(items)
    if rng.random() < 0.5:
        lines[at] = lines[at].replace("- [ ]", f"- [{rng.choice('x>-')}]")
    lines[at + 1 : at + 1] = [f"  - {word}"]
    device.write(REVIEW, "\n".join(lines))
    return [word]


def verify(device: Tree, words: Sequence[str], *, seed: int) -> None:
    """No word lost, none doubled, every header valid and without markers."""
    texts = {path: device.read(path) for path in ("People/Ann.md", "People/Bo.md")}
    page = device.read(REVIEW)
    assert "<<<<" not in page, (seed, page)
    assert page.count("nettrack:begin") == page.count("nettrack:end") == 6, seed
    whole = "\n".join((*texts.values(), page))
    assert [w for w in words if w not in whole] == [], seed
    for text in texts.values():
        split = split_note(text)
        read = read_frontmatter(split)
        assert (read.status, read.problems) == ("ok", ()), (seed, text)
        assert "<<<<" not in split.header, (seed, text)
        twice = Counter(entry.key for entry in read.entries)
        assert max(twice.values()) == 1, (seed, text)
        lines = [row for row in split.body.splitlines() if row.startswith("- 2026")]
        assert len(lines) == len(set(lines)), (seed, text)


def clean_up(device: Tree) -> None:
    """Keep both sides of what is left open, as a user may, and commit."""
    for path in NOTES:
        text = re.sub(
            r"^(<{7} .*|={7}|>{7} .*)\n", "", device.read(path), flags=re.MULTILINE
        )
        device.write(path, text)
    device.commit()


def history(all_of: list[Tree], seed: int, start: str) -> int:
    """A random history from `start` on; how many of its merges left something open."""
    rng = random.Random(seed)
    for device in all_of:
        device.git("reset", "-q", "--hard", start)
    words: list[str] = []
    left_open = 0
    for _ in range(rng.randrange(1, 3)):
        for number, device in enumerate(all_of):
            for _ in range(rng.randrange(1, 4)):
                words += act(device, rng, f"d{number}x")
            device.commit()
        for other in all_of[1:]:
            if not all_of[0].pull(other):
                left_open += 1
                verify(all_of[0], [], seed=seed)
                clean_up(all_of[0])
        for other in all_of[1:]:
            assert other.pull(all_of[0]), seed
        verify(all_of[0], words, seed=seed)
        for other in all_of[1:]:
            for path in (*NOTES, REVIEW):
                assert other.read(path) == all_of[0].read(path), seed
    return left_open


def histories(
    tmp_path: Path, count: int, seeds: range, by_command: int
) -> tuple[int, int]:
    """How many of these histories, and of their merges, left something open."""
    with trees(tmp_path, count) as (all_of, first, driver):
        start = all_of[0].head.read_text().strip()
        registered = first.git("config", "merge.nettrack.driver").strip()
        left_open = []
        for number, seed in enumerate(seeds):
            if number == by_command:
                first.git("config", "merge.nettrack.driver", driver.command)
            left_open.append(history(all_of, seed, start))
        assert registered.endswith("%O %A %B %P")
        assert driver.asked >= len(seeds) - by_command
    return sum(map(bool, left_open)), sum(left_open)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))


def test_random_histories_of_two_devices_lose_nothing(tmp_path):
    some, merges = histories(tmp_path, 2, range(TWO), TWO_BY_COMMAND)
    assert merges >= some
    # Only prose in one place, changed on both, is for the user to decide.
    assert some < TWO / 4


def test_random_histories_of_three_devices_lose_nothing(tmp_path):
    seeds = range(1000, 1000 + THREE)
    some, merges = histories(tmp_path, 3, seeds, THREE_BY_COMMAND)
    assert merges >= some
    assert some < THREE / 2
