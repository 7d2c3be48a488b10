"""Lead the links of a note elsewhere: in its properties, its text, its regions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nettrack_md.note.blocks import hide_blocks
from nettrack_md.note.edit.header import open_header, refuse_damaged
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.splices import Splice, apply_splices
from nettrack_md.note.frontmatter import (
    Mapping,
    Scalar,
    read_frontmatter,
    split_note,
)
from nettrack_md.note.links import find_spans
from nettrack_md.note.regions import find_regions, inner_of, replace_region
from nettrack_md.note.regions.items import (
    fingerprint,
    fingerprints,
    parse_own,
    read_item_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.note.frontmatter import Node
    from nettrack_md.note.links import LinkSpan
    from nettrack_md.note.regions import Region

#: A link, and its path part as typed, to what shall stand there; None: it stays.
Retarget = Callable[["LinkSpan", str], "str | None"]


def retarget_links(text: str, retarget: Retarget) -> str:
    """`text` with the path parts of its links and embeds replaced, and no other byte.

    Those in code, comments and math stay. Of rendered lines the marks follow, so that
    they are known for rendered still. Raises EditRefused.
    """
    if "[[" not in text and "](" not in text:
        return text
    split = split_note(text)
    header = _in_header(split.header, retarget)
    body = _in_body(split.body, retarget)
    if (header, body) == (split.header, split.body):
        return text
    refuse_damaged(read_frontmatter(split), split.body, split.body_line)
    return split.bom + header + _with_marks(split.body, body, retarget)


def _in_line(line: str, retarget: Retarget) -> str:
    splices = []
    for span in find_spans(line):
        start, end = span.target_start, span.target_end
        new = retarget(span, line[start:end])
        if new is not None:
            # In angle brackets all stands as it is, in round ones encoded.
            if not span.wiki and line[start - 1 : start] != "<":
                new = _encoded(new)
            splices.append(Splice(start, end, new))
    return apply_splices(line, splices) if splices else line


def _encoded(path: str) -> str:
    return "".join(
        f"%{ord(char):02X}" if char in ' %()<>"\\' else char for char in path
    )


def _in_body(body: str, retarget: Retarget) -> str:
    lines = body.split("\n")
    seen = list(lines)
    hide_blocks(body, seen)
    return "\n".join(
        _in_line(line, retarget) if there else line
        for line, there in zip(lines, seen, strict=True)
    )


def _in_header(header: str, retarget: Retarget) -> str:
    """The properties with their links changed, read again and found as wished."""
    if "[[" not in header and "](" not in header:
        return header
    plain = _in_lines(header, retarget, ())
    if plain == header:
        return header
    old = read_frontmatter(split_note(header))
    wish = [_in_line(text, retarget) for e in old.entries for text in _texts(e.node)]
    keys = [entry.key for entry in old.entries]
    for quoted in (False, True):
        new = _in_lines(header, retarget, _quoted(header)) if quoted else plain
        read = read_frontmatter(split_note(new))
        found = [text for entry in read.entries for text in _texts(entry.node)]
        same = [entry.key for entry in read.entries] == keys and found == wish
        if read.status == "ok" and same:
            return new
    line = old.entries[0].line if old.entries else 1
    raise EditRefused("a link in the properties cannot be changed exactly", line)


def _in_lines(
    header: str, retarget: Retarget, quoted: Sequence[tuple[int, int]]
) -> str:
    """The lines with their links changed; `quoted`: what stands in single quotes."""
    out: list[str] = []
    start = 0
    for line in header.split("\n"):
        end = start + len(line)
        within = any(first < end and start < last for first, last in quoted)
        out.append(_in_line(line, _doubling(retarget) if within else retarget))
        start = end + 1
    return "\n".join(out)


def _quoted(header: str) -> list[tuple[int, int]]:
    """Where in a header texts in single quotes stand."""
    places = open_header(header).layout.places
    leaves = [leaf for place in places for leaf in place.value.leaves]
    return [leaf for leaf in leaves if header.startswith("'", leaf[0])]


def _doubling(retarget: Retarget) -> Retarget:
    """The same for texts in single quotes, where two stand for one."""

    def doubled(span: LinkSpan, typed: str) -> str | None:
        target = span.target.replace("''", "'")
        new = retarget(span._replace(target=target), typed)
        return None if new is None else new.replace("'", "''")

    return doubled


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from _texts(entry.node)
    else:
        for item in node:
            yield from _texts(item)


def _with_marks(old: str, new: str, retarget: Retarget) -> str:
    """The body with the marks of rendered lines that changed, beside those before."""
    if "nettrack:begin" not in new:
        return new
    before, after = old.split("\n"), new.split("\n")
    for name in find_regions(new).names:
        region = find_regions(new).get(name)
        if region is None or not (own := parse_own(region.attrs.get("own", ""))):
            continue
        span = slice(region.line, region.line + inner_of(new, region).count("\n"))
        marks = own | _marks(before[span], after[span], own, retarget)
        if marks != own:
            new = _with_own(new, region, marks)
    return new


def _with_own(text: str, region: Region, marks: frozenset[str]) -> str:
    attrs = {**region.attrs, "own": "".join(sorted(marks))}
    return replace_region(text, region.name, inner_of(text, region), attrs)


def _marks(
    before: list[str], after: list[str], own: frozenset[str], retarget: Retarget
) -> frozenset[str]:
    found: set[str] = set()
    for was, is_now in zip(before, after, strict=True):
        if was == is_now:
            continue
        old, new = was.rstrip("\r"), is_now.rstrip("\r")
        item = read_item_line(old, own)
        if item is not None and item.known:
            box = " " if item.changed else item.box
            text = _in_line(item.text, retarget)
            found |= parse_own(fingerprints(f"- [{box}] {text}"))
        elif fingerprint(old) in own:
            found.add(fingerprint(new))
    return frozenset(found)
