from __future__ import annotations

from pathlib import Path

from nettrack_md.model.problems import CODES
from nettrack_md.people.properties import properties_table

PAGE = (Path(__file__).parents[3] / "docs" / "format.md").read_text(encoding="utf-8")
BEGIN, END = "<!-- properties:begin -->\n", "<!-- properties:end -->"


def test_the_table_of_properties_is_the_one_of_the_code() -> None:
    table = PAGE.partition(BEGIN)[2].partition(END)[0]

    # To renew it, put what properties_table() returns between the two markers.
    assert table == properties_table()


def test_every_problem_that_the_page_names_exists() -> None:
    reading = (
        "frontmatter-open",
        "bad-date",
        "synonym-twice",
        "link-alias-only",
        "case-twin",
    )

    assert all(f"`{code}`" in PAGE and code in CODES for code in reading)
