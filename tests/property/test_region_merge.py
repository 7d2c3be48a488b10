"""Laws of merging a rendered region with what the user put into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.note.regions.items import fingerprints, parse_own
from nettrack_md.note.regions.merge import merge_region

HEADING = "### Kept notes"
NAMES = ("Ann Bo", "Cy Dee", "江本 葵", "People/Eve", "Fay|F")


def _item(kind: str, name: str, number: int, box: str) -> str:
    return {
        "person": f"- [{box}] [[{name}]] silent for {number} days",
        "promise": f"- [{box}] send the deck no. {number} ([[{name}]])",
        "proposal": f"- [{box}] [[{name}]] wants rest (cadence:: {number}w)",
        "plain": f"- [[{name}]] was met {number} times",
        "text": f"{number} people wait.",
        "heading": f"#### Group {number}",
        "box": f"- [{box}] close {number} old loops",
    }[kind]


_items = st.builds(
    lambda kind, name, number, box, sub: [
        _item(kind, name, number, box),
        *(f"  - since {n} days, see [[2026-11-0{n}]]" for n in sub),
    ],
    st.sampled_from(["person", "person", "promise", "proposal", "plain", "text",
                     "heading", "box"]),
    st.sampled_from(NAMES),
    st.integers(1, 4),
    st.sampled_from(["", "", "", "x"]).map(lambda box: box or " "),
    st.lists(st.integers(1, 9), max_size=2),
)  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A region as nettrack renders it."""
    lines: list[str] = []
    # The same words with two different boxes cannot be told apart afterwards.
    words = st.lists(_items, max_size=5, unique_by=lambda item: item[0][5:])
    for item in draw(words):
        lines += item
        lines += [""] * draw(st.integers(0, 1))
    return "".join(f"{line}\n" for line in lines)


_typed = st.sampled_from([
    "  - u{} brought cake", "  u{} a sentence", "    - u{} deeper", "\t- u{} tab",
    "u{} in front", "- u{} a list", "> u{} a quote", "### u{} heading", "",
    "- [ ] u{} to do", "- [x] u{} call [[Ann Bo]]", "- [[Cy Dee]] u{}",
    "  - [ ] u{} ask [[Ann Bo]]", "```\nu{} code\n```", "  ~~~\nu{} code\n\n  ~~~",
    "- [>] [[Ann Bo]] u{}", " u{} one blank", "1. u{} number", "```u{} open",
    "- [ ] u{} told them ([[Cy Dee]])", "---", "- [[Ann Bo]]\n  - u{} kept",
    "### Kept notes\n\n- [x] [[Cy Dee]]\n  - u{} by hand", "  ### Kept notes\n- u{}",
])  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, page: str, prefix: str = "") -> tuple[str, list[str]]:
    """The page after a user had it, and the words that they typed."""
    lines = page.split("\n")[:-1]
    words: list[str] = []
    for number in range(draw(st.integers(0, 5))):
        typed = draw(_typed).replace("u{}", f"u{prefix}{number}")
        place = draw(st.integers(0, len(lines)))
        lines[place:place] = typed.split("\n")
        words += [w for w in typed.split() if w.startswith(f"u{prefix}{number}")]
    for place, line in enumerate(lines):
        if line.startswith("- [ ]") and draw(st.integers(0, 3)) == 0:
            lines[place] = line.replace("[ ]", f"[{draw(st.sampled_from('x>-'))}]", 1)
            if draw(st.booleans()):
                lines[place] += " ✅ 2026-11-20"
        if line.startswith("- [") and draw(st.integers(0, 7)) == 0:
            words.append(f"w{prefix}{place}")
            lines[place] += f" w{prefix}{place}"
    return "".join(f"{line}\n" for line in lines), words


def merge(
    old: str, new: str, shown: str, answered: frozenset[str] = frozenset()
) -> str:
    own = parse_own(fingerprints(shown, HEADING))
    return merge_region(old, new, own=own, answered=answered, heading=HEADING)


@given(pages(), pages())
def test_without_a_change_of_the_users_the_new_page_comes_out(shown, new):
    assert merge(shown, new, shown) == new


@given(st.data())
def test_every_word_of_the_users_survives_one_rendering_after_the_other(data):
    shown = data.draw(pages())
    text, words = data.draw(edited(shown))
    for turn in "abc":
        new = data.draw(pages())
        text, shown = merge(text, new, shown), new
        assert [word for word in words if word not in text] == []
        text, more = data.draw(edited(text, turn))
        words += more


@given(st.data())
def test_merging_again_changes_nothing(data):
    shown = data.draw(pages())
    text, _ = data.draw(edited(shown))
    new = data.draw(pages())
    once = merge(text, new, shown)
    assert merge(once, new, new) == once


@given(st.data())
def test_the_rendered_lines_keep_their_order(data):
    shown = data.draw(pages())
    text, _ = data.draw(edited(shown))
    new = data.draw(pages())
    merged = iter(merge(text, new, shown).split("\n"))
    for line in filter(None, new.split("\n")):
        tail = line.partition("] ")[2] if line.startswith("- [") else line
        assert any(tail in candidate for candidate in merged)


@given(st.data())
def test_a_tick_stays_until_it_is_answered(data):
    shown = data.draw(pages())
    name = data.draw(st.sampled_from(["Ann Bo", "Cy Dee"]))
    line = f"- [ ] [[{name}]] is due"
    text = (line + "\n" + shown).replace("[ ]", "[>]", 1)
    new = data.draw(pages().filter(lambda page: f"[[{name}]]" not in page))
    once = merge(text, new, line + "\n" + shown)
    assert f"- [>] [[{name}]]" in once
    key = frozenset([f"person\t{name.casefold()}"])
    assert f"- [>] [[{name}]]" not in merge(once, new, new, key)
