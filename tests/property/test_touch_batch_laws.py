"""Many touches put in at once stand where each would have gone by itself."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from nettrack_md.model.rules import LOG_HEADINGS
from nettrack_md.note.edit import NewTouch, append_touches
from tests.editing import KINDS, touched

DAYS = [date(2026, 11, 1) + timedelta(days=at) for at in range(8)]
touches = st.lists(
    st.builds(
        NewTouch,
        st.sampled_from(DAYS),
        st.sampled_from(["email", "meet", "call"]),
        st.sampled_from(["", "<-", "->"]),
        st.sampled_from(["", "tea", "港で"]),
        time=st.sampled_from(["", "09:00", "18:30"]),
    ),
    max_size=8,
)
items = st.lists(
    st.tuples(
        st.sampled_from(DAYS), st.sampled_from(["met", "電話: 相談", "10:00 call"])
    ),
    max_size=4,
)
bullets = st.sampled_from(["- ", "* ", "1. ", "### ", "- [x] "])


def note(rows: list[tuple[date, str]], bullet: str, order: int, gap: str) -> str:
    rows = sorted(rows, reverse=order < 0) if order else rows
    body = gap.join(f"{bullet}{on} {text}\n" for on, text in rows)
    return f"---\ntype: contact\n---\n\n## Log\n\n{body}" if rows else "about\n"


@given(
    items, bullets, st.sampled_from([-1, 0, 1]), st.sampled_from(["", "\n"]), touches
)
@example([(DAYS[4], "met")], "- ", 1, "", [NewTouch(DAYS[at]) for at in (1, 2, 6)])
def test_together_as_one_after_the_other(
    rows: list[tuple[date, str]],
    bullet: str,
    order: int,
    gap: str,
    new: list[NewTouch],
) -> None:
    text = note(rows, bullet, order, gap)
    one_by_one = text
    for touch in sorted(new, key=lambda one: (one.on, one.time)):
        one_by_one = touched(one_by_one, touch)

    at_once = append_touches(
        text, new, headings=LOG_HEADINGS, language="en", kinds=KINDS
    )

    assert at_once == one_by_one
