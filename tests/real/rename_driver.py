"""Run under strace: one rename in each child, killed at a call that strace counts.

See `write_driver`: a child that makes `when - n` idle calls first is killed at the
n-th call of its rename.
"""

from __future__ import annotations

import fcntl  # noqa: F401  (loaded now, so that no child has to)
import json
import os
import sys
from typing import Any

from nettrack_md.app.changing.renaming import rename
from nettrack_md.app.surroundings import look_around
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.vault import swap
from tests.real.write_driver import idle

WORDS = ("ada", "Ada King")


def trial(point: dict[str, Any], when: int, scratch: int) -> int:
    """How a rename ends: its exit code, or the negative number of a signal."""
    os.environ["XDG_STATE_HOME"] = point["root"] + "-state"
    wishes = Wishes(vault=point["root"], today="2026-11-20")
    with open_workspace(wishes, look_around()) as ws:
        pid = os.fork()
        if pid == 0:
            idle(point["call"], point["root"], scratch, when - point["number"])
            rename(ws, WORDS)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(plan: str) -> None:
    with open(plan) as file:
        task = json.load(file)
    swap.can_exchange()
    scratch = os.open(task["scratch"], os.O_RDONLY)
    ends = []
    for point in task["points"]:
        # Opening a vault writes too: each in a process of its own, so that none makes
        # as many calls as it takes to be killed.
        pid = os.fork()
        if pid == 0:
            os._exit(abs(trial(point, task["when"], scratch)))
        ends.append(-os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    main(sys.argv[1])
