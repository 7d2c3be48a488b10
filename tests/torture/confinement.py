"""Nothing that a mutant does may reach a file outside of its own folder.

What decides paths is mutated too: a mutant may well write where it should not. Python
tells of every such step before it is taken, and the first one ends the process.
"""

# It is asked about every step that Python takes, and must be quick.
# ruff: noqa: PTH115, PTH118, PTH120

from __future__ import annotations

import os
import sys
from typing import Any

#: Steps that change files, and which of their arguments are paths and folders.
_STEPS: dict[str, tuple[tuple[int, int], ...]] = {
    "os.remove": ((0, 1),),
    "os.rmdir": ((0, 1),),
    "os.mkdir": ((0, 2),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "os.truncate": ((0, -1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.link": ((1, 3),),
    "os.symlink": ((1, 2),),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def confine(folder: str, code: int) -> None:
    """End this process with `code` at its first step outside of `folder`."""
    start = os.path.realpath(folder)

    def judge(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            # A path that is relative to an open folder comes without that folder;
            # the folder was opened by a path that was looked at.
            path, _, flags = arguments
            steps = [(path, -1)] if flags and flags & _WRITES else []
            steps = [one for one in steps if str(one[0]).startswith("/")]
        elif (pairs := _STEPS.get(event)) is not None:
            steps = [
                (arguments[path], arguments[at] if at >= 0 else -1)
                for path, at in pairs
            ]
        else:
            return
        if not all(_lies_in(start, path, at) for path, at in steps):
            os._exit(code)

    sys.addaudithook(judge)


def _lies_in(start: str, path: Any, folder: int) -> bool:
    if isinstance(path, int):
        return True  # A descriptor, and how it was opened was looked at.
    text = os.fsdecode(path)
    if not text.startswith("/") and folder >= 0:
        text = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), text)
    text = os.path.join(os.path.realpath(os.path.dirname(text)), "")
    return text.startswith((f"{start}/", "/dev/", "/proc/"))
