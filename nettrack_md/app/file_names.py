"""A person's name as the name of a file: on every system, and linkable in Obsidian."""

from __future__ import annotations

import re
import unicodedata

from nettrack_md.vault.paths import find_name_fault

# What Windows, Android or a link cannot hold: some part two words, some just go.
_PARTING = re.compile(r"[/\\:|]+")
_GOING = re.compile(r'[*?"<>#^\[\]%]+')
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
#: Bytes; leaves room for `.md` and for what sync programs put behind a name.
_LONGEST = 200


def file_name_of(name: str) -> str:
    """The name of somebody's file, without `.md`; empty when nothing is left.

    Full-width forms (`／：？`) stay: they are harmless, and how Japanese is written.
    """
    shown = "".join(
        " " if char in "\t\n\r" else char
        for char in unicodedata.normalize("NFC", name)
        if char in "\t\n\r\u200d" or unicodedata.category(char) not in _UNSEEN
    )
    text = _GOING.sub("", _PARTING.sub("-", shown))
    text = " ".join(text.split()).lstrip(" ._-").rstrip(" .-")
    text = _shortened(text)
    if text and find_name_fault(text):
        # A device of Windows, whatever stands behind a full stop: CON, nul.txt.
        device, stop, rest = text.partition(".")
        text = f"{device.rstrip()}_{stop}{rest}"
    return "" if find_name_fault(f"{text}.md") else text


def _shortened(text: str) -> str:
    while len(text.encode()) > _LONGEST:
        text = text[:-1]
        # A combining mark belongs to the letter before it.
        while text and unicodedata.combining(text[-1]):
            text = text[:-1]
    return text.rstrip(" .-")
