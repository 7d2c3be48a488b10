from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest

from nettrack_md.insight.reasons import FACTS
from nettrack_md.insight.values import Reason, State
from nettrack_md.insight.week.proposals.facts import PROPOSED
from nettrack_md.insight.week.suggestions.facts import SUGGESTED
from nettrack_md.model.rules import RESTARTING, RESTING_KINDS, Language, default_tiers
from nettrack_md.render.wording import page_en, page_ja, words_en, words_ja
from nettrack_md.render.wording.phrases import PAGE_FACTS, say, sentence

NEAR = date(2026, 11, 20)
LANGUAGES: tuple[Language, ...] = ("en", "ja")
TABLE = {**FACTS, **PAGE_FACTS, **PROPOSED, **SUGGESTED}
UNKIND = re.compile(
    r"neglect|overdue|\blate\b|fail|score|rank|behind|guilt|shame|ignored|forgot|worst"
    r"|放置|遅れ|怠|無視|失敗|忘れ|点数|順位|サボ",
    re.IGNORECASE,
)


def a_fact(name: str) -> str | int | float | date:
    if name.endswith(("on", "until", "since", "by")) or name in {"begins", "ends"}:
        return date(2026, 11, 12)
    if name in {
        "days",
        "cadence",
        "years",
        "more",
        "count",
        "number",
        "capacity",
        "times",
        "room",
        "shown",
    }:
        return 36
    if name in {"ratio", "planned", "factor"}:
        return 1.2
    words = {"kind": "call", "state": "soon", "about": "met", "tier": "close"}
    return words.get(name, f"the {name}")


