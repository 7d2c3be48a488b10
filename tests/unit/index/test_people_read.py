from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from nettrack_md.model.periods import Period
from nettrack_md.model.records import Contact
from tests.indexing import TODAY, daily, day, person, plain, put, touch

if TYPE_CHECKING:
    from nettrack_md.index.store import Index
    from nettrack_md.model.records import Person, Touch


def only(index: Index, as_of: str = "2026-11-20") -> Person:
    (who,) = index.people(day(as_of))
    return who


def text(found: Touch | None) -> str | None:
    return None if found is None else found.text


def due(index: Index, as_of: str = "2026-11-20") -> list[str]:
    today = day(as_of)
    return [who.contact.name for who in index.people(today, due_before=today)]


def test_somebody_without_evidence_is_there_without_any(index: Index) -> None:
    put(index, person("Ada"))
    who = only(index)

    assert (who.last, who.word, who.touch_days, who.first_on) == (None, None, 0, None)


def test_the_last_touch_is_the_newest(index: Index) -> None:
    put(index, person("Ada", touch("2026-10-01", "old"), touch("2026-11-01", "new")))
    who = only(index)

    assert text(who.last) == "new"
    assert (who.touch_days, who.first_on) == (2, day("2026-10-01"))


def test_of_one_day_typed_evidence_beats_a_mention(index: Index) -> None:
    typed = touch("2026-11-01", "typed", time="08:00")
    put(
        index,
        person("Ada", typed),
        daily("2026-11-01", touch("2026-11-01", "seen", who="Ada", time="22:00")),
    )

    assert text(only(index).last) == "typed"
    assert only(index).touch_days == 1


def test_of_one_day_and_strength_the_later_time_then_the_later_place(
    index: Index,
) -> None:
    put(
        index,
        person(
            "Ada",
            touch("2026-11-01", "no time", place=9),
            touch("2026-11-01", "noon", time="12:00", place=1),
            touch("2026-11-01", "noon, later", time="12:00", place=2),
        ),
    )

    assert text(only(index).last) == "noon, later"


def test_equals_of_two_notes_are_told_apart_by_their_paths(index: Index) -> None:
    notes = [
        daily(name, touch("2026-11-01", name, who="Ada"))
        for name in ("2026-11-03", "2026-11-09", "2026-11-01")
    ]
    put(index, *notes, person("Ada"))

    assert text(only(index).last) == "2026-11-09"


def test_what_does_not_restart_the_clock_sets_neither_last_nor_days(
    index: Index,
) -> None:
    missed = touch(
        "2026-11-02", "missed", kind="missed", direction="->", restarts=False
    )
    put(index, person("Ada", touch("2026-11-01", "met"), missed))
    who = only(index)

    assert text(who.last) == "met"
    assert text(who.word) == "missed"
    assert who.touch_days == 1


def test_the_last_word_may_be_the_last_touch(index: Index) -> None:
    put(index, person("Ada", touch("2026-11-01", kind="email", direction="<-")))
    who = only(index)

    assert who.word == who.last
    assert who.word is not None


def test_evidence_from_after_the_day_has_no_say(index: Index) -> None:
    put(
        index,
        person(
            "Ada",
            touch("2026-09-01", "one", direction="->"),
            touch("2026-10-01", "two"),
            body="x",
        ),
        daily("2026-11-01", touch("2026-11-01", "three", who="Ada", direction="<-")),
        daily("2027-01-01", touch("2027-01-01", "ahead", who="Ada")),
    )
    seen = {
        as_of: (text(who.last), text(who.word), who.touch_days)
        for as_of in (
            "2026-08-31",
            "2026-09-01",
            "2026-10-31",
            "2026-12-31",
            "2027-01-01",
        )
        for who in [only(index, as_of)]
    }

    assert seen == {
        "2026-08-31": (None, None, 0),
        "2026-09-01": ("one", "one", 1),
        "2026-10-31": ("two", "one", 2),
        "2026-12-31": ("three", "three", 3),
        "2027-01-01": ("ahead", "three", 4),
    }


def test_one_person_is_the_same_as_among_all(index: Index) -> None:
    put(
        index,
        person("Ada", touch("2026-10-01", "two"), touch("2026-11-01")),
        plain("x.md"),
    )
    for as_of in (day("2026-10-15"), TODAY):
        (among,) = index.people(as_of)
        assert index.person("People/Ada.md", as_of) == among

    assert index.person("x.md", TODAY) is None
    assert index.person("nowhere.md", TODAY) is None


def test_everybody_comes_by_path(index: Index) -> None:
    put(index, *(person(f"P{n:03}") for n in reversed(range(300))))
    names = [who.contact.name for who in index.people(TODAY)]

    assert names == [f"P{n:03}" for n in range(300)]


def test_who_may_be_due_comes_worst_ratio_first(index: Index) -> None:
    put(
        index,
        person("Half", touch("2026-10-01")),
        person("Long", touch("2026-01-01")),
        person("Soon", touch("2026-11-01")),
        person("Yearly", touch("2025-10-01"), about={"rhythm": Period(1, "y")}),
        person("Never", touch("2020-01-01"), about={"rhythm": None}),
        person("Unknown"),
    )

    assert due(index) == ["Long", "Half", "Yearly"]


def test_whose_stored_clock_says_nothing_comes_first(index: Index) -> None:
    put(
        index,
        person("Late", touch("2026-01-01")),
        person("Ahead", touch("2026-12-24")),
        person("Fine", touch("2026-11-19")),
    )

    assert due(index) == ["Ahead", "Late"]
    assert index.untimed(TODAY) == 1


