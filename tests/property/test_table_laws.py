"""Laws of tables: what is written is read as it was, safe for spreadsheets or not."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nettrack_md.exchange.csv import read_table, render_table
from nettrack_md.exchange.csv.writer import Row
from nettrack_md.exchange.people import facts_of
from nettrack_md.exchange.texts import clean, one_line

#: What tables and spreadsheets break on.
NASTY = st.sampled_from(
    ["=1+1", "+81", "-x", "@a", "'", "'=", ",", ";", "\t", '"', '""', "\n", "\r", "\x00",
     "\u2028", "::", " : ", "\ufeff", "表", "海野 葵", "𠮷", "(cell)", "#tag", "*", "NO"]
)  # fmt: skip
#: Between values stands `:::`, and `'` before a sign disarms it: so neither is a text.
texts = (
    st.lists(NASTY | st.text(max_size=8), max_size=4)
    .map("".join)
    .filter(
        lambda text: ":::" not in one_line(text) and not clean(text).startswith("'")
    )
)
days = st.sampled_from(["2014-03-10 wedding", "03-10 結婚記念日", "--02-29 x"])
birthdays = st.sampled_from(["1990-05-14", "05-14", "--02-29"])
VALUES = {
    "dates": days,
    "birthday": birthdays,
    "met": st.just("2020-01-02"),
    # Whatever has no `@` is no address, and is left out where it comes in.
    "emails": texts.map(lambda text: f"{text}@fenn.example"),
}
#: What holds any text; words such as tags and aliases are parted at commas.
KEYS = (
    "reading", "org", "title", "field", "region", "met", "birthday", "dates", "emails",
    "phones", "urls", "social", "addresses", "uid",
)  # fmt: skip


few = settings(max_examples=settings().max_examples // 2)


@few
@pytest.mark.parametrize("safe", [False, True])
@given(data=st.data())
def test_a_written_table_is_read_as_it_was(safe: bool, data: st.DataObject) -> None:
    keys = data.draw(st.sets(st.sampled_from(KEYS), max_size=6))
    drawn = {
        key: data.draw(st.lists(VALUES.get(key, texts), max_size=3))
        for key in sorted(keys)
    }
    name = clean(data.draw(texts)) or "Ada Fenn"
    facts = dict(facts_of(drawn))
    held = {"name": (name,), **facts}
    written = render_table([Row("People/x.md", held)], safe=safe)
    read = read_table(written, "x.csv")

    (person,) = read.people
    assert person.name == name
    for key in KEYS:
        assert sorted(person.texts(key)) == sorted(facts.get(key, ())), key


@few
@given(st.lists(texts, min_size=1, max_size=4))
def test_no_cell_of_a_safe_table_is_a_formula(values: list[str]) -> None:
    row = Row("=path.md", {"why": values}, {"=key": values})
    table = render_table([row], safe=True).decode("utf-8-sig")

    cells = [cell for line in csv.reader(io.StringIO(table)) for cell in line]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r") and cell]
