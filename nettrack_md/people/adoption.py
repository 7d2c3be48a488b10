"""Notes that look like somebody's and are nobody's to us, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.people.choices import fold_word, parse_flag
from nettrack_md.people.inline import inline_entries, read_inline
from nettrack_md.people.nature import file_name, is_nobody, read_nature, signs_of
from nettrack_md.people.values import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.note.frontmatter.values import Entry
    from nettrack_md.note.parsed import ParsedNote
    from nettrack_md.people.nature import Nature
    from nettrack_md.people.vocabulary import Vocabulary

#: Properties that hardly anything but a person has.
_TELLING = frozenset(
    {"birthday", "last_contact", "introduced_by", "cadence", "tier", "met", "reading",
     "emails", "phones", "honorific", "mourning", "best_time"}
)  # fmt: skip
#: Those that others have, too; beside a telling one, or several of them, they count.
_VAGUE = frozenset(
    {"org", "title", "region", "social", "addresses", "aliases", "roles", "met_at",
     "helps_with", "likes", "urls", "field", "channel"}
)  # fmt: skip
_ALONE = frozenset({"birthday", "last_contact", "introduced_by"})
_SEVERAL = 3
#: Tags that people give to people.
_KIN = frozenset(
    {"friend", "friends", "family", "colleague", "colleagues", "coworker", "client",
     "clients", "contacts", "persons", "acquaintance", "mentor", "relative",
     "友人", "友達", "家族", "同僚", "知人", "顧客", "連絡先"}
)  # fmt: skip


class Likeness(NamedTuple):
    """Why a note that looks like a person is not used, and what would change that."""

    reason: str
    line: int
    hint: str
    #: The setting under `[contacts]` that could name it, and the word; or empty.
    key: str = ""
    word: str = ""


def find_likeness(
    parsed: ParsedNote, words: Vocabulary, attended: str = ""
) -> Likeness | None:
    """Why a note is no contact although it looks like one; None when it does not.

    `attended` is where the note is named among those who were there.
    """
    nature = read_nature(parsed, words)
    if nature.kind not in ("other", "dated") or nature.template:
        return None
    return next(_reasons(parsed, nature, words, attended), None)


def is_private(parsed: ParsedNote, words: Vocabulary) -> bool:
    """Whether a note asks to be kept private, whoever's it is."""
    return any(
        parse_flag(text) is not False
        for entry in _entries(parsed, words)
        if words.contact[entry.key] == "private"
        for text in texts_of(entry.node)
    )


def _reasons(
    parsed: ParsedNote, nature: Nature, words: Vocabulary, attended: str
) -> Iterator[Likeness]:
    name = file_name(parsed.path)
    place = words.places[parsed.path.rpartition("/")[0]]
    signs = signs_of(parsed, words)
    entries = _entries(parsed, words)
    line, personal = _personal(entries, words)
    if signs.types:
        said = signs.types[0]
        if personal or place.contacts or _is_tagged(nature, words):
            hint = (
                "Write type: contact if it is somebody's, "
                f'or name "{said}" among the types of [contacts].'
            )
            reason = f'type "{said}" is none that means a person'
            yield Likeness(reason, _line_of("type", entries), hint, "types", said)
    elif is_nobody(name, place, drawn=signs.drawn):
        if personal and not signs.drawn:
            reason = f'a note named "{name}" is read as nobody\'s'
            yield Likeness(reason, 1, "Rename it if it is somebody's.")
    elif place.contacts and nature.kind == "dated":
        if personal:
            reason = "it is named after a day, so it is the day's note"
            yield Likeness(reason, 1, "Give it type: contact if it is somebody's.")
    else:
        yield from _tagged(nature, words, _line_of("tags", entries))
        if personal:
            yield _with_properties(parsed.path, personal, line)
        if attended:
            reason = f"it is named among the people of {attended}"
            yield Likeness(reason, 1, "Give it type: contact if it is somebody's.")


def _with_properties(path: str, personal: str, line: int) -> Likeness:
    reason = f"it has {personal}, and nothing says that it is a person"
    folder = path.rpartition("/")[0].rpartition("/")[2]
    hint = "Give it type: contact, or name its folder among those of [contacts]."
    return Likeness(reason, line, hint, "folders", folder)


def _tagged(nature: Nature, words: Vocabulary, line: int) -> Iterator[Likeness]:
    for tag in nature.tags:
        if words.tags[tag] == "topic":
            reason = f'the tag "{tag}" alone is a topic as often as a person'
            hint = "Give it type: contact, or a property such as cadence."
            yield Likeness(reason, line, hint)
        elif fold_word(tag) in _KIN:
            reason = f'the tag "{tag}" is none that means a person'
            hint = f'Write type: contact, or name "{tag}" among the tags of [contacts].'
            yield Likeness(reason, line, hint, "tags", tag)


def _line_of(key: str, entries: list[Entry]) -> int:
    return next((entry.line for entry in entries if entry.key.lower() == key), 1)


def _is_tagged(nature: Nature, words: Vocabulary) -> bool:
    return any(words.tags[tag] == "person" for tag in nature.tags)


def _entries(parsed: ParsedNote, words: Vocabulary) -> list[Entry]:
    inline = inline_entries(read_inline(parsed, (), words.contact))
    return [*parsed.frontmatter.entries, *inline]


def _personal(entries: list[Entry], words: Vocabulary) -> tuple[int, str]:
    """The line and the names of the properties that make a person likely, or none."""
    held = [
        (words.contact[entry.key] or "", entry)
        for entry in entries
        if texts_of(entry.node)
    ]
    telling = [entry for key, entry in held if key.rstrip("[") in _TELLING]
    vague = [entry for key, entry in held if key.rstrip("[") in _VAGUE]
    alone = any(key in _ALONE for key, _ in held)
    if not (alone or len(telling) > 1 or (telling and vague) or len(vague) > _SEVERAL):
        return 1, ""
    found = [*telling, *vague]
    return found[0].line, " and ".join(entry.key for entry in found[:2])
