"""What a planned write says of itself."""

from __future__ import annotations

import pytest

from nettrack_md.model.writes import PlannedRemoval, PlannedWrite


@pytest.mark.parametrize(
    ("expected", "new", "action"),
    [
        (None, b"x", "created"),
        (None, b"", "created"),
        (b"", b"", "unchanged"),
        (b"x", b"x", "unchanged"),
        (b"x", b"y", "updated"),
        (b"x", b"", "updated"),
    ],
)
def test_the_action_follows_from_the_bytes(expected, new, action):
    assert PlannedWrite("a.md", expected, new).action == action


def test_a_removal_is_called_so_and_shows_every_line():
    removal = PlannedRemoval("a.md", b"one\ntwo\n")
    assert removal.action == "removed"
    assert removal.diff() == (
        "--- a/a.md\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n"
    )


def test_the_diff_shows_only_what_changes_with_three_lines_around():
    old = b"".join(b"line %d\n" % number for number in range(9))
    write = PlannedWrite("Leute/Ä.md", old, old.replace(b"line 4", b"LINE 4"))
    assert write.diff() == (
        "--- a/Leute/Ä.md\n+++ b/Leute/Ä.md\n@@ -2,7 +2,7 @@\n"
        " line 1\n line 2\n line 3\n-line 4\n+LINE 4\n line 5\n line 6\n line 7\n"
    )


def test_a_new_file_is_compared_with_nothing():
    assert PlannedWrite("a.md", None, b"x\n").diff() == (
        "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1 @@\n+x\n"
    )


def test_nothing_to_change_has_no_diff():
    assert PlannedWrite("a.md", b"x", b"x").diff() == ""


def test_a_missing_final_newline_is_told_as_git_tells_it():
    assert PlannedWrite("a.md", b"x", b"x\n").diff() == (
        "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n"
    )


def test_bytes_that_are_no_text_are_shown_and_told_apart_from_their_spelling():
    write = PlannedWrite("a.md", b"caf\xe9\n", b"caf\\xe9\n")
    assert write.diff() == (
        "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-caf\\xe9\n+caf\\xe9\n"
    )


def test_a_changed_line_end_is_a_changed_line():
    diff = PlannedWrite("a.md", b"x\r\n", b"x\n").diff()
    assert "-x\r\n" in diff
    assert "+x\n" in diff


def test_a_line_separator_inside_a_line_does_not_split_it():
    write = PlannedWrite("a.md", None, "a\u2028b\n".encode())
    assert write.diff().endswith("+a\u2028b\n")
