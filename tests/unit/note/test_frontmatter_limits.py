"""No header can crash, hang or bloat the process, however it is made."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml

from nettrack_md.note.frontmatter import Frontmatter, read_frontmatter, split_note
from nettrack_md.note.frontmatter.values import HeaderRefused
from nettrack_md.note.frontmatter.yaml import read_yaml

ALPHABET = "abcdefghi"


def read(inner: str) -> Frontmatter:
    return read_frontmatter(split_note(f"---\n{inner}\n---\n"))


def laughs(item: str) -> str:
    """Each list holds nine times the one before: nine to the eighth in the end."""
    lines = ["a: &a [x, x, x]"]
    lines += [
        f"{this}: &{this} [{', '.join([f'*{last}'] * 9)}]"
        for last, this in pairwise(ALPHABET)
    ]
    return "\n".join(lines).replace("[x", f"[{item}")


def merges() -> str:
    """The same with merge keys, on which PyYAML's own constructor spends minutes."""
    lines = ["a: &a {x: 1}"]
    lines += [
        f"{this}: &{this}\n  <<: [{', '.join([f'*{last}'] * 9)}]"
        for last, this in pairwise(ALPHABET)
    ]
    return "\n".join(lines)


TOO_BIG = {
    "64 KiB and more": "a: " + "x" * 65_536,
    "64 KiB in bytes, not in characters": "a: " + "人" * 22_000,
    "nothing but brackets": "[" * 25_000,
    "brackets of the other kind": "{" * 60_000,
    "lists in lists": "- " * 30_000,
    "keys of keys": "? " * 30_000,
    "maps in maps": "".join(" " * depth + "a:\n" for depth in range(40)),
    "thirty-three levels": "a: " + "[" * 32 + "]" * 32,
    "a list without end": "a:\n" + "- b\n" * 16_000,
    "a flow list without end": "a: [" + "b," * 30_000 + "]",
    "more keys than anyone has": "".join(f"k{n}: v\n" for n in range(4_000)),
    "a hundred and one aliases": "a: &a x\nb:\n" + "- *a\n" * 101,
    "a billion laughs": laughs("x"),
    "a billion merges": merges(),
    "aliases that make it deep": "\n".join(
        ["a0: &a0 " + "[" * 20 + "]" * 20]
        + [f"a{n}: &a{n} {'[' * 20}*a{n - 1}{']' * 20}" for n in range(1, 90)]
    ),
}
ODD = {
    "an alias to itself": "a: &x [*x]",
    "an open bracket": "a: [b",
    "an open quote over many lines": 'a: "' + "x\n  " * 9_000,
    "tabs all over": "".join(f"k{n}:\t1\t\n" for n in range(900)),
    "a tab in every place": "\t".join("a: [b, {c: d}] # e"),
    "dashes all over": "".join(f"k{n}: -\n" for n in range(900)),
    "a key of 2,000 characters": "k" * 2_000 + ": v",
    "quotes all over": "a: " + "'" * 60_001,
    "colons all over": "a" + ":" * 60_000,
    "NULs": "\0" * 1_000,
    "halves of emoji": "a: \ud83c \udf85",
    "each character that PyYAML refuses": "a: "
    + "".join(map(chr, [*range(9), *range(11, 32), *range(127, 160), 0xFFFE, 0xFFFF])),
    "characters that stand in for others": "a: \x07" + chr(0xF0000) + chr(0xF0001),
    "a day that does not exist": "d: 2026-02-30",
    "a number without end": "n: " + "9" * 6_000,
    "an empty tag": "a: !<> b",
    "an escape past Unicode": 'a: "\\UFFFFFFFF"',
    "a directive": "%YAML 9.9",
}


@pytest.mark.parametrize("inner", TOO_BIG.values(), ids=TOO_BIG)
def test_what_is_too_big_is_a_problem(inner: str):
    found = read(inner)

    assert found.status == "broken"
    assert [flaw.code for flaw in found.problems] == ["frontmatter-too-big"]
    assert found.entries == ()


@pytest.mark.parametrize("inner", TOO_BIG.values(), ids=TOO_BIG)
def test_it_is_so_without_libyaml_too(inner: str):
    with pytest.raises(HeaderRefused) as caught:
        read_yaml(inner, 2, yaml.SafeLoader)

    assert [flaw.code for flaw in caught.value.flaws] == ["frontmatter-too-big"]


@pytest.mark.parametrize("inner", ODD.values(), ids=ODD)
def test_what_is_odd_is_read_or_a_problem(inner: str):
    found = read(inner)

    assert found.status in {"ok", "broken"}
    assert (found.status == "broken") == bool(found.problems)
    assert found.value is None or found.status == "ok" or not found.entries


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\xZZ"])
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_an_escape_of_no_character_is_a_problem(
    loader: type[yaml.SafeLoader], escape: str
):
    with pytest.raises(HeaderRefused) as caught:
        read_yaml(f'a: 1\nb: "{escape}"\n', 2, loader)

    assert [flaw.code for flaw in caught.value.flaws] == ["frontmatter-invalid"]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_foreign_characters_come_back_as_they_were(loader: type[yaml.SafeLoader]):
    text = "a\x07\x85\u2028\ufeff\ud800" + chr(0xF0000) + chr(0xF0002)

    root = read_yaml(f"k: {text}\n'{text}': v\n", 2, loader)

    assert [entry.key for entry in root.entries] == ["k", text]  # type: ignore[union-attr]
    assert root.entries[0].node.text == text  # type: ignore[union-attr]


def test_what_stays_within_the_limits_is_read():
    deep = "a: " + "[" * 31 + "]" * 31
    long = "b:\n" + "  - c\n" * 4_900
    aliases = "d: &d x\ne: [" + ", ".join(["*d"] * 100) + "]"
    big = "f: " + "人" * 21_000

    assert [read(inner).problems for inner in (deep, long, aliases, big)] == [()] * 4
