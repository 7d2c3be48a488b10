"""Nobody who is forgotten is found again, and nobody else loses a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nettrack_md.app.changing.undoing import undo
from nettrack_md.app.forgetting import ForgetReport, Manner, forget, purge_forgotten
from nettrack_md.app.importing import carry_out_import, plan_import, read_import
from nettrack_md.app.pages.publish import apply_writes, plan_render
from nettrack_md.app.surroundings import Surroundings
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.errors import ForgetRefused, PersonPrivate

TODAY = "2026-11-20"
CANARY = ("Canary", "canary", "カナリ", "かなり", "canary@", "5550177", "0177")
NOTES = {
    "People/Ada Canary.md": """---
type: contact
reading: かなり あだ
aliases: [Addie, カナリ エイダ]
emails: ada.canary@example.org
phones: ["+1 555 0177 001"]
uid: canary-uid-1
introduced_by: "[[Bo Ash]]"
tier: close
---

## Log

- 2026-11-01 call: hello
""",
    "People/Bo Ash.md": """---
type: contact
# mine
introduced_by: "[[Ada Canary]]"
they_know: [the boat, "the boat of [[Ada Canary|A.]]"]
emails: [bo@example.org]
---

Knows [[Addie]] from school. Ada Adams is somebody else.

## Log

- 2026-10-01 call: about [[Ada Canary]]
- 2026-09-01 intro: [[Bo Ash]] <-> [[Ada Canary]] made
- 2026-08-01 met Cleo Fenn
""",
    "People/Cleo Fenn.md": "---\ntype: contact\n---\n",
    "Daily/2026-11-02.md": """- 10:30 call: [[Ada Canary]] about rates
- lunch with [[Ada Canary]] and [[Bo Ash]]
- walked; thought of [[Ada Canary]]
  - and of the sea
- [ ] send [[Ada Canary]] the deck
  - by Friday
- ![[Ada Canary]]
- [[Ada Canary]]
- [she](../People/Ada%20Canary.md) rang
- Canary, Ada: ada.canary@example.org, tel. +1 (555) 0177-001

```
Ada Canary in code
```
""",
    "Daily/2026-11-06.md": "- カナリ エイダさんと話した\n- [[Ada Canary]]様へ手紙\n",
    "Daily/2026-11-03.md": "- [[2026-11-02]] and nobody\r\n- tea, alone\r\n",
    "Meetings/One.md": "---\ntype: meeting\ndate: 2026-11-04\n"
    'attendees: ["[[Ada Canary]]"]\n---\nsecrets\n',
    "Meetings/Many.md": "---\ntype: meeting\ndate: 2026-11-05\nattendees:\n"
    '  - "[[Bo Ash]]"\n  - Ada Canary\n---\n',
    "me.md": "---\ntype: profile\n---\n",
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    vault = tmp_path / "vault"
    for path, text in NOTES.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_bytes(text.encode())
    (vault / "nettrack.toml").write_text('language = "en"\n')
    return vault


def opened(vault: Path, *, private: bool = False):
    wishes = Wishes(str(vault), TODAY, private)
    return open_workspace(wishes, Surroundings(str(vault)))


def bring_in(vault: Path) -> None:
    file = vault.parent / "cards.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:canary-uid-1\nFN:Ada Canary\n"
        "EMAIL:ada.canary@example.org\nX-SHOE:44\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nUID:b\nFN:Bo Ash\nEMAIL:bo@example.org\n"
        "RELATED;VALUE=text:Ada Canary\nEND:VCARD\n"
    )
    with opened(vault) as ws:
        found = read_import(str(file))
        plan = plan_import(ws, found)
        carry_out_import(ws, found, plan, ("import", "cards.vcf"), dry_run=False)
    file.unlink()


def render(vault: Path) -> None:
    with opened(vault) as ws:
        apply_writes(ws, plan_render(ws).writes)


def forgotten(vault: Path, **wishes: object) -> ForgetReport:
    with opened(vault) as ws:
        return forget(ws, ["People/Ada Canary"], **wishes)  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def tellers(folder: Path, but: str = "") -> list[str]:
    """Files that hold the canary, in their name or anywhere in their bytes."""
    found = []
    for name, content in tree(folder).items():
        if but and name.startswith(but):
            continue
        text = name + content.decode("utf-8", "replace")
        raw = json.dumps(text) + text
        if any(word in raw for word in CANARY):
            found.append(name)
    return found


def test_nothing_is_written_before_it_is_asked_for(vault: Path) -> None:
    before = tree(vault)

    found = forgotten(vault)

    assert tree(vault) == before
    assert not found.applied
    assert {one.path for one in found.traces if one.fate != "stays"} == {
        "People/Ada Canary.md", "People/Bo Ash.md", "Daily/2026-11-02.md",
        "Daily/2026-11-06.md", "Meetings/One.md", "Meetings/Many.md",
    }  # fmt: skip


def test_each_trace_is_named_with_its_line_and_what_becomes_of_it(vault: Path) -> None:
    found = forgotten(vault)

    told = [(t.line, t.what, t.fate) for t in found.traces if "11-02" in t.path]
    assert told == [
        (1, "line", "dropped"),
        (2, "link", "replaced"),
        (3, "link", "replaced"),
        (5, "line", "dropped"),
        (6, "line", "dropped"),
        (7, "link", "replaced"),
        (8, "line", "dropped"),
        (9, "link", "replaced"),
        (10, "name", "replaced"),
        (13, "name", "replaced"),
    ]
    own = [(t.line, t.what, t.fate) for t in found.traces if "Bo Ash" in t.path]
    assert own == [
        (4, "property", "dropped"),
        (5, "property", "replaced"),
        (9, "link", "replaced"),
        (13, "link", "replaced"),
        (14, "line", "dropped"),
    ]


def test_a_note_that_cannot_be_read_is_named_as_one_that_stays(vault: Path) -> None:
    with opened(vault):
        pass
    with (vault / "Daily/2026-11-02.md").open("ab") as file:
        file.truncate(11 << 20)

    found = forgotten(vault)

    told = [(t.what, t.fate) for t in found.traces if "11-02" in t.path]
    assert told == [("note", "stays")]


def test_links_become_words_and_lines_only_about_them_go(vault: Path) -> None:
    forgotten(vault, apply_it=True)

    assert (
        (vault / "People/Bo Ash.md").read_text()
        == """---
