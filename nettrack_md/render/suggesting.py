"""Suggestions and greetings as entries of a page: who is named is linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.values import Reason
from nettrack_md.render.wording.phrases import sentence
from nettrack_md.render.wording.words import more

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.insight.values import Greeting, Proposal
    from nettrack_md.model.records import Contact
    from nettrack_md.render.entries import Entry, Scribe

#: Facts that are people, in the order of `Proposal.others`.
_NAMES = ("name", "via")
#: So many names stand in one line.
_NAMED = 12


def suggestion(item: Proposal, who: Entry, scribe: Scribe) -> Entry:
    """Something to do with somebody: a box where it can be ticked, and why."""
    linked = {
        name: scribe.person(other)["address"]
        for name, other in zip(_NAMES, item.others, strict=False)
    }
    why = _say(item.reason, linked, scribe)
    box = ("[x] " if item.done else "[ ] ") if item.acts else ""
    return {
        **who,
        "kind": item.kind,
        "key": "",
        "value": "",
        "reason": why,
        "line": f"{box}{who['address']} — {why}",
        "lines": _sides(item, scribe),
    }


def _sides(item: Proposal, scribe: Scribe) -> list[str]:
    """What each of two people would gain, in one line."""
    if item.contact is None or not item.sides:
        return []
    both = zip((item.contact, *item.others), item.sides, strict=False)
    said = (f"{scribe.person(one)['name']}: {scribe.say(why)}" for one, why in both)
    return [" / ".join(said)]


def _say(reason: Reason, linked: dict[str, str], scribe: Scribe) -> str:
    """The sentence of a reason, with links for the people it names."""
    facts = tuple(
        (
            name,
            linked.get(name)
            or (scribe.excerpt(fact) if isinstance(fact, str) else fact),
        )
        for name, fact in reason.facts
    )
    return sentence(Reason(reason.key, facts), scribe.language, near=scribe.today)


def greeting(item: Greeting, scribe: Scribe) -> Entry:
    """A greeting of the season: one line of names, and what to mind below it."""
    shown = [one.contact for one in item.people if not _is_hidden(one.contact, scribe)]
    quiet = [one for one in item.mourning if not _is_hidden(one, scribe)]
    bare = [one for one in item.unaddressed if not _is_hidden(one, scribe)]
    ahead = "yes" if item.ahead else None
    names = _names(shown, scribe) or "–"
    lines = []
    if bare and len(bare) == len(shown):
        lines.append(scribe.tell("greetings_unaddressed"))
    elif bare:
        lines.append(scribe.tell("greetings_unaddressed", text=_names(bare, scribe)))
    if quiet:
        left = _names(quiet, scribe)
        lines.append(scribe.tell("greetings_mourning", kind=item.kind, text=left))
    return {
        "kind": item.kind,
        "by": item.by.isoformat(),
        "line": scribe.tell(
            "greetings", kind=item.kind, by=item.by, ahead=ahead, text=names
        ),
        "lines": lines,
        "people": [
            scribe.person(one) for one in (shown if scribe.whole else shown[:_NAMED])
        ],
        "mourning": [scribe.person(one) for one in quiet],
        "unaddressed": [scribe.person(one) for one in bare],
    }


def _is_hidden(contact: Contact, scribe: Scribe) -> bool:
    return contact.private or scribe.veil.hides(contact.path)


def _names(people: Sequence[Contact], scribe: Scribe) -> str:
    """The first of them as links, and how many others there are."""
    parted = "、" if scribe.language == "ja" else ", "
    said = [scribe.person(one)["address"] for one in people[:_NAMED]]
    if len(people) > _NAMED:
        said.append(more(len(people) - _NAMED, scribe.language))
    return parted.join(said)
