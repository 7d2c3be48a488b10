"""A look-back and the goals to the view of `quarter.md.j2`: plain data with its words.

Nothing in a region of the page is a box: what is to be done is the user's own list,
and what is proposed stands on the week's page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.render.entries import Scribe, stem_of
from nettrack_md.render.hidden import Hidden
from nettrack_md.render.markdown import display, inert, one_line
from nettrack_md.render.wording import words
from nettrack_md.render.wording.phrases import say
from nettrack_md.render.wording.quarter_words import quarter_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from nettrack_md.insight.meeting.myself import Myself
    from nettrack_md.insight.network.aims import Aim, Ally, Covered
    from nettrack_md.insight.shape.looking_back import (
        Change,
        KeptPromise,
        LookBack,
        Thanks,
    )
    from nettrack_md.insight.values import Evidence
    from nettrack_md.model.records import Goal, Introduction
    from nettrack_md.model.rules import Language
    from nettrack_md.render.entries import Entry, Veil

    View = dict[str, Any]
    #: Open lines: of the next three months, of the next year.
    Lists = tuple[Sequence[str], Sequence[str]]

#: Days from the quarter's begin within which a goal belongs to the first list, and to
#: the second.
_SOON, _YEAR = 122, 396
_NOTHING_OPEN: Lists = ((), ())
#: So many entries of a list are told to a template; a page shows fewer.
_AT_MOST = 40


def quarter_view(
    found: LookBack,
    goals: Sequence[Aim],
    *,
    language: Language,
    link: Callable[[str, str], str],
    veil: Veil,
    before: str = "",
    open_still: Lists = _NOTHING_OPEN,
    profile: Myself | None = None,
) -> View:
    """What the template of a quarter sees.

    `goals` name nobody who may not be named; of `found`, private people are left out
    here, and told of without their names. `before`: path of the quarter before's note.
    `open_still`: what of that note's lists is not done. `profile`: what it would gain
    from is one of the questions.
    """
    scribe = Scribe(language, found.as_of, link, veil, whole=False)
    hidden = Hidden(veil)
    quarter = found.quarter
    span = scribe.tell("page_quarter", begins=quarter.begins, ends=quarter.ends)
    say_too = quarter_words(language)
    view: View = {
        "lang": language,
        "today": found.as_of.isoformat(),
        "as_of": scribe.tell("page_as_of", on=found.as_of),
        "say": {**say(language), **say_too},
        "title": f"{say_too['quarter_title']}: {span}",
        "quarter": {
            "label": quarter.label,
            "begins": quarter.begins.isoformat(),
            "ends": quarter.ends.isoformat(),
            "words": span,
        },
        "before": link(before, display(stem_of(before))) if before else "",
        **_goals(goals, quarter.begins, scribe, open_still),
        **{
            name: _changes(getattr(found, name), scribe, hidden)
            for name in ("grew", "cooled", "ended", "lost")
        },
        "kept": _kept(found.kept, scribe, hidden),
        "introduced": _introduced(found.introduced, scribe, hidden),
        "thanked": _thanked(found.thanked, scribe, hidden),
        "unasked": [
            scribe.person(one.contact)
            for one in hidden.leave_out(found.unasked, lambda one: one.contact)[
                :_AT_MOST
            ]
        ],
    }
    return {**view, "private": hidden.sentence(scribe), **_profile(profile, scribe)}


def _profile(profile: Myself | None, scribe: Scribe) -> View:
    if profile is None:
        return {"profile": []}
    path = profile.profile.path
    link = scribe.link(path, display(stem_of(path)))
    return {"profile": [f"{link}: {scribe.say(one.reason)}" for one in profile.remarks]}


# --- goals ---


def _goals(
    goals: Sequence[Aim], begins: date, scribe: Scribe, open_still: Lists
) -> View:
    """The goals, and the two lists: what is open still, and the goals it lacks."""
    soon, within_year = open_still
    said = "\n".join((*soon, *within_year))
    near = [
        (_goal(aim.goal, scribe), _days(aim.goal, begins))
        for aim in goals
        if scribe.link(aim.goal.path, display(aim.goal.name)) not in said
    ]
    return {
        "open_soon": [one_line(text) for text in soon],
        "open_within_year": [one_line(text) for text in within_year],
        "goals": [_aim(aim, scribe) for aim in goals if aim.focus],
        "later": [_goal(aim.goal, scribe) for aim in goals if not aim.focus],
        "soon": [goal for goal, days in near if days <= _SOON],
        "within_year": [goal for goal, days in near if _SOON < days <= _YEAR],
    }


def _days(goal: Goal, begins: date) -> int:
    """How far off a goal is, by its horizon or by its day, whichever is nearer."""
    days = [_YEAR + 1]
    if goal.horizon is not None:
        days.append(goal.horizon.days_from(begins))
    if goal.due_on is not None:
        days.append((goal.due_on - begins).days)
    return min(days)


def _goal(goal: Goal, scribe: Scribe) -> Entry:
    return {
        "link": scribe.link(goal.path, display(goal.name)),
        "name": inert(goal.name),
        "horizon": words.length(goal.horizon, scribe.language),
        "due": "" if goal.due_on is None else goal.due_on.isoformat(),
        "by": scribe.tell("goal_by", on=goal.due_on) if goal.due_on else "",
    }


def _aim(aim: Aim, scribe: Scribe) -> Entry:
    return {
        **_goal(aim.goal, scribe),
        "needs": [_need(each, scribe) for each in aim.needs],
        "beside": [_ally(each, scribe) for each in aim.beside],
    }


def _need(each: Covered, scribe: Scribe) -> Entry:
    return {
        "kind": scribe.excerpt(each.need.kind),
        "words": scribe.say(each.words.reason),
        "there": [_ally(one, scribe) for one in each.there],
        "maybe": [_ally(one, scribe) for one in each.maybe],
    }


def _ally(one: Ally, scribe: Scribe) -> Entry:
    near = words.warmth(one.warmth, scribe.language)
    return {**scribe.person(one.person.contact), "near": near}


# --- what the quarter brought ---


def _changes(found: Iterable[Change], scribe: Scribe, hidden: Hidden) -> list[Entry]:
    shown = hidden.leave_out(found, lambda one: one.person.contact)[:_AT_MOST]
    return [
        {
            **scribe.person(one.person.contact),
            "what": scribe.say(one.words.reason),
            "source": _source(one.words.evidence, scribe, one.person.contact.path),
        }
        for one in shown
    ]


def _kept(found: Iterable[KeptPromise], scribe: Scribe, hidden: Hidden) -> list[Entry]:
    kept = [
        {
            **scribe.person(one.contact),
            "text": scribe.excerpt(one.promise.text),
            "on": one.on.isoformat(),
            "mine": one.promise.mine,
            "source": _link_of(one.promise.path, scribe, one.contact.path),
        }
        for one in hidden.leave_out(found, lambda one: one.contact)
        if not hidden.counts(*one.promise.people, one.promise.path)
        and not scribe.veil.silences(one.promise.text)
    ]
    return kept[:_AT_MOST]


def _introduced(
    found: Iterable[Introduction], scribe: Scribe, hidden: Hidden
) -> list[Entry]:
    return [
        {
            **scribe.introduction(one),
            "source": ""
            if one.path in {one.a_path, one.b_path}
            else _link_of(one.path, scribe, ""),
        }
        for one in found
        if not hidden.counts(one.a_path, one.b_path, one.path)
        and not scribe.veil.silences(f"{one.a.target} {one.b.target}")
    ]


def _thanked(found: Iterable[Thanks], scribe: Scribe, hidden: Hidden) -> list[Entry]:
    entries = []
    for one in hidden.leave_out(found, lambda one: one.contact)[:_AT_MOST]:
        touch = scribe.touch(one.touch)
        what = scribe.tell("touch", kind=touch["kind"], text=touch["text"])
        source = _link_of(one.touch.path, scribe, one.contact.path)
        entries.append(
            {**scribe.person(one.contact), **touch, "what": what, "source": source}
        )
    return entries


def _source(evidence: Sequence[Evidence], scribe: Scribe, own: str) -> str:
    return _link_of(evidence[0].path, scribe, own) if evidence else ""


def _link_of(path: str, scribe: Scribe, own: str) -> str:
    """A link to the note behind a line, in brackets; their own is linked already."""
    if path == own or scribe.veil.hides(path):
        return ""
    return f" ({scribe.link(path, display(stem_of(path)))})"
