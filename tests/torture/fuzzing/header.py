"""Targets in the properties: read, and changed by one key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from nettrack_md.model.problems import CODES
from nettrack_md.note.edit import (
    EditRefused,
    add_to_property,
    remove_from_property,
    remove_property,
    set_property,
)
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.frontmatter.fast import read_plainly
from nettrack_md.note.frontmatter.values import Entry, HeaderRefused, Mapping
from nettrack_md.note.frontmatter.yaml import read_yaml
from tests.editing import changed_within, others_stay
from tests.torture.fuzzing.targets import Target

if TYPE_CHECKING:
    from random import Random

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data"

BLOCKS = (
    "name: Mara Quellen\n", "reading: まら\n", "type: contact\n", "org: 田中　商店\n",
    'aliases: [MQ, "Q. Mara"]\n', "tags:\n  - contact\n  - 人脈\n", "tags: []\n",
    "emails:\n- m@example.org\n- 'q@example.org'\n", "phone: 0901234567\n",
    'phones:\n    - "+81 90-1234-5678 (cell)"\n', "birthday: --05-14\n", "next:\n",
    'met_at: "[[Spring Fair]]"\n', "link: [[Mara]]\n", "time: 10:30\n", "n: -1.5\n",
    "why: it's 'so' # comment\n", "url: http://example.org/a:b#c\n", "# comment\n",
    "\n", "  \n", "tier: 近い\n", "cadence: 6w\n", "likes:\n  - tea # green\n  # in\n",
    "Last chat: 2026-11-02\n", "note: |\n  a: b\n\n  c\n", "fold: >-\n  a\n  b\n",
    "more: a\n  b\n", "m:\n  n: 1\n  o: [x]\n", "? a\n: b\n", "x: &a 1\ny: *a\n",
    "v: {{date}}\n", 'q: "a\\tb"\n', 'q: "a\n  b"\n', "s: !x y\n", "z:\t1\n",
    "null: x\n", "012: x\n", "true: x\n", "i: -\n", 'j: {"a": [1, 2], "b": null}\n',
    "e: 🎅🏽 x\n", "- a\n", "First Name: Mara\n", "created-at: 2026-11-20T10:30\n",
    "T[x]: y\n", "a: 1\r\n",
)  # fmt: skip
PIECES = (
    " ", "  ", "\n", "\t", ":", ": ", "-", "- ", "#", " #", '"', "'", "[", "]", "{",
    "}", ",", "&a", "*a", "!x ", "|", ">", "?", "? ", "%", "@", "`", "\\", "a", "1",
    "~", "null", "=", "<<", "...", "--", "\u3000", "\xa0", "\u200d", "\x85", "\u2028",
    "\x07", "\ufeff", "é", "🎅", "''", '""', "[]", "{}", "\r\n", "\r", ",,", " :",
    "key: v\n", "  k2: w\n", "- i\n", "  - j\n", "\0", "\x1c", "\ud800", "+1", ".5",
    "<<: *a\n", "<<: [*a, *a]\n", "0x1F", "1e999", "9" * 40, ".inf", "!!int ", "|2-\n",
    "\\u00e9", '"\\', "---\n", "--- ", "...\n", "<<<<<<< a\n", ">>>>>>> b\n", "{{x}}",
)  # fmt: skip
#: Of the blocks, those that the quick reader may answer for.
PLAIN = BLOCKS[:25]
VALUES = (
    "港の灯", "+819000000001", "a: [[b]] # c", "2026-12-01", "", "tea", "yes", "012",
    "'", '"', "- x", "~", "{{t}}", "10:30", "1e3", "a\\b", "#x", "x #y", "\u3000x", "é ",
)  # fmt: skip


def _seeds() -> list[str]:
    notes = json.loads((DATA / "torture/notes.json").read_text("utf-8"))
    golden = json.loads((DATA / "obsidian-yaml-golden.json").read_text("utf-8"))
    more = json.loads((DATA / "obsidian-yaml-more.json").read_text("utf-8"))
    headers = [row["yaml"].rstrip("\n") + "\n" for row in golden + more]
    headers += [split_note(note["text"]).header[4:-4] for note in notes]
    for path in sorted((ROOT / "sample_vault").rglob("*.md")):
        header = split_note(path.read_bytes().decode("utf-8", "replace")).header
        headers.append(header[4:-4])
    return sorted({header for header in headers if header})


SEEDS = _seeds()


def full_reading(inner: str) -> tuple[Entry, ...] | list[tuple[str, int]]:
    """What the reference reader makes of it: entries, or code and line of each flaw."""
    try:
        root = read_yaml(inner, 2)
    except HeaderRefused as refused:
        return [flaw[:2] for flaw in refused.flaws]
    if root is None:
        return ()
    if not isinstance(root, Mapping):
        return [("frontmatter-not-map", 2)]
    return root.entries


def both_readers_agree(inner: str) -> bool:
    """Whether the quick reader answered; what it says must be what the other says."""
    quick = read_plainly(inner, 2)
    if quick is None:
        return False
    full = full_reading(inner)
    assert quick == full, f"{quick} is not {full}"
    return True


def read_header(inner: str, _: Random) -> None:
    """Any header is read, whole and with places, or told to be faulty."""
    text = f"---\n{inner}\n---\nbody\n"
    split = split_note(text)
    assert split.bom + split.header + split.body == text
    found = read_frontmatter(split)
    last = text.count("\n") + 1
    for code, line, message in found.problems:
        assert code in CODES
        assert 1 <= line <= last
        assert message
        assert "\n" not in message
    if found.status == "ok":
        assert all(2 <= entry.line <= last for entry in found.entries)
        assert found.value is None or isinstance(found.value, dict)
        assert len({entry.key for entry in found.entries}) == len(found.entries)


def _edit(text: str, key: str, chance: Random) -> str:
    value = VALUES[int(chance.random() * len(VALUES))]
    how = int(chance.random() * 6)
    if how < 2:
        return set_property(text, key, value)
    if how == 2:
        return set_property(text, key, [value, "two"])
    if how == 3:
        return add_to_property(text, key, value)
    if how == 4:
        return remove_from_property(text, key, value)
    return remove_property(text, key)


def edit_header(inner: str, chance: Random) -> None:
    """One key is set, added to or removed: exact or refused, by two parsers' words."""
    mark = "\ufeff" if chance.random() < 0.1 else ""
    text = f"{mark}---\n{inner}\n---\n\n# Somebody\n\n- 2026-01-09 met"
    edit_one_key(text, chance)


