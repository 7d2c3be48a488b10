"""How a value is written, so that every reader of YAML reads that text again."""

from __future__ import annotations

import re
from typing import Final

from nettrack_md.note.frontmatter.values import resolve

#: YAML 1.1 types these, in any case; 1.2 some of them.
_WORDS: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"}
)
# Plain text begins with a letter or a bracket (round ones mean nothing to YAML), or
# is a day or a period. All else that begins with a digit may be a phone or an id.
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FIRST = re.compile(
    rf"(?:{_DATE}(?=\Z|\ [^\W\d_])|[1-9][0-9]{{0,3}}(?=[dwmy]?\Z)(?=[dwmy])"
    rf"|[0-9]{{1,4}}(?=[^\W\d_a-zA-Z])|[^\W\d_]|[(/]|[^\x00-\x7f])"
)
# What ends or changes a plain text in a block or between brackets.
_UNSAFE = re.compile(r"[,\[\]{}?]|:(?:\s|\Z)|\s#|\s\Z|\{\{|<%")
_MUST_ESCAPE = re.compile('[\\\\"\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_NAMED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_COUNT = re.compile(r"0|[1-9][0-9]{0,5}")
_FLAGS: Final = frozenset({"true", "false"})


def is_writable(value: str) -> bool:
    """Whether `value` can stand in a file at all: half a surrogate pair cannot."""
    return _SURROGATE.search(value) is None


def is_plain(value: str) -> bool:
    """Whether YAML 1.1 and 1.2 read `value` unquoted as this very text, anywhere.

    Days (`2026-11-20`) count, although 1.1 types them: Obsidian writes them bare.
    """
    if value.casefold() in _WORDS or _FIRST.match(value) is None:
        return False
    if _UNSAFE.search(value) is not None or not _is_printable(value):
        return False
    return isinstance(resolve(value), str)


def is_typed_word(value: str) -> bool:
    """Whether `value` is `true`, `false` or a count: bare, both readers agree on it.

    A count has at most six digits; more may be a phone or an id.
    """
    return value in _FLAGS or _COUNT.fullmatch(value) is not None


def render_scalar(value: str, style: str = "", *, typed: bool = False) -> str:
    """`value` as it is written on one line, in `style` (`"`, `'`, or empty: plain).

    Plain gives way to double quotes where a reader would see another text or type,
    unless `typed` allows a flag or count to stand bare.
    """
    if style == "'" and _is_printable(value):
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and (is_plain(value) or (typed and is_typed_word(value))):
        return value
    return '"' + _MUST_ESCAPE.sub(_escape, value) + '"'


def render_key(key: str) -> str:
    """A new property's name, as it is written before the colon."""
    safe = is_plain(key) and ":" not in key and "#" not in key and len(key) < 100
    return key if safe else render_scalar(key, '"')


def _is_printable(value: str) -> bool:
    return value.isprintable() or value.replace("\u3000", "").isprintable()


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
