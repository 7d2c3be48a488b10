from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from nettrack_md.index.folding import STEADY, fold_kept, unfold
from nettrack_md.model.keys import fold_text

STEADY_ONE = re.compile(f"[{STEADY}]")
SECOND_OF_A_PAIR = {
    int(parts[1], 16)
    for code in range(sys.maxunicode + 1)
    if (parts := unicodedata.decomposition(chr(code)).split())
    and len(parts) == 2
    and not parts[0].startswith("<")
}


def test_what_is_called_steady_is_left_alone_by_folding() -> None:
    steady = [c for c in map(chr, range(sys.maxunicode + 1)) if STEADY_ONE.match(c)]

    changed = [c for c in steady if fold_text(c) != (c.lower() if c < "\x80" else c)]

    assert not changed


def test_what_is_called_steady_never_merges_with_what_is_before_it() -> None:
    assert not [c for c in SECOND_OF_A_PAIR if STEADY_ONE.match(chr(c))]
    assert not [c for c in range(0x1160, 0x1200) if STEADY_ONE.match(chr(c))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain ASCII, Mixed Case\nsecond line",
        "渋谷で昼食、転職の相談。",
        "メモ：ＡＢＣ（予定）　あ",
        "ｶﾞｷﾞ ㈱ ㌔ ﬁne ß İ Σς",
        "e\u0301te\u0301 か\u3099\u3099",
        "\u3099 starts with a mark",
        "A\u030a\nÅ",
        "한글 \u1112\u1161\u11ab",
        "nul \x00 and half a pair \ud800 \udc00",
        "🙂 emoji ✈️ → done",
        "ａ" * 3000 + "\n" + "b" * 3000 + "ｃ",
    ],
)
def test_a_text_comes_back_as_it_was_typed(text: str) -> None:
    kept, patch = fold_kept(text)

    assert unfold(kept, patch) == text
    assert kept.count("\n") == text.count("\n")
    kept.encode()


@pytest.mark.parametrize(
    "text",
    ["メモ：ＡＢＣ（予定）　あ", "Cafe\u0301 É Ⅷ ﬁ", "か\u3099 ガ ｶﾞ", "Straße İ"],
)
def test_a_text_is_kept_folded_but_for_the_case_of_ascii(text: str) -> None:
    kept, _ = fold_kept(text)

    assert kept.casefold() == fold_text(text)


def test_japanese_without_wide_signs_needs_no_patch() -> None:
    assert fold_kept("渋谷で昼食。田中さんと、ランチ") == (
        "渋谷で昼食。田中さんと、ランチ",
        None,
    )


def test_the_patch_of_wide_signs_is_small() -> None:
    text = "電話：近況を聞いた（三十分ほど）\n" * 40

    kept, patch = fold_kept(text)

    assert patch is not None
    assert len(patch) < len(text.encode()) / 3
    assert len(kept.encode()) < len(text.encode())
