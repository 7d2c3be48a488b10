"""The tree of a header as PyYAML's pure-Python parser marks it, character by character.

PyYAML is loaded late: most edits, those of logs and boxes, do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from nettrack_md.note.edit.refusal import EditRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

#: PyYAML's events; they carry whatever their kind has.
Event: TypeAlias = Any


class TreeNode(NamedTuple):
    """A value: the events that begin and end it, and what is in it."""

    first: Event
    last: Event
    children: list[TreeNode]


def read_events(text: str, first_line: int) -> list[Event]:
    """The events of `text`, mended where Obsidian reads what PyYAML refuses."""
    import yaml  # noqa: PLC0415

    from nettrack_md.note.frontmatter.text import Source  # noqa: PLC0415

    source = Source(text)
    while True:
        try:
            return list(yaml.parse(source.text, Loader=yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            if mark is not None and source.text.startswith("?", mark.index):
                # Within brackets, `what?` stops this parser alone. Only places
                # matter here, so any letter will do.
                at = mark.index
                source.text = f"{source.text[:at]}x{source.text[at + 1 :]}"
                continue
            if mark is None or not source.mend(mark.index, mark.line, mark.column):
                line = 0 if mark is None else mark.line
                reason = "the properties cannot be taken apart"
                raise EditRefused(reason, first_line + line) from None
        except (
            yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError,
        ):  # fmt: skip
            reason = "the properties cannot be taken apart"
            raise EditRefused(reason, first_line) from None


def grow_tree(events: Iterable[Event]) -> TreeNode | None:
    """The tree of the first document; None when there is none."""
    import yaml  # noqa: PLC0415

    root: TreeNode | None = None
    path: list[TreeNode] = []
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            node = path.pop()._replace(last=event)
        elif isinstance(event, yaml.CollectionStartEvent):
            path.append(TreeNode(event, event, []))
            continue
        elif isinstance(event, yaml.ScalarEvent):
            node = TreeNode(event, event, [])
        else:
            continue
        if path:
            path[-1].children.append(node)
        else:
            root = node
    return root
