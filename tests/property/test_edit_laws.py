"""Laws of editing: exact, readable, done once, and undone by the inverse edit."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, example, given
from hypothesis import strategies as st

from nettrack_md.note.edit import (
    EditRefused,
    NewTouch,
    add_to_property,
    append_promise,
    remove_from_property,
    remove_property,
    remove_touch,
    set_property,
    tick_box,
)
from nettrack_md.note.edit.scalars import is_plain
from nettrack_md.note.frontmatter import Scalar, read_frontmatter, split_note
from nettrack_md.note.parse import parse_note
from tests.editing import header_of, lines_lost, only_inserted, oracle, touched

WORDS = ("tea", "rope", "港", "Dr. J", "chess#960", "a-b", "2026-01-09", "x y")
ODD = (
    "+81 90",
    "012",
    "yes",
    "[[A|b]]",
    "a: b",
    "c # d",
    "'",
    '"',
    "- x",
    "",
    "~",
    "{{t}}",
    "10:30",
    "1e3",
)
texts = st.sampled_from(WORDS + ODD) | st.text(
    st.characters(blacklist_categories=["Cs"]), max_size=12
)
ends = st.sampled_from(["\n", "\r\n"])
comments = st.sampled_from(["", "", " # note", "  # é: 'x'"])
plain = st.sampled_from(WORDS)


def quoted(text: str) -> st.SearchStrategy[str]:
    single = "'" + text.replace("'", "''") + "'"
    return st.sampled_from([text, f'"{text}"', single])


scalars = plain.flatmap(quoted)
flows = st.lists(scalars, max_size=4).flatmap(
    lambda items: st.sampled_from(
        [f"[{', '.join(items)}]", f"[{','.join(items)}]", f"[ {', '.join(items)} ]"]
    )
)
blocks = st.tuples(
    st.sampled_from(["", "  ", "    "]),
    st.lists(st.tuples(scalars, comments), min_size=1, max_size=4),
).map(lambda b: "".join(f"\n{b[0]}- {item}{comment}" for item, comment in b[1]))
folded = st.sampled_from(["|\n  one\n\n  two", ">-\n  one\n  two", "|+\n  x\n"])
maps = st.just("\n  floor: 3\n  door: red")


@st.composite
def headers(draw: st.DrawFn) -> str:
    """Properties of every ordinary kind, with comments and blank lines between."""
    lines = []
    for key in draw(
        st.lists(
            st.sampled_from(["org", "likes", "aliases", "Last chat", "誕生日", "why"]),
            unique=True,
            max_size=5,
        )
    ):
        kind = draw(
            st.sampled_from(
                ["scalar", "scalar", "flow", "block", "folded", "map", "none"]
            )
        )
        if kind in {"scalar", "flow"}:
            value = draw(scalars if kind == "scalar" else flows)
            lines.append(f"{key}: {value}{draw(comments)}")
        elif kind == "block":
            lines.append(f"{key}:{draw(comments)}{draw(blocks)}")
        elif kind == "folded":
            lines.append(f"{key}: {draw(folded)}")
        elif kind == "map":
            lines.append(f"{key}:{draw(maps)}")
        else:
            lines.append(f"{key}:{draw(comments)}")
        lines += draw(
            st.lists(st.sampled_from(["", "# between", "  # in"]), max_size=1)
        )
    return "".join(f"{line}\n" for line in lines)


logs = st.lists(st.dates(date(2024, 1, 1), date(2026, 11, 30)), max_size=5, unique=True)


@st.composite
def notes(draw: st.DrawFn) -> str:
    """A contact's note, with line ends of one kind or both."""
    days = sorted(draw(logs), reverse=draw(st.booleans()))
    bullet = draw(st.sampled_from(["- ", "* ", "- [[", "・"]))
    close = "]]" if bullet.endswith("[[") else ""
    items = "".join(
        f"{bullet}{day}{close} {draw(st.sampled_from(['call: x', 'met', '電話: 港', '-> wrote']))}\n{draw(st.sampled_from(['', '', '  - more' + chr(10)]))}"
        for day in days
    )
    text = f"---\n{draw(headers())}---\n\n# Someone\n\n- [ ] send it 📅 2026-11-25\n\n## Log\n\n{items}"
    text += draw(
        st.sampled_from(["", "\n## Later\n\ntext\n", "\n%% data\n%%\n", "\n\n"])
    )
    if draw(st.booleans()):
        text = text.rstrip("\n")
    lines = text.split("\n")
    pattern = draw(st.sampled_from(["\n", "\r\n", "mixed"]))
    if pattern == "mixed":
        text = (
            "".join(
                line + ("\r\n" if at % 3 else "\n")
                for at, line in enumerate(lines[:-1])
            )
            + lines[-1]
        )
    else:
        text = pattern.join(lines)
    return draw(st.sampled_from(["", "\ufeff"])) + text


