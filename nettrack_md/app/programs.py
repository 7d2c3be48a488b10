"""Start a program of the system's and hear what it says; never through a shell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nettrack_md.app.surroundings import environment_with

#: What a shell answers for a program that is not there, and one that took too long.
NOT_THERE, TOO_LONG = 127, 124
_SECONDS = 60.0


class Ran(NamedTuple):
    """How a program ended."""

    code: int
    #: What it printed, and what it complained of.
    out: str = ""
    err: str = ""

    @property
    def fault(self) -> str:
        """Why it failed, as a clause; empty when it did not."""
        if self.code == 0:
            return ""
        said = " ".join((self.err.strip() or self.out.strip()).split())
        return said.rstrip(".") or f"it ended with {self.code}"


#: Runs an argument list. Injected, so that a use case says what it starts.
Run = Callable[[Sequence[str]], Ran]


def run_program(
    words: Sequence[str], *, seconds: float = _SECONDS, **variables: str
) -> Ran:
    """Run it to its end. Raises nothing: a program that is not there says so.

    `variables` are added to its environment.
    """
    try:
        done = subprocess.run(  # noqa: S603 — an argument list, no shell
            list(words),
            env=environment_with(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            # Without it a black window flashes on Windows.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except FileNotFoundError:
        return Ran(NOT_THERE, err=f"{words[0]} is not there")
    except subprocess.TimeoutExpired:
        return Ran(TOO_LONG, err=f"{words[0]} gave no answer for {seconds:g} seconds")
    except OSError as error:
        return Ran(NOT_THERE, err=f"{words[0]}: {error.strerror or error}")
    return Ran(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(said: bytes) -> str:
    return said.decode("utf-8", "replace")


def shown(words: Sequence[str]) -> str:
    """The words as a person would type them into a terminal."""
    if sys.platform == "win32":
        return joined_for_windows(words)
    import shlex

    return shlex.join(words)


def joined_for_windows(words: Sequence[str]) -> str:
    """The words as one command line, which a program on Windows takes apart again."""
    return subprocess.list2cmdline(words)
