"""Values -> tab-separated rows for a pipe. Columns are stable; new ones come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.phrases import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.asking import Card
    from nettrack_md.insight.explain import Explanation
    from nettrack_md.insight.values import Review, Standing
    from nettrack_md.model.records import Touch

Line = tuple[object, ...]


def standing_line(place: Standing) -> Line:
    """state, name, last day, due day, days late, ratio, path, reason."""
    contact, last = place.person.contact, place.person.last
    return (
        place.state,
        contact.name,
        None if last is None else last.on,
        place.due_on,
        place.days_late,
        place.ratio,
        contact.path,
        sentence(place.reason),
    )


def person_line(place: Standing) -> Line:
    """name, reading, tier, state, last day, due day, path."""
    contact, last = place.person.contact, place.person.last
    return (
        contact.name,
        contact.reading,
        contact.tier,
        place.state,
        None if last is None else last.on,
        place.due_on,
        contact.path,
    )


def review_lines(review: Review) -> Iterator[Line]:
    """Section, then what belongs to it.

    pick, owed, date, event, followed, waiting, happened, proposal, greeting. A
    proposal: its kind, name, path, `key:: value`, reason. A greeting of the season: its
    kind, name, path, its last day, reason.
    """
    for pick in sorted(review.picks, key=lambda pick: pick.place):
        contact = pick.person.contact
        reason = sentence(pick.reason)
        yield ("pick", pick.band, contact.name, contact.path, pick.ratio, reason)
    for item in review.owed:
        name, path = item.contact.name, item.contact.path
        yield ("owed", item.kind, name, path, item.due_on, item.text)
    for date in review.dates:
        name, path = date.contact.name, date.contact.path
        yield ("date", date.kind, name, path, date.on, date.text)
    for coming in review.events:
        names = ", ".join(guest.name for guest in coming.people)
        event = coming.event
        yield ("event", event.kind, event.name, event.path, event.on, names)
    for after in review.followed:
        name, path = after.contact.name, after.contact.path
        yield ("followed", after.event.name, name, path, "", sentence(after.reason))
    for place in review.waiting:
        contact = place.person.contact
        on = None if place.person.word is None else place.person.word.on
        yield ("waiting", place.state, contact.name, contact.path, on, "")
    for done in review.happened:
        name, path = done.contact.name, done.contact.path
        yield ("happened", done.touch.kind, name, path, done.touch.on, done.touch.text)
    yield from _considered(review)


def _considered(review: Review) -> Iterator[Line]:
    for one in review.proposals:
        who = one.contact
        name, path = ("", "") if who is None else (who.name, who.path)
        line = f"{one.key}:: {one.value}" if one.key else ""
        yield ("proposal", one.kind, name, path, line, sentence(one.reason))
    for greeting in review.greetings:
        for greeted in greeting.people:
            who = greeted.contact
            why = sentence(greeted.reason)
            yield ("greeting", greeting.kind, who.name, who.path, greeting.by, why)


def touch_line(touch: Touch) -> Line:
    """touch, day, kind, direction, text, path:line."""
    where = f"{touch.path}:{touch.line}"
    return ("touch", touch.on, touch.kind, touch.direction, touch.text, where)


def card_lines(card: Card) -> Iterator[Line]:
    """What `show` knows: field, then value."""
    place, contact = card.standing, card.standing.person.contact
    yield ("name", contact.name)
    yield ("path", contact.path)
    yield ("state", place.state, sentence(place.reason))
    for key, texts in (*contact.properties, *contact.other):
        for text in texts:
            yield (key, text)
    for touch in card.touches:
        yield touch_line(touch)
    for promise in card.promises:
        box = "done" if promise.done else "open"
        where = f"{promise.path}:{promise.line}"
        yield ("promise", box, promise.due_on, promise.text, where)
    for intro in card.introductions:
        a, b = intro.a_path or intro.a.target, intro.b_path or intro.b.target
        yield ("intro", intro.on, intro.state, a, b, f"{intro.path}:{intro.line}")
    for problem in card.problems:
        yield ("problem", problem.code, problem.line, problem.message)


def why_lines(found: Explanation) -> Iterator[Line]:
    """Rule, numbers, evidence, what was rejected, what comes next."""
    yield ("state", found.standing.state, sentence(found.standing.reason))
    if found.formula:
        yield ("formula", found.formula)
    for touch in found.evidence:
        yield ("evidence", *touch_line(touch)[1:])
    for item in found.rejected:
        yield ("rejected", *touch_line(item.touch)[1:], item.because)
    for mover in found.movers:
        yield ("moves", sentence(mover))
    for ahead in found.ahead:
        yield ("ahead", sentence(ahead))
    for each in found.proposals:
        one = each.proposal
        change = f"{one.key}:: {one.value}" if one.key else ""
        until = "" if one.until is None else sentence(one.until)
        yield ("proposal", one.kind, change, sentence(one.reason), each.turn_on, until)
        for where in one.evidence:
            yield ("rests on", one.kind, f"{where.path}:{where.line}")
