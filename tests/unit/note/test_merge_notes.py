from __future__ import annotations

import pytest

from nettrack_md.note.merging import MergeRefused, merge_notes
from tests.merging import RULES, merged, note

BASE = """
    ---
    type: contact # mine
    tier: close
    tags:
      - contact
      - old
    phones: 0901234567
    ---

    # Ann

    Hello.

    ## Log

    - 2026-11-01 meet: lunch
    - 2026-10-01 call

    ## To do

    - [ ] send the deck
    """


def changed(*pairs: tuple[str, str]) -> str:
    text = note(BASE)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def both(ours: str, theirs: str) -> tuple[str, int]:
    text, conflicts = merge_notes(note(BASE), ours, theirs, rules=RULES)
    return text, conflicts


def test_a_key_changed_on_one_side_takes_its_bytes_and_no_other_byte_changes():
    ours = changed(("phones: 0901234567", "phones: '0901234568'  # new"))
    theirs = changed(("tier: close", "tier:   inner"))

    assert both(ours, theirs) == (
        changed(
            ("phones: 0901234567", "phones: '0901234568'  # new"),
            ("tier: close", "tier:   inner"),
        ),
        0,
    )


def test_keys_that_both_sides_added_stand_side_by_side():
    ours = changed(("phones:", "org: Acme\nphones:"))
    theirs = changed(("phones:", "# at work\ncadence: 6w\nphones:"))

    text, conflicts = both(ours, theirs)

    assert conflicts == 0
    header = text[: text.index("\n---\n", 4)]
    assert "org: Acme\n" in header
    assert "# at work\ncadence: 6w\n" in header


def test_lists_are_merged_as_sets_in_their_order():
    ours = changed(("  - old\n", "  - old\n  - mine\n"))
    theirs = changed(("  - old\n", "  - theirs\n"))

    text, conflicts = both(ours, theirs)

    assert conflicts == 0
    assert "tags:\n  - contact\n  - mine\n  - theirs\nphones" in text


def test_a_text_beside_a_list_is_one_of_its_items():
    text, conflicts = merged(
        "---\naliases: Annie\n---\n",
        "---\naliases: [Annie, Ani]\n---\n",
        "---\naliases: Anna\n---\n",
    )

    assert (text, conflicts) == ("---\naliases: [Ani, Anna]\n---\n", 0)


def test_two_values_of_one_key_leave_ours_and_show_theirs_in_the_body():
    ours = changed(("tier: close", "tier: active"))
    theirs = changed(("tier: close", "tier: inner"))

    text, conflicts = both(ours, theirs)

    assert conflicts == 1
    header, body = text.split("\n---\n", 1)
    assert "tier: active" in header
    assert "<<<" not in header
    assert body.startswith(
        "<<<<<<< ours\ntier: active\n=======\ntier: inner\n>>>>>>> theirs\n"
    )


def test_the_same_value_on_both_sides_is_no_conflict_however_it_is_quoted():
    ours = changed(("tier: close", 'tier: "active"'))
    theirs = changed(("tier: close", "tier: active"))

    assert both(ours, theirs)[1] == 0


def test_a_key_that_was_only_requoted_gives_way_to_a_changed_one():
    ours = changed(("tier: close", 'tier: "close"'))
    theirs = changed(("tier: close", "tier: active"))

    assert both(ours, theirs) == (theirs, 0)


def test_a_key_taken_out_on_one_side_and_changed_on_the_other_is_a_conflict():
    ours = changed(("tier: close\n", ""))
    theirs = changed(("tier: close", "tier: inner"))

    text, conflicts = both(ours, theirs)

    assert conflicts == 1
    assert "<<<<<<< ours\n=======\ntier: inner\n>>>>>>> theirs\n" in text


def test_touches_of_both_sides_stand_in_the_order_of_the_log():
    ours = changed(
        ("- 2026-11-01", "- 2026-11-20 call: ours\n  - and more\n- 2026-11-01")
    )
    theirs = changed(("- 2026-11-01", "- 2026-11-18 email: theirs\n- 2026-11-01"))

    wish = (
        "- 2026-11-20 call: ours\n  - and more\n- 2026-11-18 email: theirs\n"
        "- 2026-11-01"
    )

    assert both(ours, theirs) == (changed(("- 2026-11-01", wish)), 0)


def test_a_log_that_grows_downwards_goes_on_doing_so():
    base = "## Log\n\n- 2026-11-01 meet\n"
    text, conflicts = merged(
        base, f"{base}- 2026-11-20 call: ours\n", f"{base}- 2026-11-18 call: theirs\n"
    )

    assert conflicts == 0
    assert text == (f"{base}- 2026-11-18 call: theirs\n- 2026-11-20 call: ours\n")


def test_the_first_log_of_both_devices_is_one_log():
    text, conflicts = merged(
        "# Ann\n",
        "# Ann\n\n## Log\n\n- 2026-11-20 call: ours\n",
        "# Ann\n\n## Log\n\n- 2026-11-18 call: theirs\n",
    )

    assert conflicts == 0
    assert text == (
        "# Ann\n\n## Log\n\n- 2026-11-20 call: ours\n- 2026-11-18 call: theirs\n"
    )


