"""A meeting or an event by itself: whom to expect there, and what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.meeting.briefing import Brief
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.insight.values import Evidence, Followed
from nettrack_md.model.record import record
from nettrack_md.model.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.insight.network.aims import Aim
    from nettrack_md.insight.remarks import Where
    from nettrack_md.model.records import Profile

#: Of so many guests each has a line of their own; the others are named.
GUESTS = 12
#: So many kinds of people to look out for, and things to tell of myself.
_LOOKED_FOR, _TOLD = 3, 2


@record(frozen=True, slots=True)
class NoteLine:
    """A line of the event's own note."""

    text: str
    evidence: Evidence


@record(frozen=True, slots=True)
class Gathering:
    """What to know before an event, or after it."""

    event: Event
    #: Until it; negative afterwards, None where its note names no day.
    days: int | None
    #: Whom its note names, as `brief` tells of them.
    guests: tuple[Brief, ...] = ()
    #: Further people who have a note, and names without one.
    others: tuple[str, ...] = ()
    #: What its note asks, and what is to be done before.
    questions: tuple[NoteLine, ...] = ()
    tasks: tuple[NoteLine, ...] = ()
    #: Whom to look out for, and what to tell.
    asks: tuple[Remark, ...] = ()
    #: Afterwards: whom to write to.
    follow: tuple[Followed, ...] = ()


def what_to_ask(
    aims: Iterable[Aim], profile: Profile | None, where: Where = on_line_one
) -> tuple[Remark, ...]:
    """Whom the goals in focus still need, and what I look for myself."""
    wanted = [
        remark(
            "look_out",
            where(aim.goal.path, "needs", each.need.kind),
            text=each.need.kind,
            goal=aim.goal.name,
        )
        for aim in aims
        if aim.focus
        for each in aim.needs
        if each.gap
    ]
    asks = () if profile is None else profile.asks
    mine = [
        remark("look_for", where(profile.path, "asks", text), text=text)
        for text in asks
        if profile is not None
    ]
    return (*wanted[:_LOOKED_FOR], *mine[:_TOLD])
