from __future__ import annotations

import pytest

from nettrack_md.app.file_names import file_name_of
from nettrack_md.vault.paths import find_name_fault


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ada Example", "Ada Example"),
        ("山田 太郎", "山田 太郎"),
        ("A/B: C", "A-B- C"),
        ("Who? #1 [x]", "Who 1 x"),
        ("..hidden", "hidden"),
        ("_aside", "aside"),
        ("trailing. ", "trailing"),
        ("two  blanks", "two blanks"),
        ("full／width？", "full／width？"),
        ("CON", "CON_"),
        ("Con. Smith", "Con_. Smith"),
        ("nul .txt", "nul_.txt"),
        ("a\u202eb\x07c", "abc"),
        ("e\u0301", "é"),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_name_becomes_a_name_of_a_file(name: str, wanted: str) -> None:
    assert file_name_of(name) == wanted


def test_a_long_name_is_cut_between_letters() -> None:
    made = file_name_of("が" * 300)

    assert set(made) == {"が"}
    assert find_name_fault(f"{made}.md") == ""
