"""People as cards, as a table, or as lines of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.importing.sources import Sources
from nettrack_md.exchange.identity import note_uid
from nettrack_md.exchange.people import facts_of
from nettrack_md.exchange.texts import clean
from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.people.values import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.app.exporting.outgoing import Outgoing
    from nettrack_md.exchange.vcard.writer import Version
    from nettrack_md.model.records import Contact, Introduction, Promise
    from nettrack_md.vault.files import Files

#: In cards and tables these hold one name or number a value.
_SPLIT = frozenset({"aliases", "emails", "phones"})


def vcards(out: Outgoing, files: Files, version: Version) -> bytes:
    """One card a person."""
    from nettrack_md.exchange.vcard import render_vcards

    return render_vcards(_foreign(out, files), version)


def table(out: Outgoing, *, safe: bool) -> bytes:
    """One row a person."""
    from nettrack_md.exchange.csv.writer import Row, render_table

    rows = (
        Row(one.contact.path, held_by(one.contact), dict(one.contact.other))
        for one in out.people.values()
    )
    return render_table(rows, safe=safe)


def json_lines(out: Outgoing, *, texts: bool) -> bytes:
    """One line a person; the words of the log only with `texts`."""
    from nettrack_md.exchange.jsonl import Whole, render_json_lines

    promises: dict[str, list[Promise]] = {}
    for promise in out.promises:
        for path in promise.people:
            promises.setdefault(path, []).append(promise)
    introductions: dict[str, list[Introduction]] = {}
    for intro in out.introductions:
        for path in dict.fromkeys((intro.a_path, intro.b_path)):
            introductions.setdefault(path, []).append(intro)
    return render_json_lines(
        (
            Whole(
                path,
                held_by(person.contact),
                person.contact.other,
                out.touches.get(path, ()),
                promises.get(path, ()),
                introductions.get(path, ()),
            )
            for path, person in out.people.items()
        ),
        texts=texts,
    )


def held_by(contact: Contact) -> Mapping[str, tuple[str, ...]]:
    """Every property by its first name, and the tags."""
    held: dict[str, tuple[str, ...]] = {
        "name": (contact.name,),
        "uid": (note_uid(contact.path),),
        **dict(contact.properties),
        "tags": contact.tags,
    }
    # A note may hold a name beside the one it goes by, as of a list of them.
    held["name"] = (contact.name,)
    return {key: texts for key, texts in held.items() if texts}


def _foreign(out: Outgoing, files: Files) -> Iterator[ForeignPerson]:
    sources = Sources(files)
    for person in out.people.values():
        contact = person.contact
        held = held_by(contact)
        ids = (f"vcard:{held['uid'][0]}", *contact.texts("sources"))
        origins = sources.all(ids)
        facts = facts_of(
            {
                key: split_words(texts) if key in _SPLIT else texts
                for key, texts in held.items()
            }
        )
        kept = (line for each in origins for line in each.kept if _is_line(line))
        yield ForeignPerson(
            clean(contact.name),
            facts,
            parts=tuple(part for each in origins for part in each.parts),
            kept=tuple(dict.fromkeys(filter(out.may_leave, kept))),
        )


def _is_line(kept: str) -> bool:
    """Whether what was kept is a line of a card, and not a cell of a table."""
    head = kept.partition(":")[0].partition(";")[0]
    return head.isascii() and head.replace("-", "").isalnum() and head == head.upper()
