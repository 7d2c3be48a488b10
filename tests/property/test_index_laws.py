"""The laws of the index: exact after any edits, for any day, for any text."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nettrack_md.index.cards import contact_of, pack_card
from nettrack_md.index.folding import fold_kept, unfold
from nettrack_md.index.sheaf import bind
from nettrack_md.index.store import open_index
from nettrack_md.insight.cadence import clock
from nettrack_md.insight.evidence import clock_order, find_last, find_word
from nettrack_md.model.keys import fold_text, link_key
from nettrack_md.model.problems import Problem
from nettrack_md.model.records import (
    STRENGTH,
    Contact,
    Event,
    Goal,
    Introduction,
    Link,
    NoteFacts,
    Promise,
    Share,
    Touch,
)
from nettrack_md.people.links import resolve
from tests.indexing import MONTH, digest, level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nettrack_md.index.store import Index

BEGIN = date(2026, 1, 1)
#: A handful of days, so that many things happen on one.
DAYS = st.integers(0, 5).map(lambda n: BEGIN + timedelta(n))
ASKED = [BEGIN + timedelta(n) for n in (-1, 0, 2, 4, 9)]
PATHS = [
    "People/Ada.md", "People/Ben.md", "Club/Ada.md", "Daily/1.md", "Daily/2.md",
    "Ideas.md",
]  # fmt: skip
TARGETS = st.sampled_from(["Ada", "Ben", "Club/Ada", "Addie", "Bee", "Ideas", "", "No"])
ALIASES = st.lists(st.sampled_from(["Addie", "Bee", "ada", "Ideas"]), max_size=2)
WORDS = st.sampled_from(["tea", "Tea and bread", "渋谷で", "（茶）", ""])
LINES = st.integers(1, 4)


@st.composite
def touches(draw: st.DrawFn, path: str) -> Touch:
    line = draw(LINES)
    who = draw(st.none() | TARGETS)
    source = draw(st.sampled_from(sorted(STRENGTH)))
    target = (
        None if who is None else Link(who, draw(WORDS), draw(st.just(line) | LINES))
    )
    return Touch(
        draw(DAYS),
        draw(st.sampled_from(["meet", "missed", "reaction", "mention", "karaoke"])),
        source,
        path,
        line,
        draw(st.sampled_from(["", "->", "<-"])),
        draw(st.sampled_from(["", "", "09:30"])),
        draw(WORDS),
        draw(st.sampled_from([(), ("gave",), ("thanked", "got")])),
        draw(st.booleans()),
        draw(st.integers(-1, 1)),
        target,
    )


@st.composite
def notes(draw: st.DrawFn) -> NoteFacts:
    """A note of a small world, that says whatever it likes."""
    path = draw(st.sampled_from(PATHS))
    name = path.rsplit("/", 1)[-1].removesuffix(".md")

    def some(what: st.SearchStrategy[Any], size: int = 2) -> tuple[Any, ...]:
        return tuple(draw(st.lists(what, max_size=size)))

    links = st.builds(Link, TARGETS, WORDS, LINES)
    contact = draw(
        st.none()
        | st.builds(
            Contact,
            st.just(path),
            st.sampled_from([name, "Addie"]),
            aliases=ALIASES.map(tuple),
            rhythm=st.sampled_from([None, MONTH]),
            private=st.booleans(),
            introduced_by=st.none() | links,
        )
    )
    promise = st.builds(
        Promise, WORDS, st.just(path), LINES, done=st.booleans(),
        who=st.lists(links, max_size=2).map(tuple), made_on=st.none() | DAYS,
    )  # fmt: skip
    introduction = st.builds(
        Introduction, DAYS, links, links, st.just("asked"), st.just(path), LINES, WORDS
    )
    return NoteFacts(
        path,
        draw(st.sampled_from(["dated", "other"])) if contact is None else "contact",
        name,
        contact=contact,
        goal=draw(st.none() | st.just(Goal(path, name))),
        event=draw(
            st.none() | st.builds(Event, st.just(path), WORDS, st.just("event"), DAYS)
        ),
        touches=some(touches(path), 5),
        promises=some(promise),
        introductions=some(introduction),
        shares=some(
            st.builds(
                Share,
                st.just(path),
                LINES,
                WORDS,
                st.none() | DAYS,
                st.lists(links, max_size=2).map(tuple),
            )
        ),
        relies_on=some(links),
        problems=some(
            st.builds(Problem, st.just(path), LINES, st.just("bad-date"), WORDS)
        ),
        body="\n".join(some(WORDS, 4)),
    )


def everything(index: Index) -> dict[str, Any]:
    """All that the index answers."""
    return {
        "paths": index.paths(),
        "digests": [index.digest(path) for path in PATHS],
        "kinds": index.kinds(),
        "counts": index.counts(),
        "people": [list(index.people(day)) for day in ASKED],
        "due": [
            [p.contact.path for p in index.people(day, due_before=due)]
            for day in ASKED
            for due in (day, day + timedelta(40))
        ],
        "names": list(index.names()),
        "private": index.private_contacts(),
        "touches": [index.touches(path) for path in PATHS],
        "between": [index.touches_between(BEGIN, day) for day in ASKED],
        "promises": [index.promises(open_only=one) for one in (True, False)],
        "whose": [index.promises(open_only=False, path=path) for path in PATHS],
        "introductions": index.introductions(),
        "shares": index.shares(),
        "introducers": index.introducers(),
        "goals": index.goals(),
        "events": index.events(BEGIN, ASKED[-1]),
        "links": list(index.links_to_check()),
        "problems": index.problems(),
        "found": [index.search(text) for text in ("tea", "茶", "谷", "bread tea")],
    }


def made_from_scratch(notes: Iterable[NoteFacts], spoiled: Mapping[str, Any]) -> Index:
    index = open_index(None, fingerprint="laws")
    with index.writing() as writer:
        for facts in notes:
            writer.put(facts, digest(facts), 1)
        for path, problems in spoiled.items():
            writer.keep_problem(path, problems)
        level(writer)
    return index


class Edits(RuleBasedStateMachine):
    """Notes come, change and go; links are followed after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.index = open_index(None, fingerprint="laws")
        self.notes: dict[str, NoteFacts] = {}
        self.spoiled: dict[str, tuple[Problem, ...]] = {}

    def teardown(self) -> None:
        self.index.close()

    def take(self, facts: NoteFacts) -> None:
        self.notes[facts.path] = facts
        self.spoiled.pop(facts.path, None)

    @rule(changed=st.lists(notes(), min_size=1, max_size=4))
    def put(self, changed: list[NoteFacts]) -> None:
        with self.index.writing() as writer:
            for facts in changed:
                writer.put(facts, digest(facts), 1)
                self.take(facts)
            level(writer)

    @rule(
        changed=st.lists(
            notes(), min_size=1, max_size=4, unique_by=lambda facts: facts.path
        ),
        twice=st.booleans(),
    )
    def take_a_sheaf(self, changed: list[NoteFacts], twice: bool) -> None:
        """As workers bind it: the evidence of own logs is weighed already."""
        with self.index.writing() as writer:
            numbers = writer.numbers([facts.path for facts in changed])
            read = [
                (facts, note, digest(facts), 1)
                for facts, note in zip(changed, numbers, strict=True)
            ]
            for facts in changed:
                self.take(facts)
            writer.take(bind(read, clock))
            level(writer)
            if twice:
                level(writer)

    @rule(path=st.sampled_from(PATHS))
    def drop(self, path: str) -> None:
        with self.index.writing() as writer:
            writer.drop(path)
            level(writer)
        self.notes.pop(path, None)
        self.spoiled.pop(path, None)

    @rule(facts=notes(), other=notes(), between=st.booleans())
    def put_drop_and_put(
        self, facts: NoteFacts, other: NoteFacts, between: bool
    ) -> None:
        with self.index.writing() as writer:
            writer.put(facts, digest(facts), 1)
            if between:
                level(writer)
            writer.drop(facts.path)
            writer.put(other, digest(other), 1)
            writer.put(other, digest(other), 1)
            level(writer)
        self.notes.pop(facts.path, None)
        self.spoiled.pop(facts.path, None)
        self.take(other)

    @rule(path=st.sampled_from(PATHS))
    def spoil(self, path: str) -> None:
        problems = (Problem(path, 1, "unreadable", "spoiled"),)
        with self.index.writing() as writer:
            writer.keep_problem(path, problems)
        self.spoiled[path] = problems

    @rule(facts=notes())
    def give_up(self, facts: NoteFacts) -> None:
        with suppress(ZeroDivisionError), self.index.writing() as writer:
            writer.put(facts, b"", 1)
            level(writer)
            raise ZeroDivisionError

    @invariant()
    def it_equals_one_made_from_scratch(self) -> None:
        fresh = made_from_scratch(
            (self.notes[path] for path in sorted(self.notes, reverse=True)),
            self.spoiled,
        )
        try:
            assert everything(self.index) == everything(fresh)
        finally:
            fresh.close()

    @invariant()
    def people_are_what_their_touches_up_to_a_day_say(self) -> None:
        for path, facts in self.notes.items():
            if facts.contact is None:
                continue
            touches = touches_of(path, self.notes)
            assert sorted(self.index.touches(path), key=repr) == sorted(
                touches, key=repr
            )
            for day in ASKED:
                before = [each for each in touches if each.on <= day]
                days = {each.on for each in before if each.restarts}
                who = self.index.person(path, day)
                assert who is not None
                assert who.contact == facts.contact
                assert who.last == find_last(before)
                assert who.word == find_word(before)
                assert (who.touch_days, who.first_on) == (
                    len(days),
                    min(days, default=None),
                )


