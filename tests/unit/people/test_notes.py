from __future__ import annotations

from datetime import date

from nettrack_md.model.periods import Period
from nettrack_md.model.records import Goal, Need, Profile
from tests.reading import DAY, JANE, read


def test_a_goal_says_what_it_needs() -> None:
    text = """
        ---
        type: goal
        horizon: 1y
        due: 2027-11-20
        needs: [investor x2, customer x5, mentor]
        status: done
        ---
        """
    goal = read(text, "Goals/School.md").goal

    assert goal == Goal(
        "Goals/School.md", "School", Period(1, "y"), date(2027, 11, 20),
        (Need("investor", 2), Need("customer", 5), Need("mentor")), "done",
    )  # fmt: skip


def test_a_goal_may_be_wrong_in_places() -> None:
    facts = read("---\ntype: goal\nhorizon: far\ndue: 2026-02-30\n---\n", "Goals/x.md")

    assert facts.goal == Goal("Goals/x.md", "x")
    assert [(p.code, p.line) for p in facts.problems] == [
        ("bad-period", 3), ("bad-date", 4),
    ]  # fmt: skip


def test_the_profile_is_me() -> None:
    text = "---\nname: Haruka\noffers: [a, b]\nasks: c\nknown_for: d\nintro: I make x, and y.\n---\n"
    profile = read(text, "me.md").profile

    assert profile == Profile(
        "me.md", "Haruka", ("a", "b"), ("c",), (), ("d",), "I make x, and y."
    )


def test_an_event_has_a_place() -> None:
    text = "---\ntype: event\ndate: 2026-11-12\nplace: 上野\n---\n"
    event = read(text, "Events/Night.md").event

    assert event is not None
    assert (event.kind, event.name, event.place) == ("event", "Night", "上野")


def test_a_meeting_on_a_day_that_does_not_exist_is_a_problem_once() -> None:
    facts = read("---\ntype: meeting\ndate: 2026-02-30\npeople: [[A]]\n---\n", "M/x.md")

    assert [(p.code, p.line) for p in facts.problems] == [("bad-date", 3)]


def test_search_sees_the_body_of_a_person_line_for_line() -> None:
    facts = read("---\norg: L\n---\nfirst\nsecond\n")

    assert (facts.body, facts.body_line) == ("first\nsecond\n", 4)


def test_search_sees_all_of_another_note() -> None:
    facts = read("---\nplace: L\n---\nfirst\n", "Notes/x.md")

    assert (facts.body, facts.body_line) == ("---\nplace: L\n---\nfirst\n", 1)


def test_search_sees_the_properties_of_a_person_whose_note_is_broken() -> None:
    facts = read("---\norg: [L\n---\nfirst\n")

    assert facts.body_line == 1
    assert "org: [L" in facts.body


def test_search_does_not_see_rendered_regions_but_counts_their_lines() -> None:
    text = "one\n<!-- nettrack:begin people -->\n[[X]]\n<!-- nettrack:end people -->\ntwo\n"

    assert read(text, DAY).body == "one\n\n\n\ntwo\n"
    assert read(text, JANE).body == "one\n\n\n\ntwo\n"


def test_a_byte_order_mark_is_no_text() -> None:
    assert read("\ufeff---\norg: L\n---\nx\n", "Notes/x.md").body.startswith("---")


def test_problems_of_the_text_come_along() -> None:
    facts = read("---\norg: a\norg: b\nmet: 2026-02-30\n---\n- 2026-02-30 meet\n")

    assert [p.code for p in facts.problems] == ["duplicate-key", "bad-date"]


def test_an_empty_note_is_a_note() -> None:
    assert read("", "Notes/x.md").kind == "other"
    assert read("", JANE).kind == "contact"
