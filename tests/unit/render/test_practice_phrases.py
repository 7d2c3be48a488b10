from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.insight.remarks import REMARKS
from nettrack_md.insight.values import Reason
from nettrack_md.render.brief_view import labels_of
from nettrack_md.render.wording import practice_en, practice_ja
from nettrack_md.render.wording.phrases import sentence
from tests.unit.render.test_phrases import LANGUAGES, NEAR, UNKIND

_NUMBERS = {
    "count": 2, "days": 400, "planned": 7.5, "capacity": 5, "open": 3, "past": 1,
    "done": 1, "fields": 4.1, "share": 0.66, "second": 1, "back": 1, "quiet": 1,
    "made": 1, "closed": 1,
}  # fmt: skip


def a_reason(key: str, *, all_of_them: bool) -> Reason:
    names = [
        name.removesuffix("?")
        for name in REMARKS[key].split()
        if all_of_them or not name.endswith("?")
    ]
    days = {"on", "since", "due_on"}
    given = {
        name: date(2026, 11, 12) if name in days else _NUMBERS.get(name, f"the {name}")
        for name in names
    }
    return Reason(key, tuple(given.items()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", REMARKS)
@pytest.mark.parametrize("all_of_them", [False, True])
def test_every_remark_has_a_kind_sentence(key, language, all_of_them):
    made = sentence(a_reason(key, all_of_them=all_of_them), language, near=NEAR)

    assert made
    assert made == " ".join(made.split())
    assert "None" not in made
    assert not UNKIND.search(made), made


def test_no_sentence_is_for_a_remark_that_nobody_makes():
    assert set(practice_en.SENTENCES) == set(REMARKS) == set(practice_ja.SENTENCES)


def test_a_brief_has_the_same_headings_in_both_languages():
    assert labels_of("en").keys() == labels_of("ja").keys()
    assert not any(UNKIND.search(text) for text in labels_of("en").values())
    assert not any(UNKIND.search(text) for text in labels_of("ja").values())


@pytest.mark.parametrize(
    ("share", "english"),
    [(1.0, "Nearly all"), (0.66, "Two thirds"), (0.5, "About half"), (0.0, "A few")],
)
def test_a_share_is_told_without_its_number(share, english):
    assert practice_en.share_words(share) == english
