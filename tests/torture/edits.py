"""One key of a note is changed: exactly, or not at all."""

from __future__ import annotations

import json
import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from nettrack_md.note.edit import (
    EditRefused,
    remove_property,
    set_property,
)
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from tests.editing import changed_within, others_stay
from tests.torture.figures import Figure
from tests.torture.fuzzing.drawing import Drawer
from tests.torture.fuzzing.header import (
    BLOCKS,
    DATA,
    PIECES,
    SEEDS,
    edit_one_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.torture.figures import Run

BODY = "\n# Somebody\n\n- 2026-01-09 met 港\n\n    code  \n\n"


def _rows(*names: str) -> list[str]:
    files = (json.loads((DATA / f"{name}.json").read_text("utf-8")) for name in names)
    return [row["yaml"] for rows in files for row in rows]


def set_and_back(notes: Iterable[str]) -> Counter[str]:
    """Set a new key, then take it away; set a text, then what stood there."""
    seen: Counter[str] = Counter()
    for text in notes:
        try:
            after = set_property(text, "zzz", "港 1")
            if not changed_within(text, after, None) or (
                split_note(text).header and remove_property(after, "zzz") != text
            ):
                seen["wrong"] += 1
        except EditRefused:
            seen["refused"] += 1
            continue
        seen["exact"] += 1
    return seen


def every_change(headers: Iterable[str]) -> Counter[str]:
    """Add a key; replace and take out each that is there."""
    seen: Counter[str] = Counter()
    for header in headers:
        text = f"---\n{header.rstrip(chr(10))}\n---\n{BODY}"
        entries = read_frontmatter(split_note(text)).entries
        closing = split_note(text).body_line - 1
        starts = [entry.line for entry in entries] + [closing]
        seen.update(_tried(text, len(entries), "zzz", None))
        for place, entry in enumerate(entries):
            lines = (starts[place], starts[place + 1])
            seen.update(_tried(text, place, entry.key, lines))
    return seen


def _tried(
    text: str, place: int, key: str, lines: tuple[int, int] | None
) -> Iterator[str]:
    edits: list[Callable[[], str]] = [
        lambda: set_property(text, key, "a: [[b]] # c"),
        lambda: set_property(text, key, ["one", "港"]),
    ]
    if lines is not None:
        edits.append(lambda: remove_property(text, key))
    for edit in edits:
        try:
            after = edit()
        except EditRefused as refused:
            yield "refused" if refused.reason else "uncaught"
            continue
        except Exception as fault:  # noqa: BLE001  (what is sought)
            print(f"{fault!r} {text!r}", file=sys.stderr, flush=True)
            yield "uncaught"
            continue
        exact = after == text or changed_within(text, after, lines)
        yield "exact" if exact and others_stay(text, after, place) else "wrong"


def mutated(run: Run, count: int) -> Counter[str]:
    """One key of each of so many damaged notes: set, added to or taken out."""
    seen: Counter[str] = Counter()
    chance = Random(f"{run.seed} edits")
    drawer: Drawer[str] = Drawer(chance, SEEDS, PIECES, BLOCKS)
    for _ in range(count):
        text = f"---\n{drawer.draw()}\n---\n{BODY}"
        if chance.random() < 0.2:
            text = text.replace("\n", "\r\n")
        try:
            seen["done" if edit_one_key(text, chance) else "refused"] += 1
        except AssertionError as fault:
            seen["bytes outside"] += 1
            print(f"{fault} {text!r}", file=sys.stderr, flush=True)
        except Exception as fault:  # noqa: BLE001  (what is sought)
            seen["uncaught"] += 1
            print(f"{fault!r} {text!r}", file=sys.stderr, flush=True)
    return seen


def torture(run: Run) -> Iterator[Figure]:
    """Cases 4, 5 and 6, over notes of our own making."""
    notes = [note["text"] for note in json.loads(
        (DATA / "torture/notes.json").read_text("utf-8")
    )]  # fmt: skip
    seen = set_and_back(notes)
    yield Figure(
        (4,),
        "a key set on each of our odd notes and taken out again: all bytes as before",
        f"0 wrong in {len(notes)}",
        f"{seen['wrong']} wrong, {seen['exact']} exact, {seen['refused']} refused",
        not seen["wrong"] and seen["exact"] + seen["refused"] == len(notes),
    )
    rows = _rows("obsidian-yaml-golden", "obsidian-yaml-more")
    seen = every_change(rows)
    yield Figure(
        (5,),
        f"{len(rows)} odd YAML texts of our own as properties: add, replace, delete",
        "0 wrong, 0 uncaught",
        f"{seen['wrong']} wrong, {seen['uncaught']} uncaught, "
        f"{seen['exact']:,} exact, {seen['refused']:,} refused",
        not seen["wrong"] and not seen["uncaught"] and seen["exact"] > 0,
    )
    count = run.share(1_000_000, 1000)
    seen = mutated(run, count)
    yield Figure(
        (6,),
        "one key of damaged notes changed; a second parser looks",
        f"0 bytes outside the entry in {count:,}, 0 uncaught",
        f"{seen['bytes outside']} and {seen['uncaught']} in {seen.total():,}; "
        f"{seen['done']:,} done, {seen['refused']:,} refused",
        met=seen.total() == count and seen["done"] > count // 4
        and not seen["bytes outside"] and not seen["uncaught"],
    )  # fmt: skip
