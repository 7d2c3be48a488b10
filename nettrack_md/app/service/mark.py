"""The mark in a unit by which we know it again: whose it is, and if it was changed.

A line `nettrack service DIGEST "VAULT"` in a comment. The digest is that of all the
other lines, so that what somebody wrote into a unit of ours is never overwritten.
"""

from __future__ import annotations

import json
import re

from nettrack_md.model.record import record
from nettrack_md.vault.digest import digest

_MARK = re.compile(
    r'^.*\bnettrack service ([0-9a-f]{32}) ("(?:[^"\\]|\\.)*").*$\n?', re.MULTILINE
)


@record(frozen=True, slots=True)
class Mark:
    """What the mark of a unit tells."""

    root: str
    #: Whether the other lines are those that we wrote.
    intact: bool


def sign(before: str, after: str, comment: str, root: str) -> str:
    """The text with a marked comment between its two parts, each ended by a line end.

    `comment` has `{}` where the mark is to stand.
    """
    # No hyphen: two of them would end a comment in XML.
    vault = json.dumps(root).replace("-", "\\u002d")
    mark = f"nettrack service {_sum(before + after)} {vault}"
    return f"{before}{comment.format(mark)}\n{after}"


def read_mark(text: str) -> Mark | None:
    """The mark of a text; None when it has none, so is not ours."""
    text = text.replace("\r\n", "\n")
    if (found := _MARK.search(text)) is None:
        return None
    try:
        root = json.loads(found[2])
    except ValueError:
        return None
    rest = text[: found.start()] + text[found.end() :]
    return Mark(root, _sum(rest) == found[1])


def _sum(text: str) -> str:
    return digest(text.encode("utf-8", "surrogatepass")).hex()
