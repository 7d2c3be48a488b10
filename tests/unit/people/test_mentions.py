from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.records import Touch
from nettrack_md.model.rules import ReadingRules
from tests.reading import DAY, RULES, read

ON = date(2026, 11, 20)


def day(text: str, rules: ReadingRules = RULES) -> tuple[Touch, ...]:
    """The touches of a daily note."""
    return tuple(read(text, DAY, rules).touches)


def meeting(
    text: str, properties: str = "", rules: ReadingRules = RULES
) -> list[tuple[str, str]]:
    """Whom the touches of a meeting note concern, and of what kind they are."""
    text = f'---\ntype: meeting\nattendees: ["[[Jane]]", Bob Roe]\n{properties}---\n{text}\n'
    touches = read(text, "Meetings/2026-11-20 Kick-off.md", rules).touches
    return [(touch.who.target if touch.who else "", touch.kind) for touch in touches]


@pytest.mark.parametrize(
    "line",
    [
        "Saw [[Jane]].", "- saw [[Jane]]", "# With [[Jane]]", "- [x] thank [[Jane]]",
        "- [X] thank [[Jane]]", "1. [[Jane]]", "saw [her](People/Jane.md)",
        "[[Jane|J.]] and I", "- 朝、[[Jane]]と散歩",
    ],
)  # fmt: skip
def test_a_link_in_a_dated_note_is_a_mention(line: str) -> None:
    (touch,) = day(f"{line}\n")

    assert (touch.kind, touch.source, touch.restarts) == ("mention", "mention", True)
    assert (touch.on, touch.path, touch.line) == (ON, DAY, 1)
    assert touch.who is not None
    assert touch.who.target.endswith("Jane")


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] call [[Jane]]", "- [-] call [[Jane]]", "- [/] call [[Jane]]",
        "- [>] call [[Jane]]", "> said [[Jane]]", "`[[Jane]]`", "![[Jane]]",
        "```\n[[Jane]]\n```", "<!-- [[Jane]] -->", "%% [[Jane]] %%", "x\n\n    [[Jane]]",
        "<!-- nettrack:begin people -->\n- [[Jane]]\n<!-- nettrack:end people -->",
    ],
)  # fmt: skip
def test_these_lines_are_no_touch(line: str) -> None:
    assert day(f"{line}\n") == ()


def test_a_note_without_a_day_mentions_nobody() -> None:
    assert read("- met [[Jane]]\n", "Notes/x.md").touches == ()


@pytest.mark.parametrize(
    ("line", "kind", "time", "direction", "restarts"),
    [
        ("- meet: [[Jane]]", "meet", "", "", True),
        ("- 10:30 call [[Jane]] about rates", "call", "10:30", "", True),
        ("- email <- [[Jane]] asked", "email", "", "<-", True),
        ("- 電話: [[Jane]] と転職の話", "call", "", "", True),
        ("- missed: [[Jane]]", "missed", "", "", False),
        ("- [x] call [[Jane]]", "call", "", "", True),
        ("## Lunch with [[Jane]]", "meet", "", "", True),
    ],
)
def test_a_line_that_names_a_kind_is_typed_evidence(
    line: str, kind: str, time: str, direction: str, restarts: bool
) -> None:
    (touch,) = day(f"{line}\n")

    assert (touch.kind, touch.time, touch.direction, touch.restarts) == (
        kind, time, direction, restarts,
    )  # fmt: skip
    assert touch.source == "log"


def test_every_person_of_a_line_is_touched() -> None:
    touches = day("- meet: [[Jane]] and [[Bob]] #gave\n")

    assert [touch.who.target for touch in touches if touch.who] == ["Jane", "Bob"]
    assert {touch.tags for touch in touches} == {("gave",)}


def test_plain_mentions_of_one_person_are_one_touch_at_the_first_line() -> None:
    touches = day(
        "saw [[Jane]]\n[[jane]] laughed, [[Bob]] too\n- call [[Jane]]\n- call [[Jane]]\n"
    )

    assert [(t.line, t.kind) for t in touches] == [
        (1, "mention"), (2, "mention"), (3, "call"), (4, "call"),
    ]  # fmt: skip


def test_a_mention_with_a_direction_or_a_tag_says_something_new() -> None:
    touches = day("[[Jane]]\n- <- [[Jane]] asked\n- [[Jane]] #gave\n- [[Jane]] again\n")

    assert [(t.line, t.direction, t.tags) for t in touches] == [
        (1, "", ()), (2, "<-", ()), (3, "", ("gave",)),
    ]  # fmt: skip


