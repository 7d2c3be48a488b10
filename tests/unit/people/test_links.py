from __future__ import annotations

import unicodedata

import pytest

from nettrack_md.model.keys import link_key
from nettrack_md.people.link_writer import LinkWriter
from nettrack_md.people.links import Resolution, resolve


def where(target: str, source: str, *paths: str) -> str | None:
    """Where a link leads in a vault of these notes."""
    fitting = [path for path in paths if link_key(path) == link_key(target)]
    return resolve(target, source, fitting).path


def test_an_exact_path_beats_a_sibling() -> None:
    assert where("Note", "b/x.md", "Note.md", "b/Note.md") == "Note.md"
    assert where("b/Note", "b/x.md", "b/b/Note.md", "b/Note.md") == "b/Note.md"


def test_the_own_folder_beats_a_shorter_path() -> None:
    paths = ("a/Note.md", "long/folder/Note.md")

    assert where("Note", "long/folder/x.md", *paths) == "long/folder/Note.md"


def test_a_parent_folder_counts_for_nothing() -> None:
    paths = ("a/Note.md", "long/folder/Note.md")

    assert where("Note", "long/folder/deep/x.md", *paths) == "a/Note.md"


def test_the_shortest_path_counts_by_its_letters() -> None:
    assert where("Note", "x.md", "zzzz/Note.md", "a/b/Note.md") == "a/b/Note.md"


def test_paths_of_one_length_go_by_their_letters() -> None:
    assert where("Note", "x.md", "b/Note.md", "a/Note.md") == "a/Note.md"


@pytest.mark.parametrize("target", ["log", "LOG", "Log.md", "LOG.MD"])
def test_case_and_extension_do_not_matter(target: str) -> None:
    assert where(target, "x.md", "Log.md") == "Log.md"


def test_where_case_alone_tells_two_apart_the_spelling_decides() -> None:
    paths = ("People/jane.md", "People/Jane.md")

    assert where("Jane", "x.md", *paths) == "People/Jane.md"
    assert where("jane", "x.md", *paths) == "People/jane.md"
    assert where("JANE", "x.md", *paths) == "People/Jane.md"


def test_a_decomposed_name_is_found_and_kept_as_the_disk_has_it() -> None:
    stored = unicodedata.normalize("NFD", "People/たけがみ みどり.md")

    assert where("たけがみ みどり", "x.md", stored) == stored


def test_the_end_of_a_path_is_enough_where_it_fits() -> None:
    paths = ("a/b/Note.md", "c/Note.md")

    assert where("b/Note", "x.md", *paths) == "a/b/Note.md"
    assert where("d/Note", "x.md", *paths) is None
    assert where("b/Note", "x.md", "a/bb/Note.md") is None


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("./Note.md", "a/b/Note.md"),
        ("../Note.md", "a/Note.md"),
        ("../../Note", "Note.md"),
        ("../../../Note", None),
        ("/Note", "Note.md"),
        ("/b/Note", None),
    ],
)
def test_a_relative_target_starts_at_its_note(target: str, path: str | None) -> None:
    paths = ("Note.md", "a/Note.md", "a/b/Note.md")

    assert where(target, "a/b/x.md", *paths) == path


def test_an_alias_is_followed_and_named_as_one() -> None:
    found = resolve("Ferro", "x.md", (), ("People/Felix.md",))

    assert found == Resolution("People/Felix.md", "alias")


def test_a_file_name_beats_an_alias() -> None:
    found = resolve("Ferro", "x.md", ("Ferro.md",), ("People/Felix.md",))

    assert found == Resolution("Ferro.md", "path")


def test_an_alias_of_two_names_nobody() -> None:
    found = resolve("Sam", "x.md", (), ("People/A.md", "People/B.md"))

    assert found == Resolution(None, "ambiguous")
    assert resolve("Sam", "x.md", (), ("A.md", "A.md")).how == "alias"


def test_a_path_is_no_alias() -> None:
    assert resolve("x/Sam", "x.md", (), ("People/A.md",)) == Resolution(None, "broken")


def test_a_link_to_nothing_is_broken() -> None:
    assert resolve("Nobody", "x.md", ()) == Resolution(None, "broken")


def test_a_link_without_a_target_leads_to_its_own_note() -> None:
    assert resolve("", "x.md", ()) == Resolution("x.md", "path")


def test_a_link_is_written_by_its_name_while_that_is_unique() -> None:
    writer = LinkWriter(["People/Jane.md", "People/Bob.md", "Work/bob.md"])

    assert writer.link("People/Jane.md", "Jane") == "[[Jane]]"
    assert writer.link("People/Jane.md", "Ms. Roe") == "[[Jane|Ms. Roe]]"
    assert writer.link("People/Bob.md", "Bob") == "[[People/Bob|Bob]]"


@pytest.mark.parametrize("shown", ["", "a|b", "a]]b", "[[a", "a\nb"])
def test_a_text_that_would_end_a_link_is_left_out(shown: str) -> None:
    assert LinkWriter(["People/Jane.md"]).link("People/Jane.md", shown) == "[[Jane]]"


def test_a_written_link_leads_to_its_note() -> None:
    paths = ["People/Jane.md", "Work/jane.md", "Jane/Jane.md"]
    writer = LinkWriter(paths)

    assert [where(writer.target(path), "Jane/x.md", *paths) for path in paths] == paths
