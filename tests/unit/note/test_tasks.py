"""What a checkbox line says."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.note.parsed import BodyLine
from nettrack_md.note.tasks import Task, read_task

DUE = date(2026, 11, 25)


def task(text: str, box: str = " ") -> Task:
    return read_task(BodyLine(3, "task", 0, 0, box, text))


@pytest.mark.parametrize(
    ("box", "done", "cancelled"),
    [(" ", False, False), ("x", True, False), ("X", True, False), ("-", False, True),
     ("/", False, False), (">", False, False), ("?", False, False)],
)  # fmt: skip
def test_only_a_tick_and_a_dash_close_a_task(box, done, cancelled):
    found = task("call", box)
    assert (found.done, found.cancelled) == (done, cancelled)
    assert found.open == (not done and not cancelled)


@pytest.mark.parametrize(
    "text",
    [
        "send the deck 📅 2026-11-25",
        "send the deck 📅\ufe0f 2026-11-25",
        "send the deck 🗓️2026-11-25",
        "send the deck 📆 2026/11/25",
        "send the deck [due:: 2026-11-25]",
        "send the deck (due:: 2026-11-25)",
        "send the deck (due::[[2026-11-25]])",
        "[due:: 2026-11-25] send the deck",
        "send the deck due 2026-11-25",
        "send the deck, due: 2026-11-25",
        "send the deck (due 2026-11-25)",
        "send the deck Due 2026年11月25日",
        "send the deck 期限 令和8年11月25日",
        "send the deck 〆切：2026-11-25",
        "send the deck 🔁 every week ⏫ 📅 2026-11-25 ^abc123",
        "#task send the deck #work #b 📅 2026-11-25",
        "send the deck ➕ 2026-11-01 ⏳ 2026-11-02 📅 2026-11-25 🆔 a1 ⛔ b2, c3",
        "send the deck [priority:: high] [due:: 2026-11-25] [repeat:: every week]",
    ],
)
def test_a_due_date_is_read_and_cut_out_of_the_words(text):
    found = task(text)
    assert (found.due_on, found.text, found.due_bad) == (DUE, "send the deck", False)


@pytest.mark.parametrize(
    "text",
    ["call 📅 2026-02-30", "call [due:: tomorrow]", "call due 2026-13-01", "call 📅 soon",
     "call (due:: 2026-11-25 or so)"],
)  # fmt: skip
def test_a_due_date_that_is_none_is_told(text):
    found = task(text)
    assert (found.due_on, found.due_bad) == (None, True)


@pytest.mark.parametrize(
    "text",
    ["pay what is due next week", "📅 plan the party", "residue 2026-11-25",
     "meet 2026-11-25", "due diligence for [[A]]", "std::due 2", "✅ the list"],
)  # fmt: skip
def test_a_word_that_looks_like_a_mark_stays(text):
    assert task(text)[:7] == (text, False, False, False, None, False, None)


@pytest.mark.parametrize(
    ("text", "theirs"),
    [("<- send [[A]]", True), ("← send [[A]]", True), ("-> send [[A]]", False),
     ("→send [[A]]", False), ("<-> send [[A]]", False), ("send [[A]]", False)],
)  # fmt: skip
def test_an_arrow_in_front_tells_whose_promise_it_is(text, theirs):
    found = task(text)
    assert (found.theirs, found.text) == (theirs, "send [[A]]")
    assert [link.target for link in found.links] == ["A"]


def test_the_day_of_the_tick_is_read():
    found = task("call 📅 2026-11-25 ✅ 2026-11-24", "x")
    assert (found.done_on, found.due_on, found.text) == (
        date(2026, 11, 24),
        DUE,
        "call",
    )
    assert task("call [completion:: 2026-11-24]", "x").done_on == date(2026, 11, 24)


def test_tags_within_the_words_stay():
    assert task("ask #design about it #work").text == "ask #design about it"


@pytest.mark.parametrize("mark", ["📅 2026-11-25 ", "^a ", "#a ", "due 2026-11-25 "])
def test_a_hostile_task_is_read_to_its_end(mark):
    assert task("call " + mark * 5000).text == "call"
