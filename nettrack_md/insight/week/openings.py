"""What to begin with when writing to somebody: something that the notes hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.dates_ahead import days_of
from nettrack_md.insight.evidence import day_order
from nettrack_md.insight.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.insight.values import Owed, Pick, Reason
    from nettrack_md.insight.week.candidates import Frame
    from nettrack_md.model.records import Contact, Touch

#: Days past the week in which a birthday is near enough to be spoken of.
_NEAR_DAYS = 7
#: Sources whose text somebody wrote about this talk; a mention's line may be about
#: anything.
_WRITTEN = frozenset({"log", "attended"})


def find_opening(
    pick: Pick, loops: Iterable[Owed], touches: Iterable[Touch], frame: Frame
) -> Reason | None:
    """The first of these that the notes hold; None where they hold nothing.

    For trouble a gentle word; their question; what I promised; a birthday near; what
    they need; what was last talked about; what they like; what we share.
    `loops` are the open things with this person, `touches` the recent ones, both
    from before the week, so that the opening stays the same all week.
    """
    if pick.band == "trouble":
        return reason("begin_trouble")
    return next(_openings(pick, tuple(loops), touches, frame), None)


def _openings(
    pick: Pick, loops: tuple[Owed, ...], touches: Iterable[Touch], frame: Frame
) -> Iterator[Reason]:
    contact = pick.person.contact
    for item in loops:
        if item.kind == "reply" and item.text:
            yield reason("begin_reply", text=item.text)
    for item in loops:
        if item.kind == "promise" and item.mine:
            yield reason("begin_promise", text=item.text, due_on=item.due_on)
    yield from _birthdays(pick, frame)
    yield from _texts(contact, "needs")
    talk = _last_talk(pick, touches)
    if talk is not None:
        yield reason("begin_talk", text=talk.text, on=talk.on, kind=talk.kind)
    yield from _texts(contact, "likes")
    yield from _texts(contact, "common")


def _texts(contact: Contact, key: str) -> Iterator[Reason]:
    return (reason(f"begin_{key}", text=text) for text in contact.texts(key))


def _birthdays(pick: Pick, frame: Frame) -> Iterator[Reason]:
    if pick.reason.key == "birthday":
        return
    last = frame.ends + timedelta(days=_NEAR_DAYS)
    for day in days_of(pick.person.contact, frame.begins, last):
        if day.kind == "birthday":
            yield reason("begin_birthday", on=day.on, years=day.years)


def _last_talk(pick: Pick, touches: Iterable[Touch]) -> Touch | None:
    last = pick.person.last
    known = touches if last is None else (*touches, last)
    talks = (t for t in known if t.restarts and t.text and t.source in _WRITTEN)
    return max(talks, key=day_order, default=None)