type: contact
# mine
they_know: [the boat, "the boat of A."]
emails: [bo@example.org]
---

Knows someone from school. Ada Adams is somebody else.

## Log

- 2026-10-01 call: about someone
- 2026-08-01 met Cleo Fenn
"""
    )
    assert (
        (vault / "Daily/2026-11-02.md").read_text()
        == """- lunch with someone and [[Bo Ash]]
- walked; thought of someone
  - and of the sea
-
- she rang
- someone: …, tel. …

```
someone in code
```
"""
    )
    assert not (vault / "Meetings/One.md").exists()
    assert (vault / "Daily/2026-11-06.md").read_text() == (
        "- ある人と話した\n- ある人へ手紙\n"
    )
    assert b"Ada" not in (vault / "Meetings/Many.md").read_bytes()
    for path in ("People/Cleo Fenn.md", "Daily/2026-11-03.md", "me.md"):
        assert (vault / path).read_bytes() == NOTES[path].encode()


def test_they_are_nowhere_but_in_history_and_trash_and_undo_gives_all_back(
    vault: Path,
) -> None:
    bring_in(vault)
    render(vault)
    before = tree(vault)
    assert len(tellers(vault)) > 5

    done = forgotten(vault, apply_it=True)

    assert done.report.refused == ()
    assert tellers(vault) == []
    assert tellers(vault.parent / "cache") == []
    state = vault.parent / "state"
    assert tellers(state)
    assert all("history" in name or "trash" in name for name in tellers(state))
    with opened(vault) as ws:
        assert undo(ws).report.refused == ()
    assert tree(vault) == before


def test_a_rendering_afterwards_does_not_bring_them_back(vault: Path) -> None:
    render(vault)
    forgotten(vault, apply_it=True)

    render(vault)

    assert tellers(vault) == []


@pytest.mark.parametrize("later", [False, True])
def test_after_a_purge_they_are_nowhere_at_all(vault: Path, later: bool) -> None:
    bring_in(vault)
    render(vault)

    forgotten(vault, apply_it=True, purged=not later)
    if later:
        with opened(vault) as ws:
            assert purge_forgotten(ws, []).traces
            assert tellers(vault.parent / "state")
            gone = purge_forgotten(ws, ["Ada Canary"], apply_it=True)
            assert gone.names == ("Ada Canary",)

    assert tellers(vault.parent) == []
    with opened(vault) as ws:
        assert purge_forgotten(ws, []).traces == ()


def test_somebody_who_came_back_by_undo_is_not_purged(vault: Path) -> None:
    forgotten(vault, apply_it=True)
    with opened(vault) as ws:
        undo(ws)
    with opened(vault) as ws:
        assert purge_forgotten(ws, [], apply_it=True).names == ()


@pytest.mark.parametrize(
    ("mentions", "left"),
    [
        ("keep", "Ada Canary, Addie and [[Bo Ash]]: a friend"),
        ("names", "a friend, Addie and [[Bo Ash]]: a friend"),
        ("all", "a friend, a friend and [[Bo Ash]]: a friend"),
    ],
)
def test_mere_names_are_left_replaced_or_all_replaced(
    vault: Path, mentions: str, left: str
) -> None:
    note = vault / "Notes.md"
    note.write_text("Ada Canary, Addie and [[Bo Ash]]: [[Ada Canary]]\n")
    manner = Manner(mentions, "a friend")  # type: ignore[arg-type]

    found = forgotten(vault, manner=manner, apply_it=True)

    assert note.read_text() == left + "\n"
    stays = [one for one in found.traces if one.path == "Notes.md"]
    assert stays[0].what == "link"


def test_a_short_name_is_told_where_it_stays_beside_what_goes(vault: Path) -> None:
    (vault / "Notes.md").write_text("[[Ada Canary]], whom I call Addie, was here\n")

    found = forgotten(vault)

    told = [(one.fate, one.text) for one in found.traces if one.path == "Notes.md"]
    assert told == [
        ("replaced", "[[Ada Canary]], whom I call Addie, was here"),
        ("stays", "someone, whom I call Addie, was here"),
    ]


def test_a_name_of_two_people_is_never_replaced(vault: Path) -> None:
    (vault / "People/Namesake.md").write_text(
        "---\ntype: contact\naliases: [Ada Canary]\n---\n"
    )
    (vault / "People/Cleo Fenn.md").write_text(
        "---\ntype: contact\naliases: [Addie Brook]\n---\n"
    )
    note = vault / "Notes.md"
    note.write_text("Ada Canary, Addie Brook, Addie; [[People/Ada Canary]] not.\n")

    found = forgotten(vault, manner=Manner("all"), apply_it=True)

    assert note.read_text() == "Ada Canary, Addie Brook, someone; someone not.\n"
    assert (vault / "People/Namesake.md").exists()
    assert found.report.refused == ()


def test_a_note_that_cannot_be_changed_keeps_all_as_it_is(vault: Path) -> None:
    (vault / "Broken.md").write_text("---\na: [[Ada Canary\n---\n[[Ada Canary]]\n")
    before = tree(vault)

    with pytest.raises(ForgetRefused, match=r"Broken\.md"):
        forgotten(vault, apply_it=True)
    assert tree(vault) == before

    done = forgotten(vault, apply_it=True, partly=True)
    assert len(done.report.refused) == 1
    assert tellers(vault) == ["Broken.md"]


def test_what_is_no_note_is_named_and_stays(vault: Path) -> None:
    (vault / "Board.canvas").write_text('{"file": "People/Ada Canary.md"}')
    (vault / "Ada Canary.png").write_bytes(b"\x89PNG\0")
    (vault / ".git").mkdir()

    found = forgotten(vault, apply_it=True)

    aside = {one.path for one in found.traces if one.what == "other file"}
    assert aside == {"Board.canvas", "Ada Canary.png"}
    assert found.git
    assert (vault / "Board.canvas").exists()


def test_private_people_are_neither_found_nor_told_unasked(vault: Path) -> None:
    note = vault / "People/Ada Canary.md"
    note.write_text(note.read_text().replace("tier: close", "private: true"))
    with pytest.raises(PersonPrivate):
        forgotten(vault)
    with opened(vault, private=True) as ws:
        assert forget(ws, ["Ada Canary"]).traces
    note.write_text(note.read_text().replace("private: true", "tier: close"))
    bo = vault / "People/Bo Ash.md"
    bo.write_text(bo.read_text().replace("# mine", "private: true"))

    found = forgotten(vault)

    assert found.hidden > 0
    assert not any("Bo Ash" in one.path + one.text for one in found.traces)


def test_a_frozen_review_loses_their_lines_and_keeps_the_users(vault: Path) -> None:
    page = vault / "Network/Reviews/Review 2026-W40.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        "# Week\n<!-- nettrack:begin people lang=en -->\n"
        "- [x] [[Ada Canary]]: 3 months\n  - we spoke of tea\n"
        "- [ ] [[Bo Ash]]: met Ada Canary\n"
        "<!-- nettrack:end people -->\nMine: saw [[Ada Canary]]\n"
    )

    forgotten(vault, apply_it=True)

    assert page.read_text() == (
        "# Week\n<!-- nettrack:begin people lang=en -->\n"
        "- [ ] [[Bo Ash]]: met someone\n"
        "<!-- nettrack:end people -->\nMine: saw someone\n"
    )


def test_a_copy_of_their_note_that_a_sync_service_left_goes_too(vault: Path) -> None:
    copy = vault / "People/Ada Canary.sync-conflict-20261103-101112-ABCDEFG.md"
    copy.write_text(NOTES["People/Ada Canary.md"], encoding="utf-8")

    report = forgotten(vault, apply_it=True)

    assert not copy.exists()
    assert [
        (one.what, one.fate)
        for one in report.traces
        if one.path == f"People/{copy.name}"
    ] == [("conflict copy", "removed")]
    with opened(vault) as ws:
        assert undo(ws).report.refused == ()
    assert copy.exists()
