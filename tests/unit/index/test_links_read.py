from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.model.periods import Period
from nettrack_md.model.records import (
    Event,
    Goal,
    Introduction,
    Need,
    NoteFacts,
    Profile,
    Share,
)
from tests.indexing import daily, day, drop, link, person, plain, promise, put, touch

if TYPE_CHECKING:
    from nettrack_md.index.store import Index

ADA, BEN = "People/Ada.md", "People/Ben.md"


def intro(
    path: str, a: str, b: str, on: str = "2026-11-05", line: int = 3
) -> Introduction:
    return Introduction(
        day(on), link(a, line), link(b, line, "shown"), "asked", path, line, "both"
    )


# --- promises ---


def test_a_promise_concerns_the_note_s_own_contact_and_whom_it_links(
    index: Index,
) -> None:
    made = promise(
        "send", ADA, "Ben", "Nobody", "Ada", due_on=day("2026-12-01"), mine=False
    )
    put(index, person("Ada", promises=(made,)), person("Ben"))
    (found,) = index.promises()

    assert found.people == (ADA, BEN)
    assert (found.text, found.due_on, found.mine) == ("send", day("2026-12-01"), False)
    assert found.who == made.who


def test_a_checkbox_that_links_no_contact_is_no_promise(index: Index) -> None:
    note = daily(
        "2026-11-16",
        promises=(promise("a", "d", "Ideas"), promise("b", "d", "Ada", line=2)),
    )
    put(index, note, plain("Ideas.md"), person("Ada"))

    assert [each.text for each in index.promises()] == ["b"]


def test_done_promises_are_left_out_unless_asked_for(index: Index) -> None:
    done = promise("done", ADA, done=True, done_on=day("2026-11-01"))
    made_on = day("2026-10-01")
    put(index, person("Ada", promises=(done, promise("open", ADA, made_on=made_on))))

    assert [each.text for each in index.promises()] == ["open"]
    assert [each.text for each in index.promises(open_only=False)] == ["done", "open"]
    assert index.promises(open_only=False)[0].done_on == day("2026-11-01")
    assert index.promises()[0].made_on == made_on


def test_promises_can_be_asked_for_by_contact(index: Index) -> None:
    note = daily("2026-11-16", promises=(promise("both", "d", "Ada", "Ben"),))
    put(index, note, person("Ada", promises=(promise("own", ADA),)), person("Ben"))

    assert [each.text for each in index.promises(path=ADA)] == ["both", "own"]
    assert [each.text for each in index.promises(path=BEN)] == ["both"]
    assert index.promises(path="nowhere.md") == ()


def test_the_people_of_a_promise_follow_where_links_lead(index: Index) -> None:
    put(index, daily("2026-11-16", promises=(promise("x", "d", "Ada"),)))
    assert index.promises() == ()
    put(index, person("Ada"))
    assert index.promises()[0].people == (ADA,)
    drop(index, ADA)
    assert index.promises() == ()


# --- introductions ---


def test_an_introduction_knows_both_contacts_once_links_are_followed(
    index: Index,
) -> None:
    made = intro("Daily/x.md", "Ada", "Ben")
    put(index, plain("Daily/x.md", introductions=(made,)), person("Ada"))
    assert [(each.a_path, each.b_path) for each in index.introductions()] == [(ADA, "")]
    put(index, person("Ben"))
    (found,) = index.introductions()

    assert (found.a_path, found.b_path) == (ADA, BEN)
    assert (found.a, found.b, found.state, found.text) == (
        made.a,
        made.b,
        "asked",
        "both",
    )


def test_introductions_come_by_day_and_can_be_asked_for_by_contact(
    index: Index,
) -> None:
    late, early = intro(ADA, "Ada", "Ben"), intro(ADA, "Eve", "Ben", "2026-01-01")
    put(index, person("Ada", introductions=(late, early)), person("Ben"), person("Eve"))

    assert [each.on for each in index.introductions()] == [early.on, late.on]
    assert [each.on for each in index.introductions(path=ADA)] == [late.on]
    assert len(index.introductions(path=BEN)) == 2


