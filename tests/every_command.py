"""Every command of nettrack, in each of its ways, for laws that hold for all of them."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: `{who}`, `{other}` name people, `{event}` an event, `{file}` a file to be imported,
#: `{out}` a folder to export to. By command, so that no new one can be forgotten: a
#: test compares the names with the command line's own.
WAYS: Mapping[str, tuple[str, ...]] = {
    "init": ("{vault} --dry-run", "{vault} --obsidian --types --dry-run"),
    "index": ("", "--rebuild"),
    "overdue": ("", "--all", "--tier close", "--tag nix"),
    "review": ("", "--week 2026-W40"),
    "list": ("", "--met-once", "--private"),
    "show": ("{who}", "{who} --calendar -"),
    "why": ("{who}",),
    "search": ("evil", "zzz-nothing"),
    "brief": ("{who}", "{who} {other}", "{event}", "{who} --note --dry-run"),
    "who": ("evil", "sails"),
    "goals": ("",),
    "intro": ("", "--tree"),
    "me": ("", "--card", "--vcard", "--qr", "{who}"),
    "health": ("", "--quarters", "--places", "--calendar -"),
    "check": ("", "--adopt"),
    "import": (
        "{files}/people.vcf", "{files}/people.vcf --dry-run", "{files}/people.csv",
        "{files}/days.ics", "{files}/mail.eml --text", "{files}/talk.txt",
        "{files}/broken.vcf",
    ),
    "export": tuple(
        f"- --format {form}"
        for form in ("vcf", "csv", "jsonl", "ics", "canvas", "mmd", "md", "dot",
                     "graphml")
    ),
    "render": ("--dry-run", "--check", "--quarter 2026-Q3 --dry-run", ""),
    "apply": ("--dry-run", ""),
    "add": ("Evil Newcomer --dry-run", "{name} --dry-run", "{who}"),
    "log": ("{who} called --dry-run", "{name} called", "{who} evil"),
    "set": ("{who} why evil --dry-run", "{who} cadence {name}", "{who} {name} x"),
    "snooze": ("{who} 2w --dry-run", "{who} {name}"),
    "rename": ("{who} Calm --dry-run", "{who} {name}"),
    "forget": ("{who}", "{who} --dry-run"),
    "merge": ("{who} {other}", "{who} {other} --dry-run"),
    "trust": ("--list", "", "--dry-run"),
    "undo": ("--list", "--dry-run"),
    "watch": ("--once",),
    "service": ("--print",),
    "git": ("status", "setup --print", "uninstall --print", "setup --yes",
            "uninstall --yes", "merge-file {vault}/{who} {vault}/{who} {vault}/{who} {who}"),
    "completion": ("bash", "zsh", "fish"),
}  # fmt: skip


class Said(NamedTuple):
    """What a command printed, and how it ended."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str


def lines(*, whole: bool = True, **names: str) -> Iterator[tuple[str, ...]]:
    """Every way of every command as words, with these names put in.

    Not `whole`: of each but `git` only the first.
    """
    for command, ways in WAYS.items():
        for way in ways if whole or command == "git" else ways[:1]:
            yield (command, *(word.format_map(names) for word in way.split()))


def run_here(words: tuple[str, ...], home: Path, cwd: Path, **env: str) -> Said:
    """Run the command in this process, with a home of its own."""
    out, err = _Stream(), _Stream()
    with _surroundings(home, cwd, env):
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err
        try:
            code = run(list(words))
        except SystemExit as end:  # of click, when it completes
            code = int(end.code or 0)
        finally:
            sys.stdout, sys.stderr = before
    return Said(words, code, out.said, err.said)


class _Stream(io.TextIOWrapper):
    """A stream as of a pipe, whose bytes can be asked for."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", write_through=True)

    @property
    def said(self) -> str:
        self.flush()
        return self._bytes.getvalue().decode("utf-8")


@contextmanager
def _surroundings(home: Path, cwd: Path, more: Mapping[str, str]) -> Iterator[None]:
    wanted = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "TZ": "UTC",
        "NETTRACK_TODAY": "2026-11-20",
        **more,
    }
    before, folder = dict(os.environ), str(Path.cwd())
    os.environ.update(wanted)
    os.chdir(cwd)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir(folder)
