"""The questions: who is overdue, whom to contact this week, who is this, and why."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from nettrack_md.app.discretion import (
    NOBODY_PRIVATE,
    Discretion,
    discreet_account,
    discretion_of,
)
from nettrack_md.errors import (
    PersonAmbiguous,
    PersonUnknown,
    TemplateBroken,
    UsageFault,
    WeekUnknown,
)
from nettrack_md.insight.cadence import standing
from nettrack_md.model.dates import parse_week, week_of
from nettrack_md.model.keys import reading_key
from nettrack_md.model.record import record
from nettrack_md.model.records import RESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.reader import Found
    from nettrack_md.insight.explain import Explanation
    from nettrack_md.insight.values import Review, Standing
    from nettrack_md.model.dates import Week
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import (
        Contact,
        Introduction,
        Person,
        Promise,
        Touch,
    )

#: Problems that say themselves why a note is not used as it might be.
_TELLING = frozenset({"not-a-contact", "bad-period", "unknown-tier", "bad-date"})
#: How far back a review looks for words that still wait for an answer, in days.
_RECENT_DAYS = 45


@record(frozen=True, slots=True)
class Card:
    """One person, whole: what `show` prints."""

    standing: Standing
    touches: tuple[Touch, ...]
    promises: tuple[Promise, ...]
    introductions: tuple[Introduction, ...]
    problems: tuple[Problem, ...]


def discretion(ws: Workspace) -> Discretion:
    """What must not be shown in this run."""
    if ws.private:
        return NOBODY_PRIVATE
    return discretion_of(ws.index.private_contacts())


def overdue(
    ws: Workspace,
    *,
    everybody: bool = False,
    limit: int | None = None,
    tier: str | None = None,
    tag: str | None = None,
) -> tuple[Standing, ...]:
    """Who is overdue today, worst ratio first (contract section 12).

    `everybody`: each contact that is on a list, whatever its state. The contacts come
    without their properties. `tier` may be said in any word for it. Raises UsageFault.
    """
    rules, veil = ws.settings.practice, discretion(ws)
    tier = _spelled(ws, tier)
    if everybody:
        people = ws.index.people(ws.today, properties=False)
    elif limit is None:
        people = ws.index.any_due(ws.today, ws.today, properties=False)
    else:
        people = ws.index.people(ws.today, due_before=ws.today, properties=False)
    # Behind these the index hands out the highest ratios first.
    unordered = ws.index.untimed(ws.today) if limit and not everybody else None
    found: list[Standing] = []
    enough: float | None = None
    for seen, person in enumerate(people):
        contact = person.contact
        if contact.status in RESTING or (contact.private and not ws.private):
            continue
        place = standing(person, today=ws.today, rules=rules)
        if not (everybody or place.state == "overdue"):
            continue
        if place.person.last is not None and place.person.last.path != contact.path:
            place = replace(place, person=veil.person(place.person))
        if enough is not None and (place.ratio or 0.0) < enough:
            break
        if _fits(contact, tier, tag):
            found.append(place)
        if unordered is not None and seen >= unordered and enough is None:
            enough = _ratio_of_place(found, limit)
    return tuple(sorted(found, key=worst_first)[:limit])


def _ratio_of_place(found: list[Standing], limit: int | None) -> float | None:
    """The ratio that takes the last place; None while there is a place left."""
    if limit is None or len(found) < limit:
        return None
    return sorted((place.ratio or 0.0 for place in found), reverse=True)[limit - 1]


def everybody_today(ws: Workspace) -> tuple[Standing, ...]:
    """Everybody, private people included, as they stand today; for the pages."""
    rules = ws.settings.practice
    return tuple(
        standing(person, today=ws.today, rules=rules)
        for person in ws.index.people(ws.today)
    )


def people(
    ws: Workspace,
    *,
    tier: str | None = None,
    tag: str | None = None,
    met_once: bool = False,
) -> Iterator[Standing]:
    """Everybody, the resting included, in reading order.

    `met_once`: active people with one meeting, thanks at most, and nothing decided.
    `tier` may be said in any word for it. Raises UsageFault.
    """
    from nettrack_md.insight.week.ramp import was_met_once

    tier = _spelled(ws, tier)
    rules, veil = ws.settings.practice, discretion(ws)
    return (
        standing(veil.person(person), today=ws.today, rules=rules)
        for person in _shown(ws, ws.index.people_by_name(ws.today))
        if _fits(person.contact, tier, tag) and (not met_once or was_met_once(person))
    )


def _shown(ws: Workspace, found: Iterable[Person]) -> Iterator[Person]:
    if ws.private:
        return iter(found)
    return (person for person in found if not person.contact.private)


def _spelled(ws: Workspace, tier: str | None) -> str | None:
    """A tier as the settings spell it, so that 近い asks for `close`."""
    tiers = ws.settings.reading.tiers
    if tier is None or tier in tiers:
        return tier
    from nettrack_md.people.choices import parse_tier

    if (found := parse_tier(tier, tiers)) is None:
        known = ", ".join(tiers)
        raise UsageFault(f'"{tier}" is no tier. Take one of: {known}.')
    return found


def _fits(contact: Contact, tier: str | None, tag: str | None) -> bool:
    if tier is not None and contact.tier != tier:
        return False
    if tag is None:
        return True
    wanted = tag.lstrip("#").casefold()
    return any(
        own.casefold() == wanted or own.casefold().startswith(wanted + "/")
        for own in contact.tags
    )


def worst_first(place: Standing) -> tuple[object, ...]:
    """The order of `overdue`: ratio, then older base, reading, path."""
    ratio = -1.0 if place.ratio is None else place.ratio
    base = place.base_on or date.max
    contact = place.person.contact
    return (-ratio, base, reading_key(contact.reading or contact.name), contact.path)


# --- the week ---


def week_asked(ws: Workspace, label: str | None) -> Week:
    """The week of that label, else the one that holds today. Raises WeekUnknown."""
    starts = ws.settings.practice.week_starts
    if label is None:
        return week_of(ws.today, starts)
    if (week := parse_week(label, starts)) is None:
        raise WeekUnknown(label)
    return week


def review(ws: Workspace, week: Week) -> Review:
    """The review of a week, private people included; `discreet` takes them out.

    Ranked on evidence from before the week begins, so that it stays the same.
    """
    from nettrack_md.app.pages.gatherings import with_events
    from nettrack_md.app.pages.supplies import given, supplies_of
    from nettrack_md.insight.week import review as insight

    index = ws.index
    before = min(week.begins - timedelta(days=1), ws.today)
    recent: dict[str, list[Touch]] = {}
    first = week.begins - timedelta(days=_RECENT_DAYS)
    for path, touch in index.touches_between(first, week.ends):
        recent.setdefault(path, []).append(touch)
    found = insight.review(
        index.people(before),
        index.promises(open_only=False),
        index.introductions(),
        {path: tuple(touches) for path, touches in recent.items()},
        index.introducers(),
        week=week,
        today=ws.today,
        rules=ws.settings.practice,
        history=index.touches,
        tiers=ws.settings.reading.tiers,
        supply=lambda people: supplies_of(ws, week, people),
        given=lambda *asked: given(ws, *asked),
    )
    return with_events(ws, found, recent)


# --- one person ---


def require_person(ws: Workspace, who: str) -> Person:
    """The one person of that name, reading, alias, part of a name, or path.

    An exact name, alias or path beats a part. Raises PersonUnknown, PersonAmbiguous.
    """
    from nettrack_md.people.names import match_people

    veil = discretion(ws)
    found = match_people(
        who, [row for row in ws.index.names() if not veil.hides(row.path)]
    )
    if not found:
        raise PersonUnknown(who)
    if len(found) > 1:
        raise PersonAmbiguous(who, [(row.name, row.path) for row in found])
    person = ws.index.person(found[0].path, ws.today)
    if person is None:
        raise PersonUnknown(who)
    return person


def show(ws: Workspace, who: str) -> Card:
    """All that is known of one person."""
    person, index, veil = require_person(ws, who), ws.index, discretion(ws)
    path, rules = person.contact.path, ws.settings.practice
    return Card(
        standing=standing(veil.person(person), today=ws.today, rules=rules),
        touches=tuple(veil.touch(touch, path) for touch in index.touches(path)),
        promises=tuple(
            replace(promise, text=veil.masked(promise.text))
            for promise in index.promises(path=path)
            if not veil.hides(promise.path, *promise.people)
            and (promise.path == path or not veil.silences(promise.path))
        ),
        introductions=tuple(
            replace(intro, text=veil.masked(intro.text))
            for intro in index.introductions(path=path)
            if not veil.hides(intro.path, intro.a_path, intro.b_path)
            and not veil.silences(f"{intro.a.target} {intro.b.target}")
            and (intro.path == path or not veil.silences(intro.path))
        ),
        problems=tuple(
            problem
            for problem in index.problems_of(path)
            if not veil.silences(problem.message)
        ),
    )


def why(ws: Workspace, who: str) -> Explanation:
    """The rule, the numbers, the evidence, what was rejected, and what is proposed."""
    from nettrack_md.app.practice.considering import proposals_about
    from nettrack_md.insight.explain import why as explain

    person = require_person(ws, who)
    touches = ws.index.touches(person.contact.path)
    account = explain(person, touches, today=ws.today, rules=ws.settings.practice)
    account = replace(account, proposals=proposals_about(ws, person, touches))
    return discreet_account(account, discretion(ws))


# --- text and problems ---


def search(ws: Workspace, text: str) -> Iterator[Found]:
    """Where that text stands, exactly; private people's notes and lines left out."""
    veil = discretion(ws)
    for found in ws.index.found(text):
        if not veil.names:
            yield found
        elif not veil.hides_file(found.path) and (
            # Somebody else may have a part of their name.
            found.kind == "contact" or not veil.silences(f"{found.path} {found.title}")
        ):
            places = [place for place in found.places if not veil.silences(place[2])]
            if places:
                yield found._replace(places=places)


