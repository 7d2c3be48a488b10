from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.dates import PartialDate
from nettrack_md.model.records import Anniversary, Need
from nettrack_md.note.frontmatter.values import Entry, Mapping, Scalar
from nettrack_md.people.values import (
    read_anniversary,
    read_birthday,
    read_day,
    read_need,
    split_tags,
    split_words,
    texts_of,
)


def plain(text: str) -> Scalar:
    return Scalar(text, plain=True)


@pytest.mark.parametrize("text", ["0901234567", "+819012345678", "1e3", "10:30", "no"])
def test_a_text_stays_as_typed(text: str) -> None:
    assert texts_of(plain(text)) == (text,)


@pytest.mark.parametrize("text", ["", "~", "null", "NULL", "  "])
def test_nothing_typed_is_nothing(text: str) -> None:
    assert texts_of(plain(text)) == ()


def test_somebody_may_be_called_null() -> None:
    assert texts_of(Scalar("Null", plain=True)) == ("Null",)


def test_a_quoted_null_is_a_word() -> None:
    assert texts_of(Scalar("null", plain=False)) == ("null",)


def test_a_list_loses_its_empty_items() -> None:
    assert texts_of((plain("a"), plain(""), (plain("b"), plain("c")))) == (
        "a",
        "b",
        "c",
    )


def test_an_unquoted_link_is_a_link() -> None:
    assert texts_of(((plain("Jane Roe"),),)) == ("[[Jane Roe]]",)
    assert texts_of(((plain("Roe"), plain("Jane")),)) == ("[[Roe, Jane]]",)


def test_a_list_of_unquoted_links_is_a_list_of_links() -> None:
    links = (((plain("A"),),), ((plain("B"),),))

    assert texts_of(links) == ("[[A]]", "[[B]]")


def test_a_map_is_told_as_keys_and_values() -> None:
    inner = (plain("1"), plain("2"))
    node = Mapping((Entry("cell", plain("090"), 3), Entry("fax", inner, 4)))

    assert texts_of(node) == ("cell: 090", "fax: 1, 2")


def test_only_one_scalar_is_split_at_commas() -> None:
    assert split_words(("JR, Janie、ジェーン",)) == ("JR", "Janie", "ジェーン")
    assert split_words(("Roe, Jane", "JR")) == ("Roe, Jane", "JR")
    assert split_words(("[[Roe, Jane]]",)) == ("[[Roe, Jane]]",)


def test_tags_are_split_at_commas_and_blanks_and_lose_their_mark() -> None:
    assert split_tags(("#person, work/client  ＃人脈",)) == (
        "person", "work/client", "人脈",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "on", "time"),
    [
        ("2026-11-20", date(2026, 11, 20), ""),
        ("2026/11/20", date(2026, 11, 20), ""),
        ("2026年11月20日", date(2026, 11, 20), ""),
        ("令和8年11月20日", date(2026, 11, 20), ""),
        ("[[2026-11-20]]", date(2026, 11, 20), ""),
        ("2026-11-20T10:30:00", date(2026, 11, 20), "10:30"),
        ("2026-12-01 call about the flat", date(2026, 12, 1), ""),
        ("2026-12-01（引っ越し）", date(2026, 12, 1), ""),
        ("2026-02-30", None, ""),
    ],
)
def test_a_day_is_read_in_every_form(text: str, on: date | None, time: str) -> None:
    day = read_day(text)

    assert day is not None
    assert day == (on, time)


@pytest.mark.parametrize("text", ["2026-11", "soon", "20.11.2026", "2026-11-20x", ""])
def test_what_names_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1990-05-14", PartialDate(5, 14, 1990)),
        ("05-14", PartialDate(5, 14)),
        ("--05-14", PartialDate(5, 14)),
        ("--0514", PartialDate(5, 14)),
        ("19900514", PartialDate(5, 14, 1990)),
        ("5月14日", PartialDate(5, 14)),
        ("02-30", None),
        ("spring", None),
    ],
)
def test_a_birthday_may_lack_its_year(text: str, birthday: PartialDate | None) -> None:
    assert read_birthday(text) == birthday


@pytest.mark.parametrize(
    ("text", "on", "what"),
    [
        ("2014-03-10 wedding", PartialDate(3, 10, 2014), "wedding"),
        ("2014-03-10: wedding", PartialDate(3, 10, 2014), "wedding"),
        ("03-10 wedding", PartialDate(3, 10), "wedding"),
        ("--03-10", PartialDate(3, 10), ""),
        ("3月10日 結婚", PartialDate(3, 10), "結婚"),
        ("3月10日結婚", PartialDate(3, 10), "結婚"),
        ("2014年3月10日 結婚", PartialDate(3, 10, 2014), "結婚"),
    ],
)
def test_a_day_to_remember_has_a_text(text: str, on: PartialDate, what: str) -> None:
    assert read_anniversary(text) == Anniversary(on, what)


@pytest.mark.parametrize("text", ["wedding 2014-03-10", "2014-02-30 wedding", ""])
def test_a_day_to_remember_begins_with_a_day_that_exists(text: str) -> None:
    assert read_anniversary(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("investor x2", "investor", 2), ("investor ×2", "investor", 2),
        ("investor: 2", "investor", 2), ("seed investor 3", "seed investor", 3),
        ("投資家2人", "投資家", 2), ("顧客３社", "顧客", 3), ("mentor", "mentor", 1),
        ("web3 lawyer", "web3 lawyer", 1),
    ],
)  # fmt: skip
def test_a_need_has_a_number(text: str, kind: str, count: int) -> None:
    assert read_need(text) == Need(kind, count)
