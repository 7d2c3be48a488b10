from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.app.service.mark import Mark, read_mark, sign

BEFORE, AFTER = '<?xml version="1.0"?>\n', "<plist>\n</plist>\n"


@given(st.text(st.characters(codec="utf-8")))
def test_the_vault_of_a_mark_is_the_one_that_was_signed(root):
    for comment in ("# {}", "<!-- {} -->"):
        assert read_mark(sign(BEFORE, AFTER, comment, root)) == Mark(root, intact=True)


@given(st.text())
def test_no_vault_ends_a_comment_in_xml(root):
    text = sign("", "", "<!-- {} -->", root)

    assert text.count("--") == 2
    assert text.count("\n") == 1


@given(st.integers(0), st.characters(exclude_categories=("Cs", "Cc")))
def test_a_character_more_is_seen(at, more):
    text = sign(BEFORE, AFTER, "# {}", "/v")
    body = text.index(AFTER)
    place = body + at % (len(text) - body)

    mark = read_mark(text[:place] + more + text[place:])

    assert mark == Mark("/v", intact=False)


def test_line_ends_of_windows_are_no_change():
    text = sign(BEFORE, AFTER, "<!-- {} -->", "C:\\v")

    assert read_mark(text.replace("\n", "\r\n")) == Mark("C:\\v", intact=True)


def test_a_text_without_a_mark_is_not_ours():
    assert read_mark("[Unit]\nDescription=nettrack service\n") is None
    assert read_mark(f'# nettrack service {"0" * 32} "\\q"\n') is None
