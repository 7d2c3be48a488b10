"""Private people, no network, and files that are the owner's alone.

Every command with every option runs in a vault that has somebody private in each of
its corners; what is printed and written is searched for them, byte by byte.
"""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.drive import ROOT, TODAY, nettrack
from tests.torture import secrets
from tests.torture.calls import Call, calls, commands
from tests.torture.figures import Figure, Run
from tests.torture.stumbling import stumbles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LOOKS: tuple[tuple[str, ...], ...] = ((), ("--json",), ("--color", "always"))
UMASKS = (0o000, 0o022, 0o077, 0o777)
_OTHERS = 0o077
_ONLINE = re.compile(r"AF_INET6?\b")


def torture(run: Run) -> Iterator[Figure]:
    """Names, sockets, modes and faults; see the module."""
    yield from _nobody_is_named(run)
    yield _nothing_goes_online(run)
    yield from _owners_alone(run)
    yield from stumbles(run)


# --- private people ---


@dataclass
class Desk:
    """A vault with secrets, put back after each call."""

    base: Path
    #: What stood in each file at the start; its owner knows that already.
    first: dict[Path, bytes] = field(default_factory=dict)
    told: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.vault, self.home = self.base / "vault", self.base / "home"
        self.home.mkdir(parents=True)
        secrets.make_vault(self.vault)
        self.aside = self.base / "aside"
        self.names = secrets.names_of(self.vault, self.aside)
        self.first = {path: path.read_bytes() for path in self._files()}
        every = secrets.NAMES + secrets.OWN
        self.told = {
            path
            for path, content in self.first.items()
            if secrets.traces(content + path.name.encode(), every)
        }

    def _files(self) -> Iterator[Path]:
        for folder in (self.vault, self.aside):
            yield from (path for path in folder.rglob("*") if path.is_file())

    def call(self, call: Call, look: Sequence[str] = ()) -> list[str]:
        """Run it; the secrets that were printed, or written where they were not."""
        words = call.filled(self.names)
        done = nettrack(
            "--vault", str(self.vault), *words, *look, home=self.home, cwd=self.vault
        )
        sought = self._sought(words[0])
        found = secrets.traces((done.out + done.err).encode(), sought)
        for path, content in self._put_back():
            # A note that is renamed takes what it always held along.
            if path not in self.told and words[0] != "rename":
                found += secrets.traces(content + path.name.encode(), sought)
        if "fault of nettrack" in done.err or "Traceback" in done.err:
            found.append("a fault of ours")
        return found

    def _sought(self, command: str) -> tuple[str, ...]:
        every = secrets.NAMES + secrets.OWN
        if command == "import":
            # What the file says was typed or seen by whoever imports it.
            return tuple(one for one in every if one not in secrets.TYPED)
        return every + secrets.HUSHED if command == "export" else every

    def _put_back(self) -> list[tuple[Path, bytes]]:
        changed = []
        for path in list(self._files()):
            content = path.read_bytes()
            if self.first.get(path) != content:
                changed.append((path, content))
                if path not in self.first:
                    path.unlink()
        for path, content in self.first.items():
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return changed


