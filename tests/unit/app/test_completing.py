"""How names go on; what a shell makes of it is asked in tests/real."""

from __future__ import annotations

import pytest

from nettrack_md.index.rows import Named
from nettrack_md.people.name_book import NameBook

PEOPLE = (
    Named("People/a.md", "Ann", "", (), "active"),
    Named("People/b.md", "Anna Berg", "", ("Bee",), "active"),
    Named("People/c.md", "Hannah Roe", "", (), "active"),
    Named("People/d.md", "佐藤 花", "さとう はな", (), "active"),
    Named("People/e.md", "ÉLISE ROE", "", (), "active"),
)
BOOK = NameBook(PEOPLE)


@pytest.mark.parametrize(
    ("begun", "names"),
    [
        ("an", ["Ann", "Anna Berg"]),
        ("ann", ["Ann", "Anna Berg"]),
        ("roe", ["Hannah Roe", "ÉLISE ROE"]),
        ("eli", ["ÉLISE ROE"]),
        ("be", ["Anna Berg"]),
        ("さ", ["佐藤 花"]),
        ("サト", ["佐藤 花"]),
        ("sato", ["佐藤 花"]),
        ("花", ["佐藤 花"]),
        ("佐藤花", ["佐藤 花"]),
        ("zz", []),
        ("", ["Ann", "Anna Berg", "Hannah Roe", "ÉLISE ROE", "佐藤 花"]),
    ],
)
def test_everybody_is_found_whose_name_goes_on_from_it(begun, names):
    assert sorted(one.name for one in BOOK.beginning(begun)) == sorted(names)
