"""Which lines of a note are touches, and what belongs to each."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.rules import LOG_HEADINGS, RESTARTING, RESTING_KINDS
from nettrack_md.note.body import read_lines
from nettrack_md.note.kinds import KindWords
from nettrack_md.note.log import LogItem, is_newest_first, read_log

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)


def log(body: str) -> tuple[LogItem, ...]:
    return read_log(read_lines(body).lines, headings=LOG_HEADINGS, kinds=KINDS)


def days(body: str) -> list[int]:
    return [item.on.day if item.on else 0 for item in log(body)]


CONTRACT = """\
## Log
- 2026-11-20 meet: lunch near the station; she moves to product #gave
- 2026-11-18 10:30 email <- asked about rates
  - an indented item belongs to the touch above it
- 2026-11-02 電話: 転職の相談
- [[2026-10-01]] sent the article
### 2026-09-12 Workshop
A heading with a date opens a touch; the text below it is its note.
"""


def test_the_log_of_the_contract_is_read_to_the_letter():
    lunch, email, call, article, workshop = log(CONTRACT)
    assert lunch == LogItem(
        date(2026, 11, 20), "", "meet", "",
        "lunch near the station; she moves to product #gave", ("gave",), True, 2, 2, (),
    )  # fmt: skip
    assert (email.time, email.kind, email.direction) == ("10:30", "email", "<-")
    assert email.sub == ("an indented item belongs to the touch above it",)
    assert (email.line, email.end_line) == (3, 4)
    assert (call.kind, call.text) == ("call", "転職の相談")
    assert (article.on, article.text) == (date(2026, 10, 1), "sent the article")
    assert (workshop.on, workshop.text, workshop.end_line) == (
        date(2026, 9, 12),
        "Workshop",
        8,
    )
    assert workshop.sub[0].startswith("A heading with a date")


@pytest.mark.parametrize(
    "heading",
    ["# Log", "###### interactions", "## Interaction Log:", "## 記録", "### ログ：", "## 🗣 やりとり",
     "## ＬＯＧ", "Log\n---"],
)  # fmt: skip
def test_a_log_heading_may_have_any_level_width_and_case(heading):
    assert days(f"- 2026-11-01 a\n\n{heading}\n- 2026-11-02 b") == [2]


def test_a_log_ends_at_a_heading_of_its_level_that_has_no_date():
    body = "## Log\n- 2026-11-01 a\n### More\n- 2026-11-02 b\n## 2026-11-03 c\n- 2026-11-04 d\n## Notes\n- 2026-11-05 e"
    assert days(body) == [1, 2, 3, 4]


def test_a_second_log_heading_opens_the_log_again():
    assert days(
        "## Log\n- 2026-11-01 a\n# X\n- 2026-11-02 b\n## 記録\n- 2026-11-03 c"
    ) == [1, 3]


def test_without_a_log_heading_dated_items_and_headings_count_anywhere():
    body = "# Jane\n- 2026-11-01 a\n2026-11-02 no item\n### 2026-11-03 b\nx\n- Nov\n  - 2026-11-04 c"
    assert days(body) == [1, 3, 4]


def test_items_without_a_date_are_no_touch():
    assert log("## Log\n- called her\nplain\n- [x] done") == ()


def test_what_is_indented_belongs_to_the_touch_even_with_a_date():
    (item,) = log("## Log\n- 2026-11-01 a\n  - 2026-11-02 b\n\t- c\n\n  more\n")
    assert (item.sub, item.end_line) == (("2026-11-02 b", "c", "more"), 6)


def test_a_line_right_below_an_item_goes_on_with_it():
    first, second = log("## Log\n- 2026-11-01 a\nb\n\nc\n- 2026-11-02 d")
    assert (first.sub, first.end_line, second.sub) == (("b",), 3, ())


def test_items_without_a_date_belong_to_the_dated_heading_above():
    body = "## Log\n### 2026-11-01 a\n- b\n#### c\n- 2026-11-02 d\n  - e\n- f\n### g\nh"
    heading, item = log(body)
    assert heading.sub == ("b", "c", "f")
    assert item.sub == ("e",)


@pytest.mark.parametrize(
    ("box", "count"), [(" ", 0), ("-", 0), (">", 0), ("/", 0), ("x", 1), ("X", 1)]
)
def test_a_task_with_a_date_is_a_touch_only_when_ticked(box, count):
    assert len(log(f"## Log\n- [{box}] 2026-11-01 called")) == count


def test_a_promise_below_a_touch_is_not_its_text_but_lies_within_it():
    (item,) = log("## Log\n- 2026-11-01 a\n  - [ ] send it\n  - [x] sent")
    assert (item.sub, item.end_line) == (("sent",), 4)


def test_a_date_that_does_not_exist_is_kept_as_none_with_its_line():
    impossible, fine = log("x\n## Log\n- 2026-02-30 call: a\n- 2026-11-01 b")
    assert (impossible.on, impossible.line, impossible.kind) == (None, 3, "call")
    assert fine.on == date(2026, 11, 1)


def test_quotes_code_and_comments_in_a_log_are_no_touches():
    body = "## Log\n> - 2026-11-01 a\n```\n- 2026-11-02 b\n```\n%%\n- 2026-11-03 c\n%%\n- 2026-11-04 d"
    assert days(body) == [4]


def test_japanese_bullets_and_tags_are_read():
    (item,) = log("## 記録\n・2026年11月1日（日）　電話：近況。＃贈")
    assert (item.kind, item.text, item.tags) == ("call", "近況。＃贈", ("贈",))


@pytest.mark.parametrize(
    ("dates", "newest_first"),
    [((3, 2, 1), True), ((1, 2, 3), False), ((3, 1, 2, 1), True), ((2,), True), ((), True),
     ((1, 1), True), ((1, 3, 2, 4), False)],
)  # fmt: skip
def test_the_order_of_a_log_is_told_from_its_dates(dates, newest_first):
    body = "## Log\n" + "".join(f"- 2026-11-0{day} x\n" for day in dates)
    assert is_newest_first(log(body)) is newest_first
