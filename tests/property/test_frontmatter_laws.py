"""Laws of reading properties: nothing is lost, nothing crashes, two readers agree."""

from __future__ import annotations

import random

from hypothesis import example, given
from hypothesis import strategies as st

from nettrack_md.model.problems import CODES
from nettrack_md.note.frontmatter import (
    Scalar,
    read_frontmatter,
    split_note,
    value_of,
)
from nettrack_md.note.frontmatter.fast import read_plainly
from nettrack_md.note.frontmatter.values import Entry, HeaderRefused, Mapping, resolve
from nettrack_md.note.frontmatter.yaml import read_yaml

BLOCKS = (
    "name: Mara Quellen\n", "reading: まら\n", "type: contact\n", "org: 田中　商店\n",
    'aliases: [MQ, "Q. Mara"]\n', "tags:\n  - contact\n  - 人脈\n", "tags: []\n",
    "emails:\n- m@example.org\n- 'q@example.org'\n", "phone: 0901234567\n",
    'phones:\n    - "+81 90-1234-5678 (cell)"\n', "birthday: --05-14\n", "next:\n",
    'met_at: "[[Spring Fair]]"\n', "link: [[Mara]]\n", "time: 10:30\n", "n: -1.5\n",
    "why: it's 'so' # comment\n", "url: http://example.org/a:b#c\n", "# comment\n",
    "\n", "  \n", "note: |\n  a: b\n\n  c\n", "fold: >-\n  a\n  b\n", "more: a\n  b\n",
    "m:\n  n: 1\n  o: [x]\n", "? a\n: b\n", "x: &a 1\ny: *a\n", "v: {{date}}\n",
    'q: "a\\tb"\n', 'q: "a\n  b"\n', "s: !x y\n", "z:\t1\n", "null: x\n", "012: x\n",
    "true: x\n", "i: -\n", 'j: {"a": [1, 2], "b": null}\n', "e: 🎅🏽 x\n", "- a\n",
    "First Name: Mara\n", "created-at: 2026-11-20T10:30\n", "T[x]: y\n", "a: 1\r\n",
)  # fmt: skip
PIECES = (
    " ", "  ", "\n", "\t", ":", ": ", "-", "- ", "#", " #", '"', "'", "[", "]", "{",
    "}", ",", "&a", "*a", "!x ", "|", ">", "?", "? ", "%", "@", "`", "\\", "a", "1",
    "~", "null", "=", "<<", "...", "--", "\u3000", "\xa0", "\u200d", "\x85", "\u2028",
    "\x07", "\ufeff", "é", "🎅", "''", '""', "[]", "{}", "\r\n", "\r", ",,", " :",
    "key: v\n", "  k2: w\n", "- i\n", "  - j\n", "\0", "\x1c", "\ud800", "+1", ".5",
)  # fmt: skip


@st.composite
def headers(draw: st.DrawFn) -> str:
    text = "".join(draw(st.lists(st.sampled_from(BLOCKS), max_size=6)))
    for piece in draw(st.lists(st.sampled_from(PIECES), max_size=4)):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 2))
        text = text[:at] + piece + text[at + cut :]
    return text if not text or text.endswith("\n") else text + "\n"


any_text = st.text(st.characters(), max_size=80)


def full_entries(header: str) -> tuple[Entry, ...]:
    root = read_yaml(header, 2)
    if root is None:
        return ()
    assert isinstance(root, Mapping)
    return root.entries


def check_the_two_readers_agree(header: str) -> bool:
    quick = read_plainly(header, 2)
    if quick is None:
        return False
    assert quick == full_entries(header)
    return True


@given(headers())
@example('a: "b" \n')
@example("a: [b , 'c']\n")
@example("a:\n- b\n-\n")
def test_the_quick_reader_agrees_with_the_full_one_wherever_it_answers(header: str):
    check_the_two_readers_agree(header)


