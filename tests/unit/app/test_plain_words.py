from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.app.plain.words import Told, tell, tell_plan
from nettrack_md.errors import UsageFault
from nettrack_md.model.rules import RESTARTING, RESTING_KINDS
from nettrack_md.note.kinds import KindWords
from tests.builders import TODAY

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)


def told(text: str, **known: object) -> Told:
    return tell(text, today=TODAY, kinds=KINDS, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("lunch near the station", "meet", ""),
        ("had a quick coffee with her", "meet", ""),
        ("met at the fair", "meet", ""),
        ("called about rates", "call", ""),
        ("rang in the evening", "call", ""),
        ("called, no answer", "missed", ""),
        ("zoomed with the team", "video", ""),
        ("texted about the trip", "message", "->"),
        ("he texted the address", "message", "<-"),
        ("emailed him the deck", "email", "->"),
        ("wrote to ask about rates", "email", "->"),
        ("she wrote", "email", "<-"),
        ("got a mail about rates", "email", "<-"),
        ("emailed back and forth", "email", ""),
        ("wrote her a postcard", "letter", "->"),
        ("sent the article", "", "->"),
        ("heard from her", "", "<-"),
        ("電話で転職の相談", "call", ""),
        ("駅前でランチした", "meet", ""),
        ("会った", "meet", ""),
        ("メールした", "email", "->"),
        ("メールをもらった", "email", "<-"),
        ("LINEが来た", "message", "<-"),
        ("手紙を書いた", "letter", "->"),
        ("電話したが出なかった", "missed", ""),
        ("オンラインで打ち合わせ", "video", ""),
    ],
)
def test_plain_words_tell_the_kind_and_who_wrote(
    text: str, kind: str, direction: str
) -> None:
    found = told(text)

    assert (found.kind, found.direction, found.text) == (kind, direction, text)


@pytest.mark.parametrize(
    "text",
    ["line dancing with her", "she wrote a book", "asked about lunch", "card games",
     "her boss called in sick", "missed you at the party", "present at her talk",
     "a walk in the park", "met his goals", "called off the trip", "teams of five",
     "電話番号を交換した", "メールアドレスを聞いた", "ランチの約束をした",
     "飲み会の幹事", "新しい仕事の話", "今度会いたい"],
)  # fmt: skip
def test_where_words_may_mean_something_else_no_kind_is_guessed(text: str) -> None:
    assert told(text)[2:5] == ("", "", text)


@pytest.mark.parametrize(
    ("text", "on", "rest"),
    [
        ("lunch near the station yesterday", "2026-11-19", "lunch near the station"),
        ("yesterday lunch", "2026-11-19", "lunch"),
        ("met at the harbour on monday", "2026-11-16", "met at the harbour"),
        ("coffee on monday; they get on", "2026-11-16", "coffee; they get on"),
        ("昨日 ランチ", "2026-11-19", "ランチ"),
        ("ランチ 昨日", "2026-11-19", "ランチ"),
        ("先週の金曜 飲み会", "2026-11-13", "飲み会"),
    ],
)
def test_a_day_in_words_is_the_touchs_day(text: str, on: str, rest: str) -> None:
    found = told(text)

    assert (found.on, found.text) == (date.fromisoformat(on), rest)


@pytest.mark.parametrize(
    "text",
    ["she moves to Berlin on monday", "talked about last friday", "ratio 1/2",
     "lunch; her mother came yesterday", "she moved last month",
     "next week she starts at the museum", "来週会う予定"],
)  # fmt: skip
def test_a_day_that_belongs_to_the_story_stays_in_it(text: str) -> None:
    found = told(text)

    assert (found.on, found.text) == (TODAY, text)


@pytest.mark.parametrize("text", ["last week coffee", "met her last week"])
def test_words_that_name_no_single_day_are_asked_about(text: str) -> None:
    with pytest.raises(UsageFault, match='"last week" is no single day'):
        told(text)


@pytest.mark.parametrize("text", ["tomorrow lunch", "tomorrow", "明日 ランチ"])
def test_a_touch_ahead_of_today_is_refused(text: str) -> None:
    with pytest.raises(UsageFault, match="ahead of today"):
        told(text)


@pytest.mark.parametrize(
    ("text", "kind", "direction", "rest"),
    [
        ("call: asked about rates", "call", "", "asked about rates"),
        ("email <- asked about rates", "email", "<-", "asked about rates"),
        ("call about rates", "call", "", "about rates"),
        ("電話 転職の相談", "call", "", "転職の相談"),
        ("電話：転職の相談", "call", "", "転職の相談"),
        ("call", "call", "", ""),
    ],
)
def test_text_in_the_form_of_the_log_is_read_as_such(
    text: str, kind: str, direction: str, rest: str
) -> None:
    assert told(text)[2:5] == (kind, direction, rest)


@pytest.mark.parametrize(
    ("text", "on", "rest"),
    [
        ("電話 昨日", "2026-11-19", ""),
        ("電話 昨日 転職の相談", "2026-11-19", "転職の相談"),
        ("call yesterday", "2026-11-19", ""),
        ("call yesterday about rates", "2026-11-19", "about rates"),
        ("call 2026-11-02", "2026-11-02", ""),
        ("電話 昨日の件", "2026-11-20", "昨日の件"),
        ("call next week she moves", "2026-11-20", "next week she moves"),
        ("call about yesterday", "2026-11-20", "about yesterday"),
        ("call: yesterday she moved", "2026-11-20", "yesterday she moved"),
    ],
)
def test_a_day_right_behind_the_kind_is_the_touch_s(
    text: str, on: str, rest: str
) -> None:
    found = told(text)

    assert (found.on.isoformat(), found.kind, found.text) == (on, "call", rest)


def test_what_an_option_says_is_not_looked_for_in_the_words() -> None:
    found = told("lunch yesterday", on=date(2026, 11, 2), kind="call")

    assert found[:5] == (date(2026, 11, 2), "", "call", "", "lunch yesterday")


def test_further_lines_are_kept_apart() -> None:
    found = told("lunch\n  she moves\n\n- and sings")

    assert (found.text, found.more) == ("lunch", ("  she moves", "- and sings"))


def test_a_time_is_read_at_the_beginning() -> None:
    assert told("yesterday 18:30 dinner")[:3] == (date(2026, 11, 19), "18:30", "meet")


@pytest.mark.parametrize(
    ("text", "on", "rest"),
    [
        ("friday send the deck", "2026-11-27", "send the deck"),
        ("send the deck by friday", "2026-11-27", "send the deck"),
        ("12/5 ask about the flat", "2026-12-05", "ask about the flat"),
        ("来週 資料を送る", "2026-11-27", "資料を送る"),
        ("金曜までに資料を送る", "2026-11-27", "資料を送る"),
        ("tomorrow", "2026-11-21", ""),
    ],
)
def test_a_plan_is_a_day_and_a_text(text: str, on: str, rest: str) -> None:
    assert tell_plan(text, today=TODAY) == (date.fromisoformat(on), rest)


def test_a_plan_may_have_no_day() -> None:
    assert tell_plan("send the slides", today=TODAY) == (None, "send the slides")


def test_a_plan_that_is_past_is_refused() -> None:
    with pytest.raises(UsageFault, match="which is past"):
        tell_plan("yesterday send the deck", today=TODAY)
