from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Happened, Pick
from nettrack_md.render.views import contact_view
from tests.builders import contact, day, introduction, path_of, promise, touch
from tests.unit.render import samples
from tests.unit.render.samples import owed, person, view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass
class Hiding:
    """Hides one person by path, and silences texts with their name."""

    name: str

    def hides(self, *paths):
        return path_of(self.name) in paths

    def silences(self, text):
        return self.name in text


def names(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return [entry["name"] for entry in entries]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_view_is_plain_data(language):
    made = view(language)
    tuples_as_lists = json.loads(json.dumps(made))

    assert json.loads(json.dumps(tuples_as_lists)) == tuples_as_lists
    assert tuples_as_lists["week"]["begins"] == "2026-11-16"


def test_the_picks_stand_in_the_order_of_the_page():
    picks = view("en")["picks"]

    assert names(picks) == [
        "Ada Byron",
        "田中 健",
        "Mira Okafor",
        "高橋 美咲",
        "山田 太郎",
    ]
    assert [pick["box"] for pick in picks] == ["[x]", "[ ]", "[ ]", "[ ]", "[ ]"]


def test_private_people_are_counted_and_named_nowhere():
    made = view("en")

    assert "Quiet" not in json.dumps(made)
    assert made["private"] == "One private person is not shown."
    assert made["overdue"]["private"] == "One private person is not shown."


def test_somebody_private_is_counted_once_on_a_page():
    shy = samples.SHY
    items = (
        owed("promise", shy, "a", "2026-11-20"),
        owed("reply", shy, "b", None, on="2026-11-20"),
    )
    made = view("en", review=samples.review(owed=items))

    assert made["private"] == "One private person is not shown."
    assert made["mine"] == made["answers"] == []


def test_a_text_that_names_somebody_private_is_not_told():
    met = touch("2026-11-18", "meet", text="lunch with Noor Secret")
    week = samples.review(
        happened=(Happened(samples.ADA.contact, met),),
        owed=(owed("promise", samples.ADA, "write to Noor Secret", "2026-11-20"),),
    )
    made = view("en", review=week, veil=Hiding("Noor Secret"))

    assert "Secret" not in json.dumps(made)
    assert made["happened"][0]["what"] == "met: …"
    assert made["mine"] == []


def test_introductions_and_promises_that_concern_somebody_private_are_left_out():
    shared = promise("bring them together", "Ada Byron", "佐藤 花子")
    week = samples.review(
        owed=(owed("promise", samples.ADA, shared.text, None, promise=shared),)
    )
    made = view("en", review=week, veil=Hiding("佐藤 花子"))

    assert made["introductions"] == made["mine"] == []
    assert made["private"] == "2 private people are not shown."


def test_a_page_without_private_people_says_nothing_of_them():
    made = view("en", standings=(), review=samples.review(picks=()))

    assert made["private"] == made["overdue"]["private"] == ""


def test_foreign_words_are_inert_wherever_they_stand():
    evil = "<%* x %> [[Ada]] `= y` #tag <b>"
    someone = samples.with_notes(replace(contact("Eve"), name=evil), needs=evil)
    pick = Pick(
        replace(samples.ADA, contact=someone),
        "rhythm",
        None,
        reason("promise", text=evil),
        opening=reason("begin_needs", text=evil),
    )
    made = json.dumps(view("en", review=samples.review(picks=(pick,)))["picks"])

    assert "<%" not in made
    assert " `=" not in made
    assert " #tag" not in made
    assert " <b>" not in made


def test_a_promise_keeps_its_words_and_names_its_source():
    made = {entry["text"]: entry for entry in view("en")["mine"]}

    assert made["send the deck"]["source"] == "[[Ada Byron]]"
    assert made["send the deck"]["note"] == "By Wed 25 Nov"
    assert made["高橋 美咲に本を返す"]["source"] == "[[2026-11-10]]"
    assert made["高橋 美咲に本を返す"]["note"] == "For [[高橋 美咲]], due Wed 18 Nov"


def test_who_stands_among_the_picks_is_not_asked_for_an_answer_again():
    assert names(view("en")["answers"]) == ["佐藤 花子"]


def test_who_was_contacted_and_has_written_since_is_asked_for_an_answer():
    word = touch("2026-11-18", "email", "<-", text="and you?")
    reply = owed("reply", samples.ADA, word.text, "2026-11-20", on=word.on, touch=word)
    made = view("en", review=samples.review(owed=(reply,)))

    assert names(made["answers"]) == ["Ada Byron"]
    assert made["answers"][0]["lines"] == ["“and you?”"]


@pytest.mark.parametrize(
    ("until", "told"), [("2026-11-21", True), ("2026-11-22", False)]
)
def test_who_was_put_off_beyond_the_week_is_asked_for_no_answer_in_it(until, told):
    contact = replace(samples.ADA.contact, snooze=day(until))
    quiet = replace(samples.ADA, contact=contact)
    reply = owed("reply", quiet, "and you?", "2026-11-20", on="2026-11-18")

    made = view("en", review=samples.review(picks=(), owed=(reply,)))

    assert names(made["answers"]) == (["Ada Byron"] if told else [])


def test_the_last_talk_is_told_once():
    picks = view("en")["picks"]

    assert picks[0]["lines"] == [
        "To begin with: what has come of it? Last time, 17 Oct: she moves to product"
    ]
    assert picks[3]["lines"] == [
        "To begin with: they like 珈琲",
        "Last time, 1 Aug (message)",
    ]


def test_a_long_text_is_cut():
    word = "wordy " * 60
    someone = person("A", touches=[touch("2026-11-01", text=word)])
    made = view("en", standings=(samples.overdue(someone, 40, 30),))
    line = made["overdue"]["now"][0]["lines"][0]

    assert len(line) < 130
    assert line.endswith("wordy…")


def test_as_many_as_a_week_holds_stand_on_top():
    made = view("en")

    assert len(made["overdue"]["now"]) == 5
    assert names(made["overdue"]["rest"]) == ["山田 太郎", "Lena Vogt"]
    assert names(made["unknown"]) == ["鈴木 一郎", "Zoë Marsh"]


def test_only_the_overdue_and_the_unknown_are_on_the_lists():
    waiting = samples.waiting(samples.YUKI)
    made = view("en", standings=(waiting,))

    assert made["overdue"]["now"] == made["unknown"] == []


def test_the_rhythms_are_spoken_of_when_they_ask_for_far_more_than_a_week_holds():
    full = replace(samples.review(), planned=8.1)

    assert view("en")["load"] == ""
    assert "8.1 people a week" in view("en", review=full)["load"]
    assert "週に8.1人" in view("ja", review=full)["load"]


def test_a_week_has_its_own_word_of_encouragement():
    first = view("en")["encouragement"]
    later = replace(samples.review(), week=samples.week_after())

    assert view("en")["encouragement"] == first
    assert view("en", review=later)["encouragement"] != first


def test_a_report_sees_everybody_but_the_private():
    everybody = [samples.unknown(samples.ADA), samples.unknown(samples.SHY)]

    assert names(view("en", everybody=everybody)["people"]) == ["Ada Byron"]


def test_what_the_note_says_can_be_asked_for():
    someone = replace(samples.ADA, contact=samples.with_notes(
        samples.ADA.contact, roles="mentor", why="taught me *much*"))  # fmt: skip
    made = view("en", everybody=[samples.unknown(someone)])["people"][0]

    assert made["notes"]["roles"] == ["mentor"]
    assert made["path"] == "People/Ada Byron.md"


def test_an_introduction_whose_people_were_not_found_is_told_by_the_words_of_the_link():
    loose = replace(introduction("2026-11-05", "x/Ann", "Bob", "made"), a_path="")
    made = view("en", review=samples.review(introductions=(loose,)))

    assert made["introductions"][0]["a"] == "Ann"
    assert made["introductions"][0]["b"] == "[[Bob]]"
    assert made["introductions"][0]["step"] == "introduced, 5 Nov"


def test_a_new_contact_shows_only_what_is_filled_in():
    made = contact_view({"met": "2026-11-20", "why": "", "roles": []}, language="en")

    assert made["fields"] == {"met": "2026-11-20"}


def test_the_same_values_make_the_same_view():
    assert view("ja") == view("ja")
    assert view("en", standings=samples.standings()[:1])["as_of"] == (
        f"As of Fri {day('2026-11-20').day} Nov 2026"
    )