def test_they_agree_on_twenty_thousand_mutated_headers_too():
    luck = random.Random(20261120)
    answered = 0
    for _ in range(20_000):
        header = "".join(luck.choices(BLOCKS[:24], k=luck.randint(1, 6)))
        for _ in range(luck.choice((0, 1, 1, 2, 3))):
            at = luck.randint(0, len(header))
            end = at + luck.choice((0, 0, 0, 1, 3))
            header = header[:at] + luck.choice(PIECES) + header[end:]
        answered += check_the_two_readers_agree(header.rstrip("\n") + "\n")

    # Else the law would hold because the quick reader never answers.
    assert answered > 2_000


plain_word = st.text(
    st.characters(categories=["L", "N"], include_characters=" .-_/+"), max_size=12
)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True).filter(
            lambda key: key not in {"null", "true", "false"}
        ),
        st.one_of(plain_word, st.lists(plain_word, min_size=1, max_size=4)),
        min_size=1,
        max_size=6,
    )
)
def test_ordinary_properties_are_answered_by_the_quick_reader(properties):
    lines = []
    for key, value in properties.items():
        if isinstance(value, str):
            lines.append(f'{key}: "{value}"')
        else:
            lines += [f"{key}:", *(f'  - "{item}"' for item in value)]

    found = read_plainly("\n".join([*lines, ""]), 2)

    assert found is not None
    assert {entry.key: value_of(entry.node) for entry in found} == properties


@given(st.one_of(any_text, headers().map("---\n{}---\nbody\n".format), headers()))
@example("---")
@example("\ufeff---\n---")
@example("---\n---x\n--- \n\n---")
def test_the_parts_of_a_note_joined_are_the_note(text: str):
    split = split_note(text)

    assert split.bom + split.header + split.body == text
    assert split.body_line == 1 + split.header.count("\n")
    assert bool(split.header) == (split.status == "ok")
    again = split_note(split.bom + split.header)
    assert (again.header, again.body) == (split.header, "")


@given(st.one_of(any_text, headers()))
def test_reading_never_raises_and_every_flaw_has_a_code_and_a_line(inner: str):
    text = f"---\n{inner}\n---\n"

    found = read_frontmatter(split_note(text))

    assert found.status in {"ok", "broken"}
    assert (found.status == "broken") == any(
        flaw.code != "template-placeholder" for flaw in found.problems
    )
    for code, line, message in found.problems:
        assert code in CODES
        assert 1 <= line <= text.count("\n") + 1
        assert message
        assert "\n" not in message
    if found.status == "ok":
        assert found.value is None or isinstance(found.value, dict)
        for entry in found.entries:
            assert 2 <= entry.line <= text.count("\n")


@given(headers(), st.sampled_from(["", "text\n", "---\n", "\ufeff"]))
def test_the_body_has_no_say_in_the_properties(inner: str, body: str):
    note = f"---\n{inner}---\n"
    if split_note(note).header != note:
        return

    assert read_frontmatter(split_note(note + body)) == read_frontmatter(
        split_note(note)
    )


@given(headers())
def test_windows_line_ends_read_the_same(inner: str):
    unix = inner.replace("\r", "")
    windows = unix.replace("\n", "\r\n")

    assert outcome(windows) == outcome(unix)


def outcome(inner: str) -> object:
    try:
        return read_yaml(inner, 2)
    except HeaderRefused as refused:
        return [flaw[:2] for flaw in refused.flaws]


@given(st.text(max_size=30))
@example("+819012345678")
@example("012")
def test_a_scalar_in_double_quotes_is_never_retyped(text: str):
    escaped = "".join(f"\\U{ord(character):08X}" for character in text)
    if any(0xD800 <= ord(character) < 0xE000 for character in text):
        return

    root = read_yaml(f'k: "{escaped}"\n', 2)

    assert isinstance(root, Mapping)
    assert root.entries[0].node == Scalar(text, plain=False)


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_whole_numbers_keep_their_value(number: int):
    assert resolve(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_fractions_keep_their_value(number: float):
    assert resolve(repr(number)) == number