def _untrusted(ws: Workspace) -> Iterator[Problem]:
    """The templates that wait to be looked at; one that is broken tells of itself."""
    from nettrack_md.app.trust import untrusted

    with suppress(TemplateBroken):
        yield from untrusted(ws)


def check(
    ws: Workspace, *, adopt: bool = False
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Every problem of the vault, by path and line; second, those in private notes.

    With `adopt` also what keeps notes from being used: those that look like people
    and are none to us, people without a rhythm, or without a day to count from.
    """
    from nettrack_md.people.checks import check_vault

    veil, index = discretion(ws), ws.index
    found = {
        *ws.walk_problems,
        *index.problems(),
        *check_vault(index.names(), index.links_to_check(), index.paths()),
    }
    found.update(_untrusted(ws))
    if adopt:
        from nettrack_md.app.adoption import survey

        # What is wrong already says why, so it is not said a second time.
        known = {p.path for p in found if p.severity == "error" or p.code in _TELLING}
        found.update(one for one in survey(ws).problems if one.path not in known)
    known = {row.path for row in index.names()}
    hidden = {
        p
        for p in found
        if veil.hides_file(p.path)
        or veil.silences(p.message)
        or (p.path not in known and veil.silences(p.path))
    }
    shown = sorted(found - hidden)
    if ws.refreshed.copies:
        from nettrack_md.app.copies import described

        shown = list(described(ws.files, shown, dict(ws.refreshed.copies)))
    return tuple(shown), tuple(sorted(hidden))
