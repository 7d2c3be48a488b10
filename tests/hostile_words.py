"""Words of others that want to do something in the note where they land."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from nettrack_md.note.parse import parse_note
from nettrack_md.note.regions import find_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.note.parsed import ParsedNote

#: What plugins run, what loads a picture, what an editor or nettrack itself reads.
WORDS = (
    "```dataviewjs\ndv.view('evil')\n```", "~~~js\nevil\n~~~", "`= this.evil`",
    "`$= dv.evil()`", "<%* tp.system.evil() %>", "<% evil %>", "<%- evil", "{{evil}}",
    "<img src=x onerror=evil()>", "<script>evil()</script>", "<svg/onload=evil()>",
    "<iframe src=//evil.example>", "<details open ontoggle=evil()>", "</div>", "<?evil",
    "<![CDATA[evil", "[[Evil]]", "![[Evil]]", "[[Evil|x]]", "[[Evil#^a]]",
    "![x](http://evil.example/p.png)", "[x](javascript:evil)", "[x](obsidian://evil)",
    "<https://evil.example>", "<a@evil.example>", "[x]: http://evil.example 'x'",
    "[^1]: evil", "a[^1]", "^[evil]", "> [!danger] evil", "> quoted",
    "<!-- nettrack:begin people -->", "<!-- nettrack:end people -->",
    "<!--nettrack:end people-->", "-->\n<!-- nettrack:end people -->", "<!--", "-->",
    "%%", "%% nettrack:end people %%", "%%private%% x", "---", "---\ntype: goal\n---",
    "...", "***", "___", "===", "due:: 2026-01-01", "[due:: 2026-01-01]",
    "(cadence:: 1d)", "[tier:: inner]", "- [ ] pay evil", "- [x] pay evil", "* [ ] evil",
    "1. [ ] evil", "- [x] [[Ada Moss]]", "- [x] [[Ada Moss]] evil (tier:: inner)",
    "#evil", "##evil", "#evil/one", "＃evil", "x ^evil", "$$evil$$", "$evil$", "| a | b |\n|---|---|",
    "# Log", "## Log\n- 2026-01-01 meet: evil", "- 2026-01-01 meet: evil",
    "2026-01-01 meet: evil", "\t- evil", "    evil", "- evil", "+ evil", "1. evil", "1) evil",
    "📅 2026-01-01", "⏫ 🔁 every day", "[ ] evil", "[[ ]] [ ] evil", "&lt;img&gt;", "\\<img src=x>", "\\\\[[Evil]]",
    "\u2028- [ ] evil", "\x0b- [ ] evil", "\x0c- [ ] evil", "\x85- [ ] evil",
    "\r- [ ] evil", "\n- [ ] evil", "\n\n# evil", "a\n===", "a\n---", "\u202e[[Evil]]",
    "==evil==", "<!-- nettrack:begin evil -->\n- [x] [[Ada Moss]]\n<!-- nettrack:end evil -->",
    "://evil", "\\", "`", "[", "]]", "[[", "!", "<", "%", "#", ">", "|", "::", "^",
)  # fmt: skip

_PAGE = MarkdownIt("commonmark").enable("table")
#: What a renderer would run, load, or take for something that it is not.
LIVE = {
    "html_inline", "html_block", "image", "fence", "code_block", "code_inline",
    "blockquote_open", "table_open",
}  # fmt: skip
_OUR_MARKER = re.compile(
    r"<!-- nettrack:(?:begin|end) [\w.-]+(?: [\w-]+=[^\s>]*)* -->\s*"
)
_FOR_PLUGINS = re.compile(
    r"<%|%%|!\[\[|(?<!\\)`\$?=|\{%|(?<![\[(]due)::|^\s*(?:```|~~~)", re.MULTILINE
)
#: A proposal of ours sets a property when it is ticked.
_PROPOSAL = re.compile(r"- \[ \] \[\[[^\[\]]*\]\] — .*\(\w+:: [^():]*\)")
_EVIL_LINK = re.compile(r"(?<!\\)\[\[[^\]|]*Evil")
_EVIL_TAG = re.compile(r"(?<![\\\w])#evil")


#: What the pages of nettrack say in code and in a box of their own.
OURS = frozenset({"[>]", "[-]", "type: goal", "horizon", "needs", "why", ""})


def living(text: str) -> Iterator[str]:
    """What of a note that holds such words would do something, told in words."""
    parsed = parse_note("x.md", text)
    body = _OUR_MARKER.sub("\n\n", parsed.body)
    yield from _rendered(body, ours=OURS if parsed.regions else frozenset())
    for pattern in (_FOR_PLUGINS, _EVIL_LINK, _EVIL_TAG):
        for found in pattern.finditer(body):
            line = body[body.rfind("\n", 0, found.start()) + 1 :].split("\n")[0]
            if found[0] != "::" or not _PROPOSAL.fullmatch(line):
                yield f"{found[0]!r} in {line[:90]!r}"
    yield from _read(parsed)
    regions = find_regions(text)
    yield from (f"a fault of its regions: {one.message}" for one in regions.faults)
    if "evil" in regions.names:
        yield "a region"


def _rendered(body: str, ours: frozenset[str]) -> Iterator[str]:
    """What another reader of markdown would show as more than words."""
    for token in _PAGE.parse(body):
        for one in (token, *(token.children or ())):
            if one.type in LIVE and one.content not in ours:
                yield f"{one.type}: {one.content[:60]!r}"
            if one.type == "link_open" and "evil" in str(one.attrs.get("href")):
                yield f"a link: {one.attrs['href']}"


def _read(parsed: ParsedNote) -> Iterator[str]:
    """What nettrack itself would take for more than words."""
    for line in parsed.lines:
        if line.role == "heading" and line.text.startswith("evil"):
            yield f"a heading: {line.text!r}"
        if line.role == "task" and line.text.startswith(("evil", "pay evil")):
            yield f"a task: {line.text!r}"
    if any("evil" in tag for tag in parsed.tags):
        yield f"tags: {parsed.tags}"
