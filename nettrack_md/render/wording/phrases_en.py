"""English sentences for the reasons of standings and picks, and for openings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_en import ahead, count, turning, when, years_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts

_LONG_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
#: "34 days since ...", by the kind of the last touch.
_SINCE = {
    "meet": "you last met", "call": "your last call",
    "video": "your last video call", "message": "the last message",
    "email": "the last email", "letter": "the last letter",
    "gift": "the last gift", "help": "the last favour",
    "intro": "the last introduction", "event": "the last event together",
    "meeting": "your last meeting",
}  # fmt: skip
_THEY_DID = {
    "call": "They called", "video": "They called", "missed": "They called",
    "meet": "They came by", "gift": "They sent a gift",
    "help": "They lent a hand", "intro": "They made an introduction",
}  # fmt: skip
_I_DID = {
    "call": "You called", "video": "You called", "missed": "You called",
    "gift": "You sent a gift", "help": "You lent a hand",
    "intro": "You made an introduction",
}  # fmt: skip


def _quoted(facts: Facts, name: str = "text") -> str:
    return f"“{facts.text(name)}”"


def _rhythm_words(cadence: int) -> str:
    """How long a rhythm of so many days is, for those that are a year or nearly."""
    if cadence >= 600:
        return f"{round(cadence / 365.25)} years"
    return "a year" if 360 <= cadence <= 370 else f"{cadence} days"


def _silence(facts: Facts) -> str:
    days, cadence = facts.number("days"), facts.number("cadence")
    if days >= 730:
        return f"{days / 365.25:.1f} years".replace(".0 ", " ")
    if cadence >= 300 and days >= 60:
        return f"{round(days / 30.44)} months"
    return count(days, "day")


def _rule(facts: Facts) -> str:
    cadence, days = facts.number("cadence"), facts.number("days")
    plain = cadence < 300 and days < 730
    return f"your rhythm is {cadence if plain else _rhythm_words(cadence)}."


def _by(facts: Facts) -> str:
    """A review counts to the end of its week, and says so."""
    if not facts.has("by"):
        return ""
    return f"By {_LONG_WEEKDAYS[facts.on('by').weekday()]}, "


def _rhythm(facts: Facts) -> str:
    if facts.text("kind") == "mention":
        words = f"{_by(facts)}only mentioned {_silence(facts)} ago"
        return f"{words[:1].upper()}{words[1:]}; {_rule(facts)}"
    since = _SINCE.get(facts.text("kind"), "you were last in touch")
    return f"{_by(facts)}{_silence(facts)} since {since}; {_rule(facts)}"


def _never(facts: Facts) -> str:
    since = "you met" if facts.has("met_on") else "you noted them down"
    return f"{_by(facts)}{_silence(facts)} since {since}; {_rule(facts)}"


def _loose(facts: Facts) -> str:
    return _rhythm(facts) if facts.has("last_on") else _never(facts)


def _next(facts: Facts) -> str:
    words = f"You planned to be in touch on {when(facts, 'on')}"
    if facts.has("days") and facts.number("days") > 0:
        words += f", {count(facts.number('days'), 'day')} ago"
    return f"{words}."


def _soon(facts: Facts) -> str:
    return f"Due on {when(facts, 'due_on')}, {ahead(facts.number('days'))}."


def _ok(facts: Facts) -> str:
    return f"Next around {when(facts, 'due_on')}, {ahead(facts.number('days'))}."


def i_wrote(facts: Facts) -> str:
    """`You wrote on 12 Nov`, by the kind of the word."""
    return f"{_I_DID.get(facts.text('kind'), 'You wrote')} on {when(facts, 'on')}"


def _waiting(facts: Facts) -> str:
    return f"{i_wrote(facts)}; nothing to do until {when(facts, 'until')}."


def they_wrote(facts: Facts) -> str:
    """`They wrote on 12 Nov`, by the kind of the word."""
    return f"{_THEY_DID.get(facts.text('kind'), 'They wrote')} on {when(facts, 'on')}"


def _more(facts: Facts) -> str:
    if not facts.has("more"):
        return "."
    more = facts.number("more")
    return f", with {count(more, 'more thing')} open."


def _reply(facts: Facts) -> str:
    return f"{they_wrote(facts)}; it is your turn{_more(facts)}"


def _thanks(facts: Facts) -> str:
    on = when(facts, "on")
    if facts.text("about") != "intro":
        return f"You first met on {on}; a thank-you would be nice{_more(facts)}"
    whom = f" ({facts.text('text')})" if facts.has("text") else ""
    what = f"They made an introduction for you on {on}{whom}"
    return f"{what}; a thank-you would be nice{_more(facts)}"


def _report(facts: Facts) -> str:
    on, text = when(facts, "on"), facts.text("text")
    if facts.text("about") == "intro":
        whom = text or "somebody"
        what = f"They brought you together with {whom}, and you talked on {on}"
        return f"{what}; they would like to hear how it went{_more(facts)}"
    words = f" (“{text}”)" if text else ""
    what = f"They lent you a hand on {on}{words}"
    return f"{what}; how it turned out would please them{_more(facts)}"


def _promise(facts: Facts) -> str:
    by = f" by {when(facts, 'due_on')}" if facts.has("due_on") else ""
    return f"You promised {_quoted(facts)}{by}{_more(facts)}"


def _birthday(facts: Facts) -> str:
    return f"Birthday on {when(facts, 'on')}{turning(facts)}."


def _anniversary(facts: Facts) -> str:
    what = f"{facts.text('text')}{years_of(facts)}"
    return f"A day to remember on {when(facts, 'on')}: {what}."


def _dormant(facts: Facts) -> str:
    years = f"{facts.decimal('years'):.1f}".removesuffix(".0")
    unit = "year" if years == "1" else "years"
    once = ", close once" if facts.text("tier") in {"inner", "close"} else ""
    return f"{years} {unit} since you were in touch{once}; old ties bring new ideas."


def _new(facts: Facts) -> str:
    on = f" on {when(facts, 'on')}" if facts.has("on") else ""
    at = f" ({facts.text('met_at')})" if facts.has("met_at") else ""
    return f"You first met{on}{at}; a second word makes it last."


def _third(facts: Facts) -> str:
    on = f" on {when(facts, 'on')}" if facts.has("on") else ""
    return f"You met{on}; a third word by {when(facts, 'due_on')} lets it take root."


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "rhythm": _rhythm,
    "never": _never,
    "next": _next,
    "soon": _soon,
    "ok": _ok,
    "waiting": _waiting,
    "snoozed": lambda f: f"Quiet through {when(f, 'until')}.",
    "paused": lambda _: "Paused.",
    "none": lambda _: "No rhythm is set.",
    "unknown": lambda _: "No date yet to count from.",
    "wish": lambda _: "Somebody you would like to meet.",
    "ended": lambda _: "This tie has ended.",
    "deceased": lambda _: "Passed away.",
    "archived": lambda _: "Archived.",
    "trouble": lambda f: (
        f"A hard time since {when(f, 'on')}; a word from you may help."
    ),
    "reply": _reply,
    "thanks": _thanks,
    "report": _report,
    "promise": _promise,
    "birthday": _birthday,
    "anniversary": _anniversary,
    "loose": _loose,
    "dormant": _dormant,
    "new": _new,
    "third": _third,
    "early": lambda f: f"Due on {when(f, 'due_on')}; there is room for it this week.",
    "begin_trouble": lambda _: "To begin with: ask how things are, and what would help",
    "begin_promise": lambda f: f"To begin with: your promise, {_quoted(f)}",
    "begin_reply": lambda f: f"To begin with: their words, {_quoted(f)}",
    "begin_birthday": lambda _: "To begin with: good wishes for the day",
    "begin_needs": lambda f: (
        f"To begin with: they look for {f.text('text')}; does anyone come to mind?"
    ),
    "begin_talk": lambda f: (
        f"To begin with: what has come of it? Last time, {when(f, 'on')}: "
        f"{f.text('text')}"
    ),
    "begin_likes": lambda f: f"To begin with: they like {f.text('text')}",
    "begin_common": lambda f: f"To begin with: what you share, {f.text('text')}",
}
