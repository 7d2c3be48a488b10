"""The names of unfinished writes: what a killed run leaves, and whose it is."""

from __future__ import annotations

import os
from typing import NamedTuple

from nettrack_md.vault.digest import digest

_START, _END = ".nettrack.", ".tmp"
#: Hexadecimal digits: a random start, then a part of each digest.
_RANDOM, _PART = 8, 12
_HEX = frozenset("0123456789abcdef")
_NOTHING = "0" * _PART


class Temp(NamedTuple):
    """What the name of a temporary file tells: the start of two digests."""

    #: Of the bytes to be written; zeros for a removal.
    new: str
    #: Of the bytes that the file is to replace; zeros for a creation.
    old: str

    @property
    def is_creation(self) -> bool:
        """Whether it can hold nothing but nettrack's own text."""
        return self.old == _NOTHING

    def knows(self, content: bytes) -> bool:
        """Whether `content` is what was to be written, or what was to be replaced."""
        return _start(content) in {self.new, self.old}


def _start(content: bytes | None) -> str:
    return _NOTHING if content is None else digest(content).hex()[:_PART]


def new_temp_name(new: bytes | None, old: bytes | None) -> str:
    """A fresh name, `.nettrack.….tmp`, for a file beside the one to be written."""
    digits = os.urandom(_RANDOM // 2).hex() + _start(new) + _start(old)
    return f"{_START}{digits}{_END}"


def find_temp(name: str) -> Temp | None:
    """What the name tells, when it is exactly that of a temporary file of ours."""
    if not name.startswith(_START) or not name.endswith(_END):
        return None
    digits = name[len(_START) : -len(_END)]
    if len(digits) != _RANDOM + 2 * _PART or not _HEX.issuperset(digits):
        return None
    return Temp(digits[_RANDOM:-_PART], digits[-_PART:])
