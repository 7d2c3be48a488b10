"""The book of names rules nobody out whom `match_people` would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.index.rows import Named
from nettrack_md.people.name_book import NameBook
from nettrack_md.people.names import match_people

WORDS = st.sampled_from(
    ["Ada", "ada", "O'Brien", "Renée", "Straße", "İpek", "x\u0304y", "Dr. Roe", "39",
     "山田", "太郎", "斎藤", "斉藤", "髙橋", "やまだ", "ヤマダ", "ﾔﾏﾀﾞ", "たろう", "しょう",
     "yamada", "Satoh", "さとう", "shou", "ん", "-", "・", "山田さん", "様", "ａｄａ", "a\0b"]
)  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PEOPLE = st.lists(
    st.builds(
        lambda name, reading, aliases, at: Named(
            f"People/{at}/{name}.md", name, reading, tuple(aliases), "active"
        ),
        NAMES,
        st.one_of(st.just(""), NAMES),
        st.lists(NAMES, max_size=2),
        st.integers(0, 3),
    ),
    max_size=6,
)
QUERIES = st.one_of(
    NAMES,
    WORDS.map(lambda word: word[:2]),
    NAMES.map(lambda name: f"People/1/{name}.md"),
)


@given(PEOPLE, QUERIES, st.booleans())
def test_the_book_finds_whom_a_look_at_everybody_finds(
    people: list[Named], query: str, whole: bool
) -> None:
    assert NameBook(people).find(query, whole=whole) == match_people(
        query, people, whole=whole
    )
