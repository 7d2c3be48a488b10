"""Two notes of one person put together, no older text of both being known."""

from __future__ import annotations

import pytest

from nettrack_md.note.merging import MergeRefused, join_bodies
from nettrack_md.note.regions import render_begin, render_end
from nettrack_md.note.regions.items import fingerprints
from nettrack_md.render.wording.phrases import kept_heading
from tests.merging import RULES, note


def joined(ours: str, theirs: str) -> str:
    return join_bodies(note(ours), note(theirs), rules=RULES)


def test_touches_go_into_our_log_whatever_theirs_is_called():
    assert joined(
        """
        # Ann

        ## Log

        - 2026-10-01 meet: lunch
          - the soup
        - 2026-08-01 call
        """,
        """
        ## 記録

        - 2026-11-01 電話: 転職
        - 2026-10-01 meet: lunch
          - the bill
        - 2026-09-01 call
        """,
    ) == note(
        """
        # Ann

        ## Log

        - 2026-11-01 電話: 転職
        - 2026-10-01 meet: lunch
          - the soup
          - the bill
        - 2026-09-01 call
        - 2026-08-01 call
        """
    )


def test_a_log_without_a_heading_stays_one():
    text = joined(
        "Hello.\n\n- 2026-10-01 lunch\n",
        "## Log\n\nSince school.\n\n- 2026-11-01 tea\n",
    )
    assert text == ("Hello.\n\n- 2026-11-01 tea\n- 2026-10-01 lunch\n\nSince school.\n")


def test_sections_that_we_do_not_have_stand_above_the_log_and_titles_at_the_end():
    assert joined(
        """
        # Ann

        Plays chess.

        ## Log

        - 2026-10-01 lunch
        """,
        """
        Looks for a flat.

        # Ann Lee

        From Kobe.

        ## Ideas

        - a walk
        """,
    ) == note(
        """
        # Ann

        Plays chess.

        Looks for a flat.

        ## Log

        - 2026-10-01 lunch

        # Ann Lee

        From Kobe.

        ## Ideas

        - a walk
        """
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        # Items with what is below them, not lines.
        ("- a\n  - x\n- b\n", "- c\n  - x\n- b\n", "- a\n  - x\n- c\n  - x\n- b\n"),
        # Lines of a text, in order.
        ("one\ntwo\n", "one\n2\n", "one\ntwo\n2\n"),
        # Code, tables and quotes are one thing each.
        ("```\na\n\nb\n```\n", "```\na\n\nc\n```\n",
         "```\na\n\nb\n```\n\n```\na\n\nc\n```\n"),
        ("> a\n> b\n", "> a\n> c\n", "> a\n> b\n\n> a\n> c\n"),
        ("| a |\n|---|\n| 1 |\n", "| a |\n|---|\n| 2 |\n",
         "| a |\n|---|\n| 1 |\n\n| a |\n|---|\n| 2 |\n"),
        # The same is there once.
        ("a\n\nb\n", "b\n\na\n", "a\n\nb\n"),
    ],
)  # fmt: skip
def test_blocks_of_one_section(ours, theirs, both):
    head = "## Notes\n\n"
    assert joined(head + ours, head + theirs) == head + both


def test_a_box_that_is_ticked_on_either_side_is_ticked():
    text = joined(
        "## To do\n\n- [ ] ask\n- [x] send ✅ 2026-11-01\n",
        "## To do\n\n- [x] ask ✅ 2026-11-02\n- [ ] send\n- [ ] call\n",
    )
    assert text == (
        "## To do\n\n- [x] ask ✅ 2026-11-02\n- [x] send ✅ 2026-11-01\n- [ ] call\n"
    )


def test_promises_find_a_place_where_we_have_none():
    text = joined(
        "## To do\n\nSoon.\n## Log\n\n- 2026-10-01 lunch\n",
        "## To do\n- [ ] call\n",
    )
    assert "Soon.\n\n- [ ] call\n\n## Log\n" in text


def test_of_a_rendered_page_the_ticks_and_lines_of_both_stay():
    shown = "- [ ] [[Ann]] — soon\n"
    attrs = {"lang": "en", "own": fingerprints(shown, kept_heading("en"))}

    def page(text: str) -> str:
        region = f"{render_begin('people', attrs)}\n{text}{render_end('people')}\n"
        return f"# Week\n\n{region}"

    text = joined(
        page("- [ ] [[Ann]] — soon\n  - mine\n"),
        page("- [x] [[Ann]] — soon\n  - theirs\n") + "my own words\n",
    )

    assert "- [x] [[Ann]] — soon\n  - mine\n  - theirs\n" in text
    assert text.count("nettrack:begin") == text.count("nettrack:end") == 1
    assert text.endswith("\n\nmy own words\n")


def test_a_note_without_a_body_takes_and_gives_all():
    assert (
        joined("", "# Ann\n\n- 2026-10-01 lunch\n") == "# Ann\n\n- 2026-10-01 lunch\n"
    )
    assert joined("# Ann\n", "") == "# Ann\n"


def test_a_damaged_region_is_refused():
    with pytest.raises(MergeRefused):
        joined("Hello.\n", "<!-- nettrack:begin people -->\n- x\n")
