"""The room's front door: a parsed note in, all its facts out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.model.quick import quick
from nettrack_md.model.records import NoteFacts
from nettrack_md.note.frontmatter.values import Scalar
from nettrack_md.note.regions import find_regions
from nettrack_md.people.contacts import read_contact
from nettrack_md.people.fields import Fields
from nettrack_md.people.goals import read_goal, read_profile
from nettrack_md.people.inline import inline_entries, read_inline
from nettrack_md.people.introductions import (
    read_linked_introductions,
    read_own_introductions,
)
from nettrack_md.people.meetings import read_attended, read_event
from nettrack_md.people.mentions import (
    read_linked_lines,
    read_mentions,
    read_named,
)
from nettrack_md.people.nature import file_name, read_nature, says_private
from nettrack_md.people.promises import read_promises
from nettrack_md.people.references import read_links, written_links
from nettrack_md.people.shares import read_shares
from nettrack_md.people.touches import (
    read_own_log,
    read_own_touches,
)
from nettrack_md.people.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import Event, Touch
    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.note.frontmatter.values import Entry
    from nettrack_md.note.log import LogItem
    from nettrack_md.note.parsed import ParsedNote
    from nettrack_md.people.mentions import LinkedLine
    from nettrack_md.people.nature import Nature
    from nettrack_md.people.vocabulary import Vocabulary

_new_facts = quick(NoteFacts)


def read_note(parsed: ParsedNote, rules: ReadingRules) -> NoteFacts:
    """All that one note says under `rules`; never raises, whatever stands in it.

    Problems of the parsing come along. `rules` are made ready once and kept while
    the same object is passed.
    """
    words = vocabulary_of(rules)
    nature = read_nature(parsed, words)
    if nature.kind == "rendered":
        return _new_facts(
            parsed.path, "rendered", nature.title, problems=parsed.problems
        )
    if nature.kind == "contact":
        return _read_contact_note(parsed, nature, words)
    return _read_other_note(parsed, nature, words)


def _searched(parsed: ParsedNote, *, whole: bool) -> tuple[str, int]:
    """What a search looks through, and the line of the file on which it begins.

    The `whole` note, or its body alone where the properties are records. The lines
    of rendered regions are there, but empty, so that lines can be counted.
    """
    body = parsed.body
    if parsed.regions:
        lines = body.split("\n")
        for first, last in find_regions(body, 1).covered:
            lines[first - 1 : last] = [""] * (last - first + 1)
        body = "\n".join(lines)
    return (parsed.header + body, 1) if whole else (body, parsed.body_line)


def _fields(
    parsed: ParsedNote, keys: Mapping[str, str | None], name: str = ""
) -> Fields:
    placeholder = "template-placeholder"
    unfilled = [each.line for each in parsed.problems if each.code == placeholder]
    entries: Iterable[Entry] = parsed.frontmatter.entries
    if name and "title" in parsed.header:
        # Some plugins keep the note's own title there, which is nobody's job.
        entries = [each for each in entries if not is_own_title(each, name)]
    return Fields(parsed.path, entries, keys, unfilled)


def is_own_title(entry: Entry, name: str) -> bool:
    """Whether a property is the title of the note itself, whose file has that name."""
    if entry.key.casefold() != "title" or not isinstance(entry.node, Scalar):
        return False
    text, (head, dash, bare) = entry.node.text.strip(), name.partition(" - ")
    return text in (name, bare or name) or bool(dash and text.startswith(head + dash))


def _read_contact_note(
    parsed: ParsedNote, nature: Nature, words: Vocabulary
) -> NoteFacts:
    path = parsed.path
    name = file_name(path)
    fields = _fields(parsed, words.contact, name)
    undated: list[Problem] = []
    items = read_own_log(parsed.lines, words, path, undated)
    if inline := read_inline(parsed, items, words.contact):
        fields.take_inline(inline_entries(inline), words.contact)
    contact = read_contact(fields, nature.tags, words.bare_name(name), words)
    if not contact.private and says_private(parsed, words):
        contact = replace(contact, private=True)
    problems = fields.problems
    problems += undated
    tasks = [line for line in parsed.lines if line.role == "task"]
    body, body_line = _searched(parsed, whole=not parsed.frontmatter.entries)
    return _new_facts(
        path,
        "contact",
        contact.name,
        contact=contact,
        touches=read_own_touches(items, fields),
        promises=read_promises(
            path, tasks, _day_finder(items), of_contact=True, problems=problems
        ),
        introductions=tuple(read_own_introductions(items, path)),
        shares=read_shares(parsed, None),
        relies_on=tuple(
            link
            for key in ("introduced_by", "goals")
            for link in written_links(fields.find(key))
        ),
        problems=parsed.problems + tuple(problems),
        body=body,
        body_line=body_line,
    )


def _day_finder(items: Sequence[LogItem]) -> Callable[[int], date | None]:
    """From a line to the day of the innermost log item that it belongs to."""
    return lambda line: next(
        (item.on for item in reversed(items) if item.line <= line <= item.end_line),
        None,
    )


def _read_other_note(
    parsed: ParsedNote, nature: Nature, words: Vocabulary
) -> NoteFacts:
    path, kind = parsed.path, nature.kind
    if nature.template:
        return _new_facts(path, kind, nature.title)
    # The properties of most notes say nothing to us, so they are not gone through.
    keys = words.keys_of(kind)
    fields = _fields(parsed, keys) if nature.telling else Fields(path, (), keys)
    problems = fields.problems
    event = read_event(fields, nature) if kind in ("meeting", "event") else None
    on = event.on if event else nature.on
    linked: tuple[LinkedLine, ...] = ()
    if on is not None:
        linked = tuple(read_linked_lines(path, parsed.lines, on, words, problems))
    tasks = [line for line in parsed.lines if line.role == "task"]
    body, body_line = _searched(parsed, whole=True)
    return _new_facts(
        path,
        kind,
        nature.title,
        on,
        goal=read_goal(fields, nature.title) if kind == "goal" else None,
        event=event,
        profile=read_profile(fields, nature.title) if kind == "profile" else None,
        touches=tuple(_linked_touches(fields, on, event, linked, words.rules)),
        promises=read_promises(
            path, tasks, lambda _: on, of_contact=False, problems=problems
        ),
        introductions=tuple(read_linked_introductions(linked, path)),
        shares=read_shares(parsed, on),
        relies_on=written_links(fields.find("attendees")),
        problems=parsed.problems + nature.problems + tuple(problems),
        body=body,
        body_line=body_line,
    )


def _linked_touches(
    fields: Fields,
    on: date | None,
    event: Event | None,
    linked: tuple[LinkedLine, ...],
    rules: ReadingRules,
) -> Iterator[Touch]:
    """Of a dated note: its attendees, then whom its lines link."""
    if on is None:
        return
    attendees = read_links(fields.find("attendees"))
    counted = event is not None and rules.meetings
    if event is not None and counted:
        yield from read_attended(event, fields)
    elif event is None:
        yield from read_named(fields.path, on, attendees, restart=rules.mentions)
    known = attendees if counted or event is None else ()
    yield from read_mentions(fields.path, linked, known, restart=rules.mentions)
