"""What stands in front of a touch's text: date, time, kind, direction."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from nettrack_md.model.dates import find_day
from nettrack_md.note.links import find_spans
from nettrack_md.note.tags import find_log_tags

if TYPE_CHECKING:
    from nettrack_md.model.records import Direction
    from nettrack_md.note.kinds import KindWords

#: What a date can begin with: a digit, `[[`, an era's name, emphasis.
DAY_LEADS: Final = frozenset("0123456789０１２３４５６７８９[令平昭大明*_")
# A log line as most people write it: what may be the kind, what may part it from the
# text, and the rest. Lines that have more in front of their text are read step by step.
_common = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?: ([0-9]{2}:[0-9]{2})(?= [^\s–—~〜～-]))?"
    r" (?![\s0-9０-９(（:：<＜→←↔－–—-])"
    r"(?:([^\W\d_]++(?:-[^\W\d_]++)*+)"
    r"( (?:(?:<->|->|<-)(?: (?![\s:：])|\Z)|(?![\s:：<＜→←↔－-]|\Z))|[:：])?+)?+"
    r"(.*)"
).match
_EMPHASIS = re.compile(r"[*_]{1,3}")
_FOLDER = re.compile(r"\[\[([^\]|#\n]*/)(?=[0-9]{4})")
_WEEKDAY = re.compile(
    r"\s*[（(](?:[日月火水木金土](?:曜日?)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[)）]",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\s*(?P<h>[0-9０-９]{1,2})(?:[:：](?P<m>[0-9０-９]{2})(?:[:：][0-9０-９]{2})?(?![0-9])"
    r"|時(?:(?P<jm>[0-9０-９]{1,2})分|(?P<half>半))?)"
)
_TIME_END = re.compile(r"\s*[-–—~〜～]\s*[0-9０-９]{1,2}[:：時][0-9０-９]{0,2}分?")
_DASH = re.compile(r"\s*[-–—](?=\s)")
_DIRECTION = re.compile(
    r"\s*(?:(<->|↔|＜[-－]＞)|(->|→|[-－][>＞])|(<-|←|[<＜][-－]))\s*"
)
_COLON = re.compile(r"\s*[:：]\s*")
_BLOCK_ID = re.compile(r"(?<!\s)\s+\^[A-Za-z0-9-]+$")
_LOOK_CLOSER: Final = frozenset("<＜→←↔-－")
#: What parts a kind from its text, and the direction that it says.
_PARTINGS: Final[dict[str, Direction]] = {
    " <-> ": "<->", " -> ": "->", " <- ": "<-", " <->": "<->", " ->": "->",
    " <-": "<-", ":": "", "：": "", "": "", " ": "",
}  # fmt: skip


class Lead(NamedTuple):
    """What stands before a touch's text, and that text."""

    #: `HH:MM` or empty.
    time: str
    #: The canonical kind; empty when none is named.
    kind: str
    direction: Direction
    text: str
    #: As `tags.find_log_tags` gives them.
    tags: tuple[str, ...]
    #: Whether a touch of that kind restarts the clock.
    restarts: bool


#: A lead that begins with a date: the day (None when it does not exist), then the
#: fields of a Lead. A plain tuple, since one is made for every line of every log.
DatedLead: TypeAlias = (
    "tuple[date | None, str, str, Direction, str, tuple[str, ...], bool]"
)


def read_lead(text: str, kinds: KindWords) -> Lead:
    """The lead of a line that a date elsewhere dates, as in a daily note.

    A direction is read behind links that come first, too; a kind is not.
    """
    time, at = _find_time(text, 0)
    kind, restarts, direction, at = _find_kind(text, at, kinds)
    if not kind and not direction:
        direction = _direction_behind_links(text, at)
    rest = text[at:].strip()
    return Lead(time, kind, direction, rest, find_log_tags(rest), restarts)


def read_dated(text: str, kinds: KindWords) -> DatedLead | None:
    """The lead of a log item; None when it does not begin with a date."""
    return _read_common(text, kinds) or _read_stepwise(text, kinds)


def find_date(text: str) -> tuple[date | None, str, int] | None:
    """The date that a line begins with, its time, and where they end.

    The date is None when it is a date's form and no such day exists.
    """
    mark = _EMPHASIS.match(text)
    start = 0 if mark is None else mark.end()
    folder = _FOLDER.match(text, start)
    cut = 0 if folder is None else len(folder[1])
    found = find_day(text[start:] if not cut else "[[" + text[start + 2 + cut :])
    if found is None:
        return None
    end = start + cut + found.length
    if mark is not None and text.startswith(mark[0], end):
        end += len(mark[0])
    return found.on, found.time, end


