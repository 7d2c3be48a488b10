"""Make text from other notes inert: one line of markdown that starts nothing.

A rendered note must not run, load, tag, link or comment out anything that somebody
else's words ask for, in Obsidian with its plugins, on a git host or in an editor.
"""

from __future__ import annotations

import re

from nettrack_md.model.dates import parse_date

#: Control characters, line and bidi separators, lone surrogates: nobody types them.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_BLANKS = re.compile(r"\s+")
_WIKI = re.compile(r"!?\[\[([^\[\]\n]*?)\]\]")
_INLINE = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
#: A backslash that would cancel an escape of ours, or be one.
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
#: Marks that are parted by a blank, since some tools overlook a backslash:
#: template tags, HTML comments, comments of Obsidian.
_PARTED = re.compile(r"<(?=[%!?])|%(?=[%>])")
#: Marks that a backslash disarms: HTML, code, tags, images, links, footnotes, math.
_ESCAPED = re.compile(
    r"<(?=[A-Za-z/])|`|(?<![\w/&])#(?=[^\s#])|(?<=!)\[|\[(?=\[)|(?<=\[)[\[^]"
    r"|(?<=\])[(\[]|\$(?=[^$\n]*+\$)|(?<=\$)\$"
)
#: A field of Dataview, but that of a task's own day.
_FIELD = re.compile(r"(?<![\[(]due):(?=:)")
#: What starts a block, a task or a list where it begins a line.
_LEADING = re.compile(
    r"[-+*](?=\s|$)|#{1,6}(?=\s|$)|>|\||\[|=+$|-[- ]*$|_[_ ]*$|\*[* ]*$|~{3,}|_{3,}"
    r"|\*{3,}"
)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]+$")
_SUSPECT = re.compile(r"[\[\]<#`!%$|>*+=~\\_:^-]|^\d")

#: Characters that cannot stand in the display part of a link, and their likenesses.
_DISPLAY = str.maketrans(
    {
        "[": "［",
        "]": "］",
        "|": "｜",
        "<": "＜",
        ">": "＞",
        "#": "＃",
        "%": "％",
        "`": "'",
        "\\": "＼",
    }
)


def one_line(text: str) -> str:
    """The text on one line: no control characters, single blanks."""
    return _BLANKS.sub(" ", _CONTROLS.sub(" ", text)).strip()


def flatten_links(text: str) -> str:
    """Links and embeds replaced by the words that a reader sees."""
    if "[" not in text:
        return text
    return _INLINE.sub(r"\1", _WIKI.sub(_words_of_link, text))


def _words_of_link(found: re.Match[str]) -> str:
    target, _, display = found[1].partition("|")
    if display.strip():
        return display.strip()
    path, _, heading = target.partition("#")
    return path.rsplit("/", 1)[-1].removesuffix(".md").strip() or heading.strip()


def inert(text: str) -> str:
    """Foreign text as one harmless line, readable without a renderer.

    Links become their words. Tags, HTML, code, images, footnotes, comments, template
    marks and inline fields are parted or escaped, and so is what would start a list,
    a heading or a task at the beginning of a line. A function of the text alone.
    """
    return re.sub(":(?=:)", r":\\", inert_promise(text))


def inert_promise(text: str) -> str:
    """A promise's text as rendered: like `inert`, but `[due:: …]` stays as typed.

    Every other field would be one of the page's, where a plugin reads it.

    Whoever looks for the promise behind a rendered line compares with this.
    """
    line = one_line(text)
    if _SUSPECT.search(line) is None:
        return line
    line = _BLOCK_ID.sub("", flatten_links(line)).strip()
    line = _BACKSLASH.sub(r"\\\\", line)
    line = _ESCAPED.sub(r"\\\g<0>", _PARTED.sub(r"\g<0> ", line))
    line = _FIELD.sub(r":\\", line)
    if found := _NUMBERED.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    return f"\\{line}" if _LEADING.match(line) else line


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters; cut at a blank where there is one, with an `…`."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    blank = cut.rfind(" ", limit * 2 // 3)
    return cut[: blank if blank > 0 else limit].rstrip(" 、。,.;:\\") + "…"


def display(name: str) -> str:
    """A name as it may stand inside a link: no bracket, bar, tag, code or field."""
    return one_line(name).translate(_DISPLAY).replace("::", "：：")


def cell(text: str) -> str:
    """The text for a table's cell: bars escaped."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


_PLAIN_SCALAR = re.compile(r"[^\W\d_](?:[\w ・、。（）()/.&'’+-]*[\w)）。])?")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RETYPED = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf")
)


def yaml_scalar(text: str) -> str:
    """The text as one YAML value that every reader takes for this very text.

    An ISO day stays bare, as Obsidian writes it; whatever YAML 1.1 or 1.2 might take
    for something else is quoted.
    """
    line = one_line(text)
    if _PLAIN_SCALAR.fullmatch(line) and line.casefold() not in _RETYPED:
        return line
    if _ISO_DAY.fullmatch(line) and parse_date(line):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
