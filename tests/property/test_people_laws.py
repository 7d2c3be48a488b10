"""Laws of reading: what must hold for every note, name and link."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.model.keys import link_key
from nettrack_md.people.folding import fold_name
from nettrack_md.people.kana import romaji_key, romaji_of
from nettrack_md.people.links import resolve
from nettrack_md.people.names import match_people
from nettrack_md.people.properties import PROPERTIES, canonical_key, find_written_key
from tests.reading import DAY, JANE, RULES, props, read

if TYPE_CHECKING:
    from collections.abc import Iterable

KEYS = [word for one in PROPERTIES for word in (one.key, *one.synonyms)]
KEYS += ["type", "tags", "categories", "created", "date", "people", "attendees"]
VALUES = [
    "", "~", "2026-11-20", "2026-02-30", "[[X]]", '"[[X|Y]]"', "[a, b]", "{a: b}",
    "{{date}}", "true", "30", "0901", "毎月", "近い", "- x", "[[2026-11-20]]", "a: b",
    "05-14", "03-20..04-05", "x2", "[[[A]], [[B]]]", "''", "令和8年2月30日", "99999d",
]  # fmt: skip
values = st.one_of(st.sampled_from(VALUES), st.text(max_size=20))
lines = st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=8)
paths = st.sampled_from(
    [JANE, DAY, "me.md", "Goals/x.md", "Notes/2026-11-20 y.md", "x"]
)
bodies = st.lists(
    st.sampled_from(
        ["## Log", "- 2026-11-20 meet: x", "- [ ] [[A]] 📅 2026-02-30", "[[B]] <- y",
         "- intro: [[A]] <-> [[B]] made", "### 2026-09-12 W", "  - #gave", "```", "%%",
         "<!-- nettrack:begin people -->", "- 2026-99-99 call", "> [[C]]", "#person"]
    )
    | st.text(max_size=30),
    max_size=10,
)  # fmt: skip


@given(lines, bodies, paths)
def test_reading_never_fails_and_every_problem_has_a_place(
    pairs: list[tuple[str, str]], body: list[str], path: str
) -> None:
    header = props("\n".join(f"{key}: {value}" for key, value in pairs))
    text = header + "\n".join(body)
    facts = read(text, path)

    assert facts.path == path
    length = text.count("\n") + text.count("\r") + 2
    for problem in facts.problems:
        assert problem.path == path
        assert 0 <= problem.line <= length
        assert problem.sentence()


@given(st.text(max_size=200), paths)
def test_any_text_is_a_note(text: str, path: str) -> None:
    assert read(text, path).kind


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_a_quoted_value_comes_out_as_it_was_typed(text: str) -> None:
    contact = read(props(f"phones: {json.dumps(text, ensure_ascii=False)}")).contact

    assert contact is not None
    if "{{" not in text and "<%" not in text:
        assert contact.texts("phones") == (text,)


SINGLE = ["tier: close", "cadence: 6w", "org: L", "met: 2020-01-01", "private: true",
          "birthday: 05-14", "emails: [a, b]", "status: paused", "x: y"]  # fmt: skip


@given(st.permutations(SINGLE))
def test_the_order_of_the_properties_does_not_matter(order: list[str]) -> None:
    def told(some: list[str]) -> tuple[object, ...]:
        contact = read(props("\n".join(some))).contact
        assert contact is not None
        shown = (sorted(contact.properties), contact.other)
        return (contact.rhythm, contact.status, contact.met, contact.birthday, shown)

    assert told(order) == told(SINGLE)


days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
items = st.tuples(
    days,
    st.sampled_from(["", "10:30 "]),
    st.sampled_from(["meet: ", "email <- ", "note: ", "", "call "]),
    st.sampled_from(["x", "lunch #gave", "[[A]]"]),
)


def log_of(rows: list[tuple[date, str, str, str]]) -> str:
    return "".join(f"- {on} {time}{kind}{text}\n" for on, time, kind, text in rows)


@given(st.lists(items, max_size=12), items, st.booleans(), st.booleans())
def test_a_newer_line_takes_no_touch_away(
    rows: list[tuple[date, str, str, str]],
    new: tuple[date, str, str, str],
    on_top: bool,
    heading: bool,
) -> None:
    top = "## Log\n" if heading else ""
    newest = max([row[0] for row in rows], default=date(2026, 1, 1)) + timedelta(1)
    added = (newest, *new[1:])
    before = read(top + log_of(rows)).touches
    after = read(top + log_of([added, *rows] if on_top else [*rows, added])).touches

    def said(touches: Iterable[object]) -> list[str]:
        return sorted(
            f"{t.on} {t.time} {t.kind} {t.direction} {t.text} {t.tags} {t.restarts}"  # type: ignore[attr-defined]
            for t in touches
        )

    assert len(after) == len(before) + 1
    assert set(said(before)) <= set(said(after))


@given(st.lists(items, min_size=1, max_size=12))
def test_touches_of_one_day_have_places_of_their_own(
    rows: list[tuple[date, str, str, str]],
) -> None:
    touches = read(log_of(rows)).touches
    places = [(touch.on, touch.place) for touch in touches]

    assert len(set(places)) == len(rows)


@given(st.lists(st.sampled_from(["[[A]]", "call [[A]]", "[[B]] x", "x"]), max_size=8))
def test_a_daily_note_mentions_each_person_plainly_once(body: list[str]) -> None:
    touches = read("\n".join(body), DAY).touches
    mentioned = [t.who.target for t in touches if t.who and t.kind == "mention"]

    assert len(mentioned) == len(set(mentioned))
    assert {t.who.target for t in touches if t.who} == {
        name for name in "AB" if any(f"[[{name}]]" in line for line in body)
    }


names = st.text(
    st.sampled_from("abcé XYZ山田髙橋たろうタロウー-・"), min_size=1, max_size=8
).filter(lambda name: fold_name(name) != "")


class Named(NamedTuple):
    path: str
    name: str
    reading: str = ""
    aliases: tuple[str, ...] = ()


@given(st.lists(names, min_size=1, max_size=6), st.data())
def test_a_whole_name_always_finds_its_bearer_and_no_others(
    written: list[str], data: st.DataObject
) -> None:
    people = [Named(f"People/{place}.md", name) for place, name in enumerate(written)]
    wanted = data.draw(st.sampled_from(people))
    found = match_people(wanted.name, people)

    assert wanted in found
    for one in found:
        assert _letters(one.name) == _letters(wanted.name) or _sound(one) == _sound(
            wanted
        )


def _letters(name: str) -> list[str]:
    return sorted(fold_name(name).replace(" ", ""))


def _sound(one: Named) -> str:
    return romaji_of(fold_name(one.name))


@given(st.text(max_size=20) | st.text("ÀéßſﬁＡガか\u3099ﾊﾟ髙﨑 ・-ー々’", max_size=9))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


# A syllable, in Hepburn and in the plain system.
SYLLABLES = [
    ("あ", "a", "a"), ("う", "u", "u"), ("か", "ka", "ka"), ("し", "shi", "si"),
    ("ち", "chi", "ti"), ("つ", "tsu", "tu"), ("ふ", "fu", "hu"), ("じ", "ji", "zi"),
    ("ん", "n'", "n'"), ("ほ", "ho", "ho"), ("も", "mo", "mo"), ("ば", "ba", "ba"),
    ("しゃ", "sha", "sya"), ("ちょう", "chō", "tyou"), ("じゅ", "ju", "zyu"),
    ("りょ", "ryo", "ryo"), ("こう", "kō", "kou"), ("おお", "ō", "oo"), ("っと", "tto", "tto"),
    ("っち", "tchi", "tti"), ("わ", "wa", "wa"), ("を", "o", "o"), ("づ", "zu", "zu"),
]  # fmt: skip


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6))
def test_every_romanisation_of_a_reading_has_one_key(
    syllables: list[tuple[str, str, str]],
) -> None:
    kana, hepburn, plain = ("".join(each) for each in zip(*syllables, strict=True))

    assert romaji_key(hepburn) == romaji_of(kana)
    assert romaji_key(plain) == romaji_of(kana)
    assert romaji_key(hepburn.upper().replace("'", "-")) == romaji_of(kana)


note_paths = st.lists(
    st.builds(
        "/".join,
        st.lists(
            st.sampled_from(["a", "b", "Note.md", "note.md"]), min_size=1, max_size=4
        ),
    ).filter(lambda path: path.lower().endswith("note.md")),
    unique=True,
    max_size=6,
)
targets = st.sampled_from(
    ["Note", "note", "a/Note", "/Note", "./Note", "../a/note.md", "b/a/Note"]
)


@given(targets, st.sampled_from(["x.md", "a/x.md", "a/b/x.md"]), note_paths)
def test_a_link_leads_to_a_candidate_whatever_their_order(
    target: str, source: str, candidates: list[str]
) -> None:
    found = resolve(target, source, candidates)

    assert found.path is None or link_key(found.path) == link_key(target)
    assert (found.path is None) == (found.how == "broken")
    assert resolve(target, source, candidates[::-1]) == found


@given(st.lists(st.sampled_from(KEYS), max_size=8))
def test_a_writer_takes_a_key_that_is_there_and_means_it(present: list[str]) -> None:
    for one in PROPERTIES:
        written = find_written_key(present, one.key, RULES)
        if written is not None:
            assert written in present
            assert canonical_key(written, RULES) == one.key
        if one.key in present:
            assert written == one.key
