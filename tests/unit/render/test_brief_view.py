from __future__ import annotations

import pytest

from nettrack_md.insight.meeting.briefing import brief
from nettrack_md.insight.network.ties import Ties, tie
from nettrack_md.insight.values import Evidence
from nettrack_md.render import names
from nettrack_md.render.brief_view import brief_view
from nettrack_md.render.hidden import NOBODY_HIDDEN
from nettrack_md.render.running import run
from tests.builders import RULES, TODAY, path_of, person, promise, touch
from tests.unit.render.test_phrases import LANGUAGES
from tests.unit.render.test_templates_page import TOLD, names_in


def a_view(language, text="rounding", veil=NOBODY_HIDDEN):
    known = [
        touch("2026-10-01", text=text, line=8),
        touch("2026-11-12", "email", "<-", text=text, line=9),
    ]
    ada = person(
        "Ada", touches=known, needs=text, likes=text, birthday="11-30",
        mourning="2024-01-01", busy=["11-10..11-25"],
    )  # fmt: skip
    bob = person("Bob", last="2026-11-01")
    where = Evidence("Events/Fair.md", 2)
    found = brief(
        ada,
        known,
        [promise(text, "Ada", due="2026-11-30")],
        people={path_of("Ada"): ada, path_of("Bob"): bob},
        ties=Ties([tie(path_of("Ada"), path_of("Bob"), "attended", where)]),
        today=TODAY,
        rules=RULES,
    )
    return brief_view(
        [found],
        today=TODAY,
        language=language,
        link=lambda path, shown: f"[[{shown}]]",
        veil=veil,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_view_is_explained(language):
    view = a_view(language)
    told = {*names_in(view, skip=frozenset({"notes", "say"})), *view["say"]}

    assert sorted(told - TOLD) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_no_box_and_nothing_that_starts_something(language):
    page = run(names.BRIEF, a_view(language, text="- [ ] #tag [[X]] `x` <b>"), {})

    assert "[ ] #" not in page
    assert "- [ ]" not in page.replace("\\- [ ]", "")
    assert "[[X]]" not in page
    assert " #tag" not in page
    assert page.count("<!-- nettrack:begin brief") == 1


class _Hush:
    def hides(self, *_):
        return False

    def silences(self, text):
        return "Erin" in text


def test_words_that_name_somebody_private_are_masked():
    assert "Erin" not in run(names.BRIEF, a_view("en", "with Erin", veil=_Hush()), {})
    assert "Erin" in run(names.BRIEF, a_view("en", "with Erin"), {})


def test_a_source_is_linked_where_it_is_another_note():
    page = run(names.BRIEF, a_view("en"), {})

    assert "- [[Bob]], both were there ([[Fair]])" in page
    assert "([[Ada]])" not in page
