"""What was measured, kept in a file, and the table that is made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.rows import LARGE, ROWS, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.rows import Reached, Row

KEPT = Path(__file__).with_name("measured.json")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_BEGIN, _END = "<!-- bench:begin -->", "<!-- bench:end -->"

#: Rows by contacts and name, as they stand in the file.
Kept = dict[str, dict[str, dict[str, Any]]]


def read_kept(file: Path = KEPT) -> Kept:
    """What was measured so far; nothing where there is no file."""
    kept: Kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return kept


def keep(
    contacts: int,
    found: Mapping[str, Reached],
    day: str,
    machine: str,
    file: Path = KEPT,
) -> Kept:
    """Put what was found in the place of what was known; each row has its own day."""
    kept = read_kept(file)
    rows = kept.setdefault(str(contacts), {})
    for name, reached in found.items():
        rows[name] = {**reached._asdict(), "on": day, "machine": machine}
    _grow(kept)
    file.write_text(
        json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    return kept


def _grow(kept: Kept) -> None:
    """Put down how the time a note grows, once both sizes are known."""
    name = "first-one-core"
    small = kept.get(str(SMALL), {}).get(name)
    large = kept.get(str(LARGE), {}).get(name)
    if small is None or large is None:
        return
    notes = LARGE / SMALL
    kept[str(LARGE)]["growth"] = {
        **large, "value": large["ours"] / small["ours"] / notes,
        "ours": 0.0, "theirs": 0.0, "note": "",
    }  # fmt: skip


def render_table(kept: Kept) -> str:
    """The rows with what is asked, what was reached, and whether that is enough."""
    heads = (
        "job", "10,000 contacts: asked", "reached", "met",
        "100,000 contacts: asked", "reached", "met", "pairs", "measured",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    small, large = kept.get(str(SMALL), {}), kept.get(str(LARGE), {})
    for name, row in ROWS.items():
        both = [small.get(name), large.get(name)]
        cells = [row.job, *_cells(row, SMALL, both[0]), *_cells(row, LARGE, both[1])]
        known = [each for each in both if each is not None]
        pairs = sorted({each["pairs"] for each in known})
        days = sorted({each["on"] for each in known})
        cells += [", ".join(map(str, pairs)), ", ".join(days)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *_remarks(kept)])


def _cells(row: Row, contacts: int, found: dict[str, Any] | None) -> Iterator[str]:
    asked = row.asked.get(contacts)
    unit = f" {row.unit}" if row.unit else ""
    yield "" if asked is None else f"{_number(asked)}{unit}"
    yield "" if found is None else f"{_number(found['value'])}{unit}"
    if asked is None or found is None:
        yield ""
    else:
        yield "yes" if found["value"] <= asked else "no"


def _number(value: float) -> str:
    """Three digits; what is small also as a fraction, as it is asked."""
    if value >= 100:
        return f"{value:.0f}"
    if value < 0.06:
        return f"{value:.3f} (1/{1 / value:.0f})"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _remarks(kept: Kept) -> Iterator[str]:
    for contacts, rows in sorted(kept.items(), key=lambda item: int(item[0])):
        if int(contacts) not in (SMALL, LARGE):
            continue
        machines = sorted({row["machine"] for row in rows.values()})
        yield f"{int(contacts):,} contacts, on {'; '.join(machines)}:"
        yield ""
        for name in ROWS:
            row = rows.get(name, {})
            said = []
            if row.get("theirs"):
                said.append(f"{row['ours']:.3f} s against {row['theirs']:.3f} s")
            said += filter(None, [row.get("note", "")])
            if said:
                yield f"- {name}: {'; '.join(said)}"
        yield ""


def write_table(kept: Kept, page: Path = PAGE) -> None:
    """Put the table between its two markers on the page."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise SystemExit(f"{page.name} lacks {_BEGIN} or {_END}")
    table = render_table(kept).rstrip()
    new = f"{before}{begin}\n{table}\n{end}{after}"
    if new != text:
        page.write_text(new, "utf-8")