def test_those_who_may_be_due_can_be_had_in_no_order(index: Index) -> None:
    names = [f"P{n:03}" for n in range(300)]
    put(
        index,
        *(person(name, touch("2026-01-01"), touch("2026-12-24")) for name in names),
        *(person(f"Late {name}", touch("2026-02-01")) for name in names),
        person("Fine", touch("2026-11-19")),
    )
    ordered = index.people(TODAY, due_before=TODAY)
    found = index.any_due(TODAY, TODAY)

    by_path = attrgetter("contact.path")
    assert sorted(found, key=by_path) == sorted(ordered, key=by_path)


def test_without_properties_all_else_is_the_same(index: Index) -> None:
    about = {"tags": ("a",), "properties": (("org", ("Oven",)),)}
    put(index, person("Ada", touch("2026-01-01"), about=about))
    (whole,) = index.people(TODAY)
    (bare,) = index.people(TODAY, properties=False)

    assert whole.contact.text("org") == "Oven"
    assert bare == replace(whole, contact=replace(whole.contact, properties=()))


def test_ties_among_the_due_are_settled_by_path(index: Index) -> None:
    names = [f"P{n:03}" for n in range(400)]
    put(index, *(person(name, touch("2026-01-01")) for name in reversed(names)))

    assert due(index) == names


def test_a_caller_may_stop_early_and_write(index: Index) -> None:
    put(index, *(person(f"P{n:03}", touch("2026-01-01")) for n in range(400)))
    found = index.people(TODAY, due_before=TODAY)
    first = next(found)
    put(index, person("New", touch("2026-01-01")))

    assert first.contact.name == "P000"
    assert len(list(found)) == 399


def test_names_come_by_path_with_all_that_people_are_called(index: Index) -> None:
    about = {"reading": "はなこ", "aliases": ("花", "H"), "status": "ended"}
    put(index, person("花子", about=about), person("Ada"), plain("x.md"))

    assert [tuple(row) for row in index.names()] == [
        ("People/Ada.md", "Ada", "", (), "active"),
        ("People/花子.md", "花子", "はなこ", ("花", "H"), "ended"),
    ]


def test_private_contacts_are_known_apart(index: Index) -> None:
    put(index, person("Ada"), person("Eve", about={"private": True}))
    (private,) = index.private_contacts()

    assert isinstance(private, Contact)
    assert private.name == "Eve"


# --- touches ---


def test_touches_are_all_of_them_newest_first(index: Index) -> None:
    own = [touch(f"2026-0{n}-01", f"own {n}", line=n) for n in (3, 1, 9)]
    seen = touch("2026-05-01", "seen [[Ada]]", who="Ada", line=4)
    ahead = touch("2030-01-01", "ahead", restarts=False)
    put(index, person("Ada", *own, ahead), daily("2026-05-01", seen))
    found = index.touches("People/Ada.md")

    assert [each.text for each in found] == [
        "ahead", "own 9", "seen [[Ada]]", "own 3", "own 1",
    ]  # fmt: skip
    assert found[2].who is not None
    assert (found[2].path, found[2].who.target) == ("Daily/2026-05-01.md", "Ada")
    assert found[0].who is None


def test_two_names_for_one_person_on_a_line_are_two_touches(index: Index) -> None:
    both = [touch("2026-05-01", "x", who=who, line=2) for who in ("Ada", "Addie")]
    put(index, person("Ada", about={"aliases": ("Addie",)}), daily("2026-05-01", *both))

    assert len(index.touches("People/Ada.md")) == 2
    assert only(index).touch_days == 1


def test_touches_between_two_days_name_their_contact(index: Index) -> None:
    seen = [touch("2026-05-02", who, who=who, line=n) for n, who in enumerate("AB")]
    put(
        index,
        person("A", touch("2026-05-01", "first"), touch("2026-05-03", "last")),
        person("B", touch("2026-04-30", "before"), touch("2026-06-01", "after")),
        daily("2026-05-02", *seen),
    )
    found = index.touches_between(day("2026-05-01"), day("2026-05-03"))

    assert [(path, each.text) for path, each in found] == [
        ("People/A.md", "last"),
        ("People/B.md", "B"),
        ("People/A.md", "A"),
        ("People/A.md", "first"),
    ]


def test_touches_between_finds_all_of_many(index: Index) -> None:
    first = day("2026-01-01")
    days = [(first + timedelta(n)).isoformat() for n in range(300)]
    put(index, *(person(f"P{n}", touch(on)) for n, on in enumerate(days)))

    assert len(index.touches_between(first, day(days[-1]))) == 300


def test_all_who_may_be_due_come_without_an_order_too(index: Index) -> None:
    put(
        index,
        person("Ada", touch("2026-01-01"), touch("2026-12-24")),
        *(person(f"P{n:03}", touch("2026-01-01")) for n in range(300)),
    )
    ordered = {who.contact.path: who for who in index.people(TODAY, due_before=TODAY)}
    found = {who.contact.path: who for who in index.any_due(TODAY, TODAY)}

    assert len(found) == 301
    assert found == ordered


def test_without_properties_everything_else_is_the_same(index: Index) -> None:
    about = {
        "properties": (("org", ("Harbour Works",)), ("phones", ("1", "2"))),
        "other": (("colour", ("blue",)),),
        "aliases": ("A",),
        "private": True,
    }
    put(index, person("Ada", touch("2026-01-01"), about=about))
    (whole,) = index.people(TODAY)
    bare = replace(whole, contact=replace(whole.contact, properties=(), other=()))

    assert list(index.people(TODAY, properties=False)) == [bare]
    assert list(index.any_due(TODAY, TODAY, properties=False)) == [bare]
