from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.index.store import open_index
from nettrack_md.model.keys import fold_text
from nettrack_md.model.records import Event, NoteFacts
from tests.indexing import daily, drop, link, person, plain, put

if TYPE_CHECKING:
    from nettrack_md.index.store import Index

BODY = """\
# Plans
Lunch near the station; she moves to Product.

渋谷で昼食。ＡＢＣ商事（東京）の話
ｶﾀｶﾅ と Straße と Café と 100% of a_b and C:\\x
lunch again
"""


def lines(index: Index, text: str) -> list[int]:
    return [hit.line for hit in index.search(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lunch", [2, 6]),
        ("LUNCH", [2, 6]),
        ("unch NEA", [2]),
        ("station;", [2]),
        ("渋谷", [4]),
        ("渋", [4]),
        ("ABC商事", [4]),
        ("ａｂｃ", [4]),
        ("(東京)", [4]),
        ("（東京）", [4]),
        ("カタカナ", [5]),
        ("strasse", [5]),
        ("STRAßE", [5]),
        ("CAFE\u0301", [5]),
        ("100%", [5]),
        ("1%0", []),
        ("a_b", [5]),
        ("axb", []),
        ("c:\\x", [5]),
        ("に", []),
        ("", []),
        ("  \u3000 ", []),
    ],
)
def test_a_text_is_found_as_it_stands_blind_to_case_and_width(
    index: Index, text: str, found: list[int]
) -> None:
    put(index, plain("Notes.md", body=BODY))

    assert lines(index, text) == found


def test_a_hit_names_the_note_and_shows_the_line_as_written(index: Index) -> None:
    put(index, plain("Notes.md", body=BODY))
    (hit,) = index.search("abc商事")

    assert hit == (
        "Notes.md", "Notes", "other", 4, "渋谷で昼食。ＡＢＣ商事（東京）の話", "body",
    )  # fmt: skip


def test_lines_are_counted_from_where_the_body_begins(index: Index) -> None:
    put(index, plain("Notes.md", body="one\ntwo\n", body_line=12))

    assert lines(index, "two") == [13]


def test_every_word_must_be_somewhere_in_the_note(index: Index) -> None:
    put(index, plain("a.md", body="tea\nand bread\n"), plain("b.md", body="tea only\n"))

    assert [(hit.path, hit.line) for hit in index.search("bread tea")] == [
        ("a.md", 1),
        ("a.md", 2),
    ]
    assert len(index.search("tea")) == 2


def test_lines_that_hold_every_word_stand_for_the_note(index: Index) -> None:
    put(index, plain("a.md", body="tea\ntea and bread\nbread\n"))

    assert lines(index, "bread　tea") == [2]


def test_a_word_may_stand_in_a_property_and_another_in_the_body(index: Index) -> None:
    ada = person(
        "Ada", body="likes bread\n", about={"properties": (("org", ("Oven",)),)}
    )
    put(index, ada)

    assert [(hit.where, hit.excerpt) for hit in index.search("oven BREAD")] == [
        ("org", "Oven"),
        ("body", "likes bread"),
    ]
    assert index.search("oven wine") == ()


@pytest.mark.parametrize(
    ("text", "where", "excerpt"),
    [
        ("佐藤", "name", "佐藤 花子"),
        ("はなこ", "reading", "さとう　はなこ"),
        ("花ちゃん", "alias", "花ちゃん"),
        ("climb", "tag", "climbing"),
        ("b@example", "emails", "Ｂ@example.org"),
        ("blue", "colour", "Blue"),
    ],
)
def test_what_a_contact_is_called_and_has_is_found_too(
    index: Index, text: str, where: str, excerpt: str
) -> None:
    about = {
        "reading": "さとう　はなこ",
        "aliases": ("花ちゃん",),
        "tags": ("climbing",),
        "properties": (("emails", ("a@example.org", "Ｂ@example.org")),),
        "other": (("colour", ("Blue",)),),
    }
    put(index, person("佐藤 花子", about=about))
    (hit,) = index.search(text)

    assert (hit.where, hit.excerpt, hit.line) == (where, excerpt, 0)