def entries(text: str) -> dict[str, object]:
    return {e.key: e.node for e in read_frontmatter(split_note(text)).entries}


def others(text: str, key: str) -> list[tuple[str, object]]:
    found = oracle(header_of(text)[1])
    assert found is not None
    return [(name, value) for name, value in found.items() if name != key]


@given(notes(), texts)
def test_a_new_property_is_one_more_line_and_goes_without_a_trace(
    text: str, value: str
) -> None:
    new = set_property(text, "snooze", value)

    assert only_inserted(text, new)
    assert others(new, "snooze") == others(text, "snooze")
    found = oracle(header_of(new)[1])
    assert found is not None
    assert found["snooze"] == value
    assert set_property(new, "snooze", value) == new
    assert remove_property(new, "snooze") == text


@given(notes(), st.data(), texts)
def test_a_value_that_is_set_is_read_and_all_else_stays(
    text: str, data: st.DataObject, value: str
) -> None:
    assume(keys := list(entries(text)))
    key = data.draw(st.sampled_from(keys))
    try:
        new = set_property(text, key, value)
    except EditRefused:
        return

    found = oracle(header_of(new)[1])
    assert found is not None
    assert found[key] == value
    assert others(new, key) == others(text, key)
    assert header_of(new)[2] == header_of(text)[2]
    assert set_property(new, key, value) == new


@given(notes(), st.data(), plain)
def test_setting_a_text_and_setting_it_back_gives_the_first_bytes(
    text: str, data: st.DataObject, value: str
) -> None:
    scalar = [
        k
        for k, node in entries(text).items()
        if isinstance(node, Scalar) and node.text in WORDS
    ]
    assume(scalar)
    key = data.draw(st.sampled_from(scalar))
    first = entries(text)[key]
    assert isinstance(first, Scalar)

    assert set_property(set_property(text, key, value), key, first.text) == text


@given(notes(), st.data(), texts)
def test_an_item_added_is_the_last_and_goes_without_a_trace(
    text: str, data: st.DataObject, value: str
) -> None:
    lists = {
        key: [item.text for item in node if isinstance(item, Scalar)]
        for key, node in entries(text).items()
        if isinstance(node, tuple) and not isinstance(node, Scalar)
    }
    assume(lists)
    key = data.draw(st.sampled_from(list(lists)))
    old = lists[key]
    new = add_to_property(text, key, value)

    assert add_to_property(new, key, value) == new
    if value in old:
        assert new == text
        return
    found = oracle(header_of(new)[1])
    assert found is not None
    assert found[key] == [*old, value]
    assert others(new, key) == others(text, key)
    assert remove_from_property(new, key, value) == text


@given(notes(), st.data(), st.lists(texts, max_size=4))
def test_a_list_that_is_set_is_read(
    text: str, data: st.DataObject, values: list[str]
) -> None:
    keys = [*entries(text), "new"]
    key = data.draw(st.sampled_from(keys))
    try:
        new = set_property(text, key, values)
    except EditRefused:
        return

    found = oracle(header_of(new)[1])
    assert found is not None
    assert (found[key] or []) == values
    assert others(new, key) == others(text, key)
    assert set_property(new, key, values) == new


