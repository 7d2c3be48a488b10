"""nettrack in a process of its own, forked from one that has its modules already.

Starting Python and importing modules takes longer than most commands do, and the tests
run a thousand of them. A command that is run so has the arguments, surroundings,
folder and streams that it would have from a shell; what starting itself does is tested
by those that start it for real.

Run as a program this is the process to fork from: a job a line on standard input, its
exit code a line on standard output.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import nettrack_md
from tests.offline import stay_offline

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Job:
    """A command to run, and the files that take what it prints."""

    words: list[str]
    cwd: str
    env: dict[str, str]
    out: str
    err: str


class Stock:
    """The process to fork from, as seen by the tests."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, job: Job, timeout: float) -> int:
        """The command's exit code. Raises TimeoutExpired, and ends it then."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(vars(job)).encode() + b"\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], timeout)[0]:
            self.end()
            raise subprocess.TimeoutExpired(job.words, timeout)
        return int(process.stdout.readline())

    def end(self) -> None:
        """End it, and a command that still runs."""
        if self._process is not None:
            os.killpg(self._process.pid, 9)
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_start"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
            },
            start_new_session=True,
        )
        return self._process


def take_place(job: dict[str, Any]) -> None:
    """Have the surroundings of a job."""
    os.environ.clear()
    os.environ.update(job["env"])
    time.tzset()
    os.chdir(job["cwd"])
    sys.argv = [str(ROOT / "nettrack_md" / "__main__.py"), *job["words"]]
    for stream, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, job["out"], os.O_WRONLY),
        (2, job["err"], os.O_WRONLY),
    ):
        opened = os.open(path, flags)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)


def be_command() -> None:
    """Do what `sys.argv` says; never returns."""
    from nettrack_md.cli.entry import main

    main()


def warm_up() -> None:
    """Import what commands import when they need it: each child has all of it then."""
    for found in walk_packages(nettrack_md.__path__, "nettrack_md."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    for name in ("rich.console", "tomllib", "concurrent.futures.thread"):
        import_module(name)


def _serve() -> None:
    stay_offline()
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            take_place(json.loads(line))
            be_command()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
