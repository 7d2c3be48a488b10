"""A warm nettrack under strace: commands forked from it, one call of each at fault.

strace counts the calls of a process from its first, and puts its fault in at one
number. A child that makes empty calls first, so many that n of that number are
missing, has the fault at the n-th call of its command.

Run as a program this is the process to fork from, told what to do over a socket:
none of its own calls is one at which a fault is put in.
"""

from __future__ import annotations

import ctypes
import functools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.warm_start import ROOT, Job, be_command, take_place, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

#: The call that says in a trace where the command begins.
_MARK = "getppid"
_ALLOW_ANYBODY = 0x59616D61, -1

#: Calls that change the disk, and an empty one of each: it fails, and is counted.
CHANGING: dict[str, tuple[int | None, ...]] = {
    "write": (-1, None, 0),
    "pwrite64": (-1, None, 0, 0),
    "ftruncate": (-1, 0),
    "fsync": (-1,),
    "fdatasync": (-1,),
    "mkdir": (None, 0),
    "mkdirat": (-1, None, 0),
    "rmdir": (None,),
    "rename": (None, None),
    "renameat": (-1, None, -1, None),
    "renameat2": (-1, None, -1, None, 0),
    "link": (None, None),
    "linkat": (-1, None, -1, None, 0),
    "symlink": (None, None),
    "unlink": (None,),
    "unlinkat": (-1, None, 0),
    "chmod": (None, 0),
    "fchmod": (-1, 0),
    "fchown": (-1, 0, 0),
    "fsetxattr": (-1, None, None, 0, 0),
}
#: Calls that open, and may make; calls that only look.
OPENING: dict[str, tuple[int | None, ...]] = {"openat": (-1, None, 0)}
LOOKING: dict[str, tuple[int | None, ...]] = {
    "read": (-1, None, 0),
    "pread64": (-1, None, 0, 0),
    "getdents64": (-1, None, 0),
}
ALL = CHANGING | OPENING | LOOKING

STRACE = shutil.which("strace") or "strace"


@functools.cache
def can_trace() -> bool:
    """Whether strace is here and may put faults in."""
    words = [STRACE, "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"]
    try:
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


@dataclass(frozen=True)
class Point:
    """A fault: `EIO`, `ENOSPC`, `EDQUOT` or `KILL`, at the n-th call of a kind."""

    fault: str
    call: str
    number: int


@dataclass(frozen=True)
class Ended:
    """How a traced command ended, and the calls at which a fault was put in."""

    code: int
    #: The calls in order, each with its arguments as strace shows them.
    calls: list[tuple[str, str]]
    #: The line of the trace of the call at fault; empty: it was never made.
    hit: str


class Warm:
    """The process to fork from. Use as a context."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._ours = ours.makefile("rw")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.traced", str(theirs.fileno())],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
            },
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        self._ours.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._ours.close()

    def run(self, job: Job, call: str = "", times: int = 0) -> tuple[int, int]:
        """Number and exit code of the process that was the command.

        It makes an empty call so many times before.
        """
        self._ours.write(json.dumps([vars(job), call, times]) + "\n")
        self._ours.flush()
        pid, code = json.loads(self._ours.readline())
        return pid, code


@dataclass(frozen=True)
class Counted:
    """What a command does when nothing fails: its calls, before its start and since."""

    ended: Ended
    before: Counter[str]
    since: Counter[str]

    @property
    def when(self) -> int:
        """A number that none of its calls comes to."""
        return max((self.before + self.since).values()) + 1


class Trace:
    """strace, attached to a warm process; faults of one kind. Use as a context."""

    def __init__(
        self, warm: Warm, folder: Path, fault: str = "", counted: Counted | None = None
    ) -> None:
        self._warm, self._counted = warm, counted
        self._log = folder / f"strace-{fault}.log"
        self._log.write_bytes(b"")
        inject = []
        if counted is not None:
            wish = "signal=KILL" if fault == "KILL" else f"error={fault}"
            inject = [f"-einject={call}:{wish}:when={counted.when}" for call in ALL]
        self._process = subprocess.Popen(
            [STRACE, "-f", "-y", "-s80", "-p", str(warm.process.pid),
             "-o", str(self._log), f"-etrace={_MARK},{','.join(ALL)}", *inject],
            stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stderr is not None
        told = self._process.stderr.readline()
        assert b"attached" in told, told
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def run(self, job: Job, point: Point | None = None) -> Ended:
        """The command, with its fault."""
        return self._read_log(*self._warm.run(job, *self._idle(point)))

    def _idle(self, point: Point | None) -> tuple[str, int]:
        if point is None or self._counted is None:
            return "", 0
        there = self._counted.before[point.call] + point.number
        return point.call, self._counted.when - there

    def _read_log(self, pid: int, code: int) -> Ended:
        with self._log.open("rb") as file:
            file.seek(self._read)
            text = file.read().decode(errors="replace")
            self._read = file.tell()
        lines = re.findall(rf"^{pid} +(\w+)\((.*)$", text, re.MULTILINE)
        found = re.search(r"^\d+ +(\w+\(.*\(INJECTED\))", text, re.MULTILINE)
        hit = found[1] if found else ""
        if code == -signal.SIGKILL and lines and not hit:
            hit = "(".join(lines[-1])
        return Ended(code, lines, hit)


def count_calls(warm: Warm, folder: Path, job: Job) -> Counted:
    """A command as it runs when nothing fails."""
    with Trace(warm, folder) as trace:
        ended = trace.run(job)
    names = [call for call, _ in ended.calls]
    start = names.index(_MARK)
    return Counted(ended, Counter(names[:start]), Counter(names[start + 1 :]))


def points_of(counts: Counter[str]) -> list[Point]:
    """Every fault at every call of a command."""
    found: list[Point] = []
    for fault in ("EIO", "KILL", "ENOSPC", "EDQUOT"):
        full = fault in {"ENOSPC", "EDQUOT"}
        for call in CHANGING | OPENING if full else ALL:
            found += [Point(fault, call, n + 1) for n in range(counts[call])]
    return found


def _empty_call(call: str) -> Callable[[], int]:
    function = getattr(ctypes.CDLL(None), call)
    return functools.partial(function, *ALL[call])


def _serve(fd: int) -> None:
    warm_up()
    ctypes.CDLL(None).prctl(*_ALLOW_ANYBODY)
    channel = socket.socket(fileno=fd)
    channel.sendall(b"ready\n")
    told = b""
    while True:
        while b"\n" not in told:
            told += channel.recv(1 << 16)
        line, _, told = told.partition(b"\n")
        pid = os.fork()
        if pid == 0:
            _child(*json.loads(line))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        channel.sendall(json.dumps([pid, code]).encode() + b"\n")


def _child(job: dict[str, Any], call: str, times: int) -> None:
    take_place(job)
    if times:
        empty = _empty_call(call)
        for _ in range(times):
            empty()
    os.getppid()
    be_command()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
