from __future__ import annotations

import pytest

from nettrack_md.note.hushed import hushed_lines, is_hushed

NOTE = """\
open
- item %%private%%
  - below it
    and more
- open again
### 2026-09-12 Workshop %% PRIVATE %%
said in it
#### deeper
## Open section
a line ％％private％％
open
"""


def test_a_mark_covers_its_line_and_what_belongs_to_it():
    assert sorted(hushed_lines(NOTE)) == [2, 3, 4, 6, 7, 8, 10]


def test_lines_count_in_the_file():
    assert hushed_lines("x %%private%%\n", 5) == {5}


def test_a_marked_line_below_a_marked_item_ends_nothing():
    body = "- a %%private%%\n  - b %%private%%\n  - c\n- d\n"

    assert hushed_lines(body) == {1, 2, 3}


@pytest.mark.parametrize("text", ["private", "%%privately%%", "%% not private %%", ""])
def test_other_words_are_no_mark(text):
    assert not is_hushed(text)
    assert hushed_lines(text) == frozenset()
