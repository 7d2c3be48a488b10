from __future__ import annotations

from collections.abc import Sequence

import pytest

from nettrack_md.app.addressees import Addressed, Choose, Reader
from nettrack_md.app.discretion import NOBODY_PRIVATE, Discretion
from nettrack_md.errors import PersonAmbiguous, PersonPrivate, PersonUnknown
from nettrack_md.index.rows import Named
from nettrack_md.people.name_book import NameBook


def named(name: str, reading: str = "", *aliases: str) -> Named:
    return Named(f"People/{name}.md", name, reading, aliases, "active")


PEOPLE = [
    named("Ada Example"),
    named("Ben Sample", "", "Benny"),
    named("Benedict Roe"),
    named("May Flower"),
    named("山田 太郎", "やまだ たろう"),
    named("田中 花", "たなか はな"),
    named("林 一", "はやし はじめ"),
]


def read(
    *words: str,
    veil: Discretion = NOBODY_PRIVATE,
    choose: Choose | None = None,
    text: Sequence[str] | None = None,
    several: bool = True,
) -> Addressed:
    return Reader(NameBook(PEOPLE), veil, choose).read(words, text, several=several)


def names(found: Addressed) -> list[str]:
    return [one.name for one in found.people]


@pytest.mark.parametrize(
    ("words", "people", "text"),
    [
        (["ada", "lunch"], ["Ada Example"], "lunch"),
        (["Ada", "Example", "lunch"], ["Ada Example"], "lunch"),
        (["ada", "ben", "lunch"], ["Ada Example", "Ben Sample"], "lunch"),
        (["ada,", "ben", "and", "山田さん", "x"],
         ["Ada Example", "Ben Sample", "山田 太郎"], "x"),
        (["exam", "lunch"], ["Ada Example"], "lunch"),
        (["yamada", "電話"], ["山田 太郎"], "電話"),
        (["たなか", "電話"], ["田中 花"], "電話"),
        (["山田と田中", "ランチ"], ["山田 太郎", "田中 花"], "ランチ"),
        (["山田さんとランチ"], ["山田 太郎"], "ランチ"),
        (["山田さんに電話した"], ["山田 太郎"], "電話した"),
        (["山田 ランチ 昨日"], ["山田 太郎"], "ランチ 昨日"),
        (["ada walked  home\n  late"], ["Ada Example"], "walked  home\n  late"),
        (["ada"], ["Ada Example"], ""),
        (["may", "lunch"], ["May Flower"], "lunch"),
        (["ada", "```", "..."], ["Ada Example"], "``` ..."),
        (["", "ada", "", "lunch"], ["Ada Example"], "lunch"),
        (["People/Ada Example.md", "x"], ["Ada Example"], "x"),
    ],
)  # fmt: skip
def test_the_leading_words_are_people(
    words: list[str], people: list[str], text: str
) -> None:
    found = read(*words)

    assert (names(found), found.text) == (people, text)


@pytest.mark.parametrize(
    "words",
    [["ada", "may have to move"], ["ada", "may", "move"], ["ada", "ben was there"],
     ["ada", "sam", "came"], ["ada", "a", "walk"]],
)  # fmt: skip
def test_behind_the_first_person_only_whole_names_are_people(words: list[str]) -> None:
    assert names(read(*words)) == ["Ada Example"]


def test_two_dashes_split_people_from_text() -> None:
    found = read("ada", text=["ben", "was", "there"])

    assert (names(found), found.text) == (["Ada Example"], "ben was there")


def test_before_two_dashes_every_word_is_a_name() -> None:
    with pytest.raises(PersonUnknown, match="nobody-here"):
        read("ada", "nobody-here", text=["hello"])


def test_a_whole_name_beats_the_beginning_of_another() -> None:
    assert names(read("ben", "lunch")) == ["Ben Sample"]


def test_one_letter_is_too_little_to_write_to_somebody() -> None:
    with pytest.raises(PersonUnknown):
        read("m", "lunch")


def test_nobody_of_that_name() -> None:
    with pytest.raises(PersonUnknown, match='Nobody is called "lunch"'):
        read("lunch", "with", "ada")


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(PersonUnknown, match="Did you mean"):
        read("Exmaple", "lunch")


def test_a_name_of_several_people_lists_them() -> None:
    with pytest.raises(PersonAmbiguous, match="Benedict Roe"):
        read("be", "lunch")


def test_somebody_may_be_asked_which_one_is_meant() -> None:
    found = read("be", "lunch", choose=lambda who, people: people[-1])

    assert len(found.people) == 1


def test_a_private_person_is_not_written_to_unless_asked_for() -> None:
    veil = Discretion(frozenset({"People/Ben Sample.md"}), ("Ben Sample",))

    with pytest.raises(PersonPrivate, match="--private") as caught:
        read("ben", "lunch", veil=veil)

    assert "Sample" not in str(caught.value)


def test_a_private_person_is_no_candidate() -> None:
    veil = Discretion(frozenset({"People/Benedict Roe.md"}), ("Benedict Roe",))

    with pytest.raises(PersonAmbiguous) as caught:
        read("be", veil=veil)

    assert "Benedict" not in str(caught.value)


def test_one_person_only_where_one_is_asked_for() -> None:
    found = read("ada", "ben", "likes", several=False)

    assert (names(found), found.words) == (["Ada Example"], ("ben", "likes"))


def test_a_particle_tells_who_wrote() -> None:
    assert read("山田さんからメール").writer == "<-"
    assert read("山田さんにメール").writer == "->"
    assert read("山田さんとランチ").writer == ""
