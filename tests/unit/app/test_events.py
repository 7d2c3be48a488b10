"""Events on the page of a week, and in `brief`: before them, and after."""

from __future__ import annotations

import pytest

from nettrack_md.app.practice.briefs import brief_note, briefs_or_gathering
from nettrack_md.cli.shown.gathering_rows import gathering_lines, gathering_row
from nettrack_md.errors import PersonUnknown
from nettrack_md.insight.meeting.gatherings import Gathering
from tests.unit.app.small_vault import REVIEW, SmallVault, vault

FAIR = (
    "---\ntype: event\ndate: {on}\nplace: the hall\n"
    "attendees: ['[[Ada]]', '[[Bob]]', Cy Nobody]\n---\n"
    "Ask: who pays?\n\n- [ ] print cards\n"
)
ADA = "---\ntier: close\n---\n## Log\n- 2026-11-01 meet: tea\n- [ ] send the plan\n"


def at_fair(on: str, **notes: str) -> SmallVault:
    made = vault(**{"Ada": ADA, "Bob": "---\ntype: contact\n---\n", **notes})
    made.files.put("Events/The Fair.md", FAIR.format(on=on))
    return made


def asked(notes: SmallVault, *words: str, private: bool = False) -> Gathering:
    found = briefs_or_gathering(notes.open(private=private), words)
    assert isinstance(found, Gathering)
    return found


def test_an_event_of_the_coming_days_stands_among_the_dates_with_its_people() -> None:
    notes = at_fair("2026-11-27")
    notes.render()

    line = "- Fri 27 Nov [[The Fair]] (the hall), with [[Ada]], [[Bob]]\n"
    assert line in notes.text(REVIEW)


@pytest.mark.parametrize("on", ["2026-11-30", "2026-11-19"])
def test_one_that_is_far_or_over_does_not(on: str) -> None:
    notes = at_fair(on)
    notes.render()

    assert "(the hall)" not in notes.text(REVIEW)


def test_after_it_a_tick_is_a_word_in_their_log() -> None:
    notes = at_fair("2026-11-14", Bob="---\ntier: active\nmet: 2020-01-01\n---\n")
    notes.files.put("People/Bob.md", "---\nneeds: law\nmet: 2020-01-01\n---\n")
    notes.files.put("me.md", "---\noffers: [law]\n---\n")
    notes.settings = "capacity = 1\n"
    notes.render()

    line = "- [ ] [[Bob]] — They look for law; you offer law."
    assert f"### After: [[The Fair]], Sat 14 Nov\n\n{line}\n" in notes.text(REVIEW)

    notes.edit(REVIEW, line, line.replace("[ ]", "[x]"))
    notes.apply()
    assert "- 2026-11-20" in notes.text("People/Bob.md")
    notes.render()
    assert "### After" not in notes.text(REVIEW)


def test_who_has_a_box_on_the_page_already_has_no_second_one() -> None:
    notes = at_fair("2026-11-14", Bob="---\ntype: contact\n---\n")
    notes.files.put("me.md", "---\noffers: [law]\n---\n")
    notes.render()

    assert notes.text(REVIEW).count("- [ ] [[Bob]]") == 1


def test_before_an_event_each_guest_has_a_line_and_the_note_its_questions() -> None:
    found = asked(at_fair("2026-12-05"), "the", "fair")

    assert [g.standing.person.contact.name for g in found.guests] == ["Ada", "Bob"]
    assert found.others == ("Cy Nobody",)
    assert [one.text for one in found.questions] == ["who pays?"]
    assert [one.text for one in found.tasks] == ["print cards"]
    assert found.guests[0].talks[0].text == "tea"
    assert found.guests[0].loops[0].text == "send the plan"


def test_once_it_is_over_it_tells_whom_to_write_to_instead() -> None:
    found = asked(at_fair("2026-11-14"), "Events/The Fair.md")

    assert [one.contact.name for one in found.follow] == ["Bob"]
    assert (found.questions, found.asks) == ((), ())