def test_introducers_lead_from_contact_to_contact(index: Index) -> None:
    put(
        index,
        person("Ada", about={"introduced_by": link("Ben")}),
        person("Eve", about={"introduced_by": link("Ideas")}),
        person("Ben", about={"introduced_by": link("Nobody")}),
        plain("Ideas.md"),
    )

    assert index.introducers() == {ADA: BEN}


def test_what_may_be_passed_on_knows_for_whom(index: Index) -> None:
    share = Share("n.md", 3, "a film", day("2026-05-01"), (link("Ada"), link("Nobody")))
    put(index, person("Ada"), plain("n.md", shares=(share,)))

    assert index.shares() == (replace(share, people=(ADA,)),)

    put(index, plain("n.md"))

    assert index.shares() == ()


# --- other records ---


def test_goals_come_by_path(index: Index) -> None:
    goals = [
        Goal("g/B.md", "B", Period(3, "m"), day("2026-12-31"), (Need("investor", 2),)),
        Goal("g/A.md", "A", status="done"),
    ]
    put(index, *(NoteFacts(g.path, "goal", g.name, goal=g) for g in goals))

    assert index.goals() == (goals[1], goals[0])


def test_events_come_by_day_within_two_days(index: Index) -> None:
    def event(name: str, on: str | None) -> NoteFacts:
        when = None if on is None else day(on)
        held = Event(name, name, "meeting", when, "Kyoto", (link("Ada"), link("Ben")))
        return NoteFacts(name, "meeting", name, when, event=held)

    notes = [
        event("c", "2026-05-03"),
        event("a", "2026-05-09"),
        event("b", "2026-05-03"),
    ]
    put(index, *notes, event("d", "2026-06-01"), event("e", None))
    found = index.events(day("2026-05-01"), day("2026-05-09"))

    assert found == tuple(note.event for note in (notes[2], notes[0], notes[1]))


def test_the_profile_is_the_one_there_is(index: Index) -> None:
    assert index.profile() is None
    me = Profile("me.md", "Me", ("tea",), ("time",), ("calm",), ("bread",), "hello")
    put(index, NoteFacts("me.md", "profile", "Me", profile=me))

    assert index.profile() == me


# --- what to check ---


def test_links_that_lead_by_their_path_need_no_look(index: Index) -> None:
    put(
        index, person("Ada"), plain("x.md", relies_on=(link("Ada"), link("People/Ada")))
    )

    assert list(index.links_to_check()) == []


def test_the_other_links_are_handed_out_with_why_and_where(index: Index) -> None:
    about = {"aliases": ("Bob",)}
    put(
        index,
        person("Ben", about=about),
        person("Carl", about={"aliases": ("Both",)}),
        person("Cora", about={"aliases": ("Both",)}),
        plain("x.md", relies_on=(link("Nobody", 7), link("Bob", 3), link("Both", 5))),
        daily("2026-11-16", promises=(promise("p", "d", "Gone", line=2),)),
    )

    assert [tuple(row) for row in index.links_to_check()] == [
        ("Daily/2026-11-16.md", 2, "Gone", "broken", "", False),
        ("x.md", 3, "Bob", "alias", BEN, True),
        ("x.md", 5, "Both", "ambiguous", "", True),
        ("x.md", 7, "Nobody", "broken", "", True),
    ]


def test_links_whose_keys_share_a_number_lead_each_where_its_name_says(
    index: Index,
) -> None:
    # Two words with the same CRC-32.
    one, other = "plumless", "buckeroo"
    put(
        index,
        daily("2026-11-10", *(touch("2026-11-10", who=who) for who in (one, other))),
    )
    put(index, person(one))
    after_one = {link.target: link.leads_to for link in index.links_to_check()}
    put(index, person(other))
    put(index, plain("again.md", body=f"[[{one}]] [[{other}]]"))

    assert after_one == {other: ""}
    assert list(index.links_to_check()) == []
    assert [len(index.touches(f"People/{who}.md")) for who in (one, other)] == [1, 1]
    drop(index, f"People/{one}.md")
    assert [link.target for link in index.links_to_check()] == [one]
    assert len(index.touches(f"People/{other}.md")) == 1
