"""Second copies by content: never a second person, and told with what differs."""

from __future__ import annotations

import pytest

from nettrack_md.app.asking import check, people
from nettrack_md.app.copies import tell_difference
from nettrack_md.model.rules import ReadingRules
from nettrack_md.people.same import are_copies
from nettrack_md.vault.memory import MemoryFiles
from tests.unit.app.small_vault import SmallVault

ADA = """\
---
type: contact
phones: 0901234567
---

# Ada

Plays the cello.

## Log

- 2026-10-01 meet: lunch
- 2026-09-01 call
- 2026-08-01 call
- 2026-07-01 call
- 2026-06-01 call
- 2026-05-01 call
- 2026-04-01 call
"""
#: A rich template, filled in for two people.
FILLED = """\
---
type: contact
tier: close
phones: {phone}
---

# {name}

%% Where did you meet? What do they care about? %%

## What to bring up

%% One line each, as it comes to mind. %%

## What not to

%% One line each. %%

## Where they work, and since when

## Log
"""
#: What differs where the copy has lost its first line.
BROKEN = "type, phones differ; 3 lines are only in the copy, 0 only in the note"
RULES = ReadingRules()
NAMES = ["Ada 2.md", "Ada (1).md", "Ada-STUDY.md"]


def names(files: MemoryFiles) -> list[str]:
    with_copies = SmallVault(files).open()
    return [one.person.contact.path for one in people(with_copies)]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_note_twice_is_one_person(name: str) -> None:
    copy = ADA.replace("2026-10-01 meet", "2026-10-02 meet")
    files = MemoryFiles({"People/Ada.md": ADA, f"People/{name}": copy})

    assert names(files) == ["People/Ada.md"]
    ((problem,), hidden) = check(SmallVault(files).open())
    assert (problem.code, problem.path) == ("conflict-copy", f"People/{name}")
    assert problem.message == (
        "by what it holds this is a second copy of People/Ada.md: "
        "1 line is only in the copy, 1 only in the note"
    )
    assert problem.hint.endswith(f'nettrack merge "People/{name}"')
    assert hidden == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "other",
    [
        ADA.replace("0901234567", "0907654321"),
        ADA.replace("cello", "harp").replace("call", "tea"),
        FILLED.format(name="Ada", phone=""),
        "",
    ],
)
def test_somebody_else_of_that_name_is_somebody(name: str, other: str) -> None:
    files = MemoryFiles({"People/Ada.md": ADA, f"People/{name}": other})
    assert set(names(files)) == {"People/Ada.md", f"People/{name}"}


def test_two_people_made_from_one_template_are_two() -> None:
    one = FILLED.format(name="Ada", phone="0901234567")
    assert not are_copies(one, FILLED.format(name="Ada", phone="0907654321"), RULES)
    bare = FILLED.format(name="Ada", phone="")
    assert not are_copies(bare, bare, RULES)
    assert are_copies(one, one, RULES)


def test_a_copy_that_is_written_on_becomes_somebody() -> None:
    vault = SmallVault(MemoryFiles({"People/Ada.md": ADA, "People/Ada 2.md": ADA}))
    assert names(vault.files) == ["People/Ada.md"]

    vault.files.put("People/Ada 2.md", ADA.replace("0901234567", "0907654321"))

    assert set(names(vault.files)) == {"People/Ada.md", "People/Ada 2.md"}


def test_a_copy_whose_original_is_gone_says_so() -> None:
    path = "People/Ada.sync-conflict-20261103-101112-ABCDEFG.md"
    ((problem,), _) = check(SmallVault(MemoryFiles({path: ADA})).open())
    assert problem.message.endswith("but that note is not there")
    assert problem.hint.endswith(f'nettrack merge WHO "{path}"')


def test_copies_of_private_notes_are_told_only_when_asked() -> None:
    private = ADA.replace("type: contact", "type: contact\nprivate: true")
    path = "People/Ada.sync-conflict-20261103-101112-ABCDEFG.md"
    vault = SmallVault(MemoryFiles({"People/Ada.md": private, path: private}))

    assert check(vault.open())[0] == ()
    assert [one.path for one in check(vault.open(private=True))[0]] == [path]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("cello", "cello"), "the two say the same"),
        (("phones: 0901234567", "phones: '0901234567' # x"), "the two say the same"),
        (("phones: 09", "phones: 08"), "phones differs"),
        (("phones: 09", "org: A\nphones: 08"), "phones, org differ"),
        (("- 2026-09-01 call\n", ""), "0 lines are only in the copy, 1 only in the note"),
        (("phones: 0901234567", "a: 1\nb: 1\nc: 1\nd: 1\ne: 1"),
         "phones, a, b, c and 2 more differ"),
        (("---\ntype", "type"), BROKEN),
    ],
)  # fmt: skip
def test_what_differs_is_told_in_a_clause(change: tuple[str, str], told: str) -> None:
    assert tell_difference(ADA, ADA.replace(*change)) == told