def test_people_come_before_a_part_of_an_events_name() -> None:
    notes = at_fair("2026-12-05", Fair="---\ntype: contact\n---\n")
    ws = notes.open()

    assert not isinstance(briefs_or_gathering(ws, ["fair"]), Gathering)
    assert isinstance(briefs_or_gathering(ws, ["the", "fair"]), Gathering)
    with pytest.raises(PersonUnknown):
        briefs_or_gathering(ws, ["no", "such"])


def test_of_several_of_a_name_the_next_one_is_meant() -> None:
    notes = at_fair("2026-11-14")
    notes.files.put("Events/2026-12-09 The Fair.md", FAIR.format(on="2026-12-09"))
    notes.files.put("Events/2027-12-09 The Fair.md", FAIR.format(on="2027-12-09"))

    assert asked(notes, "fair").event.path == "Events/2026-12-09 The Fair.md"


def test_the_note_of_an_event_is_one_a_day_and_keeps_what_was_added() -> None:
    notes = at_fair("2026-12-05")
    path = "Network/Briefs/Brief 2026-12-05 The Fair.md"
    ws = notes.open()
    assert brief_note(ws, ["the", "fair"], dry_run=True).path == path


def test_nobody_private_and_no_line_about_them_is_told_anywhere() -> None:
    notes = at_fair("2026-11-27")
    hush = "---\nprivate: true\ntier: close\naliases: [Hushy]\n---\n"
    notes.files.put("People/Erin Hush.md", hush)
    notes.files.put(
        "Events/The Fair.md",
        FAIR.format(on="2026-11-27")
        .replace("the hall", "at Erin Hush's")
        .replace("'[[Bob]]'", "'[[Erin Hush]]'")
        + "- does Erin Hush come?\n- [ ] fetch Erin Hush\n- with [[Hushy]]\n",
    )
    notes.files.put(
        "Events/Dinner.md",
        "---\ntype: event\nname: Dinner with Erin Hush\ndate: 2026-11-25\n---\n",
    )
    notes.files.put("me.md", "---\nasks: [a job for Erin Hush]\n---\n")
    notes.render()

    assert "Hush" not in notes.text(REVIEW)
    assert "Dinner" not in notes.text(REVIEW)
    found = asked(notes, "the", "fair")
    assert "Hush" not in repr((gathering_row(found), [*gathering_lines(found)]))
    with pytest.raises(PersonUnknown):
        briefs_or_gathering(notes.open(), ["dinner"])
    found = asked(notes, "the", "fair", private=True)
    assert "Erin Hush" in repr(gathering_row(found))


def test_an_event_that_lies_ahead_ties_nobody_yet() -> None:
    from nettrack_md.app.practice.network import network

    before, after = at_fair("2026-12-05"), at_fair("2026-11-05")

    assert not network(before.open()).ties.of("People/Ada.md")
    assert network(after.open()).ties.of("People/Ada.md")


def test_a_crowd_is_cut_on_the_page_and_in_the_brief() -> None:
    crowd = {f"P{n:02}": "---\ntype: contact\n---\n" for n in range(30)}
    notes = at_fair("2026-11-27", **crowd)
    names = ", ".join(f"'[[{name}]]'" for name in crowd)
    text = FAIR.format(on="2026-11-27").replace("'[[Ada]]'", names)
    notes.files.put("Events/The Fair.md", text)
    notes.render()

    assert "[[P06]], [[P07]], …\n" not in notes.text(REVIEW)
    assert "[[P05]], [[P06]], …\n" in notes.text(REVIEW)
    found = asked(notes, "the", "fair")
    assert len(found.guests) == 12
    assert "P29" in found.others


def test_the_note_of_an_event_names_nobody_private_whoever_asks() -> None:
    notes = at_fair("2026-11-14", Erin_Hush="---\nprivate: true\n---\n")
    text = FAIR.format(on="2026-11-14").replace("[[Bob]]", "[[Erin Hush]]")
    notes.files.put("Events/The Fair.md", text + "- was Erin Hush there?\n")
    ws = notes.open(private=True)
    made = brief_note(ws, ["the", "fair"], dry_run=True)
    diff = "".join(write.diff() for write in made.report.writes)

    assert "[[Ada]]" in diff
    assert "Hush" not in diff
