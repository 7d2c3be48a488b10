"""What kind of note a note is, and of which day (contract section 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import normalize

from nettrack_md.model.dates import find_day, parse_date
from nettrack_md.model.problems import Problem
from nettrack_md.note.fields import find_fields, may_hold_fields
from nettrack_md.people.choices import fold_word, parse_flag
from nettrack_md.people.values import read_day, split_tags, texts_of
from nettrack_md.people.vocabulary import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from nettrack_md.model.records import NoteKind
    from nettrack_md.note.frontmatter.values import Entry
    from nettrack_md.note.parsed import ParsedNote
    from nettrack_md.people.vocabulary import Place, Vocabulary

#: Keys that the plugins for drawings and boards leave.
_DRAWN = frozenset({"excalidraw-plugin", "kanban-plugin"})
_NEVER = frozenset({"index", "readme"})
_PERSONAL = frozenset({"last_contact", "birthday", "introduced_by"})
#: How a plugin for contacts opens the table of a person.
_CARD = ("/---contact---/", "\n/---contact---/")
_GATHERINGS: Mapping[NoteKind, frozenset[str]] = {
    "meeting": frozenset(
        {"meeting", "meetings", "会議", "打ち合わせ", "ミーティング", "議事録"}
    ),
    "event": frozenset({"event", "events", "イベント"}),
}
_DAY_INSIDE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")


#: What makes a contact of a note; empty for a note that is none.
Sign = Literal["", "type", "folder", "category", "plugin", "file name", "tag"]


class Nature(NamedTuple):
    """What a note is before its content is read."""

    kind: NoteKind
    #: The day of a dated note; of a meeting or an event by its file name.
    on: date | None
    #: The tags of the properties and of the text, each once.
    tags: tuple[str, ...]
    #: The `name` property, else the file name.
    title: str
    #: Whether its properties are worth going through once more.
    telling: bool
    #: What is wrong with its being what it is.
    problems: tuple[Problem, ...] = ()
    #: What says that it is a contact's.
    sign: Sign = ""
    #: Whether it is a template that is still to be filled in.
    template: bool = False


class Signs(NamedTuple):
    """What the properties say about the kind of note, each text as typed."""

    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    date_line: int = 0
    #: Whether it names people as a meeting does.
    people: bool = False
    drawn: bool = False
    #: Whether it has keys that only a plugin for contacts writes.
    personal: bool = False


_NO_SIGNS = Signs()
_TYPE = re.compile(r"""^type:[ \t]*["']?([^"'#\n\r]+)""", re.MULTILINE)
#: Characters of a note whose properties are never closed in which a type counts.
_LOOKED_AT = 2000


def file_name(path: str) -> str:
    """The name of a note's file, without folder and `.md`; NFC, as people type."""
    name = path.rpartition("/")[2].removesuffix(".md")
    return name if name.isascii() else normalize("NFC", name)


def read_nature(parsed: ParsedNote, words: Vocabulary) -> Nature:
    """The kind, day and tags of a note."""
    path, entries = parsed.path, parsed.frontmatter.entries
    name = file_name(path)
    place = words.places[path.rpartition("/")[0]]
    signs = signs_of(parsed, words)
    tags = signs.tags + parsed.tags if parsed.tags else signs.tags
    if len(tags) > 1:
        tags = tuple(dict.fromkeys(tags))
    named_on = _day_of(path, name, place)
    kind = _said_kind(signs, path, place, words)
    sign: Sign = "type" if kind == "contact" else ""
    if kind is None:
        sign = _contact_sign(parsed, signs, place, words, by_day=named_on is not None)
        kind = "contact" if sign else None
    if kind == "contact" and is_nobody(name, place, drawn=signs.drawn):
        kind, sign = None, ""
    if place.templates and kind != "rendered" and _is_unfilled(parsed):
        return Nature("other", None, tags, name, telling=False, template=True)
    if kind is None and signs.people and not signs.types:
        kind = _gathering(signs)
    on = named_on or _other_day(kind, name, signs)
    kind = kind or ("other" if on is None else "dated")
    telling = kind != "other" and (kind != "dated" or signs.people)
    title = signs.name[0] if signs.name else name
    if kind != "other" or not entries:
        return Nature(kind, on, tags, title, telling, (), sign)
    problems = tuple(_problems(parsed, signs, name, place, words))
    return Nature(kind, on, tags, title, telling, problems)


def signs_of(parsed: ParsedNote, words: Vocabulary) -> Signs:
    """What the properties of a note say about its kind."""
    if parsed.frontmatter.entries:
        return _read_signs(parsed.frontmatter.entries, words)
    if parsed.frontmatter.status in ("open", "broken"):
        return _salvaged(parsed)
    return _NO_SIGNS


def _read_signs(entries: Iterable[Entry], words: Vocabulary) -> Signs:
    found: dict[str, tuple[str, ...]] = {}
    date_line, drawn = 0, False
    keys = words.note
    for key, node, line in entries:
        canonical = keys[key]
        if canonical is not None:
            if canonical not in found:
                found[canonical] = texts_of(node)
                date_line = line if canonical == "date" else date_line
        elif key in _DRAWN:
            drawn = True
    if not found:
        return Signs(drawn=drawn) if drawn else _NO_SIGNS
    read = found.get
    return Signs(
        read("type", ()),
        split_tags(found["tags"]) if "tags" in found else (),
        read("categories", ()),
        read("name", ()),
        read("date", ()),
        date_line,
        "attendees" in found,
        drawn,
        bool(read("personal")),
    )


def _salvaged(parsed: ParsedNote) -> Signs:
    """What properties that cannot be read still say of whose note it is.

    A broken note is found by its path, and shown with what is wrong (contract
    section 11); that needs no more than its type.
    """
    found = _TYPE.search(parsed.header or parsed.body[:_LOOKED_AT])
    return _NO_SIGNS if found is None else Signs(types=(found[1].strip(),))


def says_private(parsed: ParsedNote, words: Vocabulary) -> bool:
    """Whether properties that cannot be read ask for privacy all the same.

    A line of `private` that is not answered by no is enough: somebody who is shown by
    mistake cannot be taken back.
    """
    if parsed.frontmatter.status not in ("open", "broken"):
        return False
    for line in (parsed.header or parsed.body[:_LOOKED_AT]).splitlines():
        key, colon, value = line.partition(":")
        if colon and words.contact[key.strip(" \t-\"'")] == "private":
            said = value.partition(" #")[0].strip(" \t\"'")
            if parse_flag(said) is not False:
                return True
    return False


def _day_of(path: str, name: str, place: Place) -> date | None:
    """The day that the file name is, in one of the vault's daily formats."""
    for daily in place.daily:
        if (on := daily.match(path, name)) is not None:
            return on
    return None


def _said_kind(
    signs: Signs, path: str, place: Place, words: Vocabulary
) -> NoteKind | None:
    """What type or path say outright; None for no type, and for one not ours."""
    kinds = [words.types[text] for text in signs.types]
    if "rendered" in kinds or (place.rendered and words.is_rendered(path)):
        return "rendered"
    for kind in kinds:
        if kind != "other":
            return kind
    if not kinds and fold_text(path) == words.profile_path:
        return "profile"
    return None


def _contact_sign(
    parsed: ParsedNote, signs: Signs, place: Place, words: Vocabulary, *, by_day: bool
) -> Sign:
    """What makes somebody's note of one that no type of ours claims.

    A note that is named after a day is nobody's by its place or by a tag in its
    text alone: people's folders hold notes of meetings, and days mention tags.
    """
    if signs.types:
        return ""
    if place.contacts and not by_day and not _is_folder_note(parsed.path, place):
        return "folder"
    if any(fold_word(text) in words.categories for text in signs.categories):
        return "category"
    if signs.personal or parsed.body.startswith(_CARD):
        return "plugin"
    name = parsed.path.rpartition("/")[2]
    if name.startswith(words.prefixes) and not by_day:
        return "file name"
    tags = signs.tags if by_day else signs.tags + parsed.tags
    bearings = {words.tags[tag] for tag in tags}
    if "person" in bearings or ("topic" in bearings and _says_more(parsed, words)):
        return "tag"
    return ""


def _says_more(parsed: ParsedNote, words: Vocabulary) -> bool:
    """Whether a note has a property of a contact that is not empty."""
    return any(
        words.contact[entry.key] not in (None, "created") and texts_of(entry.node)
        for entry in parsed.frontmatter.entries
    ) or (
        may_hold_fields(parsed.body)
        and any(
            words.contact[field.key] and field.text
            for field in find_fields(parsed.lines)
        )
    )


def _problems(
    parsed: ParsedNote, signs: Signs, name: str, place: Place, words: Vocabulary
) -> Iterator[Problem]:
    """What keeps a note from being more than any other note."""
    if signs.date and read_day(signs.date[0]) is not None:
        message = f'date "{signs.date[0]}" is a day that does not exist'
        yield Problem(parsed.path, signs.date_line, "bad-date", message)
    if signs.types or is_nobody(name, place, drawn=signs.drawn):
        return
    for key, node, line in parsed.frontmatter.entries:
        if words.contact[key] in _PERSONAL and texts_of(node):
            message = f"{key} is a person's, and nothing says that the note is one's"
            yield Problem(parsed.path, line, "not-a-contact", message)
            return


def _is_folder_note(path: str, place: Place) -> bool:
    return fold_text(file_name(path)) == place.name


def is_nobody(name: str, place: Place, *, drawn: bool) -> bool:
    """Whether a note is nobody's, whatever it says."""
    if drawn or name.startswith("_"):
        return True
    lowered = name.lower()
    if lowered in _NEVER or lowered.endswith(".excalidraw"):
        return True
    # People/People.md; but Jane Doe/Jane Doe.md may well be Jane, if it says so.
    return place.own and fold_text(name) == place.name


def _gathering(signs: Signs) -> NoteKind | None:
    """What a note that names people is, by a tag or a category of its own."""
    said = {fold_word(text) for text in (*signs.tags, *signs.categories)}
    for kind, names in _GATHERINGS.items():
        if not said.isdisjoint(names):
            return kind
    return None


def _is_unfilled(parsed: ParsedNote) -> bool:
    """Whether a note of a folder for templates is one, by what it leaves open."""
    return any(
        mark in text for mark in ("{{", "<%") for text in (parsed.header, parsed.body)
    )


def _other_day(kind: NoteKind | None, name: str, signs: Signs) -> date | None:
    """The day of a note whose file name is no date of the vault's format."""
    if kind in ("meeting", "event"):
        return _day_in_name(name)
    if signs.people and kind is None and not signs.date:
        # Who names people as a meeting does, and a day in its name, means that day.
        return _day_in_name(name)
    day = read_day(signs.date[0]) if signs.date else None
    return None if day is None else day.on


def _day_in_name(name: str) -> date | None:
    """The day at the start of a file name, else a plain date within it."""
    if (found := find_day(name)) is not None:
        return found.on
    inside = _DAY_INSIDE.search(name)
    return parse_date(inside[0]) if inside else None
