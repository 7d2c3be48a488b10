"""Rendering a region anew keeps what the user put into it."""

from __future__ import annotations

from nettrack_md.note.regions.items import fingerprints, parse_own
from nettrack_md.note.regions.merge import merge_region

SHOWN = """\
Two people wait.

- [ ] [[Ann]] silent for 40 days
  - you spoke of boats
- [ ] [[Bo]] silent for 30 days
"""
LATER = SHOWN.replace("40", "47").replace("30", "37")
ANN_ONLY = (
    "One person waits.\n\n- [ ] [[Ann]] silent for 47 days\n  - you spoke of boats\n"
)


BO = frozenset(["person\tbo"])
NOBODY: frozenset[str] = frozenset()


def merge(
    old: str, new: str, shown: str = SHOWN, answered=NOBODY, logged=NOBODY
) -> str:
    own = parse_own(fingerprints(shown, "### Kept notes"))
    return merge_region(old, new, own=own, answered=answered, logged=logged)


def test_lines_below_an_item_stay_below_it_after_the_rendered_ones():
    old = SHOWN.replace("days\n  - you", "days\n  - mine\n    deeper\n  - you")
    assert merge(old, LATER) == LATER.replace(
        "boats\n", "boats\n  - mine\n    deeper\n"
    )


def test_a_box_that_the_user_set_stays():
    assert merge(SHOWN.replace("- [ ] [[Bo", "- [>] [[Bo"), LATER) == LATER.replace(
        "- [ ] [[Bo", "- [>] [[Bo"
    )


def test_a_tick_that_is_rendered_wins_over_the_users_box():
    new = LATER.replace("- [ ] [[Bo", "- [x] [[Bo")
    assert merge(SHOWN.replace("- [ ] [[Bo", "- [>] [[Bo"), new) == new


def test_a_rendered_tick_that_is_rendered_open_again_is_open():
    shown = SHOWN.replace("- [ ] [[Bo", "- [x] [[Bo")
    assert merge(shown, LATER, shown) == LATER


def test_what_was_typed_behind_an_item_stays_behind_it():
    old = SHOWN.replace("30 days", "30 days, call at noon ✅ 2026-11-20")
    assert merge(old, LATER) == LATER.replace(
        "37 days", "37 days, call at noon ✅ 2026-11-20"
    )


def test_an_item_whose_words_the_user_changed_keeps_them_below():
    old = SHOWN.replace("[[Bo]] silent for 30 days", "Ring [[Bo]] at home")
    assert merge(old, LATER) == LATER + "  - Ring [[Bo]] at home\n"


def test_lines_of_an_item_that_left_are_kept_below_the_heading_and_come_back():
    old = SHOWN + "  - his book\n"
    kept = merge(old, ANN_ONLY)
    assert kept == ANN_ONLY + "\n### Kept notes\n\n- [[Bo]]\n  - his book\n"
    assert merge(kept, ANN_ONLY, ANN_ONLY) == kept
    assert merge(kept, LATER, ANN_ONLY) == LATER + "  - his book\n"


def test_a_tick_on_an_item_that_left_is_kept_until_it_is_answered():
    old = SHOWN.replace("- [ ] [[Bo", "- [x] [[Bo") + "  - his book\n"
    kept = merge(old, ANN_ONLY)
    assert kept == ANN_ONLY + "\n### Kept notes\n\n- [x] [[Bo]]\n  - his book\n"
    answered = merge(kept, ANN_ONLY, ANN_ONLY, BO)
    assert answered == ANN_ONLY + "\n### Kept notes\n\n- [[Bo]]\n  - his book\n"
    assert merge(kept, ANN_ONLY, ANN_ONLY, BO, BO) == ANN_ONLY


def test_other_lines_of_the_users_go_to_the_end():
    old = "my plan:\nfirst Ann\n\n" + SHOWN + "- then rest\n"
    assert merge(old, LATER) == LATER + "\nmy plan:\nfirst Ann\n\n- then rest\n"


def test_a_box_of_the_users_own_is_theirs():
    old = SHOWN + "- [ ] buy a card for [[Ann]]\n  - blue\n- [x] rest\n"
    assert (
        merge(old, LATER)
        == LATER + "\n- [ ] buy a card for [[Ann]]\n  - blue\n- [x] rest\n"
    )


def test_a_box_of_the_users_own_does_not_act_twice():
    old = SHOWN + "- [x] called [[Cy]] at last\n"
    assert (
        merge(old, LATER, answered=frozenset(["person\tcy"]))
        == LATER + "\n- called [[Cy]] at last\n"
    )


def test_code_of_the_users_stays_in_one_piece():
    code = "  ```\n- [ ] [[Ann]]\n\nfree\n  ```\n"
    old = SHOWN.replace("boats\n", "boats\n" + code)
    assert merge(old, LATER) == LATER.replace("boats\n", "boats\n" + code)


def test_a_fence_that_was_left_open_swallows_nothing():
    old = SHOWN.replace("boats\n", "boats\n  ```\n")
    once = merge(old, LATER)
    assert once == LATER.replace("boats\n", "boats\n  ```\n")
    assert merge(once, LATER, LATER) == once


def test_the_heading_of_another_language_is_replaced():
    kept = ANN_ONLY + "\n### Kept notes\n\n- [[Bo]]\n  - his book\n"
    own = parse_own(fingerprints(ANN_ONLY, "### Kept notes"))
    after = merge_region(kept, ANN_ONLY, own=own, heading="### 残したメモ")
    assert after == kept.replace("### Kept notes", "### 残したメモ")


def test_without_marks_nothing_of_the_users_is_lost():
    old = SHOWN.replace("- [ ] [[Bo", "- [x] [[Bo") + "  - his book\n"
    after = merge_region(old, LATER, own=frozenset())
    assert "- [x] [[Bo]] silent for 37 days\n  - his book" in after


def test_windows_line_ends_are_no_difference():
    assert merge(SHOWN.replace("\n", "\r\n"), LATER) == LATER


def test_an_empty_page_keeps_what_was_there():
    old = SHOWN + "  - his book\nmine\n\nmore\n"
    assert merge(old, "") == "more\n\n### Kept notes\n\n- [[Bo]]\n  - his book\nmine\n"