def test_later_lines_have_a_later_place() -> None:
    first, second = day("- message <- [[Jane]] asked\n- message -> [[Jane]] told\n")

    assert first.place < second.place


def test_mentions_that_do_not_count_are_kept_and_do_not_restart() -> None:
    rules = ReadingRules(mentions=False)
    mention, typed = day("saw [[Jane]]\n- call [[Jane]]\n", rules)

    assert (mention.kind, mention.restarts) == ("mention", False)
    assert (typed.kind, typed.restarts) == ("call", True)


def test_a_line_with_a_day_of_its_own_and_a_kind_is_of_that_day() -> None:
    typed, plain = day("- 2026-11-18 call: [[Jane]]\n- 2027-01-05 [[Bob]]'s birthday\n")

    assert typed.on == date(2026, 11, 18)
    assert plain.on == ON


def test_a_typed_line_on_a_day_that_does_not_exist_is_a_problem() -> None:
    facts = read("x\n- 2026-02-30 call: [[Jane]]\n", DAY)

    assert facts.touches == ()
    assert [(p.code, p.line) for p in facts.problems] == [("bad-date", 2)]


def test_attendees_are_touched_and_not_mentioned_too() -> None:
    assert meeting("[[Jane]] and [[People/Bob Roe]] and [[Eve]] spoke.") == [
        ("Jane", "meeting"), ("Bob Roe", "meeting"), ("Eve", "mention"),
    ]  # fmt: skip


def test_an_attendee_of_another_folder_is_another_person() -> None:
    text = '---\ntype: meeting\npeople: ["[[Work/Sam]]"]\n---\n[[Home/Sam]] rang. [[Sam]] too.\n'
    touches = read(text, "2026-11-20.md").touches

    assert [t.who.target for t in touches if t.who] == ["Work/Sam", "Home/Sam"]


def test_typed_lines_stand_beside_attendance() -> None:
    assert meeting("- email -> [[Jane]] the notes") == [
        ("Jane", "meeting"), ("Bob Roe", "meeting"), ("Jane", "email"),
    ]  # fmt: skip


def test_meetings_that_do_not_count_leave_the_mentions() -> None:
    rules = ReadingRules(meetings=False)

    assert meeting("[[Jane]] spoke", rules=rules) == [("Jane", "mention")]


def test_attendance_has_the_time_and_the_name_of_the_meeting() -> None:
    text = "---\ntype: event\ndate: 2026-11-12T19:00\npeople: [[Jane]]\n---\n"
    (touch,) = read(text, "Events/Civic Night.md").touches

    assert (touch.on, touch.time) == (date(2026, 11, 12), "19:00")
    assert (touch.kind, touch.source, touch.text) == (
        "event",
        "attended",
        "Civic Night",
    )
    assert (touch.line, touch.who and touch.who.target) == (4, "Jane")


def test_a_meeting_of_an_unknown_day_touches_nobody() -> None:
    facts = read(
        "---\ntype: meeting\npeople: [[Jane]]\n---\n[[Bob]]\n", "Meetings/x.md"
    )

    assert facts.touches == ()
    assert facts.event is not None
    assert [link.target for link in facts.event.attendees] == ["Jane"]


def test_attendees_may_be_written_in_one_text() -> None:
    text = '---\ntype: meeting\nattendees: "[[A]], [[B|Bee]]"\n---\n'
    event = read(text, DAY).event
    names = read("---\ntype: meeting\nattendees: 田中、鈴木\n---\n", DAY).event

    assert event is not None
    assert [(a.target, a.display) for a in event.attendees] == [("A", ""), ("B", "Bee")]
    assert names is not None
    assert [link.target for link in names.attendees] == ["田中", "鈴木"]


def test_attendees_written_as_links_are_relied_on() -> None:
    text = '---\ntype: meeting\nattendees: ["[[A]]", Bob]\n---\n'

    assert [link.target for link in read(text, DAY).relies_on] == ["A"]


def test_whom_a_dated_note_names_in_its_properties_is_mentioned() -> None:
    (touch,) = read('---\npeople: ["[[Jane]]"]\n---\n[[Jane]] laughed\n', DAY).touches

    assert (touch.kind, touch.source, touch.line) == ("mention", "mention", 2)
