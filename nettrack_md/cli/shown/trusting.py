"""A template that is about to be trusted: its beginning, or what changed in it."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.trust import Template

#: So many lines are shown at most; the rest is left to the reader's editor.
_SHOWN = 60
_CONTEXT = 2


def look_at(template: Template) -> Iterator[str]:
    """What somebody should see before they say that it may run."""
    changed = template.state == "changed"
    if template.way:
        yield f"{template.path}: {template.reason}."
    size = len(template.text.encode())
    lines = list(_changes(template)) if changed else _lines(template.text)
    what = "What changed:" if changed else "It says:"
    yield f"{template.path}: {counted(size, 'byte')}. {what}"
    yield ""
    yield from (f"  {line}" for line in lines[:_SHOWN])
    yield ""
    if len(lines) > _SHOWN:
        rest = counted(len(lines) - _SHOWN, "more line")
        yield f"{rest}: read it in your editor before you say yes."


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _changes(template: Template) -> Iterator[str]:
    before, now = _lines(template.before or ""), _lines(template.text)
    for at, line in enumerate(unified_diff(before, now, n=_CONTEXT, lineterm="")):
        if at > 1:  # behind the two lines that would name the files
            yield line


def template_row(
    path: str, state: str, template: Template | None, *, look: bool = False
) -> dict[str, object]:
    """One template as JSON; with `look` also what there is to see."""
    row: dict[str, object] = {"path": path, "state": state}
    if template is not None:
        row |= {"bytes": len(template.text.encode()), "way": template.way or None}
        if look:
            row |= {"before": template.before, "text": template.text}
    return row
