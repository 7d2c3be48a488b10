"""What may be passed on: lines with `#share`, and the items of a note called share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.model.records import Share
from nettrack_md.model.rules import SHARE_WORDS
from nettrack_md.note.hushed import hushed_lines
from nettrack_md.note.leads import DAY_LEADS, find_date
from nettrack_md.note.links import find_links
from nettrack_md.note.tags import find_log_tags, fold_tag
from nettrack_md.people.nature import file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nettrack_md.note.parsed import BodyLine, ParsedNote

#: Looked for before any line is looked at, since nearly no note holds one.
_SIGN = re.compile(rf"[#＃](?:{'|'.join(SHARE_WORDS)})", re.IGNORECASE)
_TAG = re.compile(
    rf"(?:(?<!\s)\s++)?[#＃](?:{'|'.join(SHARE_WORDS)})(?:/\S*)?(?!\w)", re.IGNORECASE
)
_COMMENT = re.compile(r"%%.*?(?:%%|$)|<!--.*?(?:-->|$)")
_HEAD = " \t\u3000:：-–—"


def read_shares(parsed: ParsedNote, on: date | None) -> tuple[Share, ...]:
    """What one note has to pass on; `on` is the day of a dated note.

    Any line with the tag; in a note called `share` or 共有 every item at the margin.
    What is ticked or cancelled is done with.
    """
    listed = fold_tag(file_name(parsed.path)) in SHARE_WORDS
    if not listed and _SIGN.search(parsed.body) is None:
        return ()
    return tuple(_shares(parsed, on, listed=listed))


def _shares(parsed: ParsedNote, on: date | None, *, listed: bool) -> Iterator[Share]:
    hushed = hushed_lines(parsed.body, parsed.body_line)
    for line in parsed.lines:
        if line.box.strip() or line.line in hushed:
            continue
        item = listed and line.role in ("item", "task") and not line.indent
        if item or _is_tagged(line.text):
            share = _share(parsed.path, line, on)
            if share.text:
                yield share


def _is_tagged(text: str) -> bool:
    return any(tag.partition("/")[0] in SHARE_WORDS for tag in find_log_tags(text))


def _share(path: str, line: BodyLine, on: date | None) -> Share:
    text = _COMMENT.sub(" ", line.text)
    if text[:1] in DAY_LEADS and (found := find_date(text)) is not None and found[0]:
        on, _, end = found
        text = text[end:].lstrip(_HEAD)
    text = _TAG.sub("", text).strip()
    return Share(path, line.line, text, on, find_links(text, line.line))
