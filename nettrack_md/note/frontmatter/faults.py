"""Says in one sentence why a line of the properties is not YAML."""

from __future__ import annotations

import re

UNREADABLE = "the properties are not valid YAML"
TAB = "a tab cannot indent; use spaces"

_TAB_FIRST = re.compile(r"[ ]*\t")
_KEY = re.compile(r"[ ]*(?:- +)*(?:[^\s:][^:\n]*:(?:[ \t]+|$))?")
# By what the value looks like; {} is its first character.
_REASONS = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (
            r".*(?:\{\{|<%)",
            "an unfilled template placeholder stands there without quotes",
        ),
        (r"\[\[", "[[links]] need quotes"),
        (r"[@`%*&!|>,\]}]", "text that begins with {} needs quotes"),
        (
            r"""(?:"[^"]*"|'[^']*')\s*[^\s#]""",
            "text goes on behind a closing quote; quote all of it",
        ),
        (
            r'"[^"]*\\',
            "a backslash in double quotes begins an escape; use single quotes",
        ),
        (r"- ", "a list begins on the line below its key"),
        (r"[^\"'\[{].*:(?: |$)", "text that holds a colon and a blank needs quotes"),
    )
)


def explain(line: str, *, unclosed: bool) -> str:
    """The likeliest reason why `line` stopped the reader.

    `unclosed` says that it read to the very end in search of a closing mark.
    """
    if _TAB_FIRST.match(line):
        return TAB
    key = _KEY.match(line)
    value = line[key.end() :] if key else line
    if unclosed and value.startswith(('"', "'", "[", "{")) and "{{" not in value:
        return f"a {value[0]} is opened and never closed"
    for pattern, reason in _REASONS:
        if pattern.match(value):
            return reason.replace("{}", value[:1])
    if value and value == line.strip():
        return "a line has no key: in front"
    return UNREADABLE
