"""Laws of merging three versions of a note."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.merging import (
    MergeRefused,
    join_bodies,
    merge_notes,
    put_style,
    take_style,
)
from nettrack_md.note.merging.lines import merge_lines
from nettrack_md.note.merging.style import Style
from nettrack_md.note.regions import render_begin, render_end
from nettrack_md.note.regions.items import fingerprints
from nettrack_md.render.wording.phrases import kept_heading
from tests.merging import RULES
from tests.property import test_region_merge as pages

_DAYS = [f"2026-{month:02d}-{day:02d}" for month in (9, 10, 11) for day in (1, 9, 17)]
_WORDS = ("lunch", "the deck", "rates", "hello [[Bo]]", "会食", "")
_days = st.sampled_from(_DAYS)
_touches = st.builds(
    lambda day, kind, text, sub: f"- {day} {kind}: {text}\n{sub}",
    _days,
    st.sampled_from(["meet", "call", "電話", "email <-"]),
    st.sampled_from(_WORDS),
    st.sampled_from(["", "", "  - more\n", "  - more\n  - and more\n"]),
)
_boxes = st.builds(
    lambda text, n: f"- [ ] {text} no. {n}\n",
    st.sampled_from(["send", "ask", "call [[Bo]]"]),
    st.integers(1, 5),
)
_plain = st.sampled_from([
    "A sentence.\n", "Another one.\n", "\n", "\n", "- a list\n", "> a quote\n",
    "### Part\n", "日本語の行。\n", "  indented\n", "| a | b |\n", "1. one\n",
])  # fmt: skip
_values = st.sampled_from([
    "close", "6w", '"[[Bo]]"', "0901234567", "'it''s'", "text # why", "",
    "[a, b]", "[a]", "\n  - a\n  - b", "\n  - a\n  - c # kept", "\n- d", "|\n  block",
])  # fmt: skip
_keys = ("tier", "aliases", "tags", "phones", "why", "org", "独自")


@st.composite
def notes(draw: st.DrawFn) -> str:
    keys = draw(st.lists(st.sampled_from(_keys), unique=True, max_size=5))
    lines = []
    for key in keys:
        lines.append(f"{key}: {draw(_values)}\n".replace(": \n", ":\n"))
        if draw(st.integers(0, 6)) == 0:
            lines.append(f"# about {key}\n")
    header = f"---\n{''.join(lines)}---\n" if lines else ""
    body = ["\n", "# Ann\n", "\n", *draw(st.lists(_plain, max_size=5))]
    loose = "\n" if draw(st.integers(0, 5)) == 0 else ""
    log = sorted(draw(st.lists(_touches, max_size=5)), reverse=draw(st.booleans()))
    if log:
        body += ["\n## Log\n", "\n", loose.join(log)]
    if boxes := draw(st.lists(_boxes, max_size=3)):
        body += ["\n## To do\n", "\n", *boxes]
    return header + "".join(body)


@st.composite
def edited(  # noqa: C901 — one branch for each thing that a user does
    draw: st.DrawFn, text: str, mark: str
) -> str:
    """The note after a device had it."""
    split = split_note(text)
    head, lines = split.header, split.body.splitlines(keepends=True)
    for number in range(draw(st.integers(0, 5))):
        deed = draw(st.integers(0, 6))
        at = draw(st.integers(0, len(lines)))
        new = f"{mark}{number}"
        dated = [n for n, line in enumerate(lines) if line.startswith("- 2026")]
        if deed == 0 and lines:
            del lines[min(at, len(lines) - 1)]
        elif deed == 1 and dated:
            lines.insert(draw(st.sampled_from(dated)), f"- {draw(_days)} call: {new}\n")
        elif deed == 2 and dated:
            lines.insert(draw(st.sampled_from(dated)) + 1, f"  - {new}\n")
        elif deed == 3:
            lines.append(f"- [ ] {new}\n")
        elif deed == 4:
            boxes = [n for n, line in enumerate(lines) if line.startswith("- [ ]")]
            if boxes:
                box = draw(st.sampled_from(boxes))
                ticked = lines[box].replace("[ ]", "[x]")
                lines[box] = ticked.rstrip("\n") + " ✅ 2026-11-20\n"
        elif deed == 5 and head:
            key = draw(st.sampled_from(_keys))
            if not re.search(rf"^{key}:", head, re.MULTILINE):
                value = draw(_values)
                line = f"{key}: {value}\n".replace(": \n", ":\n")
                head = head[: head.rindex("\n---") + 1] + line + "---\n"
            elif found := re.search(rf"^{key}: ([a-z]+)$", head, re.MULTILINE):
                head = head[: found.start(1)] + new + head[found.end(1) :]
        else:
            lines.insert(at, f"{new} a line\n")
    return head + "".join(lines)


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(notes())
    return base, draw(edited(base, "ours")), draw(edited(base, "theirs"))


def merge(base: str, ours: str, theirs: str) -> tuple[str, int] | None:
    try:
        made = merge_notes(base, ours, theirs, rules=RULES)
    except MergeRefused:
        return None
    return made.text, made.conflicts


def words(text: str) -> set[str]:
    """What a device wrote by hand: its marks."""
    return set(re.findall(r"(?:ours|theirs)\d", text))


@given(versions())
def test_no_word_that_either_side_wrote_is_lost(three):
    _, ours, theirs = three
    if (made := merge(*three)) is not None:
        assert words(ours) | words(theirs) <= words(made[0])


@given(versions())
def test_no_line_of_a_side_that_is_new_to_the_base_is_lost(three):
    base, ours, theirs = three
    if (made := merge(*three)) is None:
        return
    there = {line.strip() for line in made[0].splitlines()}
    for side in (ours, theirs):
        body = split_note(side).body
        new = {line.strip() for line in body.splitlines()} - {
            line.strip() for line in split_note(base).body.splitlines()
        }
        assert {line for line in new if "[x]" not in line} <= there


@given(versions())
def test_properties_are_valid_and_no_key_stands_twice(three):
    before = [read_frontmatter(split_note(text)).status for text in three]
    if (made := merge(*three)) is None or "broken" in before:
        return
    read = read_frontmatter(split_note(made[0]))
    assert read.status in {"ok", "absent"}
    assert read.problems == ()
    assert max(Counter(e.key for e in read.entries).values(), default=1) == 1
    assert "<<<" not in split_note(made[0]).header


@given(versions())
def test_a_side_that_changed_nothing_leaves_the_other(three):
    base, ours, theirs = three
    assert merge(base, base, theirs) == (theirs, 0)
    assert merge(base, ours, base) == (ours, 0)
    assert merge(base, ours, ours) == (ours, 0)


_styles = st.builds(
    Style,
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


@given(versions(), st.tuples(_styles, _styles, _styles))
def test_how_the_texts_are_stored_does_not_change_what_is_merged(three, styles):
    three = tuple(text.rstrip("\n") + "\n" for text in three)
    stored = tuple(map(put_style, three, styles))
    if len(set(three)) < 3 or len(set(stored)) < 3:
        return
    plain, made = merge(*three), merge(*stored)
    assert made == (plain and (put_style(plain[0], styles[1]), plain[1]))


@given(notes(), _styles)
def test_a_style_comes_back(text, style):
    text = text.rstrip("\n") + "\n"
    assert take_style(put_style(text, style)) == (text, style)


# --- two notes of one person ---


def join(ours: str, theirs: str) -> str | None:
    try:
        return join_bodies(ours, theirs, rules=RULES)
    except MergeRefused:
        return None


def lines(text: str) -> set[str]:
    """The lines of a body, headings of logs and boxes left out."""
    body = split_note(text).body.splitlines()
    return {line.strip() for line in body if line.strip() and "## Log" not in line}


@given(notes(), notes())
def test_two_notes_joined_hold_every_line_of_both(one, other):
    if (made := join(one, other)) is not None:
        assert lines(one) | lines(other) <= lines(made)
        assert split_note(made).header == split_note(one).header


@given(notes(), notes())
def test_what_was_joined_once_is_joined(one, other):
    assert join(one, one) == one
    if (made := join(one, other)) is not None:
        assert join(made, other) in {made, None}


@given(notes(), notes())
def test_touches_of_two_notes_are_joined_as_a_set(one, other):
    if (made := join(one, other)) is not None and "## Log" in one:
        assert set(touches(made)) == set(touches(one)) | set(touches(other))
        assert max(touches(made).values()) <= max(
            *touches(one).values(), *touches(other).values(), 1
        )


@given(versions())
def test_copies_of_one_note_are_joined_with_the_text_that_both_had(three):
    base, ours, theirs = three
    try:
        made = join_bodies(ours, theirs, rules=RULES, base=base)
    except MergeRefused:
        return
    assert words(split_note(ours).body) | words(split_note(theirs).body) <= words(made)
    assert "<<<<" not in made


def touches(text: str) -> Counter[str]:
    return Counter(line for line in text.splitlines() if line.startswith("- 2026"))


@given(notes(), st.lists(_touches, max_size=4), st.lists(_touches, max_size=4))
def test_touches_merge_as_a_set_from_either_side(note, mine, yours):
    if "## Log\n\n" not in note:
        return

    def with_log(more: list[str]) -> str:
        return str(note).replace("## Log\n\n", "## Log\n\n" + "".join(more))

    one, other = with_log(mine), with_log(yours)
    there, back = merge(note, one, other), merge(note, other, one)
    assert there is not None
    assert back is not None
    assert there[1] == back[1] == 0
    assert touches(there[0]) == touches(back[0]) == touches(one) | touches(other)


@given(versions())
def test_a_merge_that_left_nothing_open_can_be_merged_again(three):
    _, ours, theirs = three
    made = merge(*three)
    if made is not None and not made[1]:
        assert merge(theirs, made[0], theirs) == (made[0], 0)
        assert merge(ours, ours, made[0]) == (made[0], 0)


_few = st.lists(st.sampled_from("abcd"), max_size=7)


def covered(base: list[str], ours: list[str], theirs: list[str]) -> None:
    """The pieces hold each line of either side once, in order, and say the truth."""
    pieces = merge_lines(base, ours, theirs)
    both = [piece.ours for piece in pieces], [piece.theirs for piece in pieces]
    for side, spans in zip((ours, theirs), both, strict=True):
        places = [at for first, last in spans for at in range(first, last)]
        assert places == list(range(len(side)))
    for piece in pieces:
        if piece.taken == "both":
            assert ours[slice(*piece.ours)] == theirs[slice(*piece.theirs)]


@given(_few, _few, _few)
def test_the_pieces_of_a_merge_cover_both_sides_in_order(base, ours, theirs):
    covered(base, ours, theirs)


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_long_texts_are_covered_too_and_changes_apart_are_no_conflict(rng, edits):
    base = [rng.choice(["", "", f"line {at}", f"line {at}"]) for at in range(400)]
    sides = []
    for mark in "ot":
        side = list(base)
        for number in range(edits):
            side[rng.randrange(400)] = f"{mark}{number}"
        sides.append(side)
    covered(base, *sides)

    base = [f"line {at}" if at % 2 else "" for at in range(400)]
    ours, theirs = list(base), list(base)
    ours[51], theirs[301] = "ours", "theirs"
    assert {piece.taken for piece in merge_lines(base, ours, theirs)} == {
        "both", "ours", "theirs",
    }  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_three_texts_are_merged_or_refused(base, ours, theirs):
    merge(base + "\n", ours + "\n", theirs + "\n")


@given(st.data())
def test_every_word_put_into_a_page_on_either_device_is_on_the_merged_one(data):
    shown = data.draw(pages.pages())
    one = data.draw(pages.pages())
    base = region(shown, shown)
    ours, mine = data.draw(pages.edited(one, "a"))
    theirs, yours = data.draw(pages.edited(shown, "b"))
    made = merge(base, region(one, ours), region(shown, theirs))
    if made is not None:
        assert [word for word in (*mine, *yours) if word not in made[0]] == []
        assert made[0].count("nettrack:") == 2


def region(shown: str, text: str) -> str:
    attrs = {"lang": "en", "own": fingerprints(shown, kept_heading("en"))}
    return f"{render_begin('people', attrs)}\n{text}{render_end('people')}\n"
