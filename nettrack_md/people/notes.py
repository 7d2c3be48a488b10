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

    from nettrack_md.model.records import (
        Contact,
        Event,
        Introduction,
        Link,
        Promise,
        Share,
        Touch,
    )
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
    (facts,) = read_notes((parsed,), rules)
    return facts


def read_notes(notes: Sequence[ParsedNote], rules: ReadingRules) -> list[NoteFacts]:
    """What `read_note` gives for each of many notes.

    One step is done for all of them before the next: the code of a step then stays in
    the processor's caches, which makes it a fifth quicker.
    """
    words = vocabulary_of(rules)
    natures = [read_nature(parsed, words) for parsed in notes]
    both = [*zip(notes, natures, strict=True)]
    contacts = [each for each in both if each[1].kind == "contact"]
    told = iter(_read_contact_notes(contacts, words))
    return [
        next(told)
        if nature.kind == "contact"
        else _read_other_note(parsed, nature, words)
        for parsed, nature in both
    ]


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


def _read_contact_notes(
    contacts: Sequence[tuple[ParsedNote, Nature]], words: Vocabulary
) -> Iterable[NoteFacts]:
    """What contacts' notes say, step by step."""
    notes = [parsed for parsed, _ in contacts]
    found = [_fields(each, words.contact, file_name(each.path)) for each in notes]
    own = [*zip(notes, found, strict=True)]
    logs = [_read_log(parsed, fields, words) for parsed, fields in own]
    people = [
        _read_contact(parsed, nature, fields, words)
        for (parsed, nature), fields in zip(contacts, found, strict=True)
    ]
    logged = [*zip(logs, own, strict=True)]
    touches = [read_own_touches(items, fields) for items, (_, fields) in logged]
    promises = [_read_own_promises(*each, items) for items, each in logged]
    made = [tuple(read_own_introductions(items, n.path)) for items, (n, _) in logged]
    shares = [read_shares(parsed, None) for parsed in notes]
    relied = [_relied_on(fields) for fields in found]
    bodies = [_searched(n, whole=not n.frontmatter.entries) for n in notes]
    return map(
        _contact_facts, own, people, touches, promises, made, shares, relied, bodies
    )


def _read_log(
    parsed: ParsedNote, fields: Fields, words: Vocabulary
) -> tuple[LogItem, ...]:
    """The items of a contact's log; properties in the text beside it go to `fields`."""
    items = read_own_log(parsed.lines, words, parsed.path, fields.problems)
    if inline := read_inline(parsed, items, words.contact):
        fields.take_inline(inline_entries(inline), words.contact)
    return items


def _read_contact(
    parsed: ParsedNote, nature: Nature, fields: Fields, words: Vocabulary
) -> Contact:
    name = words.bare_name(file_name(parsed.path))
    contact = read_contact(fields, nature.tags, name, words)
    if not contact.private and says_private(parsed, words):
        return replace(contact, private=True)
    return contact


def _read_own_promises(
    parsed: ParsedNote, fields: Fields, items: Sequence[LogItem]
) -> tuple[Promise, ...]:
    tasks = [line for line in parsed.lines if line.role == "task"]
    return read_promises(
        parsed.path, tasks, _day_finder(items), of_contact=True,
        problems=fields.problems,
    )  # fmt: skip


def _relied_on(fields: Fields) -> tuple[Link, ...]:
    """The notes that a contact's properties need to be there."""
    return written_links(fields.find("introduced_by")) + written_links(
        fields.find("goals")
    )


def _contact_facts(  # noqa: PLR0917 — one of each step
    own: tuple[ParsedNote, Fields],
    contact: Contact,
    touches: Sequence[Touch],
    promises: tuple[Promise, ...],
    introductions: tuple[Introduction, ...],
    shares: tuple[Share, ...],
    relied: tuple[Link, ...],
    body: tuple[str, int],
) -> NoteFacts:
    parsed, fields = own
    return _new_facts(
        parsed.path,
        "contact",
        contact.name,
        contact=contact,
        touches=touches,
        promises=promises,
        introductions=introductions,
        shares=shares,
        relies_on=relied,
        problems=parsed.problems + tuple(fields.problems),
        body=body[0],
        body_line=body[1],
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
    if kind == "rendered":
        return _new_facts(path, kind, nature.title, problems=parsed.problems)
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
