"""Disks that are full, or cannot be written: of the cache, the state and the vault.

What cannot be written is refused and named, and the rest is done. The disk is one of
its own where one may be mounted, else a limit to the length of files, which a program
meets as it meets a full disk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tests.drive import ROOT, TODAY
from tests.torture.faults import closing_stock, in_memory
from tests.torture.figures import Figure, Run
from tests.torture.places import PAGE, Home
from tests.torture.writing_commands import VAULT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.warm_start import Stock

#: Bytes that are left on a full disk.
ROOMS = (0, 1 << 12, 1 << 14, 1 << 16, 1 << 17, 1 << 18)
_DISK = 4 << 20


def torture(run: Run) -> Iterator[Figure]:
    """Commands that write while a disk is full, then while it cannot be written."""
    rooms = ROOMS[: run.share(len(ROOMS), 2)]
    with (
        in_memory(run.folder) as folder,
        closing_stock() as stock,
        _disks(run.folder) as disk,
    ):
        for what in ("cache", "state", "vault"):
            yield Full(folder / what, stock, disk, what).figure(rooms)
        yield _read_only(folder, stock, disk)


class Disk:
    """A small disk of its own where one may be mounted; else none."""

    def __init__(self, place: Path | None) -> None:
        self.place = place
        self.kind = "a file system of 4 MB" if place else "a limit of file sizes"

    def fill(self, room: int) -> None:
        """Leave so many bytes free."""
        assert self.place is not None
        filler = self.place / "filler"
        filler.unlink(missing_ok=True)
        free = os.statvfs(self.place)
        size = free.f_bavail * free.f_bsize - room
        with suppress(OSError), filler.open("wb") as file:
            file.write(b"x" * max(0, size))

    def free(self) -> None:
        """There is room again."""
        if self.place is not None:
            (self.place / "filler").unlink(missing_ok=True)

    def take(self, folder: Path) -> Path:
        """A copy of a folder, which need not be there, and nothing else."""
        assert self.place is not None
        for each in self.place.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
        taken = self.place / folder.name
        if folder.exists():
            shutil.copytree(folder, taken)
        else:
            taken.mkdir()
        return taken

    def remount(self, how: str) -> None:
        """`ro` or `rw`."""
        words = ["mount", "-o", f"remount,{how}", str(self.place)]
        subprocess.run(words, check=True)


@contextmanager
def _disks(folder: Path) -> Iterator[Disk]:
    place = folder / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "none", str(place)]
    mounted = False
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with suppress(OSError):
            mounted = subprocess.run(words, check=False).returncode == 0
    try:
        yield Disk(place if mounted else None)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=True)


WRITES = (
    ("log", "Bo Berg", "lunch"),
    ("add", "Grace Hopper"),
    ("render",),
)


def _small(folder: Path) -> None:
    for path, text in VAULT.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


class Full:
    """One of the places on a disk that is full."""

    def __init__(self, folder: Path, stock: Stock, disk: Disk, what: str) -> None:
        self._folder, self._stock, self._disk = folder, stock, disk
        self._what = what
        self._seen = Counter[str]()
        self._wrong: list[str] = []

    def figure(self, rooms: tuple[int, ...]) -> Figure:
        """Each command with each room that is left."""
        for room in rooms:
            for words in WRITES:
                self._try(room, words)
        for line in self._wrong:
            print(line, file=sys.stderr, flush=True)
        seen = self._seen
        return Figure(
            (2, 38), f"the disk of the {self._what} is full ({self._disk.kind})",
            "0 torn or silent",
            f"{len(self._wrong)} of {seen['done'] + seen['refused']} "
            f"({seen['done']} done, {seen['refused']} refused)",
            not self._wrong and seen.total() > 0,
        )  # fmt: skip

    def _try(self, room: int, words: tuple[str, ...]) -> None:
        home, told = self._home(room), ""
        before = _texts(home.vault)
        if self._disk.place is not None:
            code, out, err = home.ask(*words)
        else:
            code, out, err = _limited(home, room, words)
        after = _texts(home.vault)
        self._disk.free()
        told = f"{self._what}, {room} left, {' '.join(words)}: {code} {out!r} {err!r}"
        if code == 0:
            self._seen["done"] += 1
            fault = self._fault_of_done(before != after, room, words, err)
        else:
            self._seen["refused"] += 1
            torn = any(after.get(path) != text for path, text in before.items())
            fault = "torn" if torn else self._fault_of_refusal(err)
        if any(path.endswith(".tmp") for path in after):
            fault = fault or "something unfinished is left"
        fresh = str(self._folder / "other")
        again = home.ask("list", "--json")[:2]
        if again != home.ask("list", "--json", XDG_CACHE_HOME=fresh)[:2] or again[0]:
            fault = fault or f"the next answer is wrong: {again}"
        if fault:
            self._wrong.append(f"{fault}: {told}")

    def _home(self, room: int) -> Home:
        """A vault of which one place lies on the disk, on which no more is free."""
        shutil.rmtree(self._folder, ignore_errors=True)
        _small(self._folder / "vault")
        home = Home(self._folder, self._stock)
        assert home.ask("index")[0] == 0
        if self._disk.place is not None:
            setattr(home, self._what, self._disk.take(self._folder / self._what))
            self._disk.fill(room)
        return home

    def _fault_of_done(
        self,
        changed: bool,
        room: int,
        words: tuple[str, ...],
        err: str,
    ) -> str:
        if not changed:
            return "done, it says"
        forgets = self._what == "state" and words[0] != "render" and room < PAGE
        if forgets and "cannot be undone" not in err:
            return "no word of undo"
        return ""

    def _fault_of_refusal(self, err: str) -> str:
        if "Traceback" in err or not err:
            return "no word of it"
        mounted = self._disk.place is not None
        return "refused for nothing" if mounted and self._what != "vault" else ""


_LIMIT = """
import resource, runpy, sys
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
runpy.run_module("nettrack_md", run_name="__main__")
"""


def _limited(home: Home, room: int, words: tuple[str, ...]) -> tuple[int, str, str]:
    """The same where no disk may be mounted: no file becomes longer than that."""
    done = subprocess.run(
        [sys.executable, "-c", _LIMIT, str(room), *words],
        cwd=home.vault, capture_output=True, text=True, check=False,
        env={
            "PATH": os.environ["PATH"], "HOME": str(home.folder), "LANG": "C.UTF-8",
            "XDG_CACHE_HOME": str(home.cache), "XDG_STATE_HOME": str(home.state),
            "PYTHONPATH": str(ROOT), "NETTRACK_TODAY": TODAY,
        },
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _read_only(folder: Path, stock: Stock, disk: Disk) -> Figure:
    """Vault, then home, on a disk that cannot be written."""
    if disk.place is None:
        return Figure((38,), "read-only disks", "mounted", "may not mount", met=False)
    right: list[str] = []
    wrong: list[str] = []
    for what in ("vault", "cache", "state"):
        place = folder / f"ro-{what}"
        _small(place / "vault")
        whole = Home(place, stock)
        assert whole.ask("index")[0] == 0
        answers = whole.answers()
        setattr(whole, what, disk.take(place / what))
        disk.remount("ro")
        try:
            found = whole.answers()
            code, out, err = whole.ask("log", "Bo Berg", "lunch")
        finally:
            disk.remount("rw")
        says = {
            "vault": code == 1 and "read-only" in err,
            "cache": code == 0 and not err,
            "state": code == 0 and "cannot be undone" in err,
        }[what]
        vaults = [(a, b.replace(str(disk.place / what), str(place / what)))
                  for a, b in found]  # fmt: skip
        if vaults == answers and says:
            right.append(what)
        else:
            wrong.append(f"read-only {what}: {code} {out!r} {err!r}")
    for line in wrong:
        print(line, file=sys.stderr, flush=True)
    return Figure(
        (38,), "read-only vault, cache, state: right answers, clear refusals", "3 of 3",
        f"{len(right)} of 3", not wrong,
    )  # fmt: skip