def touches_of(path: str, notes: Mapping[str, NoteFacts]) -> list[Touch]:
    """A contact's touches, by the plainest means."""
    found = [each for each in notes[path].touches if each.who is None]
    for facts in notes.values():
        found += [
            each
            for each in facts.touches
            if each.who is not None and leads_to(each.who, facts.path, notes) == path
        ]
    return found


def leads_to(link: Link, source: str, notes: Mapping[str, NoteFacts]) -> str | None:
    key = link_key(link.target)
    paths = [path for path in sorted(notes) if link_key(path) == key]
    called = [
        facts.path
        for facts in notes.values()
        if (who := facts.contact) is not None
        and key in map(link_key, (who.name, *who.aliases))
    ]
    return resolve(link.target, source, paths, sorted(called)).path


TestEdits = Edits.TestCase
TestEdits.settings = settings(stateful_step_count=8, deadline=None)


@given(st.lists(touches("Daily/1.md"), max_size=6), DAYS)
def test_touches_come_newest_first(seen: list[Touch], day: date) -> None:
    contact = Contact("People/Ada.md", "Ada")
    ada = NoteFacts(contact.path, "contact", "Ada", contact=contact)
    daily = NoteFacts("Daily/1.md", "dated", "1", day, touches=tuple(seen))
    index = made_from_scratch([ada, daily], {})
    found = index.touches(contact.path)

    keys = [clock_order(each) for each in found]
    assert keys == sorted(keys, reverse=True)
    assert list(found) == [
        touch for _, touch in index.touches_between(date.min, date.max)
    ]
    index.close()


