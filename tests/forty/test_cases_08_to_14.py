"""Cases 8, 9, 11, 12 and 14: text of yours that a careless tool would lose.

Each by its number in docs/torture.md, through the real command.
"""

from __future__ import annotations

import shutil
import unicodedata

import pytest

from nettrack_md.errors import NoteChanged
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault.files import DiskFiles
from tests.user import BO, Vault

PAGE = "Network/Overdue.md"
REVIEW = "Network/Reviews/Review 2026-W47.md"
WRITING = (("log", "Ada Byron", "tea"), ("render",), ("apply",), ("undo",))


def with_a_crowd(vault: Vault) -> dict[str, bytes]:
    for number in range(12):
        vault.put(f"People/Person {number:02}.md", BO)
    vault.run("index")
    return vault.files()


def test_case_08_an_empty_vault_is_not_believed_and_nothing_written(
    vault: Vault,
) -> None:
    before = with_a_crowd(vault)
    everybody = vault.run("list", "--json").data
    away = vault.home / "unmounted"
    shutil.move(vault.root / "People", away)

    asked = vault.run("list", "--json", code=5)
    assert asked.data == everybody
    assert "0 are here" in asked.err
    for words in WRITING:
        vault.run(*words, code=5)
    assert not [name for name in vault.files() if name.endswith(".md")]

    shutil.move(away, vault.root / "People")
    assert vault.run("list", "--json").data == everybody
    assert vault.files() == before


def test_case_08_nor_is_one_that_lost_more_than_half(vault: Vault) -> None:
    with_a_crowd(vault)
    everybody = vault.run("list", "--json").data
    for number in range(8):
        (vault.root / f"People/Person {number:02}.md").unlink()
    left = vault.files()

    assert vault.run("list", "--json", code=5).data == everybody
    for words in WRITING:
        vault.run(*words, code=5)
    assert vault.files() == left


def test_case_09_text_around_the_regions_of_the_week_stays_to_the_byte(
    vault: Vault,
) -> None:
    vault.run("render")
    page = vault.text(REVIEW)
    mine = "\ufeff%% mine %%\r\n" + page + "\r\n## Thoughts\n\tby hand  \n<%* x %>"
    vault.put(REVIEW, mine)
    vault.put("People/Cy.md", BO)

    vault.run("render")

    after = vault.text(REVIEW)
    assert "[[Cy]]" in after
    assert after.startswith("\ufeff%% mine %%\r\n")
    assert after.endswith("\r\n## Thoughts\n\tby hand  \n<%* x %>")


@pytest.mark.parametrize(
    "edge", ["<!-- nettrack:begin people", "<!-- nettrack:end people"]
)
def test_case_09_a_region_that_lost_a_marker_is_refused(
    vault: Vault, edge: str
) -> None:
    vault.run("render")
    lines = vault.text(REVIEW).splitlines(keepends=True)
    damaged = "".join(line for line in lines if not line.startswith(edge))
    assert damaged != vault.text(REVIEW)
    vault.put(REVIEW, damaged)
    vault.put("People/Cy.md", BO)

    done = vault.run("render", code=1)

    assert REVIEW in done.err
    assert "[[Cy]]" not in vault.text(REVIEW)
    assert "[[Cy]]" in vault.text(PAGE)


def test_case_11_a_key_that_a_merge_doubled_is_refused_and_both_lines_named(
    vault: Vault,
) -> None:
    both = "---\norg: Larkrise\ncadence: monthly\norg: Fernhill\n---\n"
    vault.put("People/Cy.md", both)

    for words in (("set", "cy", "org", "Tannery"), ("set", "cy", "tier", "close")):
        refused = vault.run(*words, code=1)
        assert "People/Cy.md:4: " in refused.err
        assert '"org" stands there twice, first in line 2' in refused.err
    rows = vault.run("check", "--json", code=4).data
    (row,) = [row for row in rows if row["code"] == "duplicate-key"]
    assert (row["path"], row["line"], row["severity"]) == ("People/Cy.md", 4, "error")
    assert vault.text("People/Cy.md") == both


def test_case_12_a_note_with_conflict_markers_keeps_its_bytes_and_its_facts(
    vault: Vault,
) -> None:
    vault.run("index")
    torn = BO.replace(
        "cadence: monthly\n",
        "<<<<<<< ours\ncadence: weekly\n=======\ncadence: 6w\n>>>>>>> theirs\n",
    )
    vault.put("People/Bo Quiet.md", torn)

    for words in (("log", "bo", "tea"), ("set", "bo", "org", "x"), ("snooze", "bo", "2w"),
                  ("rename", "bo", "Bo Loud")):  # fmt: skip
        assert "People/Bo Quiet.md" in vault.run(*words, code=1).err
    vault.run("render")

    assert vault.text("People/Bo Quiet.md") == torn
    (row,) = [r for r in vault.run("list", "--json").data if r["name"] == "Bo Quiet"]
    assert (row["cadence_days"], row["last"]["on"]) == (31, "2026-08-01")
    (found,) = [
        row for row in vault.run("check", "--json", code=4).data
        if row["code"] == "conflict-markers"
    ]  # fmt: skip
    assert (found["path"], found["line"]) == ("People/Bo Quiet.md", 2)


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("Zoé Ott", "Zoé Ott"),
        ("Zoé Ott", "zoé ott"),
        ("Zoé Ott", unicodedata.normalize("NFD", "Zoé Ott")),
        (unicodedata.normalize("NFD", "がく"), "がく"),
    ],
    ids=["the same", "another case", "composed is there", "decomposed is there"],
)
def test_case_14_a_new_contact_never_takes_the_place_of_a_twin(
    vault: Vault, there: str, asked: str
) -> None:
    mine = "---\ncadence: yearly\n---\nthe note that is there\n"
    vault.put(f"People/{there}.md", mine)

    refused = vault.run("add", asked, code=1)

    assert f"People/{there}.md" in refused.err
    assert vault.text(f"People/{there}.md") == mine
    assert len(vault.files()) == 3


def test_case_14_nor_of_a_file_that_nettrack_does_not_read(vault: Vault) -> None:
    vault.put("nettrack.toml", 'ignore = ["People/Hidden.md"]\n')
    vault.put("People/Hidden.md", "a secret of another tool\n")

    refused = vault.run("add", "hidden", code=1)

    assert "Hidden.md is there already" in refused.err
    assert vault.text("People/Hidden.md") == "a secret of another tool\n"
    assert not (vault.root / "People/hidden.md").exists()


def test_case_14_nor_of_one_that_appeared_after_it_was_planned(vault: Vault) -> None:
    planned = PlannedWrite("People/Cy.md", None, b"---\ntype: contact\n---\n")
    vault.put("People/Cy.md", BO)

    with pytest.raises(NoteChanged, match=r"People/Cy\.md"):
        DiskFiles(str(vault.root)).write(planned)

    assert vault.text("People/Cy.md") == BO
    assert len(vault.files()) == 3
