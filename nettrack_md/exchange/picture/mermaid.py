"""A picture as a Mermaid flowchart, for notes and git hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.exchange.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.picture.values import Picture

#: Besides letters, digits and whatever is not ASCII.
_PLAIN = frozenset(" .,'-/()+")


def render_mermaid(picture: Picture, *, fenced: bool = False) -> bytes:
    """The flowchart; `fenced` as a block of code in a note, whose people are links."""
    text = "".join(f"{line}\n" for line in _lines(picture))
    if fenced:
        text = f"```mermaid\n{text}{_links(picture)}```\n"
    return text.encode("utf-8", "replace")


def _lines(picture: Picture) -> Iterator[str]:
    ids = {one.path: f"n{at}" for at, one in enumerate(picture.figures, 1)}
    yield "flowchart LR"
    for at, name in enumerate((*picture.groups, "")):
        members = [one for one in picture.figures if one.group == name]
        if name and members:
            yield f'  subgraph g{at + 1}["{_label(name)}"]'
        indent = "    " if name else "  "
        for one in members:
            yield f'{indent}{ids[one.path]}["{_label(one.name)}"]'
        if name and members:
            yield "  end"
    for line in picture.lines:
        arrow = "-->" if line.directed else "---"
        yield f'  {ids[line.a]} {arrow}|"{_label(line.label)}"| {ids[line.b]}'


def _links(picture: Picture) -> str:
    """Obsidian's way to make links of people: it goes by what they are called."""
    ids = [
        f"n{at}"
        for at, one in enumerate(picture.figures, 1)
        if one.path.rpartition("/")[2] == f"{one.name}.md" == f"{_label(one.name)}.md"
    ]
    return f"  class {','.join(ids)} internal-link;\n" if ids else ""


def _label(text: str) -> str:
    """Text that is shown as it is: whatever could be a mark is written by number."""
    text = one_line(text)
    return "".join(c if _is_plain(c) else f"#{ord(c)};" for c in text) or " "


def _is_plain(char: str) -> bool:
    return not char.isascii() or char.isalnum() or char in _PLAIN
