"""Paths and names."""

from __future__ import annotations

import unicodedata

import pytest

from nettrack_md.errors import NoteChanged, NoteUnwritable
from nettrack_md.vault.paths import (
    find_name_fault,
    find_path_fault,
    find_twin,
    join,
    require_inside,
    require_new_name,
    show_name,
)


@pytest.mark.parametrize(
    "path",
    ["a.md", "People/Ada.md", "人脈/Ada B.md", "a..b.md", ".nettrack/sources/x.vcf"],
)
def test_plain_paths_may_be_written(path):
    assert require_inside(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/cron.d/x.md",
        "../x.md",
        "People/../../x.md",
        "People/..",
        "a//b.md",
        "./a.md",
        "a/",
        "a\0.md",
        ".git/config",
        ".obsidian/plugins/x/main.js",
        "People/.hidden/x.md",
        ".nettrack/.git/config",
        ".x.md",
        ".nettrackx/a.md",
    ],
)
def test_paths_that_lead_out_or_into_what_is_hidden_are_refused(path):
    with pytest.raises(NoteUnwritable) as refusal:
        require_inside(path)
    assert refusal.value.path == path


def test_hidden_paths_may_be_read():
    assert find_path_fault(".obsidian/app.json") == ""


@pytest.mark.parametrize(
    "name",
    ["Ada.md", "Ada Lovelace.md", "山田 太郎.md", "Console.md", "COM10.md", "a.b.md"],
)
def test_good_names_have_no_fault(name):
    assert find_name_fault(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".md",
        "a:b.md",
        "what?.md",
        "a/b.md",
        "a\\b.md",
        "a|b.md",
        "C#.md",
        "a^b.md",
        "[x].md",
        "CON.md",
        "con",
        "LPT1.txt",
        "nul .md",
        "a.md ",
        "a.",
        "a\nb.md",
        "a\x7f.md",
        "é" * 130 + ".md",
        "\u200bx.md",
        "a\udcff.md",
    ],
)
def test_bad_names_have_a_fault(name):
    assert find_name_fault(name)


def test_a_name_that_windows_alone_forbids_can_still_be_put_back():
    require_new_name("What?.md", "What?.md", [])


def test_twins_differ_in_case_or_in_unicode_form():
    names = ["ada.md", unicodedata.normalize("NFD", "Zoë.md"), "Straße.md"]
    assert find_twin("Ada.md", names) == "ada.md"
    assert find_twin(unicodedata.normalize("NFC", "Zoë.md"), names) == names[1]
    assert find_twin("STRASSE.md", names) == "Straße.md"
    assert find_twin("ada.md", names) is None
    assert find_twin("Eve.md", names) is None


def test_a_taken_name_is_a_change_and_a_twin_is_named():
    with pytest.raises(NoteChanged):
        require_new_name("People/Ada.md", "Ada.md", ["Ada.md"])
    with pytest.raises(NoteUnwritable, match=r"ada\.md is there already"):
        require_new_name("People/Ada.md", "Ada.md", ["ada.md"])


def test_undecodable_bytes_become_visible():
    assert show_name(b"caf\xe9.md".decode("utf-8", "surrogateescape")) == "caf\\xe9.md"
    assert show_name("山.md") == "山.md"
    assert show_name("\ud800.md") == "\\ud800.md"


def test_the_root_adds_no_slash():
    assert join("", "a.md") == "a.md"
    assert join("People", "a.md") == "People/a.md"
