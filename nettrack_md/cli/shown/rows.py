"""Values -> the rows of `--json` (contract section 13). Plain data, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.phrases import sentence

if TYPE_CHECKING:
    from nettrack_md.app.asking import Card
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.insight.explain import Explanation
    from nettrack_md.insight.values import (
        DateAhead,
        EventAhead,
        Evidence,
        Followed,
        Greeting,
        Happened,
        Owed,
        Pick,
        Proposal,
        Review,
        Standing,
    )
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import Contact, Event, Introduction, Promise, Touch
    from nettrack_md.model.writes import Planned

Row = dict[str, object]


def standing_row(place: Standing) -> Row:
    """A row of `overdue`."""
    contact, last = place.person.contact, place.person.last
    return {
        "path": contact.path,
        "name": contact.name,
        "reading": contact.reading or None,
        "tier": contact.tier,
        "cadence_days": place.cadence_days,
        "last": None
        if last is None
        else {
            "on": last.on.isoformat(),
            "kind": last.kind,
            "path": last.path,
            "line": last.line,
        },
        "due_on": _iso(place.due_on),
        "days_late": place.days_late,
        "ratio": place.ratio,
        "state": place.state,
        "reason": sentence(place.reason),
    }


def contact_row(place: Standing) -> Row:
    """A row of `list`: the standing, with every property read."""
    contact = place.person.contact
    return {**_properties(contact), **standing_row(place), **_typed(contact)}


def _properties(contact: Contact) -> Row:
    from nettrack_md.people.properties import is_list

    return {
        key: list(texts) if is_list(key) else " ".join(texts)
        for key, texts in contact.properties
    }


def _typed(contact: Contact) -> Row:
    return {
        "aliases": list(contact.aliases),
        "status": contact.status,
        "tags": list(contact.tags),
        "private": contact.private,
        "snooze": _iso(contact.snooze),
        "next": _iso(contact.next),
        "met": _iso(contact.met),
        "created": _iso(contact.created),
        "trouble": _iso(contact.trouble),
        "birthday": None if contact.birthday is None else str(contact.birthday),
        "properties": {key: list(texts) for key, texts in contact.properties},
        "other": {key: list(texts) for key, texts in contact.other},
    }


def card_row(card: Card) -> Row:
    """The row of `show`."""
    return {
        **contact_row(card.standing),
        "touches": [touch_row(touch) for touch in card.touches],
        "promises": [promise_row(promise) for promise in card.promises],
        "introductions": [intro_row(intro) for intro in card.introductions],
        "problems": [problem_row(problem) for problem in card.problems],
    }


def touch_row(touch: Touch) -> Row:
    """One touch with its evidence."""
    return {
        "on": touch.on.isoformat(),
        "time": touch.time or None,
        "kind": touch.kind,
        # A log item without an arrow went both ways (contract section 4).
        "direction": touch.direction or ("<->" if touch.source == "log" else None),
        "text": touch.text,
        "tags": list(touch.tags),
        "source": touch.source,
        "restarts": touch.restarts,
        "path": touch.path,
        "line": touch.line,
    }


def promise_row(promise: Promise) -> Row:
    """One promise."""
    return {
        "text": promise.text,
        "mine": promise.mine,
        "done": promise.done,
        "due_on": _iso(promise.due_on),
        "people": list(promise.people),
        "path": promise.path,
        "line": promise.line,
    }


def intro_row(intro: Introduction) -> Row:
    """One introduction."""
    return {
        "on": intro.on.isoformat(),
        "a": intro.a_path or intro.a.target,
        "b": intro.b_path or intro.b.target,
        "state": intro.state,
        "text": intro.text,
        "path": intro.path,
        "line": intro.line,
    }


def problem_row(problem: Problem) -> Row:
    """A row of `check`."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "line": problem.line,
        "message": problem.message,
        "hint": problem.cure,
    }


def write_row(write: Planned, veil: Discretion, *, diff: bool = False) -> Row:
    """One write of a writing command; its diff under `--dry-run`.

    `veil` masks the lines of it that name somebody private.
    """
    row: Row = {"path": write.path, "action": write.action}
    if write.action == "renamed":
        row["to"] = getattr(write, "to", "")
    return {**row, "diff": veil.diff(write)} if diff else row


# --- the week ---


def review_row(review: Review) -> Row:
    """The data of `review`."""
    return {
        "week": review.week.label,
        "begins": review.week.begins.isoformat(),
        "ends": review.week.ends.isoformat(),
        "capacity": review.capacity,
        "planned": review.planned,
        "picks": [_pick_row(pick) for pick in review.picks],
        "owed": [owed_row(item) for item in review.owed],
        "promises": [owed_row(item) for item in review.promises],
        "old": [owed_row(item) for item in review.old],
        "dates": [_date_row(item) for item in review.dates],
        "events": [event_ahead_row(item) for item in review.events],
        "followed": [followed_row(item) for item in review.followed],
        "waiting": [_waiting_row(item) for item in review.waiting],
        "introductions": [intro_row(item) for item in review.introductions],
        "proposals": [proposal_row(item) for item in review.proposals],
        "greetings": [greeting_row(item) for item in review.greetings],
        "happened": [_happened_row(item) for item in review.happened],
        "health": [sentence(item) for item in review.health],
    }


