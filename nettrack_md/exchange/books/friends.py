"""`friends.md`, the journal of the command line tool of that name.

Friends, what was done with them, and notes about them; a friend is named between
`**`, a place between `_`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.people import facts_of
from nettrack_md.exchange.texts import clean
from nettrack_md.model.dates import parse_date
from nettrack_md.model.foreign import ForeignPerson, ForeignTouch
from nettrack_md.people.folding import fold_name

if TYPE_CHECKING:
    from nettrack_md.exchange.reading import Complaints

_SECTION = re.compile(r"### (Activities|Notes|Friends|Locations):\s*$")
_EVENT = re.compile(r"[-*] (\d{4}-\d\d?-\d\d?)\s*:?\s*(.*)")
_FRIEND = re.compile(
    r"[-*] \s*+(?P<name>[^(\[@\s]++(?:\s++[^(\[@\s]++)*+)\s*+"
    r"(?:\((?P<aka>[^)]*+)\)\s*+)?(?:\[(?P<place>[^\]]*+)\]\s*+)?(?P<tags>@.*)?"
)
_AKA = re.compile(r"(?:(?<!\s)\s++)?\ba\.?k\.?a\.?\s++", re.IGNORECASE)
_NAMED = re.compile(r"\*\*(.+?)\*\*")
_PLACE = re.compile(r"(?<!\w)_([^_]+)_(?!\w)")


class _Event(NamedTuple):
    line: int
    touch: ForeignTouch
    names: tuple[str, ...]


def read_friends(text: str, complaints: Complaints) -> list[ForeignPerson]:
    """Everybody under *Friends*, and whoever else is named, with what happened."""
    friends: list[ForeignPerson] = []
    events: list[_Event] = []
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if (found := _SECTION.match(line)) is not None:
            section = found[1]
        elif not line.strip() or section == "Locations":
            continue
        elif section == "Friends":
            friend = _friend(line, number)
            if friend is None:
                complaints.lost(number, "this line names no friend")
            else:
                friends.append(friend)
        elif section:
            event = _event(line, number, section)
            if event is None:
                complaints.lost(number, "this line does not begin with a date")
            else:
                events.append(event)
    return _with_events(friends, events)


def _friend(line: str, number: int) -> ForeignPerson | None:
    found = _FRIEND.fullmatch(line.strip())
    if found is None:
        return None
    name = clean(found["name"])
    others = [clean(each) for each in _AKA.split(found["aka"] or "") if each.strip()]
    facts = facts_of(
        {
            "aliases": others,
            "region": [found["place"] or ""],
            "tags": (found["tags"] or "").replace("@", " ").split(),
        }
    )
    return _person(name, number, facts=facts, original=line) if name else None


def _person(
    name: str, line: int, facts: tuple[tuple[str, tuple[str, ...]], ...], original: str
) -> ForeignPerson:
    own = f"friends:{digest_of(fold_name(name))}"
    return ForeignPerson(name, facts, (own,), line, original=original)


def _event(line: str, number: int, section: str) -> _Event | None:
    found = _EVENT.fullmatch(line.strip())
    on = parse_date(found[1]) if found else None
    if found is None or on is None:
        return None
    text = _PLACE.sub(r"\1", _NAMED.sub(r"\1", found[2]))
    kind = "note" if section == "Notes" else ""
    touch = ForeignTouch(on, digest_of(found[1], kind, text), kind, "", clean(text))
    return _Event(number, touch, tuple(dict.fromkeys(_NAMED.findall(found[2]))))


def _with_events(
    friends: list[ForeignPerson], events: list[_Event]
) -> list[ForeignPerson]:
    """The friends with their touches; whoever is named and listed nowhere is one."""
    place: dict[str, int] = {}
    for at, friend in enumerate(friends):
        for name in (friend.name, *friend.texts("aliases")):
            place.setdefault(fold_name(name), at)
    touches: dict[int, list[ForeignTouch]] = {}
    for event in events:
        for name in event.names:
            key = fold_name(name)
            if key not in place:
                place[key] = len(friends)
                friends.append(_person(clean(name), event.line, (), name))
            touches.setdefault(place[key], []).append(event.touch)
    return [
        ForeignPerson(
            friend.name,
            friend.facts,
            friend.ids,
            friend.line,
            original=friend.original,
            touches=tuple(touches.get(at, ())),
        )
        for at, friend in enumerate(friends)
    ]
