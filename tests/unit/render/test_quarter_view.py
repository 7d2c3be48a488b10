from __future__ import annotations

import re

import pytest

from nettrack_md.note.regions import find_regions
from nettrack_md.render import engine, names
from nettrack_md.render.wording.quarter_words import quarter_words
from tests.unit.render import quarters
from tests.unit.render.test_phrases import LANGUAGES, UNKIND
from tests.unit.render.test_templates_page import TOLD, names_in

NESTED = frozenset({"notes", "say"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_view_is_explained(language):
    view = quarters.full(language)

    assert sorted({*names_in(view, skip=NESTED), *view["say"]} - TOLD) == []


def test_every_block_of_the_template_is_named():
    blocks = re.findall(r"{% block (\w+) %}", names.built_in(names.QUARTER) or "")

    assert len(blocks) == 7
    assert set(blocks) <= TOLD


def test_both_languages_say_the_same_things_kindly():
    english, japanese = quarter_words("en"), quarter_words("ja")

    assert english.keys() == japanese.keys()
    for words in (english, japanese):
        assert not UNKIND.search(str(words.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_region_holds_a_box_and_nothing_counts_people(language):
    page = engine.render(names.QUARTER, quarters.full(language))
    found = find_regions(page)
    inner = "".join(page[r.inner_begin : r.inner_end] for r in found.regions)

    assert not found.faults
    assert [r.name for r in found.regions] == ["goals", "ties", "kept", "why"]
    assert "- [ ]" not in inner
    assert page.count("- [ ]") == 4
    assert not re.search(r"\d+ (people|contacts|ties)|and \d+ more", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_notes_starts_nothing(language):
    view = quarters.full(language, text="- [ ] #tag [[X]] `x` <b>")
    page = engine.render(names.QUARTER, view)

    assert "[[X]]" not in page
    assert " #tag" not in page
    assert "<b>" not in page.replace("\\<b>", "")


class _Hush:
    def hides(self, *paths):
        return any("Mira" in path for path in paths)

    def silences(self, text):
        return "Erin" in text or "Mira" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_private_is_not_named_and_their_number_is_told(language):
    view = quarters.full(language, text="with Erin", veil=_Hush())
    page = engine.render(names.QUARTER, view)

    assert "Erin" not in page
    assert "Mira" not in page
    assert "Quiet Person" not in page
    assert view["private"]


def test_a_list_is_cut_without_a_number():
    view = quarters.full("en")
    view["grew"] = [{**view["grew"][0], "what": f"tea {n}"} for n in range(20)]
    page = engine.render(names.QUARTER, view)

    assert "tea 6" in page
    assert "tea 7" not in page
    assert "- and others\n" in page
