"""Whom I could tell how it turned out: who advised me, and who introduced somebody.

Quiet by design: a report is named beside the answers of its week and takes nobody's
place among the people of the week; it lapses by itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import day_order
from nettrack_md.insight.thanks import MEETINGS, is_mine
from nettrack_md.insight.values import Evidence, Owed
from nettrack_md.model.records import RESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.model.records import Person, Touch

#: Days after advice by which its outcome is told, and after which it lapses. A word
#: in the first days is thanks, and no outcome yet.
_ADVICE_DUE, _ADVICE_LAPSES, _THANKS_DAYS = 28, 42, 7
#: Days after a first talk with somebody by which the introducer hears of it.
_INTRO_DUE, _INTRO_LAPSES = 7, 30
#: Words by which a touch that gave me something was advice.
_ADVICE = (
    "advice", "advise", "consult", "recommend", "suggest", "tip", "feedback",
    "相談", "助言", "アドバイス", "意見", "教え", "ヒント",
)  # fmt: skip
#: A talk: what makes an introduction a meeting of two.
_TALKS = MEETINGS | {"call"}


def find_report(person: Person, touches: Sequence[Touch], *, day: date) -> Owed | None:
    """The outcome that I could tell somebody who helped or advised me.

    Advice is a touch of theirs of the kind `help`, or one tagged `got` whose words
    speak of advice. Any touch of mine a week later or more closes it. `touches` are the
    recent ones, in any order; of several the newest speaks.
    """
    if person.contact.status in RESTING:
        return None
    given = max((t for t in touches if _is_advice(t)), key=day_order, default=None)
    if given is None or (day - given.on).days > _ADVICE_LAPSES:
        return None
    told = given.on + timedelta(days=_THANKS_DAYS)
    if any(t.on >= told and is_mine(t) for t in touches):
        return None
    return Owed(
        "report",
        person.contact,
        given.on + timedelta(days=_ADVICE_DUE),
        Evidence(given.path, given.line),
        text=given.text,
        about="advice",
        touch=given,
        on=given.on,
    )


def _is_advice(touch: Touch) -> bool:
    if touch.direction == "->" or "gave" in touch.tags or "noreply" in touch.tags:
        return False
    if touch.kind == "help" and (touch.direction == "<-" or "got" in touch.tags):
        return True
    text = touch.text.casefold()
    return "got" in touch.tags and any(word in text for word in _ADVICE)


def introducer_reports(
    people: Mapping[str, Person],
    recent: TouchesOf,
    introducers: Mapping[str, str],
    *,
    day: date,
) -> list[Owed]:
    """Whom I could tell that I have met the person they introduced.

    Only where the first talk came after the introduction: else the thanks for it say
    the same. Any touch of mine since that talk closes it.
    """
    found = []
    for path, by in introducers.items():
        introduced, introducer = people.get(path), people.get(by)
        if introduced is None or introducer is None:
            continue
        talk = _first_talk(introduced, recent.get(path, ()), day)
        gone = RESTING & {introducer.contact.status, introduced.contact.status}
        if talk is None or gone:
            continue
        # It would name a private person beside one who is shown.
        if introduced.contact.private and not introducer.contact.private:
            continue
        if not _has_heard(recent.get(by, ()), talk):
            found.append(_report_on(introducer, introduced, talk))
    return found


def _first_talk(person: Person, touches: Sequence[Touch], day: date) -> Touch | None:
    """The first talk, if it is of the last weeks and came after the introduction."""
    known = sorted((t for t in touches if t.restarts), key=day_order)
    if not known or known[0].on != person.first_on:
        return None
    talk = next((t for t in known if t.kind in _TALKS), None)
    began = person.contact.met or known[0].on
    if talk is None or talk.on <= began or (day - talk.on).days > _INTRO_LAPSES:
        return None
    return talk


def _has_heard(touches: Iterable[Touch], talk: Touch) -> bool:
    return any(
        is_mine(t) and (t.on > talk.on or (t.on == talk.on and t.direction == "->"))
        for t in touches
    )


def _report_on(introducer: Person, introduced: Person, talk: Touch) -> Owed:
    return Owed(
        "report",
        introducer.contact,
        talk.on + timedelta(days=_INTRO_DUE),
        Evidence(talk.path, talk.line),
        text=introduced.contact.name,
        about="intro",
        touch=talk,
        on=talk.on,
    )
