"""English sentences of `why`: what sets or moves a day, and what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.phrases_en import i_wrote
from nettrack_md.render.wording.words_en import KINDS, STATES, ahead, count, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts


def _becomes(facts: Facts) -> str:
    state = STATES.get(facts.text("state"), facts.text("state"))
    return f"From {when(facts, 'on')} on: {state}."


def _by_tier(facts: Facts) -> str:
    return (
        f"The tier {facts.text('tier')} asks for every {facts.number('cadence')} days."
    )


def _by_no_rhythm(facts: Facts) -> str:
    if facts.has("tier"):
        return f"The tier {facts.text('tier')} has no rhythm."
    return "Neither a cadence nor a tier gives a rhythm."


def _moved(facts: Facts, what: str) -> str:
    move = f"from {when(facts, 'from_on')} to {when(facts, 'to_on')}"
    return f"{what} {facts.text('range')} moves the day {move}."


def _without(facts: Facts) -> str:
    kind = f" ({KINDS.get(facts.text('kind'), facts.text('kind'))})"
    base = f"{when(facts, 'base_on')}{kind if facts.has('kind') else ''}"
    days = facts.number("days")
    late = f"{count(days, 'day')} ago" if days > 0 else ahead(-days)
    due = when(facts, "due_on")
    return f"Without it: counted from {base}, due on {due}, {late}."


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "by_cadence": lambda f: f"The note asks for every {f.number('cadence')} days.",
    "by_tier": _by_tier,
    "by_no_cadence": lambda _: "The note asks for no rhythm.",
    "by_no_rhythm": _by_no_rhythm,
    "by_status": lambda f: f"The status is {f.text('status')}.",
    "by_snooze": lambda f: f"Snoozed through {when(f, 'until')}.",
    "by_next": lambda f: f"You set the day by hand: {when(f, 'on')}.",
    "next_lapsed": lambda f: (
        f"The day set by hand, {when(f, 'on')}, lapsed with the touch of "
        f"{when(f, 'last_on')}."
    ),
    "by_busy": lambda f: _moved(f, "Their busy time"),
    "by_season": lambda f: _moved(f, "The season"),
    "by_waiting": lambda f: (
        f"{i_wrote(f)}; nothing is asked of you until {when(f, 'until')}."
    ),
    "by_trouble": lambda f: (
        f"In trouble since {when(f, 'on')}; comes first until {when(f, 'until')}."
    ),
    "becomes": _becomes,
    "without": _without,
    "without_unknown": lambda _: "Without it: no day to count from.",
}
