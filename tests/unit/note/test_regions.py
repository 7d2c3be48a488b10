"""The marker lines of rendered notes."""

from __future__ import annotations

import pytest

from nettrack_md.note.regions import (
    Regions,
    find_regions,
    inner_of,
    render_begin,
    render_end,
    replace_region,
)

NOTE = """\
# Overdue
mine
<!-- nettrack:begin people lang=ja own=ab_cd -->
- [ ] [[X]]
<!-- nettrack:end people -->
<!--nettrack:begin dates-->
<!-- nettrack:end dates -->
also mine"""


def test_regions_are_found_with_their_attributes_and_offsets():
    people, dates = find_regions(NOTE).regions
    assert (people.name, people.attrs, people.line) == (
        "people",
        {"lang": "ja", "own": "ab_cd"},
        3,
    )
    assert NOTE[people.inner_begin : people.inner_end] == "- [ ] [[X]]\n"
    assert NOTE[people.begin :].startswith("<!-- nettrack:begin people")
    assert NOTE[people.end :].startswith("<!--nettrack:begin dates")
    assert (dates.name, dates.attrs, inner_of(NOTE, dates)) == ("dates", {}, "")
    assert find_regions(NOTE, 10).covered == ((12, 14), (15, 16))


def test_a_text_without_markers_has_no_regions():
    assert find_regions("# a\nb") == Regions()


@pytest.mark.parametrize(
    ("text", "faults", "sound"),
    [
        ("B a\nx\nE a\nB b\ny", [("marker-lost", 4)], ["a"]),
        ("x\nE a\nB b\nE b", [("marker-lost", 2)], ["b"]),
        ("B a\nE a\nB a\nE a\nB b\nE b", [("marker-doubled", 3)], ["b"]),
        ("B a\nB b\nE b\nE a", [("marker-lost", 1), ("marker-lost", 4)], ["b"]),
        ("B a\nE b", [("marker-lost", 1), ("marker-lost", 2)], []),
        ("B a\nE a\nE a", [("marker-lost", 3)], []),
        ("B a\nB a\nE a", [("marker-lost", 1)], []),
    ],
)
def test_a_lost_or_doubled_marker_is_told_and_its_region_not_sound(text, faults, sound):
    marked = text.replace("B ", "<!-- nettrack:begin ").replace(
        "E ", "<!-- nettrack:end "
    )
    marked = "\n".join(
        f"{line} -->" if "<!--" in line else line for line in marked.split("\n")
    )
    found = find_regions(marked)
    assert [(fault.code, fault.line) for fault in found.faults] == faults
    assert [region.name for region in found.regions] == sound
    assert found.damaged == set(found.names) - set(sound)


@pytest.mark.parametrize(
    "text",
    ["```\n{0}\n```", "> {0}", "text {0}", "{0} text", "- ~~~\n{0}\n~~~"],
)
def test_a_marker_that_is_quoted_or_in_code_is_none(text):
    assert find_regions(text.format("<!-- nettrack:begin a -->")).names == ()


def test_replacing_changes_the_region_and_nothing_else():
    after = replace_region(NOTE, "people", "new\n", {"lang": "ja", "own": "ab_cd"})
    assert after == NOTE.replace("- [ ] [[X]]\n", "new\n")
    after = replace_region(NOTE, "people", "new", {"lang": "en"})
    assert after == NOTE.replace("- [ ] [[X]]\n", "new\n").replace(
        "lang=ja own=ab_cd", "lang=en"
    )


def test_replacing_keeps_the_line_ends_of_the_file():
    text = NOTE.replace("\n", "\r\n")
    after = replace_region(text, "people", "a\nb\n", {"own": "x"})
    assert after.count("\n") == after.count("\r\n")
    assert "\r\na\r\nb\r\n<!--" in after


def test_putting_back_what_was_there_changes_no_byte():
    for text in (NOTE, NOTE.replace("\n", "\r\n")):
        for region in find_regions(text).regions:
            assert (
                replace_region(text, region.name, inner_of(text, region), region.attrs)
                == text
            )


@pytest.mark.parametrize("name", ["other", "people"])
def test_a_region_that_is_not_sound_is_not_replaced(name):
    with pytest.raises(LookupError):
        replace_region("<!-- nettrack:begin people -->\nx", name, "y", {})


def test_a_rendered_marker_is_read_back():
    text = f"{render_begin('my-report', {'lang': 'en', 'own': '--_ab'})}\n{render_end('my-report')}\n"
    (region,) = find_regions(text).regions
    assert (region.name, region.attrs) == ("my-report", {"lang": "en", "own": "--_ab"})


@pytest.mark.parametrize("attrs", [{"a": "b c"}, {"a": "-->"}, {"a b": "c"}])
def test_an_attribute_that_could_not_be_read_back_is_refused(attrs):
    with pytest.raises(ValueError, match="nettrack:begin"):
        render_begin("people", attrs)
