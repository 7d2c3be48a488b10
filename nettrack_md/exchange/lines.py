"""Lines as address books and calendars fold and escape them (RFC 6350, RFC 5545)."""

from __future__ import annotations

#: Octets of a line, its end not counted.
_WIDTH = 75


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character parted; ended by CRLF."""
    if len(line) <= _WIDTH and line.isascii():
        return f"{line}\r\n"
    pieces, start, size = [], 0, 0
    for at, char in enumerate(line):
        width = len(char.encode("utf-8", "replace"))
        if size + width > _WIDTH:
            pieces.append(line[start:at])
            # The blank in front of what follows counts.
            start, size = at, 1
        size += width
    pieces.append(line[start:])
    return "\r\n ".join(pieces) + "\r\n"


def escape(text: str) -> str:
    """Text as a value, or as a part of one."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")
