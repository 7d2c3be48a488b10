"""Laws of carrying ticks out: twice is once, nothing is lost, undo is whole."""

from __future__ import annotations

import re

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.unit.app.small_vault import OVERDUE, REVIEW, SmallVault, vault

NOTES = {
    "Ada_A": "---\ntier: close\n---\n## Log\n- 2026-09-01 meet: lunch\n",
    "Bo_B": "- [ ] bring the map\n- [ ] bring the map 📅 2026-11-19\n\n## Log\n",
    "Cy_C": "---\ncadence: 2w\nsnooze_until: 2026-10-01 # quiet\n---\n# Cy\n",
    "花_D": "---\ntier: 近い\n---\n## 記録\n### 2026-09-03 会う\nlong ago\n",
    "Di_E": "---\ntier: close\nmet: 2026-01-01\ntier: loose\n---\nbroken\n",
}
LINES = [
    "by the sea", "- 電話: 転職の相談", "- [ ] send it 📅 2026-12-01", "- 2026-11-17 tea",
    "- note: likes tea", "# no heading", "2026 was good", "- -> wrote at last", "> so",
    "1. first", "[[Ada A]] came too", "line of work changed", "`code`", "a: b #gave", "%%",
]  # fmt: skip
#: The box, what is written behind the item, and below it: columns and words.
Answer = tuple[str, str, list[tuple[int, str]]]
BOX = re.compile(r"- \[ \] ")

answers = st.lists(
    st.tuples(
        st.sampled_from(" xX>-?"),
        st.sampled_from(["", " ✅ 2026-11-18", " and so on"]),
        st.lists(
            st.tuples(st.sampled_from([2, 4]), st.sampled_from(LINES)), max_size=3
        ),
    ),
    min_size=14,
    max_size=14,
)


def made() -> SmallVault:
    there = vault(**NOTES)
    there.render()
    return there


def ticked(text: str, left: list[Answer], typed: list[str]) -> str:
    """The page as somebody leaves it."""
    out: list[str] = []
    below: list[str] = []
    for line in text.split("\n"):
        if not line.startswith("  "):
            out += below
            below = []
        if BOX.match(line) and left:
            box, behind, lines = left.pop()
            out.append(line.replace("[ ]", f"[{box}]", 1) + behind)
            below = [" " * indent + words for indent, words in lines]
            typed += [words for _, words in lines]
        else:
            out.append(line)
    return "\n".join(out + below)


@given(answers, st.booleans())
# Shrinking takes minutes here; the failing ticks are readable as they are.
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_twice_is_once_nothing_is_lost_and_undo_is_whole(given_answers, render):
    there = made()
    left, typed = list(given_answers), list[str]()
    for path in (REVIEW, OVERDUE):
        there.files.put(path, ticked(there.text(path), left, typed))
    before = there.files.content

    report = there.apply(render=render)

    once = there.files.content
    everything = b"\n".join(once.values()).decode()
    for words in typed:
        said = re.sub(r"^(?:[-*] |1\. )?(?:\[ \] )?(?:[\d-]{10} )?", "", words)
        kindless = re.split(r"^[\w]+[:： ] ?", said)[-1]
        assert kindless in everything, f"{words} is gone\n{everything}"
    again = there.apply(render=render)
    assert again.deeds == ()
    assert there.files.content == once

    if report.writes:
        assert there.undo().report.refused == ()
        back = there.files.content
        for path, content in before.items():
            if path.startswith("People/"):
                assert back[path] == content
        assert there.apply(render=render).deeds == ()
