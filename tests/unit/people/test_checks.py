from __future__ import annotations

import unicodedata
from typing import NamedTuple

from nettrack_md.people.checks import check_vault
from tests.builders import contact


class Row(NamedTuple):
    path: str
    line: int
    target: str
    how: str
    leads_to: str = ""
    relied: bool = False


def codes(*rows: Row) -> list[tuple[str, str, int]]:
    return [(p.path, p.code, p.line) for p in check_vault((), rows, ())]


def test_two_people_of_one_name_are_named_once_with_both_paths() -> None:
    people = [
        contact("B Roe", aliases=("Sam",)),
        contact("A Roe", aliases=("SAM", "X")),
    ]
    (problem,) = check_vault(people, (), ())

    assert (problem.path, problem.line, problem.code) == (
        "People/A Roe.md", 0, "name-twice",
    )  # fmt: skip
    assert "SAM" in problem.message
    assert "People/B Roe.md" in problem.message


def test_a_name_and_an_alias_clash_too_however_they_are_written() -> None:
    people = [contact("髙橋 誠"), contact("M", aliases=("高橋誠",))]

    assert [p.code for p in check_vault(people, (), ())] == ["name-twice"]


def test_a_family_name_in_common_is_no_trouble() -> None:
    people = [
        contact("山田 太郎"),
        contact("山田 花子"),
        contact("Jane Roe"),
        contact("Roe"),
    ]

    assert check_vault(people, (), ()) == ()


def test_an_alias_that_repeats_the_own_name_is_no_trouble() -> None:
    assert check_vault([contact("Jane", aliases=("jane", "JANE"))], (), ()) == ()


def test_somebody_of_the_past_may_share_a_name() -> None:
    people = [
        contact("Jane A", aliases=("J",)),
        contact("Jane B", aliases=("J",), status="ended"),
    ]

    assert check_vault(people, (), ()) == ()
    paused = [people[0], contact("Jane B", aliases=("J",), status="paused")]
    assert len(check_vault(paused, (), ())) == 1


def test_two_pairs_make_two_problems_and_three_people_one() -> None:
    three = [contact(name, aliases=("Sam", "Sammy")) for name in "ABC"]
    pair = [contact(name, aliases=("Max",)) for name in "DE"]

    assert len(check_vault([*three, *pair], (), ())) == 2


def test_notes_that_differ_in_case_or_stored_accents_are_twins() -> None:
    name = "People/かがみ.md"
    paths = [
        "a/Jane.md",
        "a/jane.md",
        "b/Jane.md",
        name,
        unicodedata.normalize("NFD", name),
    ]
    found = check_vault((), (), paths)

    assert [problem.code for problem in found] == ["case-twin", "case-twin"]
    assert {problem.path for problem in found} == {"a/Jane.md", paths[-1]}


def test_an_alias_in_brackets_is_named_with_what_to_write() -> None:
    row = Row("d.md", 3, "Ferro", "alias", "People/Felix Ambleforth.md")
    (problem,) = check_vault((), [row], ())

    assert (problem.code, problem.path, problem.line) == ("link-alias-only", "d.md", 3)
    assert "[[Felix Ambleforth|Ferro]]" in problem.cure


def test_what_to_write_names_the_path_where_two_notes_bear_the_name() -> None:
    row = Row("d.md", 3, "Ferro", "alias", "People/Felix.md")
    (problem,) = check_vault((), [row], ["People/Felix.md", "Cats/Felix.md"])

    assert "[[People/Felix|Ferro]]" in problem.cure


def test_an_ambiguous_alias_is_named() -> None:
    assert codes(Row("d.md", 3, "Sam", "ambiguous")) == [("d.md", "link-ambiguous", 3)]


def test_a_broken_link_matters_only_where_somebody_relies_on_it() -> None:
    assert codes(Row("d.md", 3, "X", "broken")) == []
    assert codes(Row("d.md", 3, "X", "broken", relied=True)) == [
        ("d.md", "link-broken", 3)
    ]


def test_a_link_that_is_touch_and_promise_at_once_is_named_once() -> None:
    row = Row("d.md", 3, "Ferro", "alias", "People/F.md")

    assert len(codes(row, row._replace(relied=True), row._replace(line=4))) == 2
