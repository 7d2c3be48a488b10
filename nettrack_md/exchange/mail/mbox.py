"""Cut the headers out of an mbox as it streams by; what they stand above is skipped.

All four dialects: `>From` needs no care where bodies are skipped, and a
`Content-Length` is believed only if a mail begins, or the file ends, where it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Longer headers are no headers.
_LONGEST = 1 << 20
#: A body is held no longer than this to see what its `Content-Length` leads to.
_NEAR = 1 << 26
_RETURN = 13
_BREAK = re.compile(rb"\r?\n\r?\n")
#: A header; or, from very old machines, the envelope of the mail on its way.
_FIELD = re.compile(rb"(?:>From [^\n]*\d:\d\d[^\n]*\d{4}|[!-9;-~]+[ \t]*:)")
_DATED = re.compile(
    rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s.*\d{1,2}:\d\d.*", re.DOTALL
)
_LENGTH = re.compile(rb"(?:^|\n)content-length[ \t]*:[ \t]*(\d{1,12})", re.IGNORECASE)
_KNOWN = re.compile(
    rb"(?:^|\n)(?:from|date|received|return-path|delivered-to|message-id)[ \t]*:",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """The headers of one mail, as they are."""

    #: The line of the file on which the mail begins, 1-based.
    line: int
    data: bytes
    #: What stands behind `From ` in an mbox.
    envelope: bytes = b""
    #: False where the file ends in the middle of them.
    whole: bool = True


def is_mbox(head: bytes) -> bool:
    """Whether bytes are the beginning of an mbox."""
    first, _, rest = head.lstrip(b"\r\n").partition(b"\n")
    return first.startswith(b"From ") and _FIELD.match(rest) is not None


def is_letter(head: bytes) -> bool:
    """Whether bytes are the beginning of a single mail."""
    head = _without_size(head)
    found = _BREAK.search(head)
    block = head[: found.start()] if found else head
    lines = block.split(b"\n")[:-1] if not found else block.split(b"\n")
    fields = all(_FIELD.match(one) or one[:1] in b" \t" for one in lines)
    return fields and len(_KNOWN.findall(block)) >= 2


def _without_size(data: bytes) -> bytes:
    """An `.emlx` has its size in a line before all else."""
    first, _, rest = data.partition(b"\n")
    return rest if first.strip().isdigit() else data


def cut_head(data: bytes) -> Head:
    """The headers of a single mail."""
    data = _without_size(data)
    found = _BREAK.search(data)
    if found is not None:
        return Head(1, data[: found.start() + 1])
    # A mail without a word in it may end with its headers.
    return Head(1, data, whole=data.endswith(b"\n"))


def split_mbox(chunks: Iterable[bytes]) -> Iterator[Head]:
    """The headers of every mail, in the order of the file."""
    stream = _Stream(chunks)
    at = 0
    while True:
        while stream.data[at : at + 1] in {b"\r", b"\n"}:
            at += 1
        if at < len(stream.data) or not stream.more(at):
            break
        at = 0
    while at < len(stream.data):
        found = _find_head(stream, at)
        while found is None and len(stream.data) - at < _LONGEST and stream.more(at):
            at = 0
            found = _find_head(stream, at)
        begin = stream.data.find(b"\n", at) + 1
        if not begin:
            return
        end, body = found or (begin + _LONGEST, -1)
        data = stream.data
        envelope = data[at + 5 : begin].strip()
        yield Head(stream.line_of(at), data[begin:end], envelope, whole=body >= 0)
        at = _next_mail(stream, end if body < 0 else body, data[begin:end])


def _find_head(stream: _Stream, at: int) -> tuple[int, int] | None:
    """Where the headers of a mail end, and its body begins; None: not in the data."""
    data = stream.data
    first = data.find(b"\n", at)
    second = data.find(b"\n", first + 1)
    if first < 0 or second < 0:
        return None
    mark = b"\n\r\n" if data[second - 1] == _RETURN else b"\n\n"
    # From the first line end on: a mail may have no headers at all.
    end = data.find(mark, first)
    return (end, end + len(mark)) if end >= 0 else None


def _next_mail(stream: _Stream, body: int, head: bytes) -> int:
    """Where the next mail begins in the data; behind all of it where none does."""
    said = _LENGTH.search(head) if b"ength" in head or b"ENGTH" in head else None
    if said is not None:
        body, found = _past_length(stream, body, int(said[1]))
        if found >= 0:
            return found
    # One back: an empty body leaves no line end of its own before the next mail.
    at = body - 1
    while True:
        data = stream.data
        at = data.find(b"\nFrom ", at)
        if at < 0:
            # Some bytes before tell whether a blank line does.
            at = max(len(data) - 8, 0)
            if not stream.more(at):
                return len(stream.data)
            at = 0
            continue
        end = data.find(b"\n", at + 1)
        if (end < 0 or len(data) - end < 100) and stream.more(max(at - 2, 0)):
            at = min(at, 2)
            continue
        if end >= 0 and _begins_mail(data, at + 1, end):
            return at + 1
        at += 1


def _past_length(stream: _Stream, body: int, length: int) -> tuple[int, int]:
    """Where the body is by now, and what its length leads to; -1 for a lie."""
    end = body + length
    while end + 10 > len(stream.data) and length < _NEAR:
        keep = max(body - 3, 0)
        if not stream.more(keep):
            break
        end, body = end - keep, body - keep
    behind = stream.data[end : end + 10]
    ended = behind.lstrip(b"\r\n")
    skipped = len(behind) - len(ended)
    if end <= len(stream.data) and not ended and len(behind) < 10:
        return body, len(stream.data)
    if ended.startswith(b"From ") and skipped <= 4:
        return body, end + skipped
    return body, -1


def _begins_mail(data: bytes, at: int, end: int) -> bool:
    """Whether a line that begins with `From ` begins a mail, not a sentence."""
    if _FIELD.match(data, end + 1) is None:
        return False
    before = data[max(at - 3, 0) : at]
    return before.endswith((b"\n\n", b"\n\r\n")) or (
        _DATED.fullmatch(data, at, end) is not None
    )


class _Stream:
    """What is held of a stream of bytes, and the line on which that begins."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self.data = b""
        #: A place in the data, and its line.
        self._place, self._line = 0, 1

    def more(self, keep: int) -> bool:
        """Read on; what is before `keep` is forgotten. False at the end."""
        chunk = next(self._chunks, b"")
        if not chunk:
            return False
        self.line_of(keep)
        # Lines may have been counted up to a place behind that.
        self._line -= self.data.count(b"\n", keep, self._place)
        self.data = self.data[keep:] + chunk
        self._place = 0
        return True

    def line_of(self, place: int) -> int:
        """The line on which a place of the data is."""
        if place > self._place:
            self._line += self.data.count(b"\n", self._place, place)
            self._place = place
        return self._line
