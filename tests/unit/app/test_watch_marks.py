from __future__ import annotations

import pytest

from nettrack_md.app.watch.companions import find_note_of
from nettrack_md.app.watch.marks import EDITING, PATIENCE, QUIET, STORM, Marks, Work

ADA, BEN = "People/Ada.md", "People/Ben.md"


def test_without_marks_nothing_is_due():
    marks = Marks()

    assert marks.due() is None
    assert marks.take(1e9) is None


def test_a_note_is_looked_at_once_it_is_quiet():
    marks = Marks()
    marks.mark(ADA, 10.0)
    marks.mark(ADA, 10.3)

    assert marks.due() == 10.3 + QUIET
    assert marks.take(10.7) is None
    assert marks.take(10.8) == Work(whole=False, paths=frozenset({ADA}))
    assert marks.due() is None


def test_a_note_that_is_not_quiet_holds_no_other_one_up():
    marks = Marks()
    marks.mark(ADA, 10.0)
    marks.mark(BEN, 10.4)

    assert marks.take(10.5) == Work(whole=False, paths=frozenset({ADA}))
    assert marks.due() == 10.4 + QUIET


def test_a_note_that_is_saved_again_and_again_is_given_more_time():
    marks = Marks()
    marks.mark(ADA, 10.0)
    marks.take(10.5)
    marks.mark(ADA, 12.0)

    assert marks.due() == 12.0 + EDITING


def test_a_note_with_a_swap_file_is_given_more_time_until_that_is_gone():
    marks = Marks()
    marks.open_editor(ADA, 5.0)
    marks.mark(ADA, 10.0)
    assert marks.due() == 10.0 + EDITING

    marks.close_editor(ADA)
    assert marks.due() == 10.0 + QUIET


def test_a_forgotten_swap_file_counts_for_an_hour():
    marks = Marks()
    marks.open_editor(ADA, 5.0)
    marks.mark(ADA, 5.0 + 3601)

    assert marks.due() == 5.0 + 3601 + QUIET


def test_nothing_waits_for_ever_for_quiet():
    marks = Marks()
    for step in range(100):
        marks.mark(ADA, 10.0 + step * 0.2)

    assert marks.due() == 10.0 + PATIENCE


def test_the_whole_vault_waits_for_what_is_being_written():
    marks = Marks()
    marks.mark_all(10.0)
    marks.mark(ADA, 10.4)

    assert marks.due() == 10.4 + QUIET
    assert marks.take(10.9) == Work(whole=True, paths=frozenset({ADA}))


def test_many_marks_at_once_are_one_look_at_everything():
    marks = Marks()
    for number in range(STORM):
        marks.mark(f"People/{number}.md", 10.0 + number / 1000)

    assert marks.take(10.55) is None
    work = marks.take(10.2 + QUIET)
    assert work is not None
    assert work.whole


def test_a_storm_that_does_not_end_is_looked_at_in_between():
    marks = Marks()
    for number in range(STORM * 10):
        marks.mark(f"People/{number}.md", 10.0 + number / 100)

    assert marks.due() == 10.0 + PATIENCE


@pytest.mark.parametrize(
    ("name", "note"),
    [
        (".Ada.md.swp", "Ada.md"), (".Ada.md.swo", "Ada.md"), (".#Ada.md", "Ada.md"),
        ("#Ada.md#", "Ada.md"), (".Ada.md.kate-swp", "Ada.md"),
        (".syncthing.Ada.md.tmp", "Ada.md"), ("~syncthing~Ada.md.tmp", "Ada.md"),
        ("Ada.md.part", "Ada.md"), ("Ada.md", None), (".nettrack.00.tmp", None),
        (".git", None), ("Ada.md~", None),
    ],
)  # fmt: skip
def test_files_beside_a_note_name_it(name, note):
    assert find_note_of(name) == note
