from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from nettrack_md.insight.shape.yearbook import year_of
from nettrack_md.render.calendar import render_calendar
from tests.builders import TODAY, touch
from tests.unit.render.test_phrases import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"
TOUCHES = [
    touch("2026-11-02", "call"), touch("2026-11-02", "meet"),
    touch("2026-10-31", "letter"), touch("2026-05-05", "mention"),
]  # fmt: skip


def picture(language="en", touches=TOUCHES, **more):
    return render_calendar(year_of(touches, TODAY), language=language, **more)


def parsed(text):
    return ET.fromstring(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stands_alone_and_tells_what_it_shows_in_words(language):
    root = parsed(picture(language))
    named = {one.get("id"): one.text for one in root if one.get("id")}

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("lang") == language
    assert root.get("aria-labelledby") == "title desc"
    assert named.keys() == {"title", "desc"}
    assert "2026" in named["title"]
    assert len(named["desc"]) > 40
    assert "http" not in picture(language).replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme:dark" in picture(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_square_for_each_day_none_over_another(language):
    root = parsed(picture(language))
    places = [(one.get("x"), one.get("y")) for one in root.iter(f"{SVG}rect")]
    days = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "empty"]

    assert len(places) == len(set(places)) == 365 + 3
    assert len(days) == 365 - 3


def test_a_day_tells_its_depth_and_never_how_often():
    text = picture()

    assert "<title>Mon 2 Nov 2026: talked</title>" in text
    assert "<title>Sat 31 Oct 2026: wrote or gave</title>" in text
    assert not re.search(r"\d+ (touches|times|days|contacts|people)", text)
    assert picture(touches=TOUCHES * 5) == text


def test_months_without_a_touch_are_named_in_the_words():
    desc = parsed(picture()).findtext(f"{SVG}desc")

    assert "December 2025" in desc
    assert "May 2026" not in desc


def test_a_week_begins_on_the_day_that_the_settings_say():
    monday = parsed(picture()).findall(f"{SVG}text")
    sunday = parsed(picture(week_starts="sunday")).findall(f"{SVG}text")

    assert "Mon" in [one.text for one in monday]
    assert "Sun" in [one.text for one in sunday]


def test_a_name_starts_nothing():
    text = picture(name="<script>alert(1)</script> & \x00 \u202e Co")

    assert "<script>" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;" in text
    parsed(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_year_is_a_picture_too(language):
    root = parsed(picture(language, touches=()))

    assert root.findtext(f"{SVG}desc")
    assert picture(language, touches=()) == picture(language, touches=())
