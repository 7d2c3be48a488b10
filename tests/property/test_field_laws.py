"""A field in the text: what is set is read, and all around it stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.note.edit import EditRefused
from nettrack_md.note.edit.fields import set_field
from nettrack_md.note.fields import find_fields
from nettrack_md.note.parse import parse_note

_WORDS = st.text(st.sampled_from("aé山 :[]()|`*_-#%>\\1,^"), max_size=12)
_LINES = st.one_of(
    st.builds("Org:: {}".format, _WORDS),
    st.builds("- **Likes**:: {}".format, _WORDS),
    st.builds("**Role:** {}".format, _WORDS),
    st.builds("she is (org:: {}) there [likes:: {}]".format, _WORDS, _WORDS),
    st.builds("| Key | Value |\n|---|---|\n| Role | {} |".format, _WORDS),
    st.sampled_from(["", "text", "## Log", "- 2026-08-01 call", "```", "%%", "> x::y"]),
)
_NOTES = st.builds(
    lambda lines, end: end.join("\n".join(lines).split("\n")) + end,
    st.lists(_LINES, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)


@given(_NOTES, _WORDS, st.data())
def test_a_field_is_set_exactly_or_refused(
    text: str, value: str, data: st.DataObject
) -> None:
    fields = find_fields(parse_note("x.md", text).lines)
    if not fields:
        return
    place = data.draw(st.integers(0, len(fields) - 1))
    field = fields[place]

    try:
        after = set_field(text, field, value)
    except EditRefused:
        return

    read = find_fields(parse_note("x.md", after).lines)
    assert [(f.key, f.text) for f in read] == [
        (f.key, value if at == place else f.text) for at, f in enumerate(fields)
    ]
    before_lines, lines = text.split("\n"), after.split("\n")
    assert len(lines) == len(before_lines)
    changed = [
        n for n, (a, b) in enumerate(zip(before_lines, lines, strict=True), 1) if a != b
    ]
    assert set(changed) <= {field.line}


@given(_NOTES)
def test_setting_what_is_there_changes_nothing(text: str) -> None:
    for field in find_fields(parse_note("x.md", text).lines):
        assert set_field(text, field, field.text) == text
