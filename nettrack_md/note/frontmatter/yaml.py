"""Reads any properties as Obsidian does, on top of python-frontmatter and PyYAML.

PyYAML delivers the events, libyaml's where there is one. It reads YAML 1.1; what it
would refuse or take for something else is smoothed before, and what the events mean
is decided in `nodes`. Imported late: this costs more than a quick answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import yaml
from frontmatter.default_handlers import BaseHandler

from nettrack_md.note.frontmatter.faults import UNREADABLE, explain
from nettrack_md.note.frontmatter.nodes import Builder
from nettrack_md.note.frontmatter.text import Source
from nettrack_md.note.frontmatter.values import Entry, Flaw, HeaderRefused, Mapping

if TYPE_CHECKING:
    from nettrack_md.note.frontmatter.values import Node

#: Bytes of UTF-8 between the fences.
MAX_BYTES = 64 * 1024

_Loader: TypeAlias = "type[yaml.CSafeLoader | yaml.SafeLoader]"
_QUICKEST: _Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
# What escapes from PyYAML besides its own errors, on texts found by fuzzing.
_ESCAPING = (
    yaml.YAMLError, ValueError, ArithmeticError, LookupError, AttributeError,
    RecursionError,
)  # fmt: skip
_NOT_MAP = "the properties are a list or a text, not key: value lines"
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


class ObsidianHandler(BaseHandler):
    """A handler for python-frontmatter under which it reads what Obsidian reads.

    `load` returns key to `Entry`, raises HeaderRefused where Obsidian shows an
    error, and keeps the whole tree in `root`. There is no `export`: nothing that
    somebody wrote is ever serialised again.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None

    def load(self, fm: str) -> dict[str, Entry]:
        """The properties in `fm`, the text between two fences."""
        # `split` leaves the opening line's end in front.
        self.root = root = read_yaml(fm.removeprefix("\n").removeprefix("\ufeff"), 2)
        if root is None:
            return {}
        if not isinstance(root, Mapping):
            raise HeaderRefused(Flaw("frontmatter-not-map", 2, _NOT_MAP))
        return {entry.key: entry for entry in root.entries}


def read_yaml(text: str, first_line: int, loader: _Loader = _QUICKEST) -> Node | None:
    """The tree in `text`, None when it is empty; raises HeaderRefused.

    `first_line` is the line of the file on which `text` begins.
    """
    text = text.replace("\r\n", "\n")
    _check(text, first_line)
    source = Source(text)
    while True:
        events = yaml.parse(source.text, Loader=loader)
        try:
            return Builder(source, first_line).build(events)
        except yaml.MarkedYAMLError as error:
            in_block = "block scalar" in (error.context or "")
            stop = error.problem_mark
            if stop is None or not source.mend(
                stop.index, stop.line, stop.column, in_block=in_block
            ):
                raise _refusal(source, error, first_line) from None
        except _ESCAPING:
            flaw = Flaw("frontmatter-invalid", first_line, UNREADABLE)
            raise HeaderRefused(flaw) from None


def _check(text: str, first_line: int) -> None:
    if 4 * len(text) > MAX_BYTES:
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > MAX_BYTES:
            message = f"the properties take {size:,} bytes, more than 64 KiB"
            raise HeaderRefused(Flaw("frontmatter-too-big", first_line, message))
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    if (found := _CONFLICT.search(text)) is not None:
        line = first_line + text.count("\n", 0, found.start())
        message = "a merge left its markers in the properties"
        raise HeaderRefused(Flaw("conflict-markers", line, message))


def _refusal(
    source: Source, error: yaml.MarkedYAMLError, first_line: int
) -> HeaderRefused:
    mark = error.problem_mark
    unclosed = mark is not None and not source.text[mark.index :].strip()
    # A line without a colon is found out about on the line behind it.
    if error.context_mark and (unclosed or "simple key" in (error.context or "")):
        mark = error.context_mark
    line = 0 if mark is None else mark.line
    message = explain(source.lines[line], unclosed=unclosed)
    return HeaderRefused(Flaw("frontmatter-invalid", first_line + line, message))