def test_the_title_and_the_guests_of_a_meeting_are_found(index: Index) -> None:
    held = Event("m.md", "Plan", "meeting", None, "Kyoto", (link("Ada"),))
    put(index, NoteFacts("m.md", "meeting", "The Plan", event=held))

    assert [hit.where for hit in index.search("the plan")] == ["title"]
    assert [hit.excerpt for hit in index.search("kyoto")] == ["Kyoto"]
    assert [hit.excerpt for hit in index.search("ada")] == ["Ada"]


def test_rendered_notes_are_not_found(index: Index) -> None:
    put(index, NoteFacts("Network/Overdue.md", "rendered", "Overdue", body="Ada"))

    assert index.search("ada") == ()
    assert index.search("overdue") == ()


def test_hits_come_by_path(index: Index) -> None:
    put(index, *(plain(f"{n:04}.md", body="tea") for n in reversed(range(1_100))))

    assert [hit.path for hit in index.search("tea")] == [
        f"{n:04}.md" for n in range(1_100)
    ]


def test_a_long_line_is_cut_around_the_word(index: Index) -> None:
    line = "あ" * 500 + "needle" + "い" * 500
    put(index, plain("a.md", body=f"{line}\nshort\n"))
    (hit,) = index.search("needle")

    assert "needle" in hit.excerpt
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")
    assert len(hit.excerpt) < 250


def test_what_is_dropped_or_replaced_is_found_no_longer(index: Index) -> None:
    put(index, daily("2026-11-16", body="old words\n"), plain("a.md", body="old\n"))
    put(index, daily("2026-11-16", body="new words\n"))
    drop(index, "a.md")

    assert index.search("old") == ()
    assert lines(index, "new") == [1]


def test_a_nul_hides_nothing_behind_it(index: Index) -> None:
    put(index, plain("a.md", body="one\x00two\nthree\n"))

    assert lines(index, "two") == [1]
    assert lines(index, "three") == [2]


def test_a_word_longer_than_sqlite_takes_in_a_pattern_is_found(index: Index) -> None:
    put(index, plain("a.md", body="x" * 60_000))

    assert lines(index, "X" * 55_000) == [1]
    assert lines(index, "x" * 60_001) == []


def test_nothing_is_locked_while_somebody_reads_what_was_found(index: Index) -> None:
    put(index, *(plain(f"{n:04}.md", body="tea") for n in range(1_100)))
    found = index.found("tea")
    first = next(found)
    put(index, plain("0000.md", body="gone"), plain("2000.md", body="tea"))

    rest = [each.path for each in found]
    assert (first.path, rest[-1]) == ("0000.md", "2000.md")
    assert len(rest) == 1_100


WORDS = st.sampled_from(["tea", "TEA", "渋谷", "（渋", "ｶﾞ", "e\u0301", "a b", "x"])
LINES = st.lists(
    st.text(st.sampled_from("teaTEA渋谷（ｶﾞ\u3099e\u0301ab x"), max_size=12), max_size=8
)


@given(st.lists(st.tuples(LINES, LINES), min_size=1, max_size=3), WORDS)
def test_search_finds_what_a_plain_look_at_every_line_finds(
    notes: list[tuple[list[str], list[str]]], wanted: str
) -> None:
    facts = [
        person(f"{at}", body="\n".join(lines), about={"other": (("k", tuple(own)),)})
        for at, (lines, own) in enumerate(notes)
        if own
    ]
    words = fold_text(wanted).split()
    expected = set()
    for each in facts:
        held = [("body", text) for text in each.body.split("\n")]
        assert each.contact is not None
        held += [("k", text) for text in each.contact.other[0][1]]
        near = [(where, [w in fold_text(t) for w in words]) for where, t in held]
        if all(any(which[n] for _, which in near) for n in range(len(words))):
            every = {(where, n) for n, (where, which) in enumerate(near) if all(which)}
            some = {(where, n) for n, (where, which) in enumerate(near) if any(which)}
            for where, n in every or some:
                text = held[n][1].strip()
                expected.add((each.path, where, text))
    index = open_index(None, fingerprint="laws")
    put(index, *facts)
    found = {(hit.path, hit.where, hit.excerpt) for hit in index.search(wanted)}
    index.close()

    assert found == expected