def facts_of(key: str, *, all_of_them: bool) -> Reason:
    names = [
        fact.removesuffix("?")
        for fact in TABLE[key].split()
        if all_of_them or not fact.endswith("?")
    ]
    given = {name: a_fact(name) for name in names}
    if key == "step":
        given["state"] = "asked"
    return Reason(key, tuple(given.items()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", TABLE)
@pytest.mark.parametrize("all_of_them", [False, True])
def test_every_reason_has_a_sentence_with_and_without_what_may_be_missing(
    key, language, all_of_them
):
    made = sentence(facts_of(key, all_of_them=all_of_them), language, near=NEAR)

    if key not in {"promise_note", "manner"} or all_of_them:
        assert made
    assert made == " ".join(made.split())
    assert "None" not in made
    assert not UNKIND.search(made), made


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_says_by_itself_is_kind(language):
    said = " ".join(
        line
        for text in say(language).values()
        for line in ([text] if isinstance(text, str) else text)
    )

    assert not UNKIND.search(said)


def test_both_languages_say_the_same_things():
    assert page_en.SAY.keys() == page_ja.SAY.keys()
    for name in ("questions", "encouragements"):
        assert len(page_en.SAY[name]) == len(page_ja.SAY[name])
    for table in ("KINDS", "TIERS", "STATES", "STEPS"):
        assert getattr(words_en, table).keys() == getattr(words_ja, table).keys()


def test_every_kind_tier_and_state_has_a_word():
    kinds = {*RESTARTING, *RESTING_KINDS, "mention", "property", "meeting", "event", ""}

    assert set(words_en.KINDS) == kinds
    assert set(words_en.TIERS) == set(default_tiers())
    assert set(words_en.STATES) == set(get_args(State))


def rhythm(days: int, cadence: int, kind: str = "meet", **more: date) -> Reason:
    known = (("days", days), ("cadence", cadence), ("kind", kind), ("last_on", NEAR))
    return Reason("rhythm", (*known, *more.items()))


@pytest.mark.parametrize(
    ("reason", "english", "japanese"),
    [
        (
            rhythm(34, 30),
            "34 days since you last met; your rhythm is 30.",
            "34日ぶり(目安30日)",
        ),
        (
            rhythm(1, 1, "call"),
            "1 day since your last call; your rhythm is 1.",
            "1日ぶり(目安1日)",
        ),
        (
            rhythm(36, 30, "mention"),
            "Only mentioned 36 days ago; your rhythm is 30.",
            "名前が出てから36日(目安30日)",
        ),
        (
            rhythm(36, 30, "コーヒー"),
            "36 days since you were last in touch; your rhythm is 30.",
            "36日ぶり(目安30日)",
        ),
        (
            rhythm(426, 365, "event"),
            "14 months since the last event together; your rhythm is a year.",
            "14か月ぶり(目安1年)",
        ),
        (
            rhythm(1509, 90, "letter"),
            "4.1 years since the last letter; your rhythm is 90 days.",
            "4.1年ぶり(目安90日)",
        ),
        (
            rhythm(36, 30, by=date(2026, 11, 22)),
            "By Sunday, 36 days since you last met; your rhythm is 30.",
            "日曜で36日ぶり(目安30日)",
        ),
    ],
)
def test_a_rhythm_is_told_with_its_two_numbers_in_one_unit(reason, english, japanese):
    assert sentence(reason) == english
    assert sentence(reason, "ja") == japanese


@pytest.mark.parametrize(
    ("on", "english"),
    [
        (date(2026, 11, 12), "Quiet through 12 Nov."),
        (date(2026, 11, 13), "Quiet through Fri 13 Nov."),
        (date(2026, 12, 11), "Quiet through Fri 11 Dec."),
        (date(2026, 12, 12), "Quiet through 12 Dec."),
        (date(2027, 1, 12), "Quiet through 12 Jan 2027."),
    ],
)
def test_the_year_and_the_day_of_the_week_are_named_where_they_help(on, english):
    assert sentence(Reason("snoozed", (("until", on),)), near=NEAR) == english


def test_without_a_day_to_read_on_the_year_is_named():
    made = sentence(Reason("snoozed", (("until", NEAR),)))

    assert made == "Quiet through 20 Nov 2026."


@pytest.mark.parametrize(
    ("key", "facts", "english", "japanese"),
    [
        (
            "reply",
            {"on": date(2026, 11, 2), "kind": "email"},
            "They wrote on 2 Nov; it is your turn.",
            "11月2日のメールにお返事を",
        ),
        (
            "promise",
            {"text": "send the deck", "due_on": date(2026, 11, 25), "more": 2},
            "You promised “send the deck” by Wed 25 Nov, with 2 more things open.",
            "約束「send the deck」、11月25日(水)まで(ほかに2件)",
        ),
        (
            "birthday",
            {"on": date(2026, 11, 24), "years": 36},
            "Birthday on Tue 24 Nov, turning 36.",
            "11月24日(火)は誕生日(36歳)",
        ),
        (
            "dormant",
            {"years": 4.0, "since": date(2022, 1, 1), "kind": "meet", "tier": "close"},
            "4 years since you were in touch, close once; old ties bring new ideas.",
            "4年ぶり、以前は近い間柄。久しぶりの縁は新しい話を運びます",
        ),
        (
            "next",
            {"on": date(2026, 11, 10), "due_on": date(2026, 11, 10), "days": 10},
            "You planned to be in touch on 10 Nov, 10 days ago.",
            "11月10日に連絡するつもりでした(10日前)",
        ),
        (
            "soon",
            {"due_on": date(2026, 11, 21), "days": 1},
            "Due on Sat 21 Nov, tomorrow.",
            "目安は11月21日(土)、明日",
        ),
    ],
)
def test_sentences(key, facts, english, japanese):
    made = Reason(key, tuple(facts.items()))

    assert sentence(made, "en", near=NEAR) == english
    assert sentence(made, "ja", near=NEAR) == japanese


@pytest.mark.parametrize(
    ("kind", "english", "japanese"),
    [
        ("call", "Last time, 1 May (call): news", "前回 5月1日・電話: news"),
        (
            "mention",
            "Last time, 1 May (only mentioned): news",
            "前回 5月1日・名前が出ただけ: news",
        ),
        ("property", "Last time, 1 May: news", "前回 5月1日: news"),
        ("", "Last time, 1 May: news", "前回 5月1日: news"),
    ],
)
def test_the_last_time_is_told_with_its_kind_where_that_says_something(
    kind, english, japanese
):
    found = Reason("last", (("on", date(2026, 5, 1)), ("kind", kind), ("text", "news")))

    assert sentence(found, "en", near=NEAR) == english
    assert sentence(found, "ja", near=NEAR) == japanese


def test_a_reason_that_nobody_knows_is_a_fault():
    with pytest.raises(KeyError):
        sentence(Reason("nonsense"))