def _nobody_is_named(run: Run) -> Iterator[Figure]:
    desk = Desk(run.folder / "names")
    asked = [(call, look) for call in calls() for look in LOOKS]
    step = max(1, len(asked) // run.share(len(asked), 110))
    chosen = asked[run.seed % step :: step]
    told = {
        " ".join(call.words): found
        for call, look in chosen
        if (found := desk.call(call, look))
    }
    for words, found in told.items():
        print(f"privacy: {words}: {', '.join(found)}", file=sys.stderr)
    yield Figure(
        (25,),
        "no command, with any option, prints or writes anything private unasked",
        "0 calls",
        f"{len(told)} of {len(chosen)} calls",
        met=not told and len(chosen) > 100,
    )
    bare = [one for one in secrets.NAMES if one.isascii() and "@" not in one]
    misspelt = [name[:-1] for name in bare] + [name[:4] + name[5:] for name in bare]
    slips = 0
    for who in misspelt:
        for command in ("show", "why", "brief", "log", "set", "rename", "forget"):
            done = nettrack(
                command, who, "x y", "--vault", str(desk.vault), home=desk.home
            )
            left = (done.out + done.err).replace(who, "")
            slips += bool(secrets.traces(left.encode(), secrets.NAMES))
            desk._put_back()
    yield Figure(
        (25,),
        "a misspelt name gets no private one in answer",
        "0 answers",
        f"{slips} of {len(misspelt) * 7} answers",
        met=slips == 0,
    )


# --- no network ---


def _nothing_goes_online(run: Run) -> Figure:
    promise = "no command makes a socket of the internet (strace -f)"
    strace = shutil.which("strace")
    if strace is None:
        return Figure((25,), promise, "0 commands", "no strace here", met=False)
    desk = Desk(run.folder / "online")
    plain = {name: None for name, _ in commands()}
    every: dict[str, Call] = {}
    for call in calls():
        name = next(n for n in (" ".join(call.words[:2]), call.words[0]) if n in plain)
        every.setdefault(name, call)
    trace = run.folder / "trace"
    online = []
    for name, call in every.items():
        subprocess.run(
            [
                strace, "-f", "-qq", "-e", "trace=%network", "-o", str(trace),
                sys.executable, "-m", "nettrack_md",
                "--vault", str(desk.vault), *call.filled(desk.names),
            ],
            cwd=desk.vault, env=_surroundings(desk.home), capture_output=True,
            stdin=subprocess.DEVNULL, timeout=120, check=False,
        )  # fmt: skip
        if _ONLINE.search(trace.read_text("utf-8", "replace")):
            online.append(name)
        desk._put_back()
    missing = plain.keys() - every.keys()
    return Figure(
        (25,),
        promise,
        "0 commands",
        f"{len(online)} of {len(every)} commands",
        met=not online and not missing,
    )


def _surroundings(home: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC",
        "PYTHONPATH": str(ROOT), "NETTRACK_TODAY": TODAY,
    }  # fmt: skip


# --- modes ---

_STARTED = """\
import os, sys
os.umask(int(sys.argv[1], 8))
sys.argv = ["nettrack", *sys.argv[2:]]
from nettrack_md.cli.main import main
main()
"""
#: Commands that between them make every kind of file that is ours.
_MAKING: tuple[tuple[str, ...], ...] = (
    ("log", "Ada Fenn", "a walk"), ("add", "Nora Newcome"), ("overdue", "--json"),
    ("import", "{in_vcf}", "--apply"), ("import", "{in_ics}", "--apply"),
    ("render",), ("watch", "--once"), ("merge", "Ada Fenn", "Ada Fen", "--apply"),
    ("undo",), ("export", "{out}.jsonl"), ("export", "{out}.vcf"),
    ("forget", "Ben Roe", "--apply", "--partly"), ("undo",), ("index", "--rebuild"),
)  # fmt: skip


def _owners_alone(run: Run) -> Iterator[Figure]:
    chosen = UMASKS if run.scale >= 1 else UMASKS[:1]
    ours: list[str] = []
    notes: list[str] = []
    seen = written = 0
    for umask in chosen:
        desk = Desk(run.folder / f"umask {umask:03o}")
        before = {path: path.stat().st_mode for path in desk.vault.rglob("*.md")}
        for words in _MAKING:
            _run_under(umask, desk, words)
        made = [*desk.home.rglob("*"), *desk.aside.glob("out*")]
        ours += [f"{umask:03o} {path}" for path in made if _mode(path) & _OTHERS]
        after = {path: _mode(path) for path in desk.vault.rglob("*.md")}
        notes += [
            f"{umask:03o} {path.name} {mode:o}"
            for path, mode in after.items()
            if mode != stat.S_IMODE(before.get(path, 0o666 & ~umask))
        ]
        seen, written = seen + len(made), written + len(after)
    for one in (*ours, *notes):
        print(f"privacy: {one}", file=sys.stderr)
    yield Figure(
        (25,),
        "all that is ours outside the vault is its owner's alone, "
        f"under umask {', '.join(f'{umask:03o}' for umask in chosen)}",
        "0 files",
        f"{len(ours)} of {seen} files and folders",
        met=not ours and seen >= 8 * len(chosen),
    )
    yield Figure(
        (7, 25),
        "a note that is written keeps its mode, a new one has that of the umask",
        "0 notes",
        f"{len(notes)} of {written} notes",
        met=not notes and written > 0,
    )


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def _run_under(umask: int, desk: Desk, words: Sequence[str]) -> None:
    filled = [word.format_map(desk.names) for word in words]
    subprocess.run(
        [
            sys.executable, "-c", _STARTED, f"{umask:o}",
            "--vault", str(desk.vault), *filled,
        ],
        cwd=desk.vault, env=_surroundings(desk.home), capture_output=True,
        stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip
