from __future__ import annotations

import json
from pathlib import Path

from tests.drive import nettrack

NOTE = "---\ntype: contact\n---\n渋谷で\x1b[31m昼食\n渋谷 and tea\n\u202e渋谷\n"


def test_the_lines_of_a_search_steer_no_terminal_and_are_the_rows_of_its_json(
    tmp_path: Path,
) -> None:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "People" / "Ada.md").write_text(NOTE, "utf-8")
    (vault / "People" / "Ben.md").write_text(
        "---\ntype: contact\nprivate: true\n---\n渋谷\n", "utf-8"
    )
    (vault / "Day.md").write_text("渋谷 with Ben\n渋谷 alone\n", "utf-8")

    plain = nettrack("search", "渋谷", home=tmp_path, NETTRACK_VAULT=str(vault))
    found = nettrack(
        "--json", "search", "渋谷", home=tmp_path, NETTRACK_VAULT=str(vault)
    )
    rows = [line.split("\t") for line in plain.out.splitlines()]

    assert [(path, line) for path, line, *_ in rows] == [
        ("Day.md", "2"), ("People/Ada.md", "4"), ("People/Ada.md", "5"),
        ("People/Ada.md", "6"),
    ]  # fmt: skip
    assert "\x1b" not in plain.out
    assert "\u202e" not in plain.out + found.out
    assert [(row["path"], str(row["line"])) for row in found.data] == [
        (path, line) for path, line, *_ in rows
    ]
    assert json.loads(found.out)["kind"] == "search"


def test_a_search_on_a_terminal_groups_the_hits_of_a_note(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "People" / "Ada.md").write_text(NOTE, "utf-8")

    seen = nettrack(
        "--color", "always", "search", "tea", home=tmp_path, NETTRACK_VAULT=str(vault)
    )
    none = nettrack(
        "--color", "always", "search", "wine", home=tmp_path, NETTRACK_VAULT=str(vault)
    )

    assert seen.out.splitlines()[0].count("Ada") == 2
    assert "    5" in seen.out.splitlines()[1]
    assert "Nothing holds" in none.out
