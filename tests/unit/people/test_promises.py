from __future__ import annotations

from datetime import date

from nettrack_md.model.records import Promise
from tests.reading import DAY, JANE, read


def promises(text: str, path: str = JANE) -> tuple[Promise, ...]:
    return read(text, path).promises


def test_an_open_box_in_a_persons_note_is_a_promise_to_them() -> None:
    (promise,) = promises("text\n- [ ] send the deck 📅 2026-11-25\n")

    assert promise == Promise(
        "send the deck", JANE, 2, due_on=date(2026, 11, 25), people=(JANE,)
    )


def test_an_arrow_makes_it_theirs() -> None:
    (promise,) = promises("- [ ] <- return the book\n")

    assert (promise.mine, promise.text) == (False, "return the book")


def test_a_ticked_box_is_a_promise_kept() -> None:
    (promise,) = promises("- [x] send the deck ✅ 2026-11-19\n")

    assert (promise.done, promise.done_on) == (True, date(2026, 11, 19))


def test_a_cancelled_box_promises_nothing() -> None:
    assert promises("- [-] send the deck\n") == ()


def test_links_in_a_persons_box_concern_others_too() -> None:
    (promise,) = promises("- [ ] bring [[Bob]] along\n")

    assert promise.people == (JANE,)
    assert [link.target for link in promise.who] == ["Bob"]


def test_elsewhere_a_box_needs_a_link() -> None:
    text = "- [ ] buy milk\n- [ ] write to [[Jane]]\n"

    assert [(p.line, p.people) for p in promises(text, DAY)] == [(2, ())]
    assert [p.line for p in promises(text, "Notes/x.md")] == [2]
    meeting = f"---\ntype: meeting\nattendees: [[Jane]]\n---\n{text}"
    assert [p.line for p in promises(meeting, "Meetings/x.md")] == [6]


def test_boxes_that_nettrack_rendered_promise_nothing() -> None:
    text = (
        "<!-- nettrack:begin people -->\n- [ ] [[Jane]]\n<!-- nettrack:end people -->\n"
    )

    assert promises(text, DAY) == ()
    assert promises("- [ ] [[Jane]]\n", "Network/Overdue.md") == ()


def test_a_promise_was_made_on_the_day_that_it_stands_under() -> None:
    text = """
        ## Log

        - 2026-11-20 meet: lunch
          - [ ] send the deck
        - 2026-10-01 call
        - [ ] no day
        """
    inside, outside = promises(text)

    assert (inside.made_on, outside.made_on) == (date(2026, 11, 20), None)
    (daily,) = promises("- [ ] write to [[Jane]]\n", DAY)
    assert daily.made_on == date(2026, 11, 20)


def test_a_due_day_that_does_not_exist_is_a_problem() -> None:
    facts = read("x\n- [ ] send it 📅 2026-02-30\n")

    assert [(p.code, p.line) for p in facts.problems] == [("bad-date", 2)]
    assert [promise.due_on for promise in facts.promises] == [None]
