"""English sentences for proposals, and for what would make them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.words_en import count, span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.facts import Facts


def _days(facts: Facts, name: str = "days") -> str:
    return span(facts.number(name))


def _drift(facts: Facts) -> str:
    times = count(facts.number("count"), "time")
    return (
        f"The last {times} it was mostly {_days(facts)} from talk to talk; the note "
        f"asks for {_days(facts, 'cadence')}."
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "drift_slower": lambda f: f"{_drift(f)} A longer rhythm would fit.",
    "drift_quicker": lambda f: f"{_drift(f)} A shorter rhythm would fit.",
    "until_drift": lambda f: (
        f"It goes once the rhythm is near {_days(f)}, or the next talks are nearer "
        f"to {_days(f, 'cadence')}."
    ),
}
