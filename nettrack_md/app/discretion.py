"""Who is private, and what must therefore not be shown.

Private people are left out; words in other people's notes that name them are masked,
so that an answer keeps its shape and tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.insight.explain import Explanation
    from nettrack_md.insight.values import Owed, Pick, Proposal, Reason, Review
    from nettrack_md.model.records import Contact, Event, Person, Profile, Touch
    from nettrack_md.model.writes import Planned

#: What stands for words that name a private person.
MASK = "…"
#: A shorter name would silence half the vault.
_SHORTEST = 2


class Discretion:
    """Knows the private people of a vault; hides them unless asked not to."""

    def __init__(
        self, paths: frozenset[str] = frozenset(), names: tuple[str, ...] = ()
    ) -> None:
        #: Their notes.
        self.paths = paths
        #: Their names, aliases and file names.
        self.names = names

    @cached_property
    def _naming(self) -> re.Pattern[str] | None:
        forms = [_form(name) for name in self.names if len(name) >= _SHORTEST]
        return re.compile("|".join(forms), re.IGNORECASE) if forms else None

    def hides(self, *paths: str) -> bool:
        """Whether any of these notes is a private person's."""
        return not self.paths.isdisjoint(paths)

    def tells(self, path: str) -> bool:
        """Whether a path is not to be shown: it is theirs, or it names them."""
        return self.hides_file(path) or self.silences(path)

    def place(self, path: str) -> str:
        """The path, or a mask where it tells of a private person."""
        return MASK if self.hides(path) or self.silences(path) else path

    def diff(self, write: Planned) -> str:
        """The diff of a write, each line masked that names a private person."""
        told = write.diff()
        if not self.silences(told):
            return told
        lines = told.split("\n")
        return "\n".join(
            line[:1] + MASK if self.silences(line) else line for line in lines
        )

    def hides_file(self, path: str) -> bool:
        """Whether a file is a private person's note, or a conflict copy of one."""
        if self.hides(path) or not self.paths:
            return self.hides(path)
        from nettrack_md.vault.copies import find_copy, find_suspect

        folder, slash, name = path.rpartition("/")
        start = folder + slash
        there = {p[len(start) :] for p in self.paths if p.startswith(start)}
        copy = find_copy(name, there)
        of = find_suspect(name, there) if copy is None else copy.of
        return of is not None and self.hides(start + of)

    def silences(self, text: str) -> bool:
        """Whether the text names a private person."""
        if self._naming is None:
            return False
        # A Mac writes accents apart, and Japanese keyboards know wide letters.
        plain = text if text.isascii() else normalize("NFKC", text)
        return self._naming.search(plain) is not None

    def masked(self, text: str) -> str:
        """The text, or a mask where it names a private person."""
        return MASK if self.silences(text) else text

    def touch(self, touch: Touch, own: str = "") -> Touch:
        """The touch, its words masked where they must be, and where it stands.

        What stands in the note `own` may tell so.
        """
        if self.silences(touch.text):
            touch = replace(touch, text=MASK)
        if touch.path == own or self.place(touch.path) == touch.path:
            return touch
        return replace(touch, path=MASK, line=0)

    def person(self, person: Person) -> Person:
        """The person, with masks wherever a private person is named."""
        if not self.names:
            return person
        last, word, own = person.last, person.word, person.contact.path
        return replace(
            person,
            contact=self.contact(person.contact),
            last=None if last is None else self.touch(last, own),
            word=None if word is None else self.touch(word, own),
        )

    def contact(self, contact: Contact) -> Contact:
        """The contact, properties that name a private person masked."""
        if not self.names:
            return contact
        return replace(
            contact,
            properties=self._properties(contact.properties),
            other=self._properties(contact.other),
            tags=tuple(tag for tag in contact.tags if not self.silences(tag)),
            aliases=tuple(name for name in contact.aliases if not self.silences(name)),
            dates=tuple(
                replace(day, text=self.masked(day.text)) for day in contact.dates
            ),
        )

    def profile(self, profile: Profile) -> Profile:
        """The profile without the texts that name somebody private."""

        def shown(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(text for text in texts if not self.silences(text))

        return replace(
            profile,
            offers=shown(profile.offers),
            asks=shown(profile.asks),
            values=shown(profile.values),
            known_for=shown(profile.known_for),
            intro=self.masked(profile.intro),
        )

    def _properties(
        self, properties: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (key, tuple(self.masked(text) for text in texts))
            for key, texts in properties
        )

    def reason(self, reason: Reason) -> Reason:
        """The reason, facts that name a private person masked."""
        return replace(
            reason,
            facts=tuple(
                (name, self.masked(fact) if isinstance(fact, str) else fact)
                for name, fact in reason.facts
            ),
        )

    def proposal(self, proposal: Proposal) -> Proposal:
        """The proposal without words and places that tell of a private person."""
        return replace(
            proposal,
            reason=self.reason(proposal.reason),
            evidence=tuple(e for e in proposal.evidence if not self.hides(e.path)),
        )


def _form(name: str) -> str:
    """A name as it stands in a text; in Latin letters only as whole words.

    Others are written with a blank between family and given name, and without.
    """
    name = normalize("NFKC", name)
    if name.isascii():
        # In a tag and in the name of a file the words hang together otherwise.
        words = r"[\s_./-]+".join(map(re.escape, name.split())) or re.escape(name)
        return rf"(?<![^\W_]){words}(?![^\W_])"
    return r"[\s_./-]*".join(map(re.escape, name.split())) or re.escape(name)


def discretion_of(private: Iterable[Contact]) -> Discretion:
    """The discretion that these private people ask for."""
    paths: set[str] = set()
    names: set[str] = set()
    for contact in private:
        paths.add(contact.path)
        stem = contact.path.rsplit("/", 1)[-1].removesuffix(".md")
        names.update((contact.name, stem, *contact.aliases))
        if contact.reading:
            names.add(contact.reading)
    return Discretion(frozenset(paths), tuple(sorted(names - {""})))


#: For whoever asked to see everybody.
NOBODY_PRIVATE = Discretion()


def discreet_review(review: Review, veil: Discretion) -> Review:
    """The review without its private people, and without words that name them."""

    def shown(contact: Contact) -> bool:
        return not contact.private

    def loops(items: tuple[Owed, ...]) -> tuple[Owed, ...]:
        return tuple(
            replace(item, text=veil.masked(item.text))
            for item in items
            if shown(item.contact)
        )

    return replace(
        review,
        picks=tuple(
            _pick(pick, veil) for pick in review.picks if shown(pick.person.contact)
        ),
        owed=loops(review.owed),
        promises=loops(review.promises),
        old=loops(review.old),
        dates=tuple(
            replace(item, text=veil.masked(item.text))
            for item in review.dates
            if shown(item.contact)
        ),
        events=tuple(
            replace(
                item,
                people=tuple(one for one in item.people if shown(one)),
                event=replace(item.event, place=veil.masked(item.event.place)),
            )
            for item in review.events
            if _may_be_told(item.event, veil)
        ),
        followed=tuple(
            replace(item, reason=veil.reason(item.reason))
            for item in review.followed
            if shown(item.contact) and _may_be_told(item.event, veil)
        ),
        waiting=tuple(item for item in review.waiting if shown(item.person.contact)),
        happened=tuple(
            replace(item, touch=veil.touch(item.touch, item.contact.path))
            for item in review.happened
            if shown(item.contact)
        ),
        introductions=tuple(
            item
            for item in review.introductions
            if not veil.hides(item.a_path, item.b_path)
        ),
        proposals=tuple(
            veil.proposal(item)
            for item in review.proposals
            if all(map(shown, (*filter(None, [item.contact]), *item.others)))
        ),
        health=tuple(veil.reason(line) for line in review.health),
    )


def _may_be_told(event: Event, veil: Discretion) -> bool:
    return not (veil.hides(event.path) or veil.silences(f"{event.name} {event.path}"))


def _pick(pick: Pick, veil: Discretion) -> Pick:
    opening = pick.opening
    return replace(
        pick,
        reason=veil.reason(pick.reason),
        opening=None if opening is None else veil.reason(opening),
    )


def discreet_account(account: Explanation, veil: Discretion) -> Explanation:
    """The account of `why` without words that name a private person."""
    own = account.standing.person.contact.path
    return replace(
        account,
        standing=replace(account.standing, person=veil.person(account.standing.person)),
        evidence=tuple(veil.touch(touch, own) for touch in account.evidence),
        rejected=tuple(
            replace(item, touch=veil.touch(item.touch, own))
            for item in account.rejected
        ),
        proposals=tuple(
            replace(item, proposal=veil.proposal(item.proposal))
            for item in account.proposals
        ),
        movers=tuple(veil.reason(item) for item in account.movers),
        ahead=tuple(veil.reason(item) for item in account.ahead),
    )
