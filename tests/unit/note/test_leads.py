"""What stands in front of a touch's text."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.rules import RESTARTING, RESTING_KINDS
from nettrack_md.note.kinds import KindWords
from nettrack_md.note.leads import DatedLead, read_dated, read_lead

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)
DAY = date(2026, 11, 20)


def dated(text: str) -> DatedLead:
    found = read_dated(text, KINDS)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "time", "kind", "direction", "rest"),
    [
        ("2026-11-20 meet: lunch #gave", "", "meet", "", "lunch #gave"),
        ("2026-11-20 10:30 email <- asked", "10:30", "email", "<-", "asked"),
        ("2026-11-20 9:05 email -> x", "09:05", "email", "->", "x"),
        ("2026-11-20T10:30 call x", "10:30", "call", "", "x"),
        ("2026-11-20 電話: 転職", "", "call", "", "転職"),
        ("2026-11-20 電話：転職", "", "call", "", "転職"),
        ("２０２６-１１-２０　１０：３０　電話：転職", "10:30", "call", "", "転職"),
        ("2026年11月20日（金） 10時半 電話：転職", "10:30", "call", "", "転職"),
        ("令和8年11月20日 会食", "", "meet", "", ""),
        ("[[2026-11-20]] sent the article", "", "", "", "sent the article"),
        ("[[2026-11-20|Friday]] call x", "", "call", "", "x"),
        ("[[Daily/2026-11-20]] 10:30 call x", "10:30", "call", "", "x"),
        ("2026/11/20 call", "", "call", "", ""),
        ("2026-11-20", "", "", "", ""),
        ("2026-11-20 <- asked", "", "", "<-", "asked"),
        ("2026-11-20 ↔ talked", "", "", "<->", "talked"),
        ("2026-11-20 -> email: sent", "", "email", "->", "sent"),
        ("2026-11-20 email→ sent", "", "email", "->", "sent"),
        ("2026-11-20 email <->: both", "", "email", "<->", "both"),
        ("2026-11-20: call her", "", "", "", "call her"),
        ("2026-11-20 - call her", "", "call", "", "her"),
        ("2026-11-20 (Fri) call her", "", "call", "", "her"),
        ("2026-11-20 10:00-11:30 call her", "10:00", "call", "", "her"),
        ("2026-11-20 10:00 – 11:30 call her", "10:00", "call", "", "her"),
        ("**2026-11-20** call her", "", "call", "", "her"),
        ("2026-11-20 calling her", "", "", "", "calling her"),
        ("2026-11-20 missed you at the party", "", "", "", "missed you at the party"),
        ("2026-11-20 sent 3 slides ^id-1", "", "", "", "sent 3 slides"),
        ("2026-11-20 5 people met", "", "", "", "5 people met"),
        ("2026-11-20 25:00 x", "", "", "", "25:00 x"),
    ],
)
def test_a_dated_line_is_read(text, time, kind, direction, rest):
    assert dated(text)[:5] == (DAY, time, kind, direction, rest)


@pytest.mark.parametrize(
    ("text", "kind", "restarts"),
    [("2026-11-20 note: x", "note", False), ("2026-11-20 missed <- x", "missed", False),
     ("2026-11-20 missed x", "", True), ("2026-11-20 x", "", True),
     ("2026-11-20 いいね：投稿", "reaction", False)],
)  # fmt: skip
def test_some_kinds_do_not_restart_the_clock(text, kind, restarts):
    found = dated(text)
    assert (found[2], found[6]) == (kind, restarts)


@pytest.mark.parametrize(
    "text", ["2026-02-30 call: x", "2026/13/01 call: x", "令和8年2月30日 電話：x"]
)
def test_a_date_that_does_not_exist_is_none_and_the_rest_is_read(text):
    found = dated(text)
    assert (found[0], found[2], found[4]) == (None, "call", "x")


@pytest.mark.parametrize(
    "text", ["call 2026-11-20", "11-20 call", "20261120 x", "2026-11 x", "*x*"]
)
def test_a_line_without_a_date_in_front_has_no_dated_lead(text):
    assert read_dated(text, KINDS) is None


def test_tags_are_read_from_the_text():
    assert dated("2026-11-20 贈り物：本＃贈、#礼")[5] == ("贈", "礼")


@pytest.mark.parametrize(
    ("text", "time", "kind", "direction", "rest"),
    [
        (
            "10:30 call <- [[Jane]] about rates",
            "10:30",
            "call",
            "<-",
            "[[Jane]] about rates",
        ),
        ("met [[Jane]]", "", "meet", "", "[[Jane]]"),
        ("[[Jane]] call: x", "", "", "", "[[Jane]] call: x"),
        ("[[Jane]] <- asked", "", "", "<-", "[[Jane]] <- asked"),
        ("[[Jane]], [[Bo]] -> sent", "", "", "->", "[[Jane]], [[Bo]] -> sent"),
        ("ask [[Jane]] -> Bo", "", "", "", "ask [[Jane]] -> Bo"),
        ("14時 会議 [[Jane]]", "14:00", "", "", "会議 [[Jane]]"),
        ("saw [[Jane]]", "", "", "", "saw [[Jane]]"),
    ],
)
def test_a_line_of_a_day_is_read_without_a_date(text, time, kind, direction, rest):
    assert read_lead(text, KINDS)[:4] == (time, kind, direction, rest)
