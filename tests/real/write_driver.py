"""Run under strace: carry operations out in children, each with one fault ahead.

strace counts a process's calls from its start, and puts its fault in at the call
number `when`. A child that makes `when - n` idle calls first has the fault at the
n-th call of its write.
"""

from __future__ import annotations

import fcntl  # noqa: F401  (loaded now, so that no child has to)
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from nettrack_md.errors import NoteUnwritable
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault import swap
from nettrack_md.vault.files import DiskFiles

#: How a child ends.
DONE, CRASHED, REFUSED, REFUSED_UNCONFIRMED = 0, 1, 3, 4

OLD = b"---\nname: Ada\n---\n" + b"old line\n" * 400
NEW = OLD.replace(b"Ada", b"Ada Lovelace")


def operate(operation: str, files: DiskFiles) -> None:
    if operation.startswith("update"):
        files.write(PlannedWrite("P/a.md", OLD, NEW))
    elif operation == "create in new folders":
        files.write(PlannedWrite("N/M/b.md", None, NEW))
    elif operation.startswith("create"):
        files.write(PlannedWrite("P/b.md", None, NEW))
    else:
        files.remove(PlannedRemoval("P/a.md", OLD))


def idle(call: str, root: str, scratch: int, times: int) -> None:
    """Make a call that does nothing, so many times."""
    file = os.open(f"{root}/P/a.md", os.O_RDONLY) if call == "read" else -1
    ways: dict[str, Callable[[], object]] = {
        "openat": lambda: os.close(os.open(root, os.O_RDONLY)),
        "read": lambda: os.read(file, 1),
        "write": lambda: os.write(2, b""),
        "fchmod": lambda: os.fchmod(scratch, 0o700),
        "fsync": lambda: os.fsync(scratch),
        "mkdirat": lambda: os.mkdir(".", dir_fd=scratch),
        "renameat2": lambda: swap.exchange(scratch, "no", "nowhere"),
        "renameat": lambda: os.replace(
            "no", "nowhere", src_dir_fd=scratch, dst_dir_fd=scratch
        ),
        "linkat": lambda: os.link(
            "no", "nowhere", src_dir_fd=scratch, dst_dir_fd=scratch
        ),
        "unlinkat": lambda: os.unlink("no", dir_fd=scratch),
    }
    for _ in range(times):
        with suppress(FileNotFoundError, FileExistsError):
            ways[call]()


def child(point: dict[str, Any], when: int, scratch: int) -> int:
    swaps = not point["operation"].endswith("without exchange")
    files = DiskFiles(point["root"], swaps=swaps)
    idle(point["call"], point["root"], scratch, when - point["number"])
    try:
        operate(point["operation"], files)
    except NoteUnwritable as refusal:
        unconfirmed = "did not confirm" in str(refusal)
        return REFUSED_UNCONFIRMED if unconfirmed else REFUSED
    except BaseException:  # noqa: BLE001  (whatever it is, it is reported)
        return CRASHED
    return DONE


def main(plan: str) -> None:
    with open(plan) as file:
        task = json.load(file)
    swap.can_exchange()
    scratch = os.open(task["scratch"], os.O_RDONLY)
    ends = []
    for point in task["points"]:
        pid = os.fork()
        if pid == 0:
            os._exit(child(point, task["when"], scratch))
        ends.append((pid, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    main(sys.argv[1])
