"""English sentences for remarks: briefs, helpers, goals, introductions, the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.thanks import MEETINGS
from nettrack_md.render.wording.words_en import count, span, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts

_SHARES = (
    (0.95, "Nearly all"), (0.85, "Nine in ten"), (0.7, "Three quarters"),
    (0.6, "Two thirds"), (0.45, "About half"), (0.3, "A third"), (0.18, "A quarter"),
    (0.0, "A few"),
)  # fmt: skip
_ROLES = {
    "confidant": "Somebody to confide in", "critic": "Somebody who disagrees",
    "mentor": "A mentor", "peer": "A peer", "mentee": "Somebody to look after",
}  # fmt: skip


def share_words(share: float) -> str:
    """`Two thirds`: a share without its number."""
    return next(words for least, words in _SHARES if share >= least)


def _quoted(facts: Facts, name: str = "text") -> str:
    return f"“{facts.text(name)}”"


def _by(facts: Facts) -> str:
    return f", by {when(facts, 'due_on')}" if facts.has("due_on") else ""


def _on(facts: Facts) -> str:
    return f"{when(facts, 'on')}: " if facts.has("on") else ""


def _rhythm(facts: Facts) -> str:
    share = share_words(facts.decimal("share"))
    return f"{share} of your ties are within their rhythm."


def _load(facts: Facts) -> str:
    planned = f"{facts.decimal('planned'):.1f}".removesuffix(".0")
    return (
        f"The rhythms ask for {planned} people a week; the week has room "
        f"for {facts.number('capacity')}"
    )


def _promises(facts: Facts) -> str:
    number, past = facts.number("open"), facts.number("past")
    words = f"{count(number, 'promise')} of yours {'is' if number == 1 else 'are'} open"
    return f"{words}, {past} of them past the day you named." if past else f"{words}."


def _two_way(facts: Facts) -> str:
    share = share_words(facts.decimal("share"))
    return f"{share} of last year's words came from their side."


_FLOWS = (
    ("second", "{} met a second time"), ("back", "{} back after a year"),
    ("quiet", "{} gone quiet"), ("made", "{} introduced"),
    ("closed", "{} brought to an end"),
)  # fmt: skip


def _flow(facts: Facts) -> str:
    told = [
        words.format(facts.number(name)) for name, words in _FLOWS if facts.number(name)
    ]
    return f"This quarter: {', '.join(told)}."


def _thanks(facts: Facts) -> str:
    done, met = facts.number("done"), count(facts.number("count"), "first meeting")
    return f"{done} of {met} thanked for within a working day or two."


def _then(facts: Facts) -> str:
    return f": {facts.text('text')}" if facts.has("text") else ""


def _met(facts: Facts) -> str:
    at = f" ({facts.text('met_at')})" if facts.has("met_at") else ""
    how = "First met" if facts.text("kind") in MEETINGS else "First in touch"
    return f"{how} on {when(facts, 'on')}{at}{_then(facts)}"


def _people(facts: Facts) -> str:
    return f"{facts.text('text')}{' and others' if facts.has('others') else ''}"


def _role(words: str) -> Callable[[Facts], str]:
    return lambda f: f"{_ROLES.get(f.text('role'), f.text('role'))}: {words}"


def _more(facts: Facts) -> str:
    return f"Some are there; {facts.number('count')} more to find."


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "ask_reply": lambda f: f"Their question of {when(f, 'on')}: {_quoted(f)}",
    "ask_mine": lambda f: f"Bring what you promised: {_quoted(f)}{_by(f)}",
    "ask_theirs": lambda f: f"They meant to: {_quoted(f)}{_by(f)}. How is it going?",
    "ask_talk": lambda f: (
        f"What has come of it? Last time, {when(f, 'on')}: {f.text('text')}"
    ),
    "ask_needs": lambda f: f"Are they still looking for: {f.text('text')}?",
    "ask_unknown": lambda _: "What are they looking for? Nothing is noted yet",
    "ask_tell": lambda _: "Tell something of your own; what they know is not noted",
    "mourning": lambda f: (
        f"In mourning since {when(f, 'since')}; no congratulations, "
        "a quiet word is welcome."
    ),
    "busy_now": lambda f: f"A busy time for them ({f.text('range')}); keep it short.",
    "hint_early": lambda _: (
        "You hardly know each other yet; a request of your own can wait."
    ),
    "hint_third": lambda f: (
        f"You asked for something on {when(f, 'since')} and {when(f, 'on')}; "
        "this time, bring something or just listen."
    ),
    "hint_short": lambda f: (
        f"Silent for {span(f.number('days'))}; a short first message "
        "is the easiest to answer."
    ),
    "hint_unanswered": lambda f: (
        f"Your words of {when(f, 'since')} and {when(f, 'on')} are with them; "
        "there is no hurry for a third."
    ),
    "tie_introduced": lambda _: "one brought you the other",
    "tie_intro": lambda _: "you introduced them",
    "tie_attended": lambda _: "both were there",
    "tie_mentioned": lambda _: "named together",
    "tie_noted": lambda _: "one is in the other's note",
    "help_helps_with": lambda f: f"good at {f.text('text')}",
    "help_roles": lambda f: f"is your {f.text('text')}",
    "help_title": lambda f: f"works as {f.text('text')}",
    "help_field": lambda f: f"works in {f.text('text')}",
    "help_org": lambda f: f"is at {f.text('text')}",
    "help_place": lambda f: f"place: {f.text('text')}",
    "help_tag": lambda f: f"tagged {f.text('text')}",
    "help_needs": lambda f: f"looks for it too: {f.text('text')}",
    "help_why": lambda f: f"you noted: {f.text('text')}",
    "help_log": lambda f: f"{_on(f)}{f.text('text')}",
    "named_goal": lambda _: "their note names this goal",
    "need_met": lambda _: "Enough people are there.",
    "need_some": _more,
    "need_open": lambda f: f"Still open: {f.number('count')} to find.",
    "gain_need": lambda f: (
        f"looks for {f.text('text')}; {f.text('name')} is good at {f.text('offer')}"
    ),
    "gain_field": lambda f: f"{f.text('name')} is in the same field: {f.text('text')}",
    "gain_likes": lambda f: f"{f.text('name')} likes it too: {f.text('text')}",
    "gain_goal": lambda f: f"{f.text('name')} is here for the same: {f.text('text')}",
    "intro_asked": lambda f: (
        f"Asked on {when(f, 'on')}; once both have said yes, note it agreed."
    ),
    "intro_resting": lambda f: (
        f"Asked on {when(f, 'on')}; ask once more, or close it. Both are fine."
    ),
    "intro_agreed": lambda f: (
        f"Both agreed on {when(f, 'on')}; one message to the two of them is enough."
    ),
    "intro_made": lambda f: (
        f"Introduced on {when(f, 'on')}; give it two weeks, then ask how it went."
    ),
    "intro_ask_how": lambda f: (
        f"Introduced on {when(f, 'on')}; ask how it went, then close it."
    ),
    "me_old": lambda f: (
        f"Last looked at on {when(f, 'on')}; is there something new to offer?"
    ),
    "me_undated": lambda _: (
        "It says no day; with `updated: 2026-11-20` in it, a fresh look is "
        "suggested after half a year."
    ),
    "look_out": lambda f: f"Look out for: {f.text('text')} ({f.text('goal')})",
    "look_for": lambda f: f"Say what you look for: {f.text('text')}",
    "follow_offer": lambda f: (
        f"They look for {f.text('text')}; you offer {f.text('mine')}."
    ),
    "follow_ask": lambda f: (
        f"Good at {f.text('text')}, and you look for {f.text('mine')}."
    ),
    "follow_goal": lambda f: (
        f"“{f.text('goal')}” looks for {f.text('text')}; they may be one."
    ),
    "follow_back": lambda f: (
        f"You met again after {span(f.number('days'))}; a line keeps it going."
    ),
    "follow_new": lambda _: "You met for the first time; a second word makes it last.",
    "origin_alive": lambda _: "It lives on.",
    "origin_part": lambda _: "Some of it lives on.",
    "origin_young": lambda _: "Too early to say.",
    "origin_quiet": lambda _: "Quiet by now.",
    "grew_back": lambda f: (
        f"In touch again on {when(f, 'on')}, after {span(f.number('days'))}{_then(f)}"
    ),
    "grew_second": lambda f: (
        f"In touch on {when(f, 'since')}, and again on {when(f, 'on')}{_then(f)}"
    ),
    "grew_closer": lambda f: f"Near again since {when(f, 'on')}{_then(f)}",
    "grew_new": _met,
    "cooled": lambda f: f"Quiet since {when(f, 'on')}{_then(f)}",
    "lost_sight": lambda f: (
        f"{span(f.number('days')).capitalize()} since {when(f, 'on')}{_then(f)}"
    ),
    "left_ended": lambda f: f"The last line is of {when(f, 'on')}{_then(f)}",
    "left_passed": lambda f: (
        f"Passed away; the last line is of {when(f, 'on')}{_then(f)}"
    ),
    "figure_rhythm": _rhythm,
    "figure_rhythm_none": lambda _: "No tie has both a rhythm and a date yet.",
    "figure_load": lambda f: f"{_load(f)}.",
    "figure_load_high": lambda f: f"{_load(f)}; longer rhythms would ease it.",
    "figure_promises": _promises,
    "figure_promises_none": lambda _: "No promise of yours is open.",
    "figure_kept": lambda f: (
        f"A promise of yours is mostly kept within {span(f.number('days'))}."
    ),
    "figure_thanks": _thanks,
    "figure_reach": lambda f: (
        f"Your warm ties reach into about {count(round(f.decimal('fields')), 'field')}."
    ),
    "figure_reach_none": lambda _: "No field is noted for a warm tie yet.",
    "figure_one_org": lambda f: f"Much of it hangs on one place: {f.text('text')}.",
    "figure_two_way": _two_way,
    "figure_two_way_none": lambda _: "No arrow in a log of the last year.",
    "figure_flow": _flow,
    "figure_flow_none": lambda _: "A calm quarter: nobody came, nobody went.",
    "change_back": lambda f: (
        f"Back in touch after a year or more: {_people(f)}. A good reunion."
    ),
    "change_second": lambda f: f"More than a first meeting lately, with {_people(f)}.",
    "change_quiet": lambda f: (
        f"Three years or more since a word with {_people(f)}; old ties wake easily."
    ),
    "role_there": _role("there."),
    "role_cooler": _role("there, and a line would do good."),
    "role_open": _role("not named yet."),
}
