from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

import pytest

from nettrack_md.index.sheaf import bind
from nettrack_md.model.problems import Problem
from tests.indexing import (
    TODAY,
    daily,
    day,
    digest,
    drop,
    level,
    link,
    person,
    plain,
    put,
    touch,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.index.store import Index
    from nettrack_md.index.writer import Writer

ADA = person("Ada", touch("2026-11-01"))
BEN = person("Ben", about={"aliases": ("Benny",)})
MONDAY = daily("2026-11-16", touch("2026-11-16", "[[Ada]] called", who="Ada"))


def asked(writer: Writer) -> list[tuple[str, str]]:
    return [(each.source_path, each.target) for each in writer.unresolved()]


def days_of(index: Index, path: str) -> list[str]:
    return [each.on.isoformat() for each in index.touches(path)]


# --- notes ---


def test_what_is_put_can_be_asked_for(index: Index) -> None:
    put(index, ADA, MONDAY)

    assert index.paths() == ("Daily/2026-11-16.md", "People/Ada.md")
    assert index.known_notes() == 2
    assert index.counts() == (2, 1, 0)
    assert index.kinds() == {"contact": 1, "dated": 1}
    assert index.digest("People/Ada.md") == digest(ADA)
    assert index.digest("People/Nobody.md") is None


def test_a_note_that_is_put_again_takes_the_place_of_the_old(index: Index) -> None:
    put(index, person("Ada", touch("2026-11-01"), about={"aliases": ("A",)}), MONDAY)
    put(index, person("Ada", touch("2026-10-01")))

    assert index.counts().contacts == 1
    assert days_of(index, "People/Ada.md") == ["2026-11-16", "2026-10-01"]
    assert [who.aliases for who in index.names()] == [()]


def test_a_note_that_is_dropped_takes_everything_along(index: Index) -> None:
    put(index, ADA, MONDAY)
    settled = drop(index, "Daily/2026-11-16.md")

    assert settled == ("People/Ada.md",)
    assert days_of(index, "People/Ada.md") == ["2026-11-01"]
    assert index.paths() == ("People/Ada.md",)


def test_dropping_what_is_unknown_is_no_trouble(index: Index) -> None:
    assert drop(index, "Nowhere.md") == ()


def test_a_note_may_be_dropped_and_put_in_one_go(index: Index) -> None:
    put(index, ADA, MONDAY)
    with index.writing() as writer:
        writer.drop("People/Ada.md")
        writer.put(person("Ada", touch("2026-09-01")), b"new", 1)
        writer.drop("People/Ada.md")
        writer.put(person("Ada", touch("2026-08-01")), b"newer", 1)
        level(writer)

    assert days_of(index, "People/Ada.md") == ["2026-11-16", "2026-08-01"]
    assert index.digest("People/Ada.md") == b"newer"


def test_a_contact_that_becomes_another_note_is_one_no_longer(index: Index) -> None:
    put(index, ADA, MONDAY)
    put(index, plain("People/Ada.md"))

    assert list(index.people(TODAY)) == []
    assert index.touches("People/Ada.md") == ()
    put(index, ADA)
    assert days_of(index, "People/Ada.md") == ["2026-11-16", "2026-11-01"]


def test_what_is_read_within_a_writing_is_level_with_it(index: Index) -> None:
    with index.writing() as writer:
        writer.put(ADA, b"a", 1)
        assert index.paths() == ("People/Ada.md",)
        assert index.digest("People/Ada.md") == b"a"


def test_a_writing_that_nobody_settled_settles_itself(index: Index) -> None:
    with index.writing() as writer:
        writer.put(ADA, b"a", 1)

    (who,) = index.people(TODAY, due_before=day("2000-01-01"))
    assert who.last is not None
    assert who.last.on == day("2026-11-01")


def test_a_sheaf_from_another_process_is_taken_as_the_notes_themselves(
    index: Index,
) -> None:
    put(index, BEN, daily("2026-11-17", touch("2026-11-17", who="Ada")))
    notes = [person("Ben", about={"aliases": ("Bob",)}), MONDAY, ADA]
    with index.writing() as writer:
        numbers = writer.numbers([n.path for n in notes])
        read = [(n, at, digest(n), 1) for n, at in zip(notes, numbers, strict=True)]
        writer.take(marshal.loads(marshal.dumps(bind(read))))
        level(writer)

    assert days_of(index, "People/Ada.md") == ["2026-11-17", "2026-11-16", "2026-11-01"]
    assert [who.aliases for who in index.names()] == [(), ("Bob",)]
    assert index.digest("People/Ada.md") == digest(ADA)


def test_half_a_surrogate_pair_in_a_property_stops_nothing(index: Index) -> None:
    broken = person("X\ud800", path="People/X.md", about={"aliases": ("\udfff",)})
    mention = daily("2026-11-16", touch("2026-11-16", "x", who="\udfff", line=3))
    put(index, ADA, broken, mention)
    put(index, broken, mention)

    assert len(index.paths()) == 3
    assert [p.contact.name for p in index.people(TODAY)] == ["Ada", "X\ud800"]


# --- problems ---


def test_an_unreadable_note_keeps_its_facts_and_shows_its_problem(index: Index) -> None:
    put(index, ADA)
    problem = Problem("People/Ada.md", 3, "duplicate-key", "tier twice")
    with index.writing() as writer:
        writer.keep_problem("People/Ada.md", (problem,))

    assert days_of(index, "People/Ada.md") == ["2026-11-01"]
    assert index.problems_of("People/Ada.md") == (problem,)
    assert index.counts().problems == 1


def test_an_unreadable_note_is_read_again_even_when_it_is_as_before(
    index: Index,
) -> None:
    put(index, ADA)
    with index.writing() as writer:
        writer.keep_problem("People/Ada.md", ())

    assert index.digest("People/Ada.md") == b""
    put(index, ADA)
    assert index.digest("People/Ada.md") == digest(ADA)
    assert index.problems() == ()


def test_a_problem_of_a_note_that_was_never_read_goes_with_it(index: Index) -> None:
    problem = Problem("Bad.md", 0, "unreadable", "no permission")
    with index.writing() as writer:
        writer.keep_problem("Bad.md", (problem,))
    assert index.problems() == (problem,)
    drop(index, "Bad.md")

    assert index.problems() == ()


def test_a_note_that_can_be_read_at_last_has_no_problem_left(index: Index) -> None:
    with index.writing() as writer:
        writer.keep_problem("People/Ada.md", (Problem("People/Ada.md", 0, "x", "y"),))
    put(index, ADA)

    assert index.problems() == ()


def test_problems_come_by_path_and_line(index: Index) -> None:
    def bad(path: str, *lines: int) -> tuple[Problem, ...]:
        return tuple(Problem(path, line, "bad-date", "x", "mend it") for line in lines)

    put(index, plain("b.md", problems=bad("b.md", 9, 2)))
    put(index, plain("a.md", problems=bad("a.md", 5)))

    assert index.problems() == (*bad("a.md", 5), *bad("b.md", 2, 9))


# --- folders ---


def test_folders_are_remembered_and_forgotten(index: Index) -> None:
    with index.writing() as writer:
        writer.set_folders({"": (b"root", 1), "People": (b"old", 2)})
    with index.writing() as writer:
        writer.set_folders({"": None, "People": (b"new", 3), "Gone": None})

    assert index.folders() == {"People": (b"new", 3)}


# --- links ---


def test_a_link_is_asked_for_once_for_all_notes_of_a_folder(index: Index) -> None:
    tuesday = daily("2026-11-17", touch("2026-11-17", who="Ada"))
    with index.writing() as writer:
        for facts in (MONDAY, tuesday, plain("Ideas.md", relies_on=(link("Ada"),))):
            writer.put(facts, b"", 0)
        assert asked(writer) == [("Daily/", "Ada"), ("", "Ada")]


def test_a_link_to_the_own_note_is_asked_for_in_each(index: Index) -> None:
    notes = [daily(f"2026-11-{n}", touch(f"2026-11-{n}", who="")) for n in (16, 17)]
    with index.writing() as writer:
        for facts in notes:
            writer.put(facts, b"", 0)
        assert asked(writer) == [
            ("Daily/2026-11-16.md", ""),
            ("Daily/2026-11-17.md", ""),
        ]


def test_a_link_to_the_own_note_leads_there_when_the_note_comes_back(
    index: Index,
) -> None:
    own = person("Ada", touch("2026-11-01", who=""))
    with index.writing() as writer:
        writer.put(own, b"", 0)
        writer.drop(own.path)
        level(writer)
    put(index, own)

    assert days_of(index, own.path) == ["2026-11-01"]


def test_nothing_is_asked_again_without_a_cause(index: Index) -> None:
    put(index, ADA, MONDAY)
    with index.writing() as writer:
        writer.put(MONDAY, b"other bytes", 1)
        writer.put(ADA, b"other bytes", 1)
        assert asked(writer) == []


@pytest.mark.parametrize(
    "cause",
    [person("Ada", path="Club/Ada.md"), person("Eve", about={"aliases": ("Ada",)})],
)
def test_a_link_is_asked_for_again_when_its_name_comes_and_goes(
    index: Index, cause
) -> None:
    put(index, ADA, MONDAY)
    with index.writing() as writer:
        writer.put(cause, b"", 0)
        assert asked(writer) == [("Daily/", "Ada")]
        level(writer)
    with index.writing() as writer:
        writer.drop(cause.path)
        assert asked(writer) == [("Daily/", "Ada")]


def test_a_link_to_a_dropped_note_leads_nowhere_until_it_is_back(index: Index) -> None:
    put(index, ADA, MONDAY)
    drop(index, "People/Ada.md")
    assert [(each.target, each.how) for each in index.links_to_check()] == [
        ("Ada", "broken")
    ]
    settled = put(index, ADA)

    assert settled == ("People/Ada.md",)
    assert days_of(index, "People/Ada.md") == ["2026-11-16", "2026-11-01"]


def test_a_link_of_an_emptied_vault_is_asked_for_anew_when_notes_come(
    index: Index,
) -> None:
    mention = daily("2026-11-01", touch("2026-11-01", who="Ada"))
    put(index, mention)
    drop(index, mention.path)
    put(index, person("Ada"))
    put(index, mention)

    assert days_of(index, "People/Ada.md") == ["2026-11-01"]


def test_candidates_are_the_notes_of_a_key_and_whom_it_is_an_alias_of(
    index: Index,
) -> None:
    twin = person("Other", path="Club/Ben.md", about={"aliases": ("BENNY", "Ben")})
    with index.writing() as writer:
        for facts in (BEN, twin):
            writer.put(facts, b"", 0)
        level(writer)
        assert writer.candidates("ben") == (("Club/Ben.md", "People/Ben.md"), ())
        assert writer.candidates("benny") == ((), ("Club/Ben.md", "People/Ben.md"))
        assert writer.candidates("other") == ((), ("Club/Ben.md",))
        assert writer.candidates("nobody") == ((), ())


def test_candidates_are_the_same_after_many_questions(index: Index) -> None:
    notes = [person(f"P{n}", about={"aliases": (f"A{n}", "All")}) for n in range(150)]
    put(index, *notes)
    with index.writing() as writer:
        found = {n: writer.candidates(f"a{n}") for n in range(150)}
        everybody = writer.candidates("all")[1]

    assert found == {n: ((), (f"People/P{n}.md",)) for n in range(150)}
    assert everybody == tuple(sorted(f"People/P{n}.md" for n in range(150)))


# --- settling ---


def test_only_those_are_settled_whose_evidence_changed(index: Index) -> None:
    put(index, ADA, BEN, MONDAY)
    tuesday = daily("2026-11-17", touch("2026-11-17", who="Benny"))

    assert put(index, tuesday) == ("People/Ben.md",)
    assert put(index, daily("2026-11-17")) == ("People/Ben.md",)
    assert put(index, ADA) == ("People/Ada.md",)
    assert put(index, plain("Ideas.md")) == ()


def test_a_clock_is_kept_until_the_evidence_changes(index: Index) -> None:
    put(index, ADA)
    due = day("2026-12-01")
    assert list(index.people(TODAY, due_before=due)) == []
    assert len(list(index.people(TODAY, due_before=day("2026-12-02")))) == 1
    put(index, MONDAY)

    assert list(index.people(TODAY, due_before=day("2026-12-16"))) == []
    assert len(list(index.people(TODAY, due_before=day("2026-12-17")))) == 1


class Listening:
    """Takes down what an index tells its listener."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.versions: list[int] = []

    def began(self, version: int) -> None:
        self.versions.append(version)

    def committed(self, version: int) -> None:
        self.versions.append(version)

    def told(self, paths: Iterable[str]) -> None:
        self.heard += paths


def test_who_is_a_contact_no_more_is_told_to_whoever_listens(index) -> None:
    put(index, person("Ada", touch("2026-11-01")))
    index.listener = listener = Listening()

    put(index, plain("People/Ada.md"))

    assert "People/Ada.md" in listener.heard
    assert listener.versions == [index.version() - 1, index.version()]
