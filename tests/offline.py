"""No test goes online, nor does a command that is forked from its process."""

from __future__ import annotations

import socket
import sys
from typing import Any

_ONLINE = frozenset({socket.AF_INET, socket.AF_INET6})
#: What asks for the address of a name, whatever socket comes after it.
_ASKING = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
    }
)


class WentOnlineError(BaseException):
    """Something wanted the network. No `except Exception` may hide it."""


def stay_offline() -> None:
    """From now on no socket of the internet is made in this process or its children.

    Those of the machine itself, which have a place among the files, stay allowed.
    """
    sys.addaudithook(_heed)


def _heed(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket."):
        return
    asks = event in _ASKING
    if asks or (event == "socket.__new__" and arguments[1] in _ONLINE):
        raise WentOnlineError(event)
