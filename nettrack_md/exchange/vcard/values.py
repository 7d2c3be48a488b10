"""Values of content lines: which characters, which escapes, which parts."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

#: What a phone or mail program calls a charset, where Python would decode amiss.
_CHARSETS = {
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
    "ms_kanji": "cp932", "windows-31j": "cp932", "cp932": "cp932",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "utf8": "utf-8",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Decoded(NamedTuple):
    """Text of bytes, and whether some of it is a guess."""

    text: str
    #: The charset that was named and did not fit; empty when all is well.
    misfit: str = ""
    #: Bytes that no charset explains were replaced.
    broken: bool = False


def known_charset(name: str) -> str:
    """The codec to use for a charset as files name it; empty for an unknown one."""
    name = name.strip().strip('"').lower()
    name = _CHARSETS.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Python also calls base64 and rot13 codecs; these make no text of bytes.
    return name if info._is_text_encoding else ""  # noqa: SLF001 — the only sign


def decode(raw: bytes, named: str = "", wanted: str = "", hint: str = "") -> Decoded:
    """Bytes as text: by what was asked for, what the line names, then by what fits.

    `hint`: the charset that the card uses elsewhere.
    """
    if raw.isascii() and b"\x1b" not in raw:
        return Decoded(raw.decode("ascii"))
    codec = known_charset(named) if named else ""
    tried = [known_charset(wanted) if wanted else "", codec]
    if b"\x1b$" in raw:
        tried.append("iso2022_jp_2")
    tried += ["utf-8", known_charset(hint) if hint else "", "cp932", "cp1252"]
    for each in dict.fromkeys(filter(None, tried)):
        try:
            text = raw.decode(each)
        except UnicodeError:
            continue
        return Decoded(text, named if named and each != codec and not wanted else "")
    return Decoded(raw.decode("utf-8", "replace"), named, broken=True)


def unescape(text: str) -> str:
    r"""`\n` a new line, any other character behind a backslash itself."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def unescape_old(text: str) -> str:
    r"""The escapes of version 2.1: only `\;`, `\:`, `\,` and `\\`."""
    return re.sub(r"\\([;:,\\])", r"\1", text) if "\\" in text else text


def split(text: str, separator: str) -> list[str]:
    r"""The parts of a value, still escaped: `a;b\;c` is `a` and `b\;c`."""
    if "\\" not in text:
        return text.split(separator)
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == separator:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]
