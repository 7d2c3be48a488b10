"""Me: an introduction of thirty seconds, and what somebody was told of it already."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import day_order
from nettrack_md.insight.network.terms import is_telling, shared_terms
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.insight.remarks import Where
    from nettrack_md.model.records import Person, Profile, Touch

#: What is said aloud in half a minute: words in Latin scripts, characters in others.
_WORDS, _CHARACTERS = 75, 150
#: Days after which a profile is worth a look (half a year).
OLD_DAYS = 182
#: One word in a line of the log may be there by chance.
_ENOUGH = 2
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@record(frozen=True, slots=True)
class Item:
    """One thing to tell of myself."""

    #: `known_for`, `offers`, `asks` or `values`.
    key: str
    text: str
    #: Where they were told; empty when they were not yet.
    told: tuple[Evidence, ...] = ()


@record(frozen=True, slots=True)
class Myself:
    """The profile, as it can be said, and what it would gain from."""

    profile: Profile
    #: The introduction: as many sentences as half a minute holds.
    short: str
    remarks: tuple[Remark, ...] = ()


def myself(
    profile: Profile, updated_on: date | None, *, today: date, line: int = 1
) -> Myself:
    """The profile as of today; `updated_on` is the day that it says of itself."""
    where = Evidence(profile.path, line)
    remarks: tuple[Remark, ...] = ()
    if updated_on is None:
        remarks = (remark("me_undated", where),)
    elif today - updated_on > timedelta(days=OLD_DAYS):
        remarks = (remark("me_old", where, on=updated_on),)
    return Myself(profile, thirty_seconds(profile), remarks)


def thirty_seconds(profile: Profile) -> str:
    """The introduction, as far as half a minute goes; its first sentence always."""
    said = " ".join(profile.intro.split())
    kept: list[str] = []
    for sentence in filter(None, _SENTENCE.split(said)):
        if kept and _length(" ".join([*kept, sentence])) > 1:
            break
        kept.append(sentence)
    return ("" if _WIDE.search(said) else " ").join(kept)


def _length(text: str) -> float:
    """How much of the half minute a text takes; 1 is all of it."""
    wide = len(_WIDE.findall(text))
    words = len(_WIDE.sub(" ", text).split())
    return wide / _CHARACTERS + words / _WORDS


def items_of(profile: Profile) -> tuple[Item, ...]:
    """What there is to tell, the most telling first."""
    return tuple(
        Item(key, text)
        for key in ("known_for", "offers", "asks", "values")
        for text in getattr(profile, key)
    )


def told_to(
    person: Person,
    touches: Iterable[Touch],
    profile: Profile,
    *,
    today: date,
    where: Where = on_line_one,
) -> tuple[Item, ...]:
    """Each thing to tell, with the places that show that `person` was told.

    Their `they_know`, and lines of the log about the same; a hint, since talk is
    noted in other words than it was said in.
    """
    talks = sorted((t for t in touches if t.on <= today), key=day_order, reverse=True)
    return tuple(
        Item(item.key, item.text, tuple(_told(person, talks, item.text, where)))
        for item in items_of(profile)
    )


def _told(
    person: Person, talks: Sequence[Touch], text: str, where: Where
) -> Iterator[Evidence]:
    path = person.contact.path
    for known in person.contact.texts("they_know"):
        if is_telling(shared_terms(text, known)):
            yield where(path, "they_know", known)
    for talk in talks:
        shared = shared_terms(text, talk.text)
        if talk.source == "log" and len(shared) >= _ENOUGH and is_telling(shared):
            yield Evidence(talk.path, talk.line)
            return