def proposal_row(item: Proposal) -> Row:
    """Something to consider; `path`, `name`, `key`, `value` null where there is none.

    `acts`: whether the page has a box for it; `done`: whether that is ticked.
    """
    contact = item.contact
    return {
        "kind": item.kind,
        "path": None if contact is None else contact.path,
        "name": None if contact is None else contact.name,
        "key": item.key or None,
        "value": item.value or None,
        "reason": sentence(item.reason),
        "evidence": [_evidence_row(place) for place in item.evidence],
        "until": None if item.until is None else sentence(item.until),
        "others": [who_row(other) for other in item.others],
        "sides": [sentence(side) for side in item.sides],
        "acts": item.acts and contact is not None,
        "done": item.done,
    }


def greeting_row(item: Greeting) -> Row:
    """A greeting of the season, and whom it is for."""
    bare = {contact.path for contact in item.unaddressed}
    return {
        "kind": item.kind,
        "by": item.by.isoformat(),
        "ahead": item.ahead,
        "people": [
            {
                **who_row(one.contact),
                "reason": sentence(one.reason),
                "evidence": [_evidence_row(place) for place in one.evidence],
                "address_missing": one.contact.path in bare,
            }
            for one in item.people
        ],
        "mourning": [who_row(contact) for contact in item.mourning],
    }


def event_row(event: Event) -> Row:
    """A meeting or an event."""
    return {
        "path": event.path,
        "name": event.name,
        "kind": event.kind,
        "on": None if event.on is None else event.on.isoformat(),
        "place": event.place or None,
    }


def event_ahead_row(item: EventAhead) -> Row:
    """A meeting or an event that comes up, and whom to expect."""
    return {**event_row(item.event), "people": [who_row(one) for one in item.people]}


def followed_row(item: Followed) -> Row:
    """Somebody to write to after an event, and why."""
    return {
        **who_row(item.contact),
        "event": event_row(item.event),
        "reason": sentence(item.reason),
        "evidence": [_evidence_row(place) for place in item.evidence],
    }


def who_row(contact: Contact) -> Row:
    """Whom it is about."""
    return {"path": contact.path, "name": contact.name}


def _pick_row(pick: Pick) -> Row:
    return {
        **who_row(pick.person.contact),
        "band": pick.band,
        "ratio": pick.ratio,
        "reason": sentence(pick.reason),
        "evidence": [_evidence_row(item) for item in pick.evidence],
        "opening": None if pick.opening is None else sentence(pick.opening),
        "done": pick.done,
        "place": pick.place,
    }


def _evidence_row(evidence: Evidence) -> Row:
    return {"path": evidence.path, "line": evidence.line}


def owed_row(item: Owed) -> Row:
    """Something open between me and somebody."""
    return {
        "kind": item.kind,
        **who_row(item.contact),
        "due_on": _iso(item.due_on),
        "text": item.text,
        "mine": item.mine,
        "old": item.old,
        "evidence": _evidence_row(item.evidence),
    }


def _date_row(item: DateAhead) -> Row:
    return {
        "on": item.on.isoformat(),
        "kind": item.kind,
        **who_row(item.contact),
        "text": item.text,
        "years": item.years,
    }


def _waiting_row(place: Standing) -> Row:
    word = place.person.word
    return {
        **who_row(place.person.contact),
        "since": None if word is None else word.on.isoformat(),
        "reason": sentence(place.reason),
    }


def _happened_row(item: Happened) -> Row:
    where = {"path": item.touch.path, "line": item.touch.line}
    return {**touch_row(item.touch), **who_row(item.contact), "evidence": where}


def why_row(found: Explanation) -> Row:
    """The data of `why`."""
    return {
        **standing_row(found.standing),
        "formula": found.formula,
        "evidence": [touch_row(touch) for touch in found.evidence],
        "rejected": [
            {**touch_row(item.touch), "because": item.because}
            for item in found.rejected
        ],
        "movers": [sentence(item) for item in found.movers],
        "ahead": [sentence(item) for item in found.ahead],
        "proposals": [
            {
                **proposal_row(item.proposal),
                "rule": _rule(item.proposal.kind),
                "turn_on": _iso(item.turn_on),
            }
            for item in found.proposals
        ],
    }


def _rule(kind: str) -> str | None:
    from nettrack_md.insight.week.proposals.facts import rule_of

    rule = rule_of(kind)
    return None if rule is None else sentence(rule)


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
