"""Drive the real command in a process of its own, as a user's shell would."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from tests.warm_start import Job, Stock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_vault"
TODAY = "2026-11-20"
_stock = Stock()
atexit.register(_stock.end)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)["data"]


def nettrack(*words: str, home: Path, cwd: Path | None = None, **env: Any) -> Result:
    """Run `nettrack WORDS` with a home of its own; never on the developer's."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(ROOT),
        "NETTRACK_TODAY": TODAY,
        **env,
    }
    surroundings = {key: value for key, value in surroundings.items() if value}
    where = cwd or home
    if _starts_alike(env) and hasattr(os, "fork"):
        return _from_stock(words, where, surroundings)
    done = subprocess.run(
        [sys.executable, "-m", "nettrack_md", *words],
        cwd=where,
        env=surroundings,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def _starts_alike(env: Iterable[str]) -> bool:
    """Whether Python itself would start the same, whatever these variables are."""
    return not any(key.startswith(("PYTHON", "LANG", "LC_")) for key in env)


def _from_stock(words: Sequence[str], cwd: Path, env: dict[str, str]) -> Result:
    with NamedTemporaryFile() as out, NamedTemporaryFile() as err:
        job = Job([*words], str(cwd), env, out.name, err.name)
        code = _stock.run(job, timeout=120)
        return Result(code, out.read().decode(), err.read().decode())


def talk(
    *words: str, typed: bytes, asked: bytes, home: Path, cwd: Path, **env: str
) -> tuple[int, str]:
    """Run `nettrack WORDS` on a terminal of its own; type when it ends with `asked`."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "PYTHONPATH": str(ROOT),
            **env,
        }
        command = [sys.executable, "-m", "nettrack_md", *words]
        os.execve(sys.executable, command, surroundings)
    said = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            new = os.read(terminal, 4096)
        except OSError:  # What Linux says when the other end is closed.
            break
        if not new:
            break
        said += new
        if typed and said.rstrip().endswith(asked):
            os.write(terminal, typed)
            typed = b""
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode()
