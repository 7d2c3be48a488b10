"""Who can help with something: by what they are good at, their place, their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.network.terms import terms_of
from nettrack_md.insight.network.ties import find_path
from nettrack_md.insight.network.warmth import NEAR, Warmth, degree, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.model.keys import fold_text
from nettrack_md.model.record import record
from nettrack_md.model.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.network.ties import Step, Ties
    from nettrack_md.insight.remarks import Where
    from nettrack_md.insight.values import Evidence
    from nettrack_md.model.records import Contact

#: Properties that may answer, best first, with the key of the remark each makes.
_KEYS: tuple[tuple[str, str], ...] = (
    ("helps_with", "help_helps_with"),
    ("roles", "help_roles"),
    ("title", "help_title"),
    ("field", "help_field"),
    ("org", "help_org"),
    ("region", "help_place"),
    ("met_at", "help_place"),
    ("why", "help_why"),
    ("needs", "help_needs"),
)
_TAG_RANK = 4
_LOG_RANK = len(_KEYS)
#: Places and names of firms answer by their own words alone.
_LITERAL = frozenset({"org", "region", "met_at"})
#: Whom nobody should be sent to.
_GONE = frozenset({"ended", "deceased", "archived"})
#: So many lines of a log are reason enough.
_LINES = 2


@record(frozen=True, slots=True)
class Line:
    """A line of somebody's log, or of a note about them, that holds a wanted word."""

    path: str
    #: The word that it holds.
    word: str
    text: str
    evidence: Evidence
    on: date | None = None


@record(frozen=True, slots=True)
class Helper:
    """Somebody who may help, why, and the way to them where they are not near."""

    person: Person
    warmth: Warmth
    reasons: tuple[Remark, ...]
    #: Through whom, nearest me first; empty when I can ask them myself.
    through: tuple[Step, ...] = ()


def seek(
    words: Sequence[str],
    people: Mapping[str, Person],
    lines: Iterable[Line],
    ties: Ties,
    *,
    today: date,
    where: Where = on_line_one,
) -> tuple[Helper, ...]:
    """Who can help with `words`, the best fit first, then the warmest.

    Fit is how many of the words somebody answers, then by what: what they are good at
    before what they are, where they are, and what was talked about. `lines` are the
    places in notes that hold one of the words.
    """
    told: dict[str, list[Line]] = {}
    for line in lines:
        told.setdefault(line.path, []).append(line)
    found: list[tuple[tuple[object, ...], Helper]] = []
    for path, person in people.items():
        if person.contact.status in _GONE:
            continue
        hits = sorted(_hits(words, person.contact, told.get(path, ()), where), key=_of)
        if hits:
            order = _fit(hits, person, today)
            found.append((order, _helper(person, hits, people, ties, today)))
    return tuple(helper for _, helper in sorted(found, key=lambda pair: pair[0]))


#: Rank of the property, the word that it answers, the remark.
_Hit = tuple[int, str, Remark]


def _of(hit: _Hit) -> tuple[object, ...]:
    rank, word, made = hit
    where = made.evidence[0]
    return (rank, word, where.path, where.line, repr(made.reason))


def _hits(
    words: Sequence[str], contact: Contact, lines: Sequence[Line], where: Where
) -> Iterator[_Hit]:
    for word in words:
        for rank, (key, name) in enumerate(_KEYS):
            for text in contact.texts(key):
                if answers(word, text, literal=key in _LITERAL):
                    at = where(contact.path, key, text)
                    yield rank, word, remark(name, at, text=text)
        for tag in contact.tags:
            if answers(word, tag):
                at = where(contact.path, "tags", tag)
                yield _TAG_RANK, word, remark("help_tag", at, text=tag)
        for line in [one for one in lines if one.word == word][:_LINES]:
            made = remark("help_log", line.evidence, text=line.text, on=line.on)
            yield _LOG_RANK, word, made


def answers(word: str, text: str, *, literal: bool = False) -> bool:
    """Whether a text answers a word: holds it, begins a word with it, or means it.

    `literal`: what it means does not count.
    """
    wanted, there = fold_text(word), fold_text(text)
    if not wanted:
        return False
    if wanted.isascii():
        held = any(part.startswith(wanted) for part in _parts(there))
    else:
        held = wanted in there
    return held or (not literal and bool(terms_of(word) & terms_of(text)))


def _parts(folded: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in folded).split()


def _fit(hits: Sequence[_Hit], person: Person, today: date) -> tuple[object, ...]:
    covered = len({word for _, word, _ in hits})
    warm = -round(degree(person, today), 6)
    return (-covered, hits[0][0], warm, reading_order(person.contact))


def _helper(
    person: Person,
    hits: Iterable[_Hit],
    people: Mapping[str, Person],
    ties: Ties,
    today: date,
) -> Helper:
    reasons = tuple(dict.fromkeys(made for _, _, made in hits))
    warm = warmth(person, today)
    through: tuple[Step, ...] = ()
    if warm not in NEAR:
        through = find_path(person.contact.path, people, ties, today)
    return Helper(person, warm, reasons, through)
