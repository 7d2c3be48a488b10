from __future__ import annotations

from typing import NamedTuple

import pytest

from nettrack_md.people.folding import fold_name
from nettrack_md.people.kana import romaji_key, romaji_of
from nettrack_md.people.names import match_people, suggest_people
from nettrack_md.people.variants import strip_titles


class Named(NamedTuple):
    path: str
    name: str
    reading: str = ""
    aliases: tuple[str, ...] = ()


def named(name: str, reading: str = "", *aliases: str) -> Named:
    return Named(f"People/{name}.md", name, reading, aliases)


PEOPLE = [
    named("小林", "こばやし"),
    named("林 太郎", "はやし たろう"),
    named("山田太郎", "やまだたろう"),
    named("山田 花子", "ヤマダ ハナコ", "ハナ"),
    named("José Ann Roe"),
    named("Annë Dolan"),
    named("髙﨑 誠", "たかさき まこと"),
    Named("Work/jsmith.md", "John Smith", "", ("Smithy",)),
    named("Johnny Small"),
]


def found(query: str, people: list[Named] = PEOPLE) -> list[str]:
    return [person.name for person in match_people(query, people)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("小林", ["小林"]),
        ("山田花子", ["山田 花子"]),
        ("山田　太郎", ["山田太郎"]),
        ("ハナ", ["山田 花子"]),
        ("ﾊﾅ", ["山田 花子"]),
        ("高崎誠", ["髙﨑 誠"]),
        ("jose ann roe", ["José Ann Roe"]),
        ("Roe, José Ann", ["José Ann Roe"]),
        ("Work/jsmith.md", ["John Smith"]),
        ("work/JSmith", ["John Smith"]),
        ("jsmith", ["John Smith"]),
        ("たかさきまこと", ["髙﨑 誠"]),
    ],
)
def test_an_exact_name_alias_reading_or_path_names_one(
    query: str, names: list[str]
) -> None:
    assert found(query) == names


def test_an_exact_name_beats_a_part() -> None:
    assert found("林", [named("林"), named("林 太郎"), named("林田 花子")]) == ["林"]


def test_a_whole_word_beats_the_beginning_of_one() -> None:
    assert found("John") == ["John Smith"]
    assert found("Ann") == ["José Ann Roe"]


def test_the_beginning_of_a_word_is_a_part() -> None:
    assert found("Joh", PEOPLE) == ["John Smith", "Johnny Small"]


def test_words_may_come_in_any_order() -> None:
    assert found("smith john") == ["John Smith"]
    assert found("taro yamada") == ["山田太郎"]


@pytest.mark.parametrize("query", ["yamada", "Yamada", "やまだ", "ヤマダ", "山田"])
def test_several_are_listed_in_reading_order(query: str) -> None:
    assert found(query) == ["山田 花子", "山田太郎"]


def test_a_family_name_is_not_found_inside_another() -> None:
    assert found("林") == ["林 太郎"]


def test_what_fits_nowhere_else_is_found_inside_a_name() -> None:
    assert found("林", [named("小林"), named("山田")]) == ["小林"]


def test_a_given_name_is_found_behind_a_family_name() -> None:
    assert found("太郎") == ["林 太郎", "山田太郎"]


def test_family_name_alone_may_mean_who_is_written_without_a_blank() -> None:
    people = [named("林 太郎"), named("林花子")]

    assert sorted(found("林", people)) == ["林 太郎", "林花子"]


def test_a_look_alike_kanji_finds_where_nothing_else_does() -> None:
    assert found("斎藤", [named("斉藤 一")]) == ["斉藤 一"]
    assert found("斎藤", [named("斉藤 一"), named("斎藤 二")]) == ["斎藤 二"]


@pytest.mark.parametrize(
    "query",
    ["小林さん", "小林様", "小林部長", "小林先生", "Kobayashi-san", "Mr. Kobayashi"],
)
def test_a_title_is_left_off(query: str) -> None:
    assert found(query) == ["小林"]


def test_a_name_that_ends_like_a_title_is_found_with_it() -> None:
    assert found("殿", [named("殿"), named("山")]) == ["殿"]
    assert found("さん", [named("さん")]) == ["さん"]


def test_nobody_is_found_for_nothing() -> None:
    assert found("") == []
    assert found("  ") == []
    assert found("Zebediah") == []


@pytest.mark.parametrize(
    ("reading", "spellings"),
    [
        ("さとう", ["sato", "satou", "satoh", "Satō"]),
        ("おおの", ["ono", "ohno", "oono", "Ōno"]),
        ("こうへい", ["kohei", "kouhei"]),
        ("しんいち", ["shinichi", "shin'ichi", "sin-iti"]),
        ("ほんま", ["honma", "homma"]),
        ("はっちょう", ["hatcho", "hacchou", "hattyou"]),
        ("じゅんこ", ["junko", "jyunko", "zyunko"]),
        ("つじ", ["tsuji", "tuzi"]),
        ("ふじわら", ["fujiwara", "huziwara"]),
        ("さーしゃ", ["sasha", "saasha"]),
        ("ふぁん", ["fan"]),
        ("じぇーん", ["jen"]),
    ],
)
def test_a_reading_is_spelled_in_many_ways(reading: str, spellings: list[str]) -> None:
    assert {romaji_key(one) for one in spellings} == {romaji_of(reading)}


def test_two_readings_stay_two() -> None:
    assert romaji_of("おの") != romaji_of("おな")
    assert romaji_of("かが") != romaji_of("がか")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"), ("渡邉", "渡辺"), ("渡邊", "渡辺"), ("澤田", "沢田"),
        ("山﨑", "山崎"), ("濵田", "浜田"), ("廣瀨", "広瀬"), ("𠮷田", "吉田"),
        ("ヤマダ", "やまだ"), ("山田 太郎", "山田太郎"), ("Ｊａｎｅ", "jane"),
        ("Jean-Luc", "jean luc"), ("O'Brien", "obrien"), ("辻\U000e0100", "辻"),
        ("José", "jose"), ("か\u3099", "が"), ("ジョン・ロー", "ジョンロー"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_name_fold_alike(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("斎藤", "斉藤"), ("かき", "かぎ"), ("林", "小林"), ("Jane Roe", "Jane Rowe")],
)
def test_two_names_fold_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("titled", "bare"),
    [
        ("山田さん", "山田"), ("山田部長さん", "山田"), ("dr roe", "roe"),
        ("yamada san", "yamada"), ("さん", "さん"), ("mr", "mr"), ("先生", "先生"),
    ],
)  # fmt: skip
def test_a_title_is_no_part_of_a_name(titled: str, bare: str) -> None:
    assert strip_titles(titled) == bare


def test_a_misspelled_name_brings_up_the_likely_ones() -> None:
    assert suggest_people("Jhon Smith", PEOPLE)[0].name == "John Smith"
    assert [one.name for one in suggest_people("yamade", PEOPLE)] != []
    assert suggest_people("qqqqqqqq", PEOPLE) == ()
