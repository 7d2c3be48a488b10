"""Bytes of a vCard file into content lines: folded, quoted-printable, base64.

Nothing is decoded as a whole: folds may part a character, and one file may hold lines
in several charsets. Rules of RFC 2425, 6350, 6868 and of what phones really write.
"""

from __future__ import annotations

import binascii
import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.vcard.values import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.reading import Complaints

#: Bytes of one value; a photo of 2 MB fits. What is longer is left out and named.
MAX_VALUE = 4 * 1024 * 1024
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
# As a name or in another parameter's value, the words encode nothing.
_ENCODED = rb'[^:]*;\s*+(?:ENCODING\s*+=\s*+"?)?(?:%s)(?=["\s]*+[;:])'
_QP_HEAD = re.compile(_ENCODED % b"QUOTED-PRINTABLE", re.IGNORECASE)
_B64_HEAD = re.compile(_ENCODED % b"BASE64|B", re.IGNORECASE)
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"})


class ContentLine(NamedTuple):
    """One property as it stands in the file."""

    line: int
    #: `item1` of `item1.TEL`; lower case, or empty.
    group: str
    #: Upper case.
    name: str
    #: Names in upper case; of several with one name all are kept.
    params: tuple[tuple[str, tuple[str, ...]], ...]
    #: Unfolded and free of transfer encodings; still in its charset, still escaped.
    value: bytes
    #: `q`, `b` or empty.
    encoding: str
    #: Where it stands in the bytes of the file.
    span: tuple[int, int]

    def param(self, name: str) -> tuple[str, ...]:
        """All values of a parameter."""
        return tuple(v for key, values in self.params if key == name for v in values)

    def types(self) -> frozenset[str]:
        """The TYPE parameter in lower case, also where commas stand in quotes."""
        values = (word for each in self.param("TYPE") for word in each.split(","))
        return frozenset(word.strip().lower() for word in values if word.strip())


def as_bytes_of_lines(data: bytes, wanted: str = "") -> bytes:
    """The file in a charset whose line ends and colons are those of ASCII."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace").encode("utf-8", "replace")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        name = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return data.decode(name, "replace").encode("utf-8", "replace")
    if wanted.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        return data.decode(wanted, "replace").encode("utf-8", "replace")
    return data


def content_lines(data: bytes, complaints: Complaints) -> Iterator[ContentLine]:
    """Every line that has a name and a colon; the others are named."""
    for logical in _Logical(data, complaints).each():
        if (line := _parse(logical)) is not None:
            yield line
        else:
            shown = decode(logical.text[:40]).text.strip()
            complaints.odd(logical.line, f'"{shown}" is no line of a card; passed over')


class _Text(NamedTuple):
    line: int
    text: bytes
    span: tuple[int, int]


class _Logical:
    """Puts together what was folded, going through the physical lines once."""

    def __init__(self, data: bytes, complaints: Complaints) -> None:
        self._lines = _LINE.finditer(data)
        self._end = len(data)
        self._complaints = complaints
        self._number = 0
        self._ahead: re.Match[bytes] | None = None
        self._advance()

    def _advance(self) -> None:
        self._ahead = next(self._lines, None)
        self._number += 1
        if self._ahead is not None and self._ahead.start() == self._end:
            self._ahead = None

    def each(self) -> Iterator[_Text]:
        while (first := self._ahead) is not None:
            number = self._number
            self._advance()
            if not first[1].strip():
                continue
            pieces = [first[1]]
            if _QP_HEAD.match(first[1]):
                end = self._quoted(pieces)
            elif _B64_HEAD.match(first[1]):
                end = self._base64(pieces)
            else:
                end = self._folded(pieces)
            text = b"".join(pieces)
            if len(text) > MAX_VALUE:
                self._complaints.lost(
                    number, f"a value of {len(text) >> 20} MB is left out"
                )
                head = text[:300].partition(b":")
                text = head[0] + head[1]
            yield _Text(number, text, (first.start(), end or first.end()))

    def _folded(self, pieces: list[bytes]) -> int:
        end = 0
        while self._ahead is not None and self._ahead[1][:1] in {b" ", b"\t"}:
            pieces.append(self._ahead[1][1:])
            end = self._ahead.end()
            self._advance()
        return end

    def _quoted(self, pieces: list[bytes]) -> int:
        """A soft line break is a `=` at the end, and what follows is taken raw."""
        end = 0
        while pieces[-1].rstrip(b" \t").endswith(b"=") and self._ahead is not None:
            if self._ahead[1].upper().startswith((b"END:VCARD", b"BEGIN:VCARD")):
                break
            pieces[-1] = pieces[-1].rstrip(b" \t")[:-1]
            pieces.append(self._ahead[1])
            end = self._ahead.end()
            self._advance()
        return self._folded(pieces) or end

    def _base64(self, pieces: list[bytes]) -> int:
        """Indented lines, or lines of nothing but base64, up to an empty one."""
        end = 0
        while (ahead := self._ahead) is not None:
            text = ahead[1]
            indented = text[:1] in {b" ", b"\t"}
            if not text.strip():
                empty_yet = pieces[-1].rstrip().endswith(b":") and len(pieces) == 1
                if not (empty_yet or indented):
                    break
            elif not indented and _BASE64.fullmatch(text) is None:
                break
            pieces.append(text.strip())
            end = ahead.end()
            self._advance()
        return end


def _parse(logical: _Text) -> ContentLine | None:
    at = _colon(logical.text)
    if at < 0:
        return None
    head, value = logical.text[:at], logical.text[at + 1 :]
    first, *rest = _split_head(decode(head).text)
    group, _, name = first.strip().rpartition(".")
    if not name or not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return None
    params, encoding, values = [], "", tuple(map(_param, rest))
    for key, texts in values:
        if key == "ENCODING":
            encoding = texts[0].upper() if texts else ""
        elif key == "TYPE" and not any(texts):
            continue
        else:
            params.append((key, texts))
    short = {"QUOTED-PRINTABLE": "q", "BASE64": "b", "B": "b"}.get(encoding, "")
    if short == "q":
        value = binascii.a2b_qp(value)
    return ContentLine(
        logical.line, group.lower(), name.upper(), tuple(params), value, short,
        logical.span,
    )  # fmt: skip


def _colon(text: bytes) -> int:
    """Where the header ends: at the first colon outside quotes, if these balance."""
    first = text.find(b":")
    if b'"' not in text[: max(first, 0)]:
        return first
    quoted = False
    for at, byte in enumerate(text[:5000]):
        # Apple writes \" inside quotes.
        if byte == 0x22 and text[at - 1 : at] != b"\\":
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return at
    return first


def _split_head(head: str) -> list[str]:
    if '"' not in head:
        return head.split(";")
    return re.findall(r'(?:^|;)((?:[^;"]|"(?:\\"|[^"])*"|")*)', head)


def _param(text: str) -> tuple[str, tuple[str, ...]]:
    key, equals, value = text.partition("=")
    key = key.strip().upper()
    if not equals:
        # Version 2.1 writes types and encodings bare.
        return ("ENCODING", (key,)) if key in _ENCODINGS else ("TYPE", (key.lower(),))
    found = re.findall(r'"((?:\\"|[^"])*)"|([^,"]+)', value)
    values = (quoted or bare for quoted, bare in found)
    return key, tuple(_uncaret(each.strip()) for each in values)


def _uncaret(text: str) -> str:
    if "^" not in text:
        return text.replace('\\"', '"')
    return re.sub(r"\^[n'^]", lambda found: _CARETS[found[0]], text)
