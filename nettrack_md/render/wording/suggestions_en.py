"""English sentences for suggestions, for greetings, and for what would make them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_en import TIERS, day, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts

_FITS = {"needs": "they look for", "likes": "they like", "field": "they work in"}
_HOW = {
    "introduced": "one brought you the other", "intro": "you introduced them",
    "attended": "both were there", "mentioned": "your notes name them together",
    "noted": "one is in the other's note",
}  # fmt: skip
_GREETINGS = {
    "new_year_cards": "New Year cards", "midwinter_cards": "Midwinter cards",
    "summer_cards": "Summer cards", "late_summer_cards": "Late summer cards",
    "midyear_gifts": "Midsummer gifts", "year_end_gifts": "Year-end gifts",
    "seasons_greetings": "Season's greetings",
}  # fmt: skip


def _how(facts: Facts) -> str:
    return _HOW.get(facts.text("how"), facts.text("how"))


def _share(facts: Facts) -> str:
    fits = _FITS.get(facts.text("what"), "they care for")
    return f"To pass on: {facts.text('text')}; {fits} {facts.text('theirs')}."


def _client(facts: Facts) -> str:
    last = f", last in touch on {when(facts, 'on')}" if facts.has("on") else ""
    return f"A client once{last}; ask how they are, and want nothing."


def _greetings(facts: Facts) -> str:
    name = _GREETINGS.get(facts.text("kind"), facts.text("kind"))
    by = day(facts.on("by"), weekday=False, year=not facts.same_year(facts.on("by")))
    time = "to get ready" if facts.has("ahead") else f"by {by}"
    return f"{name}, {time}: {facts.text('text')}"


def _mourning(facts: Facts) -> str:
    if facts.text("kind") == "new_year_cards":
        return f"In mourning, so a midwinter card in January instead: {_text(facts)}"
    return f"In mourning, so a quiet line instead: {_text(facts)}"


def _text(facts: Facts) -> str:
    return facts.text("text")


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "give_noted": lambda f: f"You noted this for them: {_text(f)}.",
    "give_share": _share,
    "give_offer": lambda f: f"They look for {f.text('theirs')}; you offer {_text(f)}.",
    "give_name": lambda f: (
        f"They look for {f.text('theirs')}; {f.text('name')} is good at {_text(f)}, "
        "and would want to be asked before you name them."
    ),
    "until_give": lambda _: (
        "It rests for six weeks after a touch tagged #gave, and goes once their log "
        "tells of it or the line it stands in is ticked."
    ),
    "introduce": lambda f: (
        f"{f.text('name')} might be somebody to meet; ask each of them first."
    ),
    "until_introduce": lambda _: (
        "It goes for good once an introduction of the two is noted; closed is a no."
    ),
    "wish_path": lambda f: (
        f"May know {f.text('name')}, whom you would like to meet: {_how(f)}."
    ),
    "wish_way": lambda f: (
        f"May know the way to {f.text('name')}, whom you would like to meet, "
        f"through {f.text('via')}: {_how(f)}."
    ),
    "wish_org": lambda f: (
        f"Works at {_text(f)}, as {f.text('name')} does, whom you would like to meet."
    ),
    "wish_field": lambda f: (
        f"Is at home in {_text(f)}, and may know somebody for a wish of yours: "
        f"{f.text('name')}."
    ),
    "wish_alone": lambda _: (
        "You would like to meet them, and the notes show no way through others; a "
        "line of your own would be a beginning."
    ),
    "wish_open": lambda _: (
        "A wish to which the notes show no way yet. Who might know somebody?"
    ),
    "until_wish": lambda _: (
        "It rests while its note is snoozed, and goes when the status is no wish."
    ),
    "near_org": lambda f: (
        f"Works where you do, {_text(f)}: a few words more than hello, or a lunch."
    ),
    "near_place": lambda f: (
        f"You met at {_text(f)}, where you often are: a few words more than hello."
    ),
    "near_client": _client,
    "near_open": lambda _: (
        "Room for somebody new this week: a neighbour, a colleague you only greet."
    ),
    "until_near": lambda _: "It goes with the next talk, or with new_per_week = 0.",
    "balance_gave": lambda _: (
        "For two years the giving was yours; asking for something small is fine."
    ),
    "balance_got": lambda _: (
        "For two years the giving was theirs; a word of thanks, or something from "
        "you, would be welcome."
    ),
    "balance_ask": lambda _: (
        "For two years the giving was yours; a small request, such as their view on "
        "something, would do you both good."
    ),
    "until_balance": lambda _: "It goes with the first tag on the other side.",
    "greet_tier": lambda f: (
        f"Somebody near you ({TIERS.get(f.text('tier'), f.text('tier'))})."
    ),
    "greet_letter": lambda f: f"A card or a letter on {when(f, 'on')}.",
    "greet_gift": lambda f: f"A gift on {when(f, 'on')}.",
    "greet_mourning": lambda f: f"In mourning since {when(f, 'since')}.",
    "greetings": _greetings,
    "greetings_unaddressed": lambda f: (
        f"No address in the note yet: {_text(f)}"
        if f.has("text")
        else "No addresses in the notes yet"
    ),
    "greetings_mourning": _mourning,
    "rule_give": lambda _: (
        "One thing a week: lines tagged #share of the last year and what your "
        "profile offers, laid beside what people need, like and do; else somebody "
        "who is good at what they need. What is noted for somebody by name goes "
        "first, then those near you take turns."
    ),
    "rule_introduce": lambda _: (
        "At most one pair a week, with a reason for each; of the six best a week "
        "has one. Never again once noted, and none in a week in which one was begun."
    ),
    "rule_wish": lambda _: (
        "One wish a week, in turn: the shortest way through people near you, the "
        "warmest first; else somebody of the same place of work or field."
    ),
    "rule_near": lambda _: (
        "As many a week as new_per_week says, in turn: colleagues, people of places "
        "where you often are, clients of long ago."
    ),
    "rule_balance": lambda _: (
        "Said of people who have a place this week, never of the inner circle or "
        "family: over two years three tags or more on one side, and none on the "
        "other."
    ),
    "rule_greeting": lambda _: (
        "Whoever is close or active, and whoever had a card in the season before; "
        "for gifts, whoever had one then."
    ),
}
