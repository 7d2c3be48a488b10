"""Targets below the properties: logs, links, tasks, ticks, regions, whole notes."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from nettrack_md.app.ticks.lines import read_words, touches_of
from nettrack_md.app.ticks.reading import lines_of
from nettrack_md.model.problems import CODES
from nettrack_md.model.rules import LOG_HEADINGS, ReadingRules
from nettrack_md.note.body import read_lines
from nettrack_md.note.edit import (
    EditRefused,
    NewTouch,
    amend_touch,
    append_promise,
    append_touch,
    append_touches,
    remove_touch,
    tick_box,
)
from nettrack_md.note.edit.fields import set_field
from nettrack_md.note.edit.links import retarget_links
from nettrack_md.note.fields import find_fields
from nettrack_md.note.hushed import hushed_lines, hushed_tags
from nettrack_md.note.links import find_links, find_spans, hide, normalize_target
from nettrack_md.note.log import read_log
from nettrack_md.note.merging import MergeRefused, MergeRules, merge_notes
from nettrack_md.note.parse import parse_note
from nettrack_md.note.regions import find_regions, inner_of, replace_region
from nettrack_md.note.regions.items import fingerprints, parse_own
from nettrack_md.note.regions.merge import merge_region
from nettrack_md.note.regions.reader import read_region
from nettrack_md.note.tags import find_log_tags, find_tags
from nettrack_md.note.tasks import read_task
from nettrack_md.people.notes import read_note
from tests.editing import DAY, KINDS, only_inserted
from tests.torture.fuzzing.header import BLOCKS as PROPERTIES
from tests.torture.fuzzing.header import DATA, ROOT
from tests.torture.fuzzing.targets import Target

if TYPE_CHECKING:
    from random import Random

    from nettrack_md.note.links import LinkSpan

PIECES = (
    "---\n", "\n", "\r\n", "\ufeff", "a", "葵", " ", "  ", "\t", "　", "- ", "* ",
    "1. ", "・", "[ ] ", "[x] ", "[", "]", "[[", "]]", "|", "#", "## ", "Log\n",
    "## 記録\n", "> ", "```", "```\n", "~~~", "%%", "<!--", "-->", "$$", "`", "(", ")",
    "](", "!", "\\", ":", "：", "::", "->", "<-", "↔", "-", "–", "2026-11-20",
    "２０２６年１１月２０日", "2026-02-30", "10:30", "10時半", "（金）", "call", "missed",
    "no answer", "電話", "メモ", "e-mail", "#gave", "＃贈", "📅 ", "✅ ", "due ",
    "[due:: ", "(due ", "期限", "⏫", "🔁 every week", " ^id", "[[A|b]]", "[[A#b]]",
    "[a](b.md)", "[a](<b c.md>)", "![[x]]", "<!-- nettrack:begin p -->\n",
    "<!-- nettrack:end p -->\n", "<!-- nettrack:begin p own=ab lang=ja -->\n",
    "key: v\n", "。", "、", "'", ".", ",", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n",
    "%%private%%", "| a | b |\n|---|---|\n", "(cadence:: 6w)", "\x85", "\u2028", "\0",
    "\u200d", "\ud800", "\x0b", "%20", "令和8年2月30日", "###### ", "====\n",
)  # fmt: skip
BLOCKS = (
    "# Someone\n", "## Log\n\n", "## 記録\n", "## Later\n\ntext\n", "\n", "\r\n",
    "- 2026-05-03 call: by the window\n", "- 2026-01-09 met\n- 2026-01-08 met\n",
    "- 2026-11-18 10:30 email <- asked about rates\n  - an indented item\n",
    "- 2026-11-02 電話: 転職の相談 #贈\n", "- [[2026-10-01]] sent the article\n",
    "### 2026-09-12 Workshop\nA heading with a date.\n", "* 2026-04-04 note: x\n",
    "- [ ] send it 📅 2026-11-25\n", "- [x] done ✅ 2026-11-02\n", "- [ ] <- theirs\n",
    "  - [ ] a box ([[Ann Bo]])\n", "text with [[Ann Bo|Ann]] and ![[pic.png]]\n",
    "[Ann](People/Ann%20Bo.md) wrote\n", "> quoted [[Cy]]\n", "```\n[[code]]\n```\n",
    "%%\ncomment\n%%\n", "Org:: Harbour\n", "she is (org:: Quay) there\n",
    "| Key | Value |\n|---|---|\n| Role | baker |\n", "$$\nx\n$$\n", "---\n",
    "- intro: [[A]] <-> [[B]] made\n", "#person #人脈\n", "- note: likes tea\n",
    ("<!-- nettrack:begin people -->\n- [ ] [[Ann Bo]] silent for 40 days\n"
    "<!-- nettrack:end people -->\n"),
)  # fmt: skip
RULES = ReadingRules()
MERGING = MergeRules(LOG_HEADINGS, KINDS, {"aliases", "tags"}.__contains__, str)
TOUCHES = (
    NewTouch(DAY, "call", text="hello"),
    NewTouch(date(2025, 1, 1), "email", "->", "the 港 list", ("gave",), ("a", "two")),
    NewTouch(date(2026, 5, 3), text="2026-01-01 [[X]] #asked"),
    NewTouch(date(2026, 11, 2), "電話", "<-", "転職", (), (), "10:30"),
)
HEADING = "### Kept notes"
#: Of the tasks and ticks of one document no more are tried, or long ones would cost
#: more than their length by what is asked of them.
MOST = 20


def _seeds() -> list[str]:
    notes = json.loads((DATA / "torture/notes.json").read_text("utf-8"))
    found = {note["text"] for note in notes}
    for path in (ROOT / "sample_vault").rglob("*.md"):
        found.add(path.read_bytes().decode("utf-8", "replace"))
    return sorted(found)


SEEDS = _seeds()
#: Single lines, for what reads one line.
LINES = sorted({line for seed in SEEDS for line in seed.split("\n") if line.strip()})


def _pick(chance: Random, many: tuple[Any, ...]) -> Any:
    return many[int(chance.random() * len(many))]


def read_whole(text: str, chance: Random) -> None:
    """Any text is a note: its pieces joined give it, each problem has a place."""
    path = _pick(chance, ("People/Jane Roe.md", "2026-11-20.md", "Notes/x.md", "me.md"))
    parsed = parse_note(path, text)
    assert parsed.bom + parsed.header + parsed.body == text
    raw = text.split("\n")
    for line in parsed.lines:
        assert line.text in raw[line.line - 1]
    facts = read_note(parsed, RULES)
    last = text.count("\n") + text.count("\r") + 2
    for problem in facts.problems:
        assert problem.code in CODES
        assert 0 <= problem.line <= last
        assert problem.sentence()


def read_logs(body: str, _: Random) -> None:
    """Every touch stands on a line of its own, where it says."""
    read = read_lines(body)
    items = read_log(read.lines, headings=LOG_HEADINGS, kinds=KINDS)
    assert all(1 <= item.line <= item.end_line for item in items)
    assert len({item.line for item in items}) == len(items)
    hushed_lines(body)
    hushed_tags(body)


def edit_logs(text: str, chance: Random) -> None:
    """A touch is put in, added to or taken out, exactly or not at all."""
    how = int(chance.random() * 4)
    language = "ja" if chance.random() < 0.3 else "en"
    rules = {"headings": LOG_HEADINGS, "kinds": KINDS, "language": language}
    try:
        if how == 0:
            after = append_touch(text, _pick(chance, TOUCHES), **rules)  # type: ignore[arg-type]
            assert only_inserted(text, after)
        elif how == 1:
            after = append_touches(text, TOUCHES[:2], **rules)  # type: ignore[arg-type]
            _all_there(text, after)
        else:
            lines = text.split("\n")
            number = int(chance.random() * len(lines)) + 1
            if how == 2:
                after = amend_touch(text, number, ["more", "- 2026-01-01 x"])
                assert only_inserted(text, after)
            else:
                after = remove_touch(text, number, lines[number - 1])
                assert only_inserted(after, text)
    except EditRefused as refused:
        assert refused.reason


def _all_there(old: str, new: str) -> None:
    """Every character of `old` is in `new`, in order."""
    rest = iter(new)
    assert all(char in rest for char in old), "something was taken out"


def read_links(line: str, _: Random) -> None:
    """Links stand in order, each where it says, and hiding moves nothing."""
    line = line.replace("\n", " ").replace("\r", " ")
    assert len(hide(line)) == len(line)
    end = 0
    for span in sorted(find_spans(line), key=lambda span: span.target_start):
        assert end <= span.target_start <= span.target_end <= span.end <= len(line)
        assert span.start <= span.target_start
        end = span.target_end
    for link in find_links(line, 1):
        normalize_target(link.target)
    find_tags(line)
    find_log_tags(line)


def edit_links(text: str, chance: Random) -> None:
    """Links that stay change nothing; led elsewhere, they change only themselves."""
    assert retarget_links(text, lambda *_: None) == text
    new: str = _pick(chance, ("Neu", "新 しい", "a(b", "c"))
    cut: list[str] = []

    def elsewhere(_: LinkSpan, there: str) -> str:
        cut.append(there)
        return new

    try:
        after = retarget_links(text, elsewhere)
    except EditRefused:
        return
    _only_targets_differ(text, after, cut)


def _only_targets_differ(old: str, new: str, cut: list[str]) -> None:
    spare = len(new) - len(old)
    assert abs(spare) <= sum(len(there) + 40 for there in cut) + 200 * len(cut)
    if not cut:
        assert new == old
    words = Counter(old)
    words.subtract(Counter("".join(cut)))
    assert "nettrack:begin" in old or not (words - Counter(new))


def edit_tasks(text: str, chance: Random) -> None:
    """A box is ticked by one character, a promise is one stretch put in."""
    tasks = (line for line in parse_note("", text).lines if line.role == "task")
    for line in islice(tasks, MOST):
        if not line.box.isprintable():
            continue
        said = read_task(line).text
        try:
            after = tick_box(text, line.line, said, _pick(chance, ("x", ">", "-")))
        except EditRefused:
            continue
        assert len(after) == len(text)
        assert sum(a != b for a, b in zip(after, text, strict=True)) <= 1
        assert tick_box(after, line.line, said, line.box) == text
    try:
        after = append_promise(
            text, "carry the lamp", DAY, theirs=chance.random() < 0.5
        )
    except EditRefused:
        return
    assert only_inserted(text, after)


def edit_fields(text: str, chance: Random) -> None:
    """An inline field is set exactly, and all others are read as before."""
    fields = find_fields(parse_note("x.md", text).lines)
    if not fields:
        return
    place = int(chance.random() * len(fields))
    value = _pick(chance, ("baker", "", "a: b", "[[X]]", "a | b", ")", "]", "`"))
    assert set_field(text, fields[place], fields[place].text) == text
    try:
        after = set_field(text, fields[place], value)
    except EditRefused:
        return
    read = find_fields(parse_note("x.md", after).lines)
    assert [(f.key, f.text) for f in read] == [
        (f.key, value if at == place else f.text) for at, f in enumerate(fields)
    ]
    pairs = zip(text.split("\n"), after.split("\n"), strict=True)
    changed = {number for number, (a, b) in enumerate(pairs, 1) if a != b}
    assert changed <= {fields[place].line}


def apply_ticks(page: str, chance: Random) -> None:
    """What stands ticked on a page becomes a touch in a note, exactly or not."""
    note = _pick(chance, _NOTES)
    own = (
        parse_own(fingerprints(page, HEADING)) if chance.random() < 0.5 else frozenset()
    )
    for group in read_region(page, own, "").groups[:MOST]:
        lines = lines_of(group)
        read_words(lines)
        for touch in touches_of(lines, DAY, KINDS):
            try:
                after = append_touch(
                    note, touch, headings=LOG_HEADINGS, language="en", kinds=KINDS
                )
            except EditRefused:
                continue
            assert only_inserted(note, after)


_NOTES = (
    "---\ntier: close\n---\n## Log\n- 2026-09-01 meet: lunch\n",
    "", "# Cy\r\n\r\n## 記録\r\n### 2026-09-03 会う\r\nlong ago\r\n", "%%\nx\n%%",
)  # fmt: skip


def merge_regions(inner: str, chance: Random) -> None:
    """A region rendered anew keeps every word of the user's; twice is once."""
    inner = inner.rstrip("\r\n") + "\n"
    shown, new = _pick(chance, _PAGES), _pick(chance, _PAGES)
    place = int(chance.random() * (shown.count("\n") + 1))
    rows, rendered = shown.split("\n"), [row for row in new.split("\n") if row]
    marks = parse_own(fingerprints(new, HEADING))
    old = "\n".join([*rows[:place], inner + "\n".join(rows[place:])])
    own = parse_own(fingerprints(shown, HEADING))
    once = merge_region(old, new, own=own, heading=HEADING)
    words = {word for word in inner.split() if word.isalpha()}
    words -= {*shown.split()}
    assert words <= {*re.findall(r"[^\W\d_]+", once), *once.split()}
    for row in new.split("\n"):
        assert row.partition("] ")[2] in once
    # Typed as it is rendered, a line cannot be told from a rendered one.
    if not any(row.strip().removeprefix("- [ ] ") in inner for row in rendered):
        assert merge_region(once, new, own=marks, heading=HEADING) == once
    text = f"before\n<!-- nettrack:begin x -->\n{old}<!-- nettrack:end x -->\nbehind"
    region = find_regions(text).get("x")
    if region is None:
        return
    replaced = replace_region(text, "x", new, {"own": "abcde"})
    found = find_regions(replaced).get("x")
    assert found is not None
    assert replaced[: found.begin] == text[: region.begin]
    assert replaced[found.end :] == text[region.end :]
    assert inner_of(replaced, found) == new


