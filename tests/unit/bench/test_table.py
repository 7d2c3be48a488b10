from __future__ import annotations

from typing import TYPE_CHECKING

from bench.rows import LARGE, ROWS, SMALL, Reached
from bench.table import keep, read_kept, render_table, write_table

if TYPE_CHECKING:
    from pathlib import Path


def line(table: str, start: str) -> list[str]:
    (found,) = [row for row in table.splitlines() if row.startswith(f"| {start}")]
    return [cell.strip() for cell in found.strip("|").split("|")]


def test_each_row_says_what_is_asked_what_was_reached_and_whether_that_is_enough(
    tmp_path: Path,
) -> None:
    file = tmp_path / "measured.json"
    keep(SMALL, {"warm": Reached(1.2, 0.06, 0.05, 9)}, "2026-11-20", "here", file)
    kept = keep(LARGE, {"warm": Reached(0.9, 0.4, 0.5, 9)}, "2026-11-21", "here", file)

    cells = line(render_table(kept), "`overdue --json --limit 20`, nothing")
    assert cells[1:] == [
        "1.5", "1.2", "yes", "0.85", "0.9", "no", "9", "2026-11-20, 2026-11-21",
    ]  # fmt: skip
    assert read_kept(file) == kept


def test_a_row_that_is_measured_anew_leaves_the_others_as_they_were(
    tmp_path: Path,
) -> None:
    file = tmp_path / "measured.json"
    keep(SMALL, {"warm": Reached(1.2)}, "2026-11-20", "here", file)
    keep(SMALL, {"size": Reached(1.4)}, "2026-11-21", "there", file)
    kept = keep(SMALL, {"size": Reached(1.3)}, "2026-11-22", "there", file)

    rows = kept[str(SMALL)]
    assert {name: (row["value"], row["on"]) for name, row in rows.items()} == {
        "warm": (1.2, "2026-11-20"),
        "size": (1.3, "2026-11-22"),
    }


def test_the_growth_is_that_of_the_time_a_note(tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    keep(SMALL, {"first-one-core": Reached(0.9, 2.0, 2.2, 9)}, "2026-11-20", "", file)
    kept = keep(
        LARGE, {"first-one-core": Reached(0.9, 21.0, 23.0, 9)}, "2026-11-21", "", file
    )

    assert line(render_table(kept), ROWS["growth"].job)[4:7] == ["1.1", "1.05", "yes"]


def test_the_table_stands_between_its_markers_and_nothing_else_changes(
    tmp_path: Path,
) -> None:
    page = tmp_path / "page.md"
    page.write_text("one\n<!-- bench:begin -->\nold\n<!-- bench:end -->\ntwo\n")
    write_table({}, page)
    text = page.read_text("utf-8")

    assert text.startswith("one\n<!-- bench:begin -->\n| job |")
    assert text.endswith("|\n<!-- bench:end -->\ntwo\n")
    assert "old" not in text
    assert text.count("\n| ") == len(ROWS) + 1