@given(notes(), st.data())
def test_a_property_removed_takes_its_own_lines_only(
    text: str, data: st.DataObject
) -> None:
    assume(keys := list(entries(text)))
    key = data.draw(st.sampled_from(keys))
    try:
        new = remove_property(text, key)
    except EditRefused:
        return

    assert key not in entries(new)
    assert others(new, key) == others(text, key)
    assert lines_lost(new, text) == []
    assert remove_property(new, key) == new


touches = st.builds(
    NewTouch,
    st.dates(date(2024, 1, 1), date(2026, 11, 30)),
    st.sampled_from(["", "call", "meet", "missed", "電話"]),
    st.sampled_from(["", "->", "<-", "<->"]),
    st.sampled_from(
        ["lunch by the pier", "港で会う", "", "call me", "10:30 or so", "see [[A]]"]
    ),
    st.sampled_from([(), ("gave",)]),
    st.sampled_from([(), ("one",), ("- one", "  - two")]),
    st.sampled_from(["", "10:30"]),
)


@given(notes(), touches, st.sampled_from(["en", "ja"]))
@example(
    "---\norg: x\n---\n## Log\n\n- 2026-01-09 met", NewTouch(date(2026, 1, 8)), "en"
)
def test_a_touch_is_inserted_in_its_place_and_goes_without_a_trace(
    text: str, touch: NewTouch, language: str
) -> None:
    new = touched(text, touch, language)

    assert only_inserted(text, new)
    before = {line.text for line in parse_note("", text).lines}
    parsed = parse_note("", new)
    dated = [line for line in parsed.lines if line.text.lstrip("[").startswith("202")]
    days = [line.text.strip("[")[:10] for line in dated]
    assert days in (sorted(days), sorted(days, reverse=True))
    line = next((one for one in dated if one.text not in before), None)
    if line is not None and len(days) > 1:
        assert remove_touch(new, line.line, new.split("\n")[line.line - 1]) == text


@given(notes(), st.sampled_from("x->/ "))
def test_a_tick_is_one_character_and_its_own_inverse(text: str, box: str) -> None:
    line = next(one.line for one in parse_note("", text).lines if one.role == "task")
    new = tick_box(text, line, "send it", box)

    assert [b for a, b in zip(text, new, strict=True) if a != b] in ([box], [])
    assert tick_box(new, line, "send it", box) == new
    assert tick_box(new, line, "send it", " ") == text


@given(notes(), st.dates(), st.booleans())
def test_a_promise_is_inserted_behind_the_last_open_box(
    text: str, due: date, theirs: bool
) -> None:
    new = append_promise(text, "carry the lamp", due, theirs=theirs)

    assert only_inserted(text, new)
    boxes = [line.text for line in parse_note("", new).lines if line.role == "task"]
    assert boxes[-1].removeprefix("<- ") == f"carry the lamp 📅 {due}"


@given(st.text(max_size=60), texts)
def test_no_text_whatever_makes_an_edit_stumble(text: str, value: str) -> None:
    for note in (text, f"---\n{text}\n---\n"):
        for edit in (
            lambda note=note: set_property(note, "key", value),
            lambda note=note: add_to_property(note, "key", value),
            lambda note=note: touched(note, NewTouch(date(2026, 11, 20), text=value)),
            lambda note=note: append_promise(note, value, None),
        ):
            try:
                new = edit()
            except EditRefused:
                continue
            assert new == note or only_inserted(note, new)


@given(texts)
def test_what_is_written_bare_is_the_same_text_to_both_readers(value: str) -> None:
    if is_plain(value):
        for header in (f"k: {value}\n", f"k: [{value}]\n", f"k:\n  - {value}\n"):
            node = entries(f"---\n{header}---\n")["k"]
            while not isinstance(node, Scalar):
                (node,) = node  # type: ignore[misc]
            assert node.value == value
