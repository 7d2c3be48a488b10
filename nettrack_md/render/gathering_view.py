"""A meeting or an event to the view of `brief.md.j2`: one line for each guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.render.brief_view import brief_said, owed_entry, remark_lines
from nettrack_md.render.entries import NAMES, Scribe
from nettrack_md.render.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.insight.meeting.gatherings import Gathering
    from nettrack_md.model.rules import Language
    from nettrack_md.render.entries import Entry, Veil

    View = dict[str, Any]


def gathering_view(
    found: Gathering,
    *,
    today: date,
    language: Language,
    link: Callable[[str, str], str],
    veil: Veil,
) -> View:
    """What the template of a brief sees of an event: `event`, and no `briefs`."""
    scribe = Scribe(language, today, link, veil, whole=False)
    said = brief_said(language)
    past = found.days is not None and found.days < 0
    event = scribe.event(found.event)
    return {
        "lang": language,
        "today": today.isoformat(),
        "say": said,
        "title": f"{said['after_title' if past else 'event_title']}: {event['name']}",
        "as_of": scribe.tell("page_as_of", on=today),
        "briefs": [],
        "event": {
            **event,
            "head": words.listed(
                [*filter(None, (event["title"], event["place"]))], language
            ),
            "past": past,
            "guests": [_guest(each, scribe) for each in found.guests],
            "others": words.listed(_others(found, scribe), language),
            "questions": [scribe.excerpt(each.text) for each in found.questions],
            "tasks": [scribe.excerpt(each.text) for each in found.tasks],
            "asks": [scribe.say(one.reason) for one in found.asks],
            "follow": [
                {**scribe.person(one.contact), "reason": scribe.say(one.reason)}
                for one in found.follow
            ],
        },
    }


def _others(found: Gathering, scribe: Scribe) -> list[str]:
    names = [scribe.excerpt(name) for name in found.others[:NAMES]]
    return [*names, "…"] if len(found.others) > NAMES else names


def _guest(each: Brief, scribe: Scribe) -> Entry:
    """Who it is, the last talk, what is open first, else what to ask."""
    person = each.standing.person
    own = person.contact.path
    lines = [scribe.touch(talk)["line"] for talk in each.talks[:1]]
    for item in each.loops[:1]:
        entry = owed_entry(item, scribe, own)
        told = [*filter(None, (entry["text"], entry["due"]))]
        text = words.listed(told, scribe.language)
        lines.append(f"{entry['whose']}: {text}{entry['source']}")
    if not each.loops:
        asks = [one for one in each.asks if one.reason.key == "ask_needs"]
        lines += remark_lines(asks[:1], scribe, own)
    care = remark_lines(each.care, scribe, own)
    return {**scribe.person(person.contact), "lines": [*care, *lines]}
