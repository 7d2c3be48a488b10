"""English sentences for proposals, and for what would make them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_en import TIERS, count, span, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts


def _days(facts: Facts, name: str = "days") -> str:
    return span(facts.number(name))


def _drift(facts: Facts) -> str:
    times = count(facts.number("count"), "time")
    return (
        f"The last {times} it was mostly {_days(facts)} from talk to talk; the note "
        f"asks for {_days(facts, 'cadence')}."
    )


def _tier(facts: Facts, name: str = "value") -> str:
    return f"“{TIERS.get(facts.text(name), facts.text(name))}”"


def _begun(facts: Facts) -> str:
    """How often they began."""
    times = facts.number("times")
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"{often} it was they who wrote"


def _deepen(facts: Facts) -> str:
    days, since = count(facts.number("count"), "day"), when(facts, "since")
    return (
        f"In touch on {days} since {since}, and {_begun(facts)}: nearer by now, "
        f"perhaps, than {_tier(facts, 'tier')}."
    )


def _ramp_talks(facts: Facts) -> str:
    begun = f", and {_begun(facts)}" if facts.has("times") else ""
    days = count(facts.number("count"), "day")
    return (
        f"In touch since {when(facts, 'since')}: {days} in all{begun}; "
        f"{_tier(facts)} would fit."
    )


def _ramp_met(facts: Facts) -> str:
    return (
        f"First in touch on {when(facts, 'since')}; as {_tier(facts)} they come up now "
        "and then, without hurry."
    )


def _met_once(facts: Facts) -> str:
    at = f" ({facts.text('met_at')})" if facts.has("met_at") else ""
    return (
        f"In touch once, on {when(facts, 'on')}{at}. The note may rest; it stays, and "
        "can be found."
    )


def _load_room(facts: Facts) -> str:
    return (
        f"Your rhythms ask for {facts.decimal('planned'):.1f} people a week; the page "
        f"has room for {facts.number('capacity')}. To bring them together: more room, "
        f"capacity = {facts.number('room')} in nettrack.toml."
    )


def _load_tiers(facts: Facts) -> str:
    number, shown = facts.number("count"), facts.number("shown")
    if number == 1:
        return "Or one tier looser for one person:"
    first = "" if shown == number else f"; the first {shown}"
    return f"Or one tier looser for {number} people{first}:"


def _load_looser(facts: Facts) -> str:
    if not facts.has("on"):
        return f"Not yet in touch; {_tier(facts)} asks for less."
    rule = f", by a rhythm of {_days(facts, 'cadence')}" if facts.has("cadence") else ""
    return f"Last in touch on {when(facts, 'on')}{rule}; {_tier(facts)} asks for less."


def _rule_ramp(_: Facts) -> str:
    return (
        "Rule: no tier and no rhythm; after the third touch, thanks not counted, or 90 "
        "days after you met: the tier whose rhythm is nearest to the usual gap and to "
        "the silence now. The nearest tier takes four days of contact and a word from "
        "them; fewer than three mean the loosest."
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "drift_slower": lambda f: f"{_drift(f)} A longer rhythm would fit.",
    "drift_quicker": lambda f: f"{_drift(f)} A shorter rhythm would fit.",
    "until_drift": lambda f: (
        f"It goes with such a rhythm, or once the next talks are nearer to "
        f"{_days(f, 'cadence')}."
    ),
    "unanswered": lambda f: (
        f"Your messages of {when(f, 'since')} and {when(f, 'on')} have no answer yet; "
        f"they may have a full life just now. Once in {_days(f)} leaves them room."
    ),
    "until_unanswered": lambda f: (
        f"It goes with a word from them, a talk, or a rhythm of {_days(f)}."
    ),
    "deepen": _deepen,
    "until_deepen": lambda f: (
        f"It goes with a tier other than {_tier(f, 'tier')}, or a rhythm of their own."
    ),
    "ramp_talks": _ramp_talks,
    "ramp_met": _ramp_met,
    "until_ramp": lambda _: "It goes with a tier, or a rhythm of their own.",
    "met_once": _met_once,
    "until_met_once": lambda _: (
        "It goes with a touch, a tier, a rhythm, or a line in the note that says why."
    ),
    "load_room": _load_room,
    "load_stretch": lambda f: (
        f"Or every rhythm ×{f.decimal('factor'):.1f}: {f.text('text')} under [tiers]."
    ),
    "load_tiers": _load_tiers,
    "load_looser": _load_looser,
    "until_load": lambda f: (
        f"It goes once the rhythms ask for less: {f.decimal('planned'):.1f} people a "
        f"week now, and room for {f.number('capacity')}."
    ),
    "rule_drift": lambda _: (
        "Rule: of the last 5 to 8 gaps within three years the middle one is half as "
        "long again as the rhythm, or two thirds of it, and three in four agree."
    ),
    "rule_unanswered": lambda _: (
        "Rule: the last two messages were yours, two weeks apart or more, within a "
        "year, and no answer or talk followed. Never for the inner circle."
    ),
    "rule_deepen": lambda _: (
        "Rule: the loosest tier, three days of contact or more within two years, and "
        "at least once a word from them."
    ),
    "rule_ramp": _rule_ramp,
    "rule_no_tier": _rule_ramp,
    "rule_met_once": lambda _: (
        "Rule: one meeting a year ago or more, thanks at most since, and no tier, "
        "rhythm, goal, role, date or reason in the note."
    ),
    "rule_load": lambda _: (
        "Rule: the rhythms ask for more than 1.2 times the capacity; first those whose "
        "silence is longest by a tier's rhythm."
    ),
}
