"""Two notes of one person become one: what stays, what gives way, what is refused."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from nettrack_md.app.changing.undoing import undo
from nettrack_md.app.duplicates import MergeReport, merge_people
from nettrack_md.app.surroundings import look_around
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.errors import (
    NettrackError,
    NoteUnwritable,
    PersonPrivate,
    UsageFault,
)

if TYPE_CHECKING:
    from pathlib import Path

ANN = """
    ---
    type: contact
    tier: close # mine
    phones: 0901234567
    ---

    # Ann

    ## Log

    - 2026-10-01 meet: lunch
    """
LEE = """
    ---
    type: contact
    ---

    ## Log

    - 2026-11-01 call: rates
    """


class Vault:
    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, path: str, text: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(dedent(text).lstrip("\n").encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def merge(
        self,
        *words: str,
        base: str = "",
        relink: bool = False,
        private: bool = False,
        dry_run: bool = False,
    ) -> MergeReport:
        wishes = Wishes(vault=str(self.root), today="2026-11-20", private=private)
        with open_workspace(wishes, look_around()) as ws:
            return merge_people(ws, words, base=base, relink=relink, dry_run=dry_run)

    def undo(self) -> None:
        wishes = Wishes(vault=str(self.root), today="2026-11-20")
        with open_workspace(wishes, look_around()) as ws:
            assert undo(ws).report.refused == ()

    @property
    def notes(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*.md")
        }


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    for kind in ("STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    made = Vault(tmp_path / "vault")
    made.put("nettrack.toml", 'language = "en"\n')
    made.put("People/Ann.md", ANN)
    made.put("People/Ann Lee.md", LEE)
    return made


def header(*lines: str) -> str:
    return "---\ntype: contact\n" + "".join(f"{line}\n" for line in lines) + "---\n"


def test_the_plan_changes_nothing_and_undo_gives_every_byte_back(vault: Vault) -> None:
    before = vault.notes

    plan = vault.merge("Ann", "Ann Lee", dry_run=True)
    assert vault.notes == before
    assert [write.action for write in plan.report.writes] == ["updated", "removed"]

    vault.merge("Ann", "Ann Lee")
    assert "People/Ann Lee.md" not in vault.notes
    vault.undo()
    assert vault.notes == before


def test_what_the_note_says_comes_in_and_its_own_bytes_stay(vault: Vault) -> None:
    vault.merge("Ann", "Ann Lee")

    assert vault.read("People/Ann.md") == dedent("""\
        ---
        type: contact
        tier: close # mine
        phones: 0901234567
        aliases:
          - Ann Lee
        ---

        # Ann

        ## Log

        - 2026-11-01 call: rates
        - 2026-10-01 meet: lunch
        """)


@pytest.mark.parametrize(
    ("ours", "theirs", "wish", "kept"),
    [
        # A value of the same meaning in other words is the same.
        ("tier: close", "circle: 近い", ["tier: close"], []),
        ("phones: '+81 90-1234-5678'", "tel: 09012345678", ["phones: '+81"], []),
        # A value that differs gives way and stays to be seen.
        ("org: A", "company: B", ["org: A"], ["- company: B"]),
        ("birthday: 05-14", "birthday: 05-15", ["birthday: 05-14"],
         ["- birthday: 05-15"]),
        # What we have not, or have empty, comes in.
        ("org:", "org: B # since May", ["org: B"], []),
        ("", "独自: '0012' # mine", ["独自: '0012' # mine"], []),
        ("", "# a word\nwhy: x", ["# a word\nwhy: x"], []),
        # Lists are sets.
        ("likes: [tea]", "likes: [tea, jazz]", ["likes: [tea, jazz]"], []),
        ("aliases: A, B", "aliases: [b, C]", ["  - A\n  - B\n  - C"], []),
        # The later day, and the one who is private.
        ("last_contact: 2026-01-01", "last_contact: 2026-02-01",
         ["last_contact: 2026-02-01"], ["- last_contact: 2026-01-01"]),
        ("last_contact: 2026-03-01", "last_contact: 2026-02-01",
         ["last_contact: 2026-03-01"], ["- last_contact: 2026-02-01"]),
        # Ids of imports stay known.
        ("uid: a", "uid: b", ["uid: a", "sources:\n  - vcard:b"], []),
        # More than a line.
        ("note: x", "note: |\n  one\n  two", ["note: x"],
         ["```yaml\nnote: |\n  one\n  two\n```"]),
        ("map: {a: 1}", "map: {a: 2}", ["map: {a: 1}"], ["- map: a: 2"]),
    ],
)  # fmt: skip
def test_properties_are_joined_key_by_key(
    vault: Vault, ours: str, theirs: str, wish: list[str], kept: list[str]
) -> None:
    vault.put("People/Ann.md", header(*filter(None, [ours])))
    vault.put("People/Ann Lee.md", header(theirs))

    vault.merge("Ann", "Ann Lee")

    text = vault.read("People/Ann.md")
    head, _, body = text[4:].partition("\n---\n")
    assert [part for part in wish if part not in head] == []
    assert [part for part in kept if part not in body] == []
    assert ("From the note" in body) == bool(kept)


def test_who_is_private_in_one_note_is_private_in_the_joined_one(vault: Vault) -> None:
    vault.put("People/Ann Lee.md", header("private: true"))
    vault.put("People/Ann.md", header("private: false"))

    with pytest.raises(PersonPrivate):
        vault.merge("Ann", "Ann Lee")
    vault.merge("Ann", "Ann Lee", private=True)

    assert "private: true\n" in vault.read("People/Ann.md")


def test_a_copy_of_a_private_note_is_private_too(vault: Vault) -> None:
    copy = "People/Ann.sync-conflict-20261101-101112-ABCDEFG.md"
    vault.put(copy, header("phones: 0901234567"))
    vault.put("People/Ann.md", header("private: true"))
    with pytest.raises(PersonPrivate):
        vault.merge(copy)

    vault.put("People/Ann.md", header())
    vault.put(copy, header("private: true"))
    with pytest.raises(PersonPrivate):
        vault.merge("Ann", copy)


def test_line_ends_and_byte_order_mark_of_the_note_stay(vault: Vault) -> None:
    vault.put("People/Ann.md", "\ufeff" + dedent(ANN).lstrip().replace("\n", "\r\n"))

    vault.merge("Ann", "Ann Lee")

    text = vault.read("People/Ann.md")
    assert text.startswith("\ufeff---\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert "- 2026-11-01 call: rates\r\n" in text


def test_links_are_led_along_when_asked_and_paths_in_the_text_always(
    vault: Vault,
) -> None:
    vault.put(
        "Friends/People/Ann Lee.md", dedent(LEE) + "\n![](pic.png) [b](../Bo.md)\n"
    )
    (vault.root / "People/Ann Lee.md").unlink()
    vault.put("Friends/People/pic.png", "x")
    vault.put("Friends/Bo.md", "x\n")
    vault.put("Day.md", "[[Ann Lee]] and [[Ann Lee#Log|her]]\n")

    plan = vault.merge("Ann", "Ann Lee", dry_run=True)
    assert plan.linking == 1
    vault.merge("Ann", "Ann Lee", relink=True)

    assert vault.read("Day.md") == "[[Ann]] and [[Ann#Log|her]]\n"
    text = vault.read("People/Ann.md")
    assert "![](../Friends/People/pic.png) [b](../Friends/Bo.md)\n" in text


def test_with_an_older_text_what_one_side_took_out_is_gone(
    vault: Vault, tmp_path: Path
) -> None:
    base = header("org: A", "region: Kobe") + "\nOne.\n\nTwo.\n\nMore.\n\nThree.\n"
    (tmp_path / "base.md").write_text(base)
    copy = "People/Ann (Bo's conflicted copy 2026-11-01).md"
    ours = base.replace("Two.\n\n", "").replace("org: A", "org: Ours")
    theirs = base.replace("Three.", "Three and four.").replace("Kobe", "Nara")
    vault.put("People/Ann.md", ours)
    vault.put(copy, theirs)

    vault.merge("Ann", copy, base=str(tmp_path / "base.md"))

    assert vault.read("People/Ann.md").startswith(
        "---\ntype: contact\norg: Ours\nregion: Nara\n---\n\nOne.\n\nMore.\n\nThree and four.\n"
    )


def test_a_copy_goes_into_its_original_and_gives_it_no_name(vault: Vault) -> None:
    copy = "People/Ann (Conflicted copy Phone 202611011011).md"
    vault.put(copy, dedent(ANN).replace("## Log\n\n", "## Log\n\n- 2026-11-02 call\n"))

    done = vault.merge("Ann (Conflicted copy Phone 202611011011)")

    assert (done.path, done.other) == ("People/Ann.md", copy)
    assert copy not in vault.notes
    text = vault.read("People/Ann.md")
    assert "aliases" not in text
    assert "- 2026-11-02 call\n- 2026-10-01 meet: lunch\n" in text


def test_a_copy_whose_original_is_gone_goes_where_it_is_told(vault: Vault) -> None:
    copy = "People/Zoe.sync-conflict-20261101-101112-ABCDEFG.md"
    vault.put(copy, LEE)

    with pytest.raises(UsageFault, match="which is not there"):
        vault.merge(copy)
    vault.merge("Ann", copy)

    assert "call: rates" in vault.read("People/Ann.md")


@pytest.mark.parametrize(
    ("words", "spoil", "why"),
    [
        (("Ann",), "", "which two"),
        (("Ann", "Ann"), "", "one note"),
        (("Ann", "Nobody"), "", "Nobody is called"),
        (("Ann", "Ann Lee"), "---\ntype: contact\na: 1\na: 2\n---\n", "twice"),
        (("Ann", "Ann Lee"), "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "conflict"),
        (("Ann.sync-conflict-20261101-101112-ABCDEFG.md", "Ann"), "", "comes first"),
        (("Ann Lee", "Ann.sync-conflict-20261101-101112-ABCDEFG.md"), "", "not of"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    vault: Vault, words: tuple[str, ...], spoil: str, why: str
) -> None:
    vault.put("People/Ann.sync-conflict-20261101-101112-ABCDEFG.md", ANN)
    if spoil:
        vault.put("People/Ann Lee.md", spoil)
    before = vault.notes

    with pytest.raises(NettrackError, match=why):
        vault.merge(*words)

    assert vault.notes == before


def test_our_note_with_line_ends_of_two_kinds_is_refused(vault: Vault) -> None:
    vault.put("People/Ann.md", dedent(ANN).lstrip().replace("\n", "\r\n", 3))

    with pytest.raises(NoteUnwritable, match="two kinds"):
        vault.merge("Ann", "Ann Lee")


def test_a_merge_that_was_stopped_before_the_end_is_done_again(vault: Vault) -> None:
    lee = vault.read("People/Ann Lee.md")
    vault.put("People/Ann.md", header("org: A"))
    vault.put(
        "People/Ann Lee.md", lee.replace("type: contact", "type: contact\norg: B")
    )
    lee = vault.read("People/Ann Lee.md")
    vault.merge("Ann", "Ann Lee")
    once = vault.read("People/Ann.md")

    vault.put("People/Ann Lee.md", lee)
    vault.merge("Ann", "People/Ann Lee.md")

    assert vault.read("People/Ann.md") == once
