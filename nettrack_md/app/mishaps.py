"""What may be told of a fault of ours: its kind and its place, never its words.

The text of an exception, and the values around it, may hold words of a note.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from nettrack_md import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGE = __package__.partition(".")[0]


def described(fault: BaseException) -> str:
    """Kind and place of a fault: `KeyError at app/asking.py:12`."""
    return f"{type(fault).__name__} at {place_of(fault)}"


def place_of(fault: BaseException) -> str:
    """The innermost file and line of a fault, and of ours where that is another."""
    trace, ours, any_ = fault.__traceback__, "", "?"
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        _, inside, rest = file.rpartition(f"/{_PACKAGE}/")
        name = rest if inside else file.rpartition("/")[2]
        any_ = f"{name}:{trace.tb_lineno}"
        ours = any_ if inside else ours
        trace = trace.tb_next
    return f"{any_}, from {ours}" if ours and ours != any_ else any_


def confession(fault: BaseException) -> str:
    """What is said to the user about a fault of ours that ended a command."""
    return (
        f"This is a fault of nettrack {__version__}: {described(fault)}. "
        "What was written before it can be taken back with: nettrack undo. "
        "To report it, copy these lines: no word of your notes is in them."
    )


def hush_threads(say: Callable[[str], None]) -> None:
    """From now on `say` tells of a fault that ends a thread, as of any other.

    Left alone, Python prints it with its words.
    """

    def told(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            say(confession(fault.exc_value))

    threading.excepthook = told