def edit_one_key(text: str, chance: Random) -> bool:
    """Whether a change of one key of `text` was done; if so it must be exact."""
    entries = read_frontmatter(split_note(text)).entries
    place = int(chance.random() * (len(entries) + 1))
    key = entries[place].key if place < len(entries) else "zzz"
    try:
        after = _edit(text, key, chance)
    except EditRefused as refused:
        assert refused.reason
        assert refused.line >= 1
        return False
    if after != text:
        lines: tuple[int, int] | None = None
        if place < len(entries):
            behind = entries[place + 1].line if place + 1 < len(entries) else None
            closing = split_note(text).body_line - 1
            lines = (entries[place].line, behind or closing)
        assert changed_within(text, after, lines), f"{key}: bytes outside of the entry"
        assert others_stay(text, after, place), f"{key}: another value changed"
    return True


TARGETS: tuple[Target, ...] = (
    Target(
        "properties read",
        read_header,
        SEEDS,
        PIECES,
        share=1_200_000,
        rooms=("nettrack_md.note.frontmatter",),
        blocks=BLOCKS,
    ),
    Target(
        "properties edited",
        edit_header,
        SEEDS,
        PIECES,
        share=100_000,
        rooms=("nettrack_md.note.frontmatter", "nettrack_md.note.edit"),
        blocks=BLOCKS,
    ),
)