def _read_common(text: str, kinds: KindWords) -> DatedLead | None:
    """What `_read_stepwise` gives, where a glance is enough; None where it is not."""
    if (found := _common(text)) is None or kinds.odd:
        return None
    iso, time, word, parting, rest = found.groups("")
    kind, restarts = "", True
    direction: Direction = ""
    if word:
        if (meaning := kinds.glance[word]) is None:
            return None
        kind, restarts = meaning
        if kind and (parting == " " or not parting):
            if not parting and _goes_on(rest, restarts):
                return None
            if (rest and not parting) or (parting and not restarts):
                kind = ""  # a longer word, or one of the sentence
        if kind:
            direction = _PARTINGS[parting]
        else:
            rest, restarts = f"{word}{parting}{rest}", True
    if time and (time > "23:59" or time[3:] > "59"):
        return None
    rest = rest.strip()
    if "^" in rest:
        rest = _BLOCK_ID.sub("", rest)
    tags = find_log_tags(rest) if "#" in rest or "＃" in rest else ()
    return _days[iso], time, kind, direction, rest, tags, restarts


def _goes_on(rest: str, restarts: bool) -> bool:  # noqa: FBT001
    """Whether what directly follows the word of a kind needs a closer look."""
    if not rest:
        return not restarts
    return rest[0] in _LOOK_CLOSER or rest[0].isspace()


class _Days(dict[str, "date | None"]):
    """ISO dates and their days, None for one that does not exist, as they turn up."""

    _LIMIT = 4096

    def __missing__(self, iso: str) -> date | None:
        if len(self) >= self._LIMIT:
            self.clear()
        try:
            on = date.fromisoformat(iso)
        except ValueError:
            on = None
        self[iso] = on
        return on


_days = _Days()


def _read_stepwise(text: str, kinds: KindWords) -> DatedLead | None:
    if (found := find_date(text)) is None:
        return None
    on, time, at = found
    if (weekday := _WEEKDAY.match(text, at)) is not None:
        at = weekday.end()
    if not time:
        time, at = _find_time(text, at)
    elif (until := _TIME_END.match(text, at)) is not None:
        at = until.end()
    if (dash := _DASH.match(text, at)) is not None:
        at = dash.end()
    kind, restarts, direction, at = _find_kind(text, at, kinds)
    rest = text[at:].strip()
    if "^" in rest:
        rest = _BLOCK_ID.sub("", rest)
    return on, time, kind, direction, rest, find_log_tags(rest), restarts


def _find_time(text: str, at: int) -> tuple[str, int]:
    """A time of day at `at`, as `HH:MM`, and where it ends; a span's first."""
    if (found := _TIME.match(text, at)) is None:
        return "", at
    hour = int(found["h"])
    minute = 30 if found["half"] else int(found["m"] or found["jm"] or 0)
    if hour > 23 or minute > 59:
        return "", at
    end = found.end()
    if (until := _TIME_END.match(text, end)) is not None:
        end = until.end()
    return f"{hour:02d}:{minute:02d}", end


def _find_kind(
    text: str, at: int, kinds: KindWords
) -> tuple[str, bool, Direction, int]:
    """Kind, whether it restarts the clock, direction, and where the text begins."""
    direction, at = _find_direction(text, at)
    while at < len(text) and text[at].isspace():
        at += 1
    kind, restarts = "", True
    if (found := kinds.find(text, at)) is not None:
        kind, restarts, at = found
    if not direction:
        direction, at = _find_direction(text, at)
    if (colon := _COLON.match(text, at)) is not None:
        at = colon.end()
    return kind, restarts, direction, at


def _find_direction(text: str, at: int) -> tuple[Direction, int]:
    if (found := _DIRECTION.match(text, at)) is None:
        return "", at
    both, mine, _ = found.groups()
    return "<->" if both else "->" if mine else "<-", found.end()


def _direction_behind_links(text: str, at: int) -> Direction:
    for span in find_spans(text):
        if text[at : span.start].strip(" \t,、と&"):
            break
        at = span.end
    return _find_direction(text, at)[0]