TEXTS = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("aＡ（）：ｶﾞ\u3099\u0301渋\n"),
    max_size=40,
)


@given(TEXTS)
def test_a_text_comes_back_from_its_folded_form(text: str) -> None:
    kept, patch = fold_kept(text)

    assert unfold(kept, patch) == text
    assert kept.count("\n") == text.count("\n")


@given(TEXTS.filter(lambda text: "\x00" not in text))
def test_what_is_kept_is_the_folded_text_but_for_the_case_of_ascii(text: str) -> None:
    kept, _ = fold_kept(text)
    lone = any("\ud800" <= char <= "\udfff" for char in text)

    assert lone or kept.casefold() == fold_text(text)


@given(TEXTS, st.integers(0, 40), st.integers(1, 6))
def test_whatever_stands_in_a_line_is_found_in_it(
    text: str, at: int, size: int
) -> None:
    lines = text.split("\n")
    place = at % len(lines)
    wanted = lines[place][at % (len(lines[place]) + 1) :][:size]
    words = fold_text(wanted).split()
    facts = NoteFacts("a.md", "other", "-", body=text)
    index = made_from_scratch([facts], {})
    found = {hit.line for hit in index.search(wanted)}
    expected = {
        number
        for number, line in enumerate(lines, 1)
        if words and all(word in fold_text(line) for word in words)
    }
    index.close()

    lone = any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in text)
    title = "-" in words
    assert lone or title or not expected or found == expected


GROUPS = st.lists(
    st.tuples(st.text(max_size=3), st.lists(TEXTS, max_size=3).map(tuple)), max_size=3
).map(tuple)


@given(
    st.builds(
        Contact, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple),
        tags=st.lists(TEXTS, max_size=2).map(tuple), properties=GROUPS, other=GROUPS,
    )
)  # fmt: skip
def test_a_contact_comes_back_from_its_card(contact: Contact) -> None:
    facts = NoteFacts(contact.path, "contact", contact.name, contact=contact)
    texts, patch, record = pack_card(facts)

    assert record is not None
    assert contact_of(record, texts, patch) == contact
