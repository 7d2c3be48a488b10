"""Hostile texts at twice, four and sixteen times the length: cost and memory."""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, product
from random import Random
from typing import TYPE_CHECKING, Any

from nettrack_md.errors import NettrackError
from nettrack_md.note.edit import EditRefused
from nettrack_md.note.merging import MergeRefused
from nettrack_md.note.parse import parse_note
from nettrack_md.people.notes import read_note
from tests.torture.figures import Figure
from tests.torture.fuzzing.drawing import as_bytes
from tests.torture.fuzzing.patterns import every_pattern
from tests.torture.fuzzing.steps import find_steep_pump
from tests.torture.fuzzing.targets import Target, all_targets
from tests.torture.fuzzing.text import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.torture.figures import Run

#: It measures time.
ALONE = True
#: Four times the text may take so many times the time: a linear cost takes 4, one of
#: n log n less than 5, a quadratic one 16.
STEEP = 9.0
#: Characters of the smallest text that is measured, and of the largest.
FIRST, LAST = 4_000, 256_000
#: Less time than this is noise; nothing that stays below it at the end is steep.
NOISE = 0.008
MEGABYTE = 1 << 20
#: Bytes beside what there was before, for a note of a megabyte.
MEMORY = 64 * MEGABYTE

#: What is repeated: marks of every language that a note is written in.
FAMILIES = (
    "[", "]", "[[", "]]", "[[a", "![[", "[a](", "](", "(", ")", "((", "{", "}", "{{",
    "{{a}}", '"', "'", "''", '""', "\\", '\\"', " ", "  a", "\t", "\n", "\r", "\r\n", "-",
    "- ", "- -", "--- ", "---\n", "- a\n", "* [ ] a\n", "- [x] [[A]] ✅ 2026-11-20\n",
    ">", "> ", "> > ", ">\n", "#", "# ", "###### a\n", "#a", "#a/", "`", "``", "``` ",
    "```\n", "~~~\n", "%%", "%% ", "%%\n", "<!--", "-->", "<!-- nettrack:begin a -->\n",
    "<!-- nettrack:end a -->\n", "$", "$$", "$$\n", "|", "| a ", "|-", "|-|-|\n", ":",
    "::", "a::", "(a:: b)", "[a:: b] ", "a: ", "a:\n", "a: b\n", "? ", "? a\n", "&a ",
    "*a ", "<<: *a\n", "!a ", "!!str ", "|\n", ">-\n", "@", "a@b ", "a@b, ", "<a@b>",
    "=", "==", "=\n", "=?utf-8?q?", "=0D=0A", "%20", "%", "1", "9", "0", "1.", "1. a\n",
    "2026-11-20", "- 2026-11-20 call: x\n", "### 2026-11-20 a\n", "2026年", "11月20日",
    "10:30", "📅 2026-11-20 ", "✅ 2026-11-20 ", "due ", "^a", " ^a", "->", "<-", "<->",
    "、", "。", "・", "　", "葵", "日本語の長い文章", "コーヒー", "\u200d", "👩\u200d👧",
    "🎅🏽", "e\u0301", "\u0301", "\u202e", "\ufeff", "\x00", "\x85", "\u2028", "a", "A b ",
    ";", ",", ", ", "a,b;", "\\,", ":::", "'=", "^n", "last ", "next monday ", "昨日",
    "来週の", "YYYY", "DDDD", "MMMM ", "[a]", "BEGIN:VCARD\r\n", "END:VCARD\r\n",
    "TEL;TYPE=", ";TYPE=a", "BEGIN:VEVENT\r\n", "AGENT:", "From a\n", "a:b\n c\n",
    "\n ", "\r\n ", "\n\n", "* a\n", ":A:\n", "key = 1\n", "[a.b]\n", "[[report]]\n",
    "a = [", "a.", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "<% ", "%>", "<%", "_", "__",
    "**", "***", "*", "~", "~~", "/", "//", "../", "http://", "...", "…", "–", "+", "@a ",
)  # fmt: skip
#: What stands around: the repeated may be cut off, or be within something.
AROUND = (
    ("", ""), ("a ", "\x01"), ("- 2026-11-20 ", ""), ("a: ", "\n"), ("a: [", "]\n"),
    ('a: "', '"\n'), ("## Log\n", "\n"), ("- [ ] ", "\n"), ("[[", "]]"), ("| ", " |\n"),
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """A text that repeats something, as long as is asked for."""

    before: str
    again: str
    behind: str

    def text(self, length: int) -> str:
        """About so many characters of it."""
        times = max(length // len(self.again), 1)
        return self.before + self.again * times + self.behind


@dataclass(frozen=True)
class Door:
    """What a hostile text is given to."""

    name: str
    enter: Callable[[str], object]
    pieces: tuple[str, ...] = ()


def _door_of(target: Target) -> Door:
    def enter(text: str) -> None:
        target.check(as_bytes(text) if target.takes_bytes else text, Random(1))

    pieces = tuple(
        piece if isinstance(piece, str) else piece.decode("utf-8", "replace")
        for piece in target.pieces
        if piece
    )
    return Door(target.name, enter, pieces)


def _read_note(text: str) -> object:
    return read_note(parse_note("People/x.md", text), RULES)


def doors() -> list[Door]:
    """Every target, and a whole note below properties and within them."""
    pieces = tuple(all_targets()["notes"].pieces)
    return [
        Door("note", _read_note, pieces),
        Door("note's properties", lambda t: _read_note(f"---\n{t}\n---\n"), pieces),
        *map(_door_of, all_targets().values()),
    ]


def seconds(door: Door, text: str) -> float:
    """The processor's time for one text; what is wrong with it is not asked here."""
    started = time.process_time()
    with suppress(NettrackError, EditRefused, MergeRefused, AssertionError):
        door.enter(text)
    return time.process_time() - started


def is_steep(door: Door, hostile: Hostile, most: int) -> bool:
    """Whether four times the text takes far more than four times the time.

    Twice in a row, at lengths where time can be told, and the best of three each: a
    machine that is busy elsewhere makes single ones long, never all of them.
    """
    length = FIRST
    while length * 4 <= most:
        small = seconds(door, hostile.text(length))
        large = seconds(door, hostile.text(length * 4))
        if large < NOISE or large / max(small, NOISE / 8) < STEEP:
            length *= 4
            continue
        small = min(seconds(door, hostile.text(length)) for _ in range(3))
        large = min(seconds(door, hostile.text(length * 4)) for _ in range(3))
        if large > NOISE and large / max(small, 1e-6) >= STEEP:
            return True
        length *= 4
    return False


def _families(door: Door, run: Run) -> Iterator[Hostile]:
    """All single ones; then mined pieces and pairs of them, so many as the scale says."""
    chance = Random(f"{run.seed} {door.name}")
    whole = [
        Hostile(before, again, behind)
        for again, (before, behind) in product(FAMILIES, AROUND)
    ]
    chance.shuffle(whole)
    plain = [Hostile("", again, "") for again in FAMILIES]
    yield from islice(plain, run.share(len(plain), 60) if run.scale < 1 else None)
    yield from whole[: run.share(600)]
    mined = [piece for piece in (*door.pieces, *FAMILIES) if 0 < len(piece) < 60]
    for _ in range(run.share(1500)):
        pair = chance.choice(mined) + chance.choice(mined)
        before, behind = chance.choice(AROUND)
        yield Hostile(before, pair, behind)


def steep_ones(
    door: Door, hostile: Iterable[Hostile], most: int
) -> tuple[int, list[Any]]:
    """How many were tried, and those whose cost grew too fast."""
    tried = 0
    steep: list[Any] = []
    for one in hostile:
        tried += 1
        try:
            if is_steep(door, one, most):
                steep.append(one)
        except Exception as fault:  # noqa: BLE001  (what is sought)
            steep.append((one, repr(fault)[:200]))
        if len(steep) > 5:
            break
    return tried, steep


def _memory(door: Door, text: str) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        seconds(door, text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def torture(run: Run) -> Iterator[Figure]:
    """Growth at every door, memory for a megabyte, and every pattern by steps."""
    tried_all, steep_all = 0, 0
    for door in doors():
        most = LAST if run.scale >= 1 else FIRST * 4
        tried, steep = steep_ones(door, _families(door, run), most)
        tried_all, steep_all = tried_all + tried, steep_all + len(steep)
        for one in steep:
            print(f"{door.name}: {one!r}"[:400], file=sys.stderr, flush=True)
    yield Figure(
        (35,),
        f"hostile texts at {len(doors())} doors: cost grows no faster than length",
        f"0 steeper than {STEEP:g} times for 4 times the text",
        f"{steep_all} of {tried_all:,}",
        tried_all > 0 and not steep_all,
    )
    note = doors()[0]
    peaks = [
        _memory(note, Hostile("", again, "").text(MEGABYTE // 2))
        for again in FAMILIES[:: 1 if run.scale >= 1 else 12]
    ]
    yield Figure(
        (35,),
        f"{len(peaks)} hostile notes of half a million characters: memory beside",
        "64 MB at most",
        f"{max(peaks) / MEGABYTE:.0f} MB at most",
        max(peaks) <= MEMORY,
    )
    patterns = every_pattern()
    found = [u for u in patterns if find_steep_pump(u.pattern, u.flags, u.method)]
    for used in found:
        print(used, file=sys.stderr, flush=True)
    yield Figure(
        (35,),
        "regular expressions, attacked by texts made from themselves, by steps",
        f"0 of {len(patterns)} grow faster than the text",
        f"{len(found)} of {len(patterns)}",
        bool(patterns) and not found,
    )