_PAGES = (
    ("- [ ] [[Ann Bo]] silent for 40 days\n  - since 40 days, see [[2026-10-01]]\n\n"
    "- [ ] [[江本 葵|葵]] silent for 3 days\n"),
    "#### Group 1\n\n- [ ] send the deck ([[Cy Dee]])\n- [[Fay]] was met twice\n",
    "3 people wait.\n\n- [ ] [[Ann Bo]] wants rest (cadence:: 6w)\n", "",
    "- [ ] [[Cy Dee]] silent for 2 days\n- [ ] [[Ann Bo]] silent for 40 days\n",
)  # fmt: skip


def merge_devices(text: str, chance: Random) -> None:
    """Two devices' versions of a note are merged, with every line of both."""
    lines = text.split("\n")

    def changed(word: str) -> str:
        place = int(chance.random() * (len(lines) + 1))
        return "\n".join([*lines[:place], _pick(chance, _TYPED) + word, *lines[place:]])

    ours, theirs = changed("uu"), changed("tt")
    try:
        merged = merge_notes(text, ours, theirs, rules=MERGING)
    except MergeRefused:
        return
    assert "uu" in merged.text
    assert "tt" in merged.text


_TYPED = ("- 2026-11-19 call: ", "word: ", "- [ ] ", "", "> ", "## ", "  - ")

