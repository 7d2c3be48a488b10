"""What is never scanned."""

from __future__ import annotations

import unicodedata

import pytest

from nettrack_md.vault.scope import Scope, exactly


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("Archive", "Archive"),
        ("Archive", "Work/Archive"),
        ("Archive/", "Work/Archive"),
        ("/Archive", "Archive"),
        ("./Archive", "Archive"),
        ("Work/Archive", "Work/Archive"),
        ("Work\\Archive", "Work/Archive"),
        ("Work/*", "Work/Anything"),
        ("**/drafts", "drafts"),
        ("**/drafts", "a/b/drafts"),
        ("a/**/z", "a/z"),
        ("a/**/z", "a/b/c/z"),
        ("old-20??", "old-2026"),
        ("[A-C]rchive", "Archive"),
        ("[!x]rchive", "Archive"),
        ("[z-a]", "[z-a]"),
        ("人脈/旧", "人脈/旧"),
    ],
)
def test_a_folder_that_a_pattern_names_is_skipped(pattern, path):
    assert Scope([pattern]).skips_folder(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("Archive", "Archives"),
        ("Archive", "Archive/Inner"),  # never reached: the walk does not go in
        ("/Archive", "Work/Archive"),
        ("Work/Archive", "Home/Work/Archive"),
        ("Work/*", "Work"),
        ("*.md", "Notes"),
        ("[!A]rchive", "Archive"),
        ("", "Archive"),
        ("/", "Archive"),
    ],
)
def test_a_folder_that_no_pattern_names_is_walked(pattern, path):
    assert not Scope([pattern]).skips_folder(path)


@pytest.mark.parametrize(
    ("pattern", "path", "skipped"),
    [
        ("*.excalidraw.md", "Drawings/x.excalidraw.md", True),
        ("*.excalidraw.md", "Drawings/x.md", False),
        ("Private/**", "Private/a.md", True),
        ("Private/*.md", "Private/deep/a.md", False),
        ("README.md", "a/b/README.md", True),
        ("README.md/", "README.md", False),
        ("a.b", "axb", False),
    ],
)
def test_patterns_name_files_too(pattern, path, skipped):
    assert Scope([pattern]).skips_file(path) is skipped


def test_without_patterns_no_file_needs_a_look():
    assert not Scope().names_files
    assert not Scope(["Archive/"]).names_files
    assert Scope(["Archive"]).names_files


@pytest.mark.parametrize(
    "folder", [".git", ".obsidian", "a/.trash", "node_modules", "a/node_modules"]
)
def test_hidden_folders_and_those_of_packages_are_always_skipped(folder):
    assert Scope().skips_folder(folder)


@pytest.mark.parametrize(
    "setting", ["Templates", "/Templates/", "./Templates", "Templates//"]
)
def test_template_folders_are_skipped_however_they_are_written(setting):
    scope = Scope(template_folders=[setting])
    assert scope.skips_folder("Templates")
    assert not scope.skips_folder("Work/Templates")


@pytest.mark.parametrize("setting", ["", "/", ".", "./"])
def test_a_template_folder_that_is_the_root_does_not_hide_the_vault(setting):
    assert not Scope(template_folders=[setting]).skips_folder("People")


def test_a_folder_is_the_same_in_both_unicode_forms():
    composed = unicodedata.normalize("NFC", "テンプレート")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert Scope(template_folders=[composed]).skips_folder(decomposed)
    assert Scope([decomposed]).skips_folder(composed)


@pytest.mark.parametrize("path", ["Daily.md", "a/b [x]*?.md", "テンプレート/日.md"])
def test_a_pattern_can_name_one_note_and_no_other(path: str) -> None:
    scope = Scope([exactly(path)])

    assert scope.skips_file(path)
    assert not scope.skips_file(f"x/{path}")
    assert not scope.skips_file(path.replace("a", "b").replace("日", "月"))
