"""Meeting and event notes: when, where, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.records import Event, Touch
from nettrack_md.people.references import read_links
from nettrack_md.people.values import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.people.fields import Fields
    from nettrack_md.people.nature import Nature


def read_event(fields: Fields, nature: Nature) -> Event:
    """The meeting or event of a note; without a `date` of the day in its name."""
    return Event(
        path=fields.path,
        name=nature.title,
        kind="event" if nature.kind == "event" else "meeting",
        on=fields.day("date") or nature.on,
        place=fields.text("place"),
        attendees=read_links(fields.find("attendees")),
    )


def read_attended(event: Event, fields: Fields) -> Iterator[Touch]:
    """A touch for each attendee; none where nobody knows the day."""
    if event.on is None:
        return
    day = read_day(fields.text("date"))
    for who in event.attendees:
        yield Touch(
            event.on, event.kind, "attended", event.path, who.line,
            time=day.time if day else "", text=event.name, who=who,
        )  # fmt: skip
