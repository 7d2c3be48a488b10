"""Links in the lines of a dated note, and what they say about touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.keys import fold_path, link_key
from nettrack_md.model.problems import Problem
from nettrack_md.model.quick import quick
from nettrack_md.model.records import Touch
from nettrack_md.note.leads import DAY_LEADS, Lead, read_dated, read_lead
from nettrack_md.note.links import find_links
from nettrack_md.note.tags import read_meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.model.records import Link
    from nettrack_md.note.parsed import BodyLine
    from nettrack_md.people.vocabulary import Vocabulary

_new_touch = quick(Touch)


class LinkedLine(NamedTuple):
    """A line of a dated note that links somebody, understood."""

    line: int
    #: The note's day; the line's own where it begins with one and then names a kind.
    on: date
    lead: Lead
    links: tuple[Link, ...]


def read_linked_lines(
    path: str,
    lines: Iterable[BodyLine],
    on: date,
    words: Vocabulary,
    problems: list[Problem],
) -> Iterator[LinkedLine]:
    """The lines with links that may be touches: open and cancelled tasks are none.

    `on` is the note's day.
    """
    for line in lines:
        text = line.text
        if "[[" not in text and "](" not in text:
            continue
        if line.role == "task" and line.box not in {"x", "X"}:
            continue
        if not (links := find_links(text, line.line)):
            continue
        dated = read_dated(text, words.kinds) if text[0] in DAY_LEADS else None
        if dated is None or not (lead := Lead(*dated[1:])).kind:
            yield LinkedLine(line.line, on, read_lead(text, words.kinds), links)
        elif (own_on := dated[0]) is not None:
            links = find_links(lead.text, line.line)
            yield LinkedLine(line.line, own_on, lead, links)
        else:
            message = "the touch is dated on a day that does not exist"
            problems.append(Problem(path, line.line, "bad-date", message))


def read_mentions(
    path: str,
    linked: Sequence[LinkedLine],
    attendees: Iterable[Link],
    *,
    restart: bool,
) -> Iterator[Touch]:
    """A touch for each linked person: each typed line, and one plain mention a note.

    A line that names a kind is evidence as good as a log; `restart` says whether a
    mere mention restarts the clock. Who is among the attendees is not mentioned too.
    """
    seen = _Seen(attendees)
    for place, one in enumerate(linked):
        lead = one.lead
        tags = read_meanings(lead.tags) if lead.tags else ()
        for who in one.links:
            if lead.kind:
                kind, restarts = lead.kind, lead.restarts
            elif seen.adds(who, lead.direction, tags):
                kind, restarts = "mention", restart
            else:
                continue
            yield _new_touch(
                one.on, kind, "log" if lead.kind else "mention", path, one.line,
                lead.direction, lead.time, lead.text, tags, restarts, place, who,
            )  # fmt: skip


def read_named(
    path: str, on: date, people: Iterable[Link], *, restart: bool
) -> Iterator[Touch]:
    """A mention for each person that a dated note names in its properties."""
    for who in people:
        yield Touch(on, "mention", "mention", path, who.line, restarts=restart, who=who)


class _Seen:
    """Which plain mentions a note has had."""

    def __init__(self, attendees: Iterable[Link]) -> None:
        """Begin with the attendees, by path and by bare name."""
        self._paths = {fold_path(link.target) for link in attendees}
        self._names = {path.rsplit("/", 1)[-1] for path in self._paths}
        self._mentions: set[tuple[str, str, tuple[str, ...]]] = set()

    def adds(self, who: Link, direction: str, tags: tuple[str, ...]) -> bool:
        """Whether this mention says something that was not said yet."""
        mention = (fold_path(who.target), direction, tags)
        if mention in self._mentions:
            return False
        self._mentions.add(mention)
        return bool(direction or tags) or not self._attended(who)

    def _attended(self, who: Link) -> bool:
        if not self._paths:
            return False
        path = fold_path(who.target)
        if path in self._paths or link_key(who.target) in self._paths:
            return True
        return "/" not in path and path in self._names
