"""How a touch is written down: as the other touches of that log are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.body import MARK
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.kinds import fold_word
from nettrack_md.note.leads import find_date, read_dated
from nettrack_md.note.tags import find_log_tags, fold_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from nettrack_md.model.records import Direction
    from nettrack_md.model.rules import Language
    from nettrack_md.note.edit.body import Body
    from nettrack_md.note.kinds import KindWords
    from nettrack_md.note.log import LogItem

_DATE = re.compile(
    r"(?P<before>[*_]{0,3}(?:\[\[(?:[^\]|#\n]*/)?)?)[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?P<after>(?:\]\])?[*_]{0,3})"
)
_NUMBER = re.compile(r"\d+")
_BRACKETS = re.compile(r"[（(][^()（）]*[)）]")
_BREAKS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class NewTouch(NamedTuple):
    """A touch that is to be written into a log."""

    on: date
    #: Canonical, or a word for one, which is then written as it is; or empty.
    kind: str = ""
    direction: Direction = ""
    text: str = ""
    #: Without `#`; written behind the text, where it does not hold them.
    tags: tuple[str, ...] = ()
    #: What stands below it, a line each; blanks in front of one are kept.
    sub: tuple[str, ...] = ()
    #: `HH:MM` or empty.
    time: str = ""


class TouchStyle(NamedTuple):
    """What the touches of a log have in common."""

    #: Around the date: `[[` and `]]`, stars.
    around: tuple[str, str] = ("", "")
    colon: str = ": "
    language: Language = "en"


class Lead(NamedTuple):
    """What stands before the text of a line, and in what its own lines are indented."""

    mark: str = "- "
    indent: str = "  "
    bullet: str = "- "


def find_touch_style(
    body: Body, items: Sequence[LogItem], near: int, language: Language
) -> TouchStyle:
    """How the log writes dates, colons and kinds; `near` is the place that counts most.

    `language` decides where no touch of it names a kind.
    """
    by_line = {line.line: line.text for line in body.parsed.lines}
    texts = [by_line[item.line] for item in items]
    dates = {_around(text) for text in texts}
    leads = [
        (abs(place - near), _kind_part(texts[place], item))
        for place, item in enumerate(items)
        if item.kind
    ]
    telling = [lead for _, lead in sorted(leads) if any(map(str.isalpha, lead))]
    if telling:
        language = "en" if telling[0].isascii() else "ja"
    wide = [lead for lead in telling if lead.rstrip().endswith((":", "："))]
    colon = "：" if wide and wide[0].endswith("：") else ": "
    return TouchStyle(dates.pop() if len(dates) == 1 else ("", ""), colon, language)


def _around(text: str) -> tuple[str, str]:
    found = _DATE.match(text)
    return ("", "") if found is None else (found["before"], found["after"])


def _kind_part(text: str, item: LogItem) -> str:
    """What stands between a touch's date and its text."""
    found = find_date(text)
    start = 0 if found is None else found[2]
    at = text.rfind(item.text) if item.text else len(text)
    return _BRACKETS.sub("", text[start : max(at, start)])


def find_lead(body: Body, item: LogItem, *, after: bool) -> Lead:
    """The bullet and indents of a touch beside that list item, `after` or before it."""
    raw = body.line(item.line)
    found = MARK.match(raw)
    if found is None:
        return Lead()
    indent, bullet, box = found[1], found[2], found[3] or ""
    plain = bullet
    if (number := _NUMBER.match(bullet)) is not None:
        plain = "- "
        if after:
            bullet = f"{int(number[0]) + 1}{bullet[number.end() :]}"
    # No touch is an open box.
    box = re.sub(r"\[.\]", "[x]", box)
    width = "\t" if "\t" in indent else " " * max(len(bullet), 2)
    for number_below in range(item.line + 1, item.end_line + 1):
        below = body.line(number_below)
        space = below[: len(below) - len(below.lstrip())]
        if space.startswith(indent) and len(space) > len(indent):
            width = space[len(indent) :]
            break
    return Lead(indent + bullet + box, indent + width, plain)


def render_touch(touch: NewTouch, style: TouchStyle, kinds: KindWords) -> str:
    """The touch behind its bullet, on one line, that reads as this very touch.

    Raises EditRefused when there is no such line.
    """
    if _BREAKS.search(touch.text):
        raise EditRefused("the text of a touch is one line", 1)
    said = set(find_log_tags(touch.text))
    more = [f"#{tag}" for tag in touch.tags if fold_tag(tag) not in said]
    text = " ".join([*touch.text.split(" "), *more]).strip()
    kind = ""
    if touch.kind:
        meaning = kinds.words.get(fold_word(touch.kind))
        if meaning is None:
            raise EditRefused(f'"{touch.kind}" is no kind of touch', 1)
        kind = meaning[0]
    tags = {fold_tag(tag) for tag in touch.tags}
    wish = (touch.on, touch.time, kind, touch.direction, text)
    for line in _candidates(touch, text, style, kinds):
        read = read_dated(line, kinds)
        if read is not None and read[:5] == wish and tags <= set(read[5]):
            return line
    raise EditRefused("the text would be read as something else than a text", 1)


def _candidates(
    touch: NewTouch, text: str, style: TouchStyle, kinds: KindWords
) -> Iterator[str]:
    before, after = style.around
    head = f"{before}{touch.on.isoformat()}{after}"
    head += f" {touch.time}" if touch.time else ""
    word = _word(touch.kind, style.language, kinds)
    if touch.direction:
        head = " ".join(filter(None, (head, word, touch.direction)))
        yield f"{head} {text}".rstrip()
        yield f"{head}: {text}".rstrip()
    elif word:
        if not text:
            yield f"{head} {word}"
        yield f"{head} {word}{style.colon}{text}".rstrip()
    else:
        yield f"{head} {text}".rstrip()
        yield f"{head}: {text}".rstrip()


def _word(kind: str, language: Language, kinds: KindWords) -> str:
    """The word for a canonical kind in a language; any other word as it is."""
    meaning = kinds.words.get(fold_word(kind)) if kind else None
    if meaning is None or meaning[0] != kind or language == "en":
        return kind
    words = (word for word, (named, _) in kinds.words.items() if named == kind)
    return next((word for word in words if not word.isascii()), kind)


def render_sub(lines: Sequence[str], lead: Lead) -> list[str]:
    """The lines below a touch, each a list item of its own."""
    if any(_BREAKS.search(line) for line in lines):
        raise EditRefused("a line below a touch is one line", 1)
    rendered = []
    for line in lines:
        text = line.strip()
        if not text:
            continue
        space = line[: len(line) - len(line.lstrip())]
        bullet = "" if MARK.match(text) else lead.bullet
        rendered.append(f"{lead.indent}{space}{bullet}{text}")
    return rendered
