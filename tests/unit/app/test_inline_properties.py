"""What a note says in its text is written there, and never a second time."""

from __future__ import annotations

import pytest

from nettrack_md.app.changing.capture import LogWishes, log
from nettrack_md.app.changing.properties import set_values, snooze
from nettrack_md.app.changing.renaming import rename
from nettrack_md.errors import NoteUnwritable
from nettrack_md.model.writes import PlannedMove, PlannedWrite
from tests.unit.app.small_vault import vault

NOTE = """# Ada
Birthday:: 1990-05-14
tier:: 近い
Aliases:: Addie, Countess
Likes:: tea
snooze::
Next:: 2026-12-01

| Key | Value |
|---|---|
| Phone | 090 |

(helps_with:: sums)
"""


def after(*words: str, how: str = "replace", note: str = NOTE) -> str:
    ws = vault(Ada=note).open()
    report = set_values(ws, ["Ada", *words], how, dry_run=True).report  # type: ignore[arg-type]
    (write,) = report.writes
    assert isinstance(write, PlannedWrite)
    return write.new.decode()


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (("birthday", "05-15"), "1990-05-14", "05-15"),
        (("tier", "active"), "近い", "大切"),
        (("phones", "+81 90"), "| 090 |", "| +81 90 |"),
        (("snooze", "2026-12-24"), "snooze::", "snooze:: 2026-12-24"),
    ],
)
def test_set_changes_the_field_where_it_stands(
    words: tuple[str, ...], old: str, new: str
) -> None:
    assert after(*words) == NOTE.replace(old, new)


def test_a_further_value_goes_beside_the_first() -> None:
    assert after("aliases", "Lady A", how="add") == NOTE.replace(
        "Addie, Countess", "Addie, Countess, Lady A"
    )
    assert after("likes", "jazz", how="add") == NOTE.replace(
        "Likes:: tea\n", "Likes:: tea\nLikes:: jazz\n"
    )
    assert after("likes", "tea", how="add") == NOTE


def test_what_is_taken_out_leaves_its_key() -> None:
    assert after("birthday", how="remove") == NOTE.replace("1990-05-14", "")
    assert after("aliases", "addie", how="remove") == NOTE.replace("Addie, ", "")


@pytest.mark.parametrize("key", ["phones", "helps_with"])
def test_where_a_second_value_has_no_place_it_is_refused_with_the_line(
    key: str,
) -> None:
    with pytest.raises(NoteUnwritable, match=r"Ada\.md:1[13]: .* second value"):
        after(key, "x", how="add")


def test_a_property_that_the_note_does_not_have_goes_into_the_frontmatter() -> None:
    assert after("region", "Kyoto") == f"---\nregion: Kyoto\n---\n{NOTE}"


def test_what_the_frontmatter_holds_is_changed_there() -> None:
    note = f"---\ntier: close\n---\n{NOTE}"

    assert after("tier", "loose", note=note) == note.replace("close", "loose")


def test_snooze_and_log_find_the_field_too() -> None:
    ws = vault(Ada=NOTE).open()

    (write,) = snooze(ws, ["Ada", "until", "2026-12-24"], dry_run=True).report.writes
    assert isinstance(write, PlannedWrite)
    assert write.new.decode() == NOTE.replace("snooze::", "snooze:: 2026-12-24")

    wishes = LogWishes(next="2026-12-10")
    (write,) = log(ws, ["Ada"], ["hello"], wishes, dry_run=True).report.writes
    assert isinstance(write, PlannedWrite)
    assert "Next:: 2026-12-10\n" in write.new.decode()
    assert not write.new.startswith(b"---")


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("Person - Ada Byron.md", "Person - Ada King.md"),
        ("People/@Ada Byron.md", "People/@Ada King.md"),
        ("People/Ada_Byron.md", "People/Ada_King.md"),
        ("People/Ada Byron.md", "People/Ada King.md"),
    ],
)
def test_a_rename_keeps_what_file_names_have_around_a_name(path: str, to: str) -> None:
    small = vault()
    title = path.rpartition("/")[2].removesuffix(".md")
    small.files.put(
        path, f'---\ntype: person\ntitle: "{title}"\n---\nName:: Ada Byron\n'
    )

    report = rename(small.open(), ["Ada Byron"], ["Ada King"], dry_run=True)

    (move,) = report.report.writes
    assert isinstance(move, PlannedMove)
    assert move.to == to
    text = move.new.decode()
    assert "Name:: Ada King\n" in text
    assert "name:" not in text
    assert f"title: {to.rpartition('/')[2].removesuffix('.md')}".replace('"', "") in (
        text.replace('"', "")
    )
    assert [line for line in text.split("\n") if line.strip() == "- Ada Byron"]


def test_a_rename_takes_a_plain_name_in_the_text_along() -> None:
    small = vault(
        Ada_Byron="text\n",
        Bo="Introduced by:: Ada Byron\n",
        Cy="Introduced_by:: Ada B\n",
    )

    report = rename(small.open(), ["Ada Byron"], ["Ada King"], dry_run=True).report

    (bo,) = (one for one in report.writes if isinstance(one, PlannedWrite))
    assert bo.path == "People/Bo.md"
    assert bo.new == b"Introduced by:: Ada King\n"
