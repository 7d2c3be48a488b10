"""The entries of a page: one insight value each, as plain data with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from nettrack_md.insight.dates_ahead import in_mourning
from nettrack_md.insight.introductions import next_step
from nettrack_md.insight.values import Reason
from nettrack_md.render.markdown import (
    display,
    flatten_links,
    inert,
    inert_promise,
    one_line,
    shorten,
)
from nettrack_md.render.suggesting import suggestion
from nettrack_md.render.wording import words
from nettrack_md.render.wording.phrases import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from nettrack_md.insight.values import (
        DateAhead,
        Happened,
        Owed,
        Pick,
        Proposal,
        Standing,
    )
    from nettrack_md.model.records import (
        Contact,
        Event,
        Introduction,
        Link,
        Person,
        Touch,
    )
    from nettrack_md.model.rules import Language

    #: Text, numbers, lists and further entries, nothing else.
    Entry = dict[str, Any]

#: The longest piece of somebody's note in one line of a page, in characters.
EXCERPT = 90

#: So many names fit into one line of a page.
NAMES = 8

#: Tags that nettrack itself reads; on a page they are noise.
OWN_TAGS = re.compile(
    r"(?:^|\s)[#＃](?:gave|got|asked|thanked|noreply|share|贈|受|頼|礼|返信不要|共有)(?!\S)"
)


#: Openings that take up the last talk, so that it need not be told again.
_TOLD = frozenset({"begin_talk", "begin_reply"})


class Veil(Protocol):
    """Knows who is private."""

    def hides(self, *paths: str) -> bool:
        """Whether any of these notes is a private person's."""

    def silences(self, text: str) -> bool:
        """Whether the text names a private person."""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Makes the entries of one page: knows its language, its day, how to link."""

    language: Language
    today: date
    #: Path of a note and the text to show, to a link as the vault writes them.
    link: Callable[[str, str], str]
    veil: Veil
    #: Whether people come with all that their notes say. The built-in templates need
    #: none of it, and in a large vault it is most of the work.
    whole: bool = True
    #: The entries of people made so far.
    _people: dict[Contact, Entry] = field(default_factory=dict)

    def tell(self, key: str, **facts: str | float | date | None) -> str:
        """A sentence of the page itself; facts that are empty are left out."""
        given = tuple((k, v) for k, v in facts.items() if v is not None and v != "")
        return sentence(Reason(key, given), self.language, near=self.today)

    def say(self, reason: Reason) -> str:
        """The sentence of a reason; what came from notes is made inert."""
        facts = tuple(
            (name, self.excerpt(value) if isinstance(value, str) else value)
            for name, value in reason.facts
        )
        return sentence(Reason(reason.key, facts), self.language, near=self.today)

    def excerpt(self, text: str) -> str:
        """A piece of a note: one inert line, not too long, naming nobody private."""
        if self.veil.silences(text):
            return "…"
        line = one_line(flatten_links(OWN_TAGS.sub("", text)))
        return inert(shorten(line, EXCERPT))

    # --- people ---

    def person(self, contact: Contact) -> Entry:
        """Who it is: link, name, and what the note says of them."""
        entry = self._people.get(contact)
        if entry is None:
            entry = self._people[contact] = self._person(contact)
        return entry

    def _person(self, contact: Contact) -> Entry:
        link = self.link(contact.path, display(contact.name))
        honorific = inert(contact.text("honorific"))
        tier = inert(contact.tier or "")
        return {
            "link": link,
            "address": words.address(link, honorific, self.language),
            "name": inert(contact.name),
            "reading": inert(contact.reading),
            "path": inert(contact.path),
            "tier": tier,
            "tier_word": words.tier(tier, self.language),
            "rhythm": words.every(contact.rhythm, self.language),
            "tags": [inert(tag) for tag in contact.tags],
            "notes": {
                inert(key): [self.excerpt(text) for text in texts]
                for key, texts in contact.properties
                if self.whole
            },
        }

    def last(self, person: Person) -> Entry | None:
        """The last touch, or None."""
        last = person.last
        return None if last is None else self.touch(last)

    def touch(self, touch: Touch) -> Entry:
        """One touch: its day, its kind, its text, and all of it as a line."""
        text = "" if touch.source == "mention" else self.excerpt(touch.text)
        return {
            "on": touch.on.isoformat(),
            "kind": inert(touch.kind),
            "kind_word": words.kind(inert(touch.kind), self.language),
            "text": text,
            "line": self.tell("last", on=touch.on, kind=inert(touch.kind), text=text),
        }

    def standing(self, place: Standing) -> Entry:
        """A person and where they stand today."""
        last = self.last(place.person)
        return {
            **self.person(place.person.contact),
            "state": place.state,
            "state_word": words.state(place.state, self.language),
            "reason": self.say(place.reason),
            "due": _iso(place.due_on),
            "days_late": place.days_late,
            "ratio": place.ratio,
            "last": last,
            "lines": [] if last is None else [last["line"]],
        }

    def pick(self, pick: Pick) -> Entry:
        """A person for the week: the reason, the tick, what to begin with."""
        last = self.last(pick.person)
        opening = "" if pick.opening is None else self.say(pick.opening)
        told = pick.opening is not None and pick.opening.key in _TOLD
        contact = pick.person.contact
        way, best = contact.text("channel"), contact.text("best_time")
        manner = self.tell("manner", text=self.excerpt(way), best=self.excerpt(best))
        since = contact.mourning
        care = ""
        if since is not None and in_mourning(contact, self.today):
            care = self.tell("mourning", since=since)
        lines = [opening] if opening else []
        if last is not None and not told:
            lines.append(last["line"])
        lines += (line for line in (manner, care) if line)
        return {
            **self.person(contact),
            "band": pick.band,
            "reason": self.say(pick.reason),
            "ratio": pick.ratio,
            "done": pick.done,
            "box": "[x]" if pick.done else "[ ]",
            "dormant": pick.dormant,
            "opening": opening,
            "manner": manner,
            "care": care,
            "last": last,
            "lines": lines,
        }

    # --- open loops ---

    def promise(self, item: Owed) -> Entry:
        """A promise: its own words, where it stands, for whom and by when."""
        path = item.evidence.path
        side = "for" if item.mine else "from"
        whom = self.person(item.contact)["address"]
        given = {} if item.contact.path == path else {side: whom}
        note = self.tell("promise_note", **given, due_on=item.due_on)
        return {
            "text": inert_promise(item.text),
            "source": self.link(path, display(stem_of(path))),
            "due": _iso(item.due_on),
            "mine": item.mine,
            "note": note,
        }

    def answer(self, item: Owed, reason: Reason) -> Entry:
        """A reply or thanks that somebody waits for."""
        text, is_reply = self.excerpt(item.text), item.kind == "reply"
        return {
            **self.person(item.contact),
            "reason": self.say(reason),
            "due": _iso(item.due_on),
            "wrote": self.tell("wrote", on=item.on, kind=_kind(item), text=text),
            "text": text,
            "lines": [self.tell("quoted", text=text)] if is_reply and text else [],
        }

    def introduction(self, intro: Introduction) -> Entry:
        """Two people who are being brought together."""
        return {
            "a": self._side(intro.a, intro.a_path),
            "b": self._side(intro.b, intro.b_path),
            "state": intro.state,
            "step": self.tell("step", state=intro.state, on=intro.on),
            "next": self.tell(next_step(intro, self.today), on=intro.on),
            "on": intro.on.isoformat(),
            "text": self.excerpt(intro.text),
        }

    def _side(self, side: Link, path: str) -> str:
        shown = side.display or stem_of(side.target)
        return self.link(path, display(shown)) if path else inert(shown)

    # --- what to consider ---

    def proposal(self, item: Proposal) -> Entry:
        """A property that a tick would set, and why; or a line to read."""
        why = self.say(item.reason)
        if item.contact is None:
            read = {"kind": item.kind, "reason": why, "line": why}
            return {**read, "key": "", "lines": []}
        who = self.person(item.contact)
        if not item.key:
            return suggestion(item, who, self)
        value = inert(words.choice(item.key, item.value, self.language))
        field = f"({item.key}:: {value})"
        return {
            **who,
            "kind": item.kind,
            "key": item.key,
            "value": value,
            "reason": why,
            "line": f"[ ] {who['address']} — {why} {field}",
            "lines": [],
        }

    # --- days ---

    def date_ahead(self, item: DateAhead) -> Entry:
        """A birthday, an anniversary, a day set by hand."""
        text = self.excerpt(item.text)
        what = self.tell(f"date_{item.kind}", text=text, years=item.years)
        person = self.person(item.contact)
        return {
            **person,
            "on": item.on.isoformat(),
            "kind": item.kind,
            "what": what,
            "line": f"{person['address']} — {what}",
        }

    def event(self, event: Event) -> Entry:
        """A meeting or an event: its note, its day, its place."""
        link = self.link(event.path, display(event.name))
        on = event.on
        return {
            "link": link,
            "name": inert(event.name),
            "on": _iso(on),
            "place": self.excerpt(event.place),
            "title": link if on is None else self.tell("event_on", link=link, on=on),
        }

    def event_ahead(self, event: Event, people: Iterable[Contact]) -> Entry:
        """An event that comes up, with whom to expect, in one line."""
        entry = self.event(event)
        expected = [self.person(one) for one in people]
        names = [one["address"] for one in expected[:NAMES]]
        if len(expected) > NAMES:
            names.append("…")
        who = words.listed(names, self.language)
        line = self.tell(
            "event_ahead", link=entry["link"], place=entry["place"], who=who
        )
        return {**entry, "people": expected, "line": line}

    def happened(self, item: Happened) -> Entry:
        """A touch of the week."""
        touch = self.touch(item.touch)
        what = self.tell("touch", kind=touch["kind"], text=touch["text"])
        return {**self.person(item.contact), **touch, "what": what}


def stem_of(path: str) -> str:
    """A note's file name without folders and `.md`."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def _kind(item: Owed) -> str:
    return "" if item.touch is None else inert(item.touch.kind)


def _iso(on: date | None) -> str:
    return "" if on is None else on.isoformat()
