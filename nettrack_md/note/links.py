"""Links in a line of text, as Obsidian reads them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.records import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A single bracket is part of the name, a double one is not: of two nested links
# only the inner one is a link.
_WIKI = re.compile(
    r"\[\[(?!\[)([^\[\]\n]*+(?:\](?!\])[^\[\]\n]*+|\[(?!\[)[^\[\]\n]*+)*+)\]\]"
)
_MARKDOWN = re.compile(
    r"\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+)\]"
    r"\([ \t]*(?:<(?P<angled>[^<>\n]*+)>"
    r"|(?P<bare>[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+))"
    r"(?:[ \t]+(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?[ \t]*\)"
)
# What may hide a link, change it, or make it an embed.
_UNUSUAL = ("](", "![", "#", "`", "\\", "%%", "<!--")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_TICKS = re.compile(r"`+")


class LinkSpan(NamedTuple):
    """A link or an embed, and where in its text it stands."""

    start: int
    end: int
    #: The path part as typed, without blanks around it: what a rename replaces.
    target_start: int
    target_end: int
    #: NFC, percent-decoded, without `.md`, heading and display part.
    target: str
    display: str
    wiki: bool
    embed: bool


def hide(text: str) -> str:
    """`text` with inline code and inline comments blanked out, length kept."""
    if "`" in text:
        text = _blank(text, _code_spans(text))
    if "%%" in text:
        text = _blank(text, _between(text, "%%", "%%"))
    if "<!--" in text:
        text = _blank(text, _between(text, "<!--", "-->"))
    return text


def find_spans(text: str) -> tuple[LinkSpan, ...]:
    """The links and embeds in `text`, in order; none of those in code or comments.

    Links to a heading of the same note, links with a scheme (`https:`) and markdown
    links with raw blanks in their target are none.
    """
    if "[[" not in text and "](" not in text:
        return ()
    text = hide(text)
    spans = [span for span in _wiki_spans(text) if span.target]
    if "](" in text:
        # No target of a markdown link holds a line end, so none reaches over these.
        rest = _blank(text, ((span.start, span.end) for span in spans), "\n")
        spans += _markdown_spans(rest)
        spans.sort()
    return tuple(spans)


def find_links(text: str, line: int) -> tuple[Link, ...]:
    """The links in `text`, in order, embeds left out; `line` is where it stands."""
    if "[[" not in text and "](" not in text:
        return ()
    if any(map(text.__contains__, _UNUSUAL)):
        spans = find_spans(text)
        return tuple([Link(s.target, s.display, line) for s in spans if not s.embed])
    # The common case: wikilinks only, and nothing that could hide or change one.
    links = []
    for found in _WIKI.findall(text):
        path, _, display = found.partition("|")
        if target := normalize_target(path):
            links.append(Link(target, display.strip(), line))
    return tuple(links)


def normalize_target(target: str) -> str:
    """A link's path part as it is compared: NFC, without blanks around and `.md`."""
    target = target.strip()
    if target[-3:].lower() == ".md":
        target = target[:-3]
    return target if target.isascii() else unicodedata.normalize("NFC", target)


def _wiki_spans(text: str) -> Iterator[LinkSpan]:
    for found in _WIKI.finditer(text):
        start, end = found.span()
        before = text[start - 1] if start else ""
        if before == "\\":
            continue
        path, bar, display = found[1].partition("|")
        if bar and path.endswith("\\"):  # in a table the bar is escaped
            path = path[:-1]
        path = path.partition("#")[0]
        target_start = start + 2 + len(path) - len(path.lstrip())
        yield LinkSpan(
            start - (before == "!"),
            end,
            target_start,
            target_start + len(path.strip()),
            normalize_target(path),
            display.strip(),
            wiki=True,
            embed=before == "!",
        )


def _markdown_spans(text: str) -> Iterator[LinkSpan]:
    for found in _MARKDOWN.finditer(text):
        start, end = found.span()
        before = text[start - 1] if start else ""
        group = "bare" if found["angled"] is None else "angled"
        path = found[group].partition("#")[0]
        if before == "\\" or not path.strip() or _is_external(path):
            continue
        target_start = found.start(group)
        yield LinkSpan(
            start - (before == "!"),
            end,
            target_start,
            target_start + len(path),
            normalize_target(_decode(path)),
            found["label"].replace("\n", " ").strip(),
            wiki=False,
            embed=before == "!",
        )


def _is_external(path: str) -> bool:
    """Whether it leads out of the vault. A note's name may hold a colon, too."""
    if _SCHEME.match(path) is None:
        return False
    return "//" in path or not path.lower().endswith(".md")


def _decode(path: str) -> str:
    if "%" not in path:
        return path

    def text_of(found: re.Match[str]) -> str:
        try:
            return bytes.fromhex(found[0].replace("%", "")).decode()
        except UnicodeDecodeError:
            return found[0]

    return _ENCODED.sub(text_of, path)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Each run of backticks with the next run as long as it. Linear in the text."""
    runs = [found.span() for found in _TICKS.finditer(text)]
    nearest: dict[int, int] = {}
    partner = [0] * len(runs)
    for place in range(len(runs) - 1, -1, -1):
        start, end = runs[place]
        partner[place] = nearest.get(end - start, 0)
        nearest[end - start] = place
    place = 0
    while place < len(runs):
        start = runs[place][0]
        escaped = start > 0 and text[start - 1] == "\\"
        if partner[place] and not escaped:
            place = partner[place]
            yield start, runs[place][1]
        place += 1


def _between(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield start, end + len(closing)
        start = text.find(opening, end + len(closing))


def _blank(text: str, spans: Iterable[tuple[int, int]], blank: str = " ") -> str:
    pieces: list[str] = []
    last = 0
    for start, end in spans:
        pieces += text[last:start], blank * (end - start)
        last = end
    pieces.append(text[last:])
    return "".join(pieces)