_NOTE = ("nettrack_md.note", "nettrack_md.people")
TARGETS: tuple[Target, ...] = (
    Target("notes", read_whole, SEEDS, (*PIECES, *PROPERTIES), 400_000, _NOTE,
           tuple(f"---\n{one}---\n" for one in PROPERTIES) + BLOCKS * 2),
    Target("logs read", read_logs, SEEDS, PIECES, 900_000, ("nettrack_md.note",),
           BLOCKS),
    Target("logs edited", edit_logs, SEEDS, PIECES, 150_000, ("nettrack_md.note",),
           BLOCKS),
    Target("links read", read_links, LINES, PIECES, 2_000_000, ("nettrack_md.note",),
           ()),
    Target("links edited", edit_links, SEEDS, PIECES, 100_000, ("nettrack_md.note",),
           BLOCKS),
    Target("tasks ticked", edit_tasks, SEEDS, PIECES, 150_000, ("nettrack_md.note",),
           BLOCKS),
    Target("fields set", edit_fields, SEEDS, PIECES, 150_000, ("nettrack_md.note",),
           BLOCKS),
    Target("ticks applied", apply_ticks, SEEDS, PIECES, 200_000,
           ("nettrack_md.note", "nettrack_md.app.ticks"),
           (*_PAGES[:3], "- [x] [[Ann Bo]]\n  by the sea\n", *BLOCKS[13:])),
    Target("regions merged", merge_regions, SEEDS, PIECES, 150_000,
           ("nettrack_md.note.regions",), (*_PAGES[:3], *BLOCKS)),
    Target("devices merged", merge_devices, SEEDS, PIECES, 30_000,
           ("nettrack_md.note.merging",), BLOCKS),
)  # fmt: skip
