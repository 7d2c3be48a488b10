from __future__ import annotations

import pytest

from nettrack_md.insight.network.terms import fits, subject


@pytest.mark.parametrize(
    ("need", "strength"),
    [
        ("someone to translate bylaws", "Translator, Japanese to English"),
        ("英文契約の翻訳者", "translation"),
        ("co-op bookkeeper", "co-op bookkeeping"),
        ("a design lead", "デザイン"),
        ("印刷の相談", "活版印刷"),
        ("conference stages", "Conference producer"),
    ],
)
def test_a_need_finds_the_strength_that_answers_it(need, strength):
    assert fits(need, strength)
    assert fits(strength, need)


@pytest.mark.parametrize(
    ("need", "strength"),
    [
        ("examples from Tokyo", "a flat in Tokyo"),
        ("help with words", "help with plans"),
        ("仕事の相談", "相談の仕事"),
        ("英語の本", "英語の歌"),
        ("", "anything"),
        ("an apprentice", "sore knees"),
    ],
)
def test_empty_words_and_the_name_of_a_language_bring_nobody_together(need, strength):
    assert not fits(need, strength)


def test_width_and_case_make_no_difference():
    assert fits("ＳＱＬＩＴＥ", "sqlite")


def test_one_field_has_one_name_in_both_languages():
    assert subject("会計") == subject("accounting")
    assert subject("造船") == "造船"