def test_the_same_touch_on_both_sides_is_one_and_keeps_the_lines_of_both():
    base = "## Log\n\n- 2026-11-01 meet\n"
    text, conflicts = merged(
        base,
        "## Log\n\n- 2026-11-20 call\n  - ours\n- 2026-11-01 meet\n",
        "## Log\n\n- 2026-11-20 call\n  - theirs\n- 2026-11-01 meet\n",
    )

    assert conflicts == 0
    assert text == (
        "## Log\n\n- 2026-11-20 call\n  - ours\n  - theirs\n- 2026-11-01 meet\n"
    )


def test_a_touch_taken_out_on_one_side_is_gone_unless_the_other_changed_it():
    ours = changed(("- 2026-10-01 call\n", ""))

    text, _ = both(ours, changed(("Hello.", "Hello you.")))
    assert "2026-10-01" not in text

    theirs = changed(("- 2026-10-01 call\n", "- 2026-10-01 call\n  - about rates\n"))
    text, _ = both(ours, theirs)
    assert "- 2026-10-01 call\n  - about rates\n" in text


def test_headings_with_a_date_are_touches_too():
    base = "## Log\n\n### 2026-11-01 Workshop\n\nIt was long.\n"
    text, conflicts = merged(
        base,
        base.replace(
            "### 2026-11-01", "### 2026-11-20 Lunch\n\nOurs.\n\n### 2026-11-01"
        ),
        base.replace(
            "### 2026-11-01", "### 2026-11-18 Call\n\nTheirs.\n\n### 2026-11-01"
        ),
    )

    assert conflicts == 0
    assert text == (
        "## Log\n\n### 2026-11-20 Lunch\n\nOurs.\n\n### 2026-11-18 Call\n\nTheirs.\n\n"
        "### 2026-11-01 Workshop\n\nIt was long.\n"
    )


def test_a_promise_ticked_on_one_side_is_ticked_and_new_ones_of_both_stand_below():
    ours = changed(("- [ ] send the deck\n", "- [ ] send the deck\n- [ ] ours\n"))
    theirs = changed((
        "- [ ] send the deck\n", "- [x] send the deck ✅ 2026-11-20\n- [ ] theirs\n",
    ))  # fmt: skip

    text, conflicts = both(ours, theirs)

    assert conflicts == 0
    assert text.endswith(
        "- [x] send the deck ✅ 2026-11-20\n- [ ] ours\n- [ ] theirs\n"
    )


def test_other_lines_are_in_conflict_where_both_changed_them():
    text, conflicts = both(changed(("Hello.", "Ours.")), changed(("Hello.", "Theirs.")))

    assert conflicts == 1
    assert "<<<<<<< ours\nOurs.\n=======\nTheirs.\n>>>>>>> theirs\n" in text


def test_a_note_made_on_both_sides_merges_without_a_base():
    ours = changed(("- 2026-11-01", "- 2026-11-20 call: ours\n- 2026-11-01"))
    theirs = changed(("phones:", "org: Acme\nphones:"))

    text, conflicts = merge_notes("", ours, theirs, rules=RULES)

    assert conflicts == 0
    assert "org: Acme" in text
    assert "call: ours" in text


STYLES = {
    "returns": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: f"\ufeff{text}",
    "no-final-end": lambda text: text.rstrip("\n"),
    "all": lambda text: "\ufeff" + text.rstrip("\n").replace("\n", "\r\n"),
    "plain": lambda text: text,
}


@pytest.mark.parametrize("mine", STYLES)
@pytest.mark.parametrize("yours", STYLES)
def test_however_the_sides_are_stored_the_result_is_stored_as_ours(mine, yours):
    ours = changed(("- 2026-11-01", "- 2026-11-20 call: ours\n- 2026-11-01"))
    theirs = changed(("phones:", "org: Acme\nphones:"), ("deck\n", "deck\n- [ ] ask\n"))
    wish = merge_notes(note(BASE), ours, theirs, rules=RULES)
    assert "- [ ] ask\n" in wish.text

    for base in STYLES.values():
        made = merge_notes(
            base(note(BASE)), STYLES[mine](ours), STYLES[yours](theirs), rules=RULES
        )
        assert made == (STYLES[mine](wish.text), 0)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\n", "\r\n", 7),
        lambda text: text.replace("Ann", "A\rnn"),
        lambda text: text.replace("tier:", "tags: x\ntier:"),
        lambda text: text.replace("---\n\n#", "\n#"),
        lambda text: text.replace("Hello.", "<<<<<<< a\n1\n=======\n2\n>>>>>>> b"),
        lambda text: text.replace("tier: close", "tier: &a close"),
    ],
    ids=["mixed-ends", "return", "key-twice", "open", "conflict", "anchor"],
)
@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_damaged_or_odd_note_is_left_to_git(spoil, side):
    texts = [
        note(BASE),
        changed(("Hello.", "Hello.\n\nOurs."), ("  - old\n", "  - old\n  - mine\n")),
        changed(("# Ann", "# Ann T"), ("phones:", "org: Acme\nphones:")),
    ]
    texts[side] = spoil(texts[side])

    with pytest.raises(MergeRefused):
        merge_notes(*texts, rules=RULES)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("  - old\n", "  # why\n  - old\n"), ("  - old\n", "  - old\n  - new\n")),
        (("  - old\n", "  - old\n  - new\n"), ("  - old\n", "  # why\n  - old\n")),
        (("  - old\n", "  # why\n  - old\n"), ("  - old\n", "  # so\n  - old\n")),
    ],
)
def test_a_comment_within_a_list_is_never_lost(ours, theirs):
    with pytest.raises(MergeRefused, match="a comment in the properties"):
        both(changed(ours), changed(theirs))
