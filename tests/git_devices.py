"""Devices that share a vault by git: clones with homes of their own, and what they do."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.drive import ROOT, Result, nettrack

ANN = """\
---
tier: close
tags:
  - contact
phones: 0901234567
---

# Ann

Hello.

## Log

- 2026-10-01 meet: lunch
- 2026-09-01 call

## To do

- [ ] send the deck
- [ ] ask about rates
"""
REVIEW = "Network/Reviews/Review 2026-W47.md"
BO = "---\ntype: contact\ncadence: 6w\n---\n\nA friend of [[Ann]].\n"


@dataclass
class Device:
    """One clone, with a home of its own."""

    home: Path
    vault: Path

    @property
    def env(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org",
            "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org",
        }  # fmt: skip

    def git(self, *words: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.vault,
            env=self.env,
            capture_output=True,
            check=False,
        )
        assert fails or done.returncode == 0, (words, done.stdout, done.stderr)
        return (done.stdout + done.stderr).decode()

    def __call__(self, *words: str, **env: str) -> Result:
        return nettrack(*words, home=self.home, cwd=self.vault, **env)

    def read(self, path: str) -> str:
        return (self.vault / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        place = self.vault / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def pull(self, other: Device) -> bool:
        """Merge what the other device has; whether nothing was left open."""
        self.git("fetch", "-q", str(other.vault), "HEAD")
        self.git("merge", "-q", "--no-edit", "FETCH_HEAD", fails=True)
        return not self.git("diff", "--name-only", "--diff-filter=U")


def clone(tmp_path: Path, name: str, source: Device | None = None) -> Device:
    home, vault = tmp_path / f"home-{name}", tmp_path / name
    home.mkdir()
    device = Device(home, vault)
    vault.mkdir()
    if source is None:
        device.git("init", "-q")
    else:
        device.git("clone", "-q", str(source.vault), ".")
    return device


def devices(tmp_path: Path, names: str = "ab") -> list[Device]:
    """Clones of one vault, the driver registered in each by the command."""
    first = clone(tmp_path, names[0])
    first.write("People/Ann.md", ANN)
    first.write("People/Bo.md", BO)
    first.write("Ideas.md", "# Ideas\n\nOne.\n")
    first.write("nettrack.toml", 'language = "en"\ntimezone = "UTC"\n')
    assert first("git", "setup", "--yes").code == 0
    assert first("render").code == 0
    first.commit()
    others = [clone(tmp_path, name, first) for name in names[1:]]
    for other in others:
        assert other("git", "setup", "--yes").code == 0
    return [first, *others]


def into_log(text: str, line: str) -> str:
    if "## Log\n\n" not in text:
        return f"{text}\n## Log\n\n{line}"
    head, _, log = text.partition("## Log\n\n")
    rows = log.split("\n")
    for at, row in enumerate(rows):
        is_place = not row.startswith(("- 2026", "  ")) or row[:12] < line[:12]
        if is_place and not row.startswith("  "):
            rows[at:at] = line.rstrip("\n").split("\n")
            break
    return f"{head}## Log\n\n{chr(10).join(rows)}"
