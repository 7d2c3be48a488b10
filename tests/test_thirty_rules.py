"""What would make a user of Obsidian angry, thirty times; each by its number.

Through the real command on a vault of its own. Many of these laws are tested in depth
where they live; here each is kept once more, as a user would see it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

from tests.user import ADA, BO, Vault

REVIEW = "Network/Reviews/Review 2026-W47.md"
OVERDUE = "Network/Overdue.md"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


def test_rule_01_no_byte_changes_but_those_of_the_one_value(vault: Vault) -> None:
    vault.run("set", "ada", "cadence", "6w")

    assert vault.text("People/Ada Byron.md") == ADA.replace("monthly", "6w")


def test_rule_02_a_phone_keeps_its_plus_and_its_zero(vault: Vault) -> None:
    vault.run("set", "bo", "phones", "0901234567", "+819012345678")

    text = vault.text("People/Bo Quiet.md")
    assert '"0901234567"' in text
    assert '"+819012345678"' in text


def test_rule_03_a_link_is_written_quoted(vault: Vault) -> None:
    vault.run("set", "bo", "introduced_by", "Ada Byron")

    assert 'introduced_by: "[[Ada Byron]]"' in vault.text("People/Bo Quiet.md")


def test_rule_04_tags_and_aliases_are_lists_under_their_own_names(
    vault: Vault,
) -> None:
    vault.run("set", "bo", "tags", "#choir", "--add")
    vault.run("set", "bo", "aliases", "Bobo", "--add")

    text = vault.text("People/Bo Quiet.md")
    assert re.search(r"^tags:\n\s*- choir$", text, re.MULTILINE)
    assert re.search(r"^aliases:\n\s*- Bobo$", text, re.MULTILINE)


def test_rule_05_what_is_broken_is_refused_with_its_line(vault: Vault) -> None:
    broken = {
        "A": ("---\ncadence: a: b\n---\n", 2),
        "B": ("---\norg: a\norg: b\n---\n", 3),
        "C": ("---\norg: a\n\ntext\n", 1),
        "D": ("---\norg: a\n---\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", 4),
    }
    for name, (text, line) in broken.items():
        vault.put(f"People/{name}.md", text)

        done = vault.run("set", f"People/{name}.md", "tier", "close", code=1)

        assert f"People/{name}.md:{line}:" in done.err
        assert vault.text(f"People/{name}.md") == text


def test_rule_06_reading_writes_nothing(vault: Vault) -> None:
    vault.put("People/Plain.md", "no properties here\n")
    before, stamps = vault.files(), vault.stamps()

    for words in (["overdue"], ["review"], ["check", "--adopt"]):
        vault.run(*words)

    assert vault.files() == before
    assert vault.stamps() == stamps


def test_rule_07_what_is_equal_already_is_not_written_again(vault: Vault) -> None:
    vault.run("render")
    stamps = vault.stamps()

    vault.run("render")
    vault.run("set", "ada", "cadence", "monthly")

    assert vault.stamps() == stamps


def test_rule_08_what_was_typed_meanwhile_is_not_lost(vault: Vault) -> None:
    from nettrack_md.app.settings import Settings
    from nettrack_md.errors import NoteChanged
    from nettrack_md.model.writes import PlannedWrite
    from nettrack_md.vault.files import DiskFiles

    files = DiskFiles(str(vault.root))
    planned = PlannedWrite("People/Bo Quiet.md", BO.encode(), b"ours\n")
    vault.put("People/Bo Quiet.md", BO + "typed just now\n")

    with pytest.raises(NoteChanged):
        files.write(planned)

    assert vault.text("People/Bo Quiet.md") == BO + "typed just now\n"
    # And a page that is being worked on is left alone for longer than Obsidian saves.
    assert Settings().settle >= 5


def test_rule_09_a_file_is_replaced_whole_and_keeps_what_it_is(vault: Vault) -> None:
    real = vault.put("elsewhere/Bo.md", BO.replace("---\n", "---\ntype: contact\n", 1))
    real.chmod(0o640)
    link = vault.root / "People/Bo Quiet.md"
    link.unlink()
    link.symlink_to(real)
    inode = real.stat().st_ino

    vault.run("log", "bo", "hello")

    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.stat().st_ino != inode
    assert "hello" in real.read_text("utf-8")


def test_rule_10_no_temporary_file_is_a_note(vault: Vault) -> None:
    vault.put("People/.nettrack-Ada Byron.md.0123abcd.tmp", "half a no")
    before = set(vault.files())

    vault.run("log", "ada", "hello")

    assert set(vault.files()) <= before
    assert len(vault.run("list", "--json").data) == 2


def test_rule_11_nobody_is_made_twice_for_case_or_accents(vault: Vault) -> None:
    vault.put(f"People/{unicodedata.normalize('NFD', 'がく')}.md", BO)

    vault.run("add", "ADA BYRON", code=1)
    vault.run("add", "がく", code=1)

    assert len(vault.run("list", "--json").data) == 3


def test_rule_12_a_rename_takes_the_links_along_and_is_asked_for(
    vault: Vault,
) -> None:
    vault.put("2026-11-01.md", "- lunch with [[Ada Byron|Ada]]\n")

    vault.run("rename", "ada", "Ada King")

    assert vault.text("2026-11-01.md") == "- lunch with [[Ada King|Ada]]\n"
    assert vault.last_of("Ada King") == "2026-11-01"


def test_rule_13_nothing_is_deleted_unless_it_is_asked_for(vault: Vault) -> None:
    before = vault.files()

    vault.run("forget", "bo")

    assert vault.files() == before


def test_rule_14_the_folder_of_obsidian_is_not_touched(vault: Vault) -> None:
    vault.put(".obsidian/types.json", '{"types":{}}')
    vault.put(".obsidian/app.json", "{}")
    before = {n: c for n, c in vault.files().items() if n.startswith(".obsidian")}

    for words in (["init"], ["render"], ["log", "ada", "hi"]):
        vault.run(*words)

    after = {n: c for n, c in vault.files().items() if n.startswith(".obsidian")}
    assert after == before


def test_rule_15_no_database_lies_in_the_vault(vault: Vault) -> None:
    vault.run("index")

    assert not [name for name in vault.files() if not name.endswith(".md")]
    assert list((vault.home / "cache").rglob("index.db"))


def test_rule_16_pages_are_marked_and_link_each_person_once(vault: Vault) -> None:
    vault.run("render")

    text = vault.text(OVERDUE)
    assert "cssclasses:\n  - nettrack" in text
    assert text.count("[[Ada Byron") == 1
    assert "#" not in re.sub(r"^#+ ", "", text, flags=re.MULTILINE)


def test_rule_17_our_own_pages_are_no_contact(vault: Vault) -> None:
    vault.run("render")

    assert vault.last_of("Ada Byron") == "2026-08-01"


def test_rule_18_plans_quotes_code_and_embeds_are_no_contact(vault: Vault) -> None:
    lines = [
        "- [ ] write to [[Ada Byron]]", "- [-] write to [[Ada Byron]]",
        "> [[Ada Byron]] said", "```\n[[Ada Byron]]\n```", "`[[Ada Byron]]`",
        "![[Ada Byron]]", "%% [[Ada Byron]] %%", "<!-- [[Ada Byron]] -->",
    ]  # fmt: skip
    for day, line in enumerate(lines, 10):
        vault.put(f"2026-11-{day}.md", f"{line}\n")
    vault.put("2026-11-09.md", "- tea with [[Bo Quiet]]\n")

    assert vault.last() == {"Ada Byron": "2026-08-01", "Bo Quiet": "2026-11-09"}


def test_rule_19_a_task_keeps_its_dates_its_recurrence_and_its_id(
    vault: Vault,
) -> None:
    task = "- [ ] send it 🔁 every week ⏳ 2026-11-18 📅 2026-11-20 ^send"
    vault.put("People/Bo Quiet.md", f"{BO}\n{task}\n")
    vault.run("render")
    page = vault.text(REVIEW)
    vault.put(REVIEW, page.replace("- [ ] send it", "- [x] send it"))

    vault.run("apply")

    ticked = task.replace("[ ]", "[x]").replace(" ^send", " ✅ 2026-11-20 ^send")
    assert vault.text("People/Bo Quiet.md") == f"{BO}\n{ticked}\n"


def test_rule_20_a_line_lands_in_the_log_and_nowhere_else(vault: Vault) -> None:
    note = (
        "---\ncadence: monthly\n---\n```\n## Log\n```\n> [!note]\n> ## Log\n\n"
        "## Log\n\n- 2026-08-01 call\n\n## After\n\ntext\n\n%% data\n{}\n%%\n"
    )
    vault.put("People/Bo Quiet.md", note)

    vault.run("log", "bo", "hello")

    line = "- 2026-11-20 hello\n"
    before = "- 2026-08-01 call\n"
    assert vault.text("People/Bo Quiet.md") in (
        note.replace(before, line + before), note.replace(before, before + line),
    )  # fmt: skip


def test_rule_21_days_go_by_the_names_that_obsidian_gives_and_none_is_made(
    vault: Vault,
) -> None:
    settings = '{"folder": "日記", "format": "YYYY年MM月DD日(ddd)"}'
    vault.put(".obsidian/daily-notes.json", settings)
    vault.put("日記/2026年11月10日(火).md", "- [[Ada Byron]]\n")
    vault.put("nettrack.toml", '[render]\ndaily = "end"\n')
    days = {name for name in vault.files() if name.startswith("日記")}

    vault.run("render")

    assert vault.last_of("Ada Byron") == "2026-11-10"
    assert {name for name in vault.files() if name.startswith("日記")} == days


def test_rule_22_what_was_written_within_a_region_stays(vault: Vault) -> None:
    vault.run("render")
    page = vault.text(OVERDUE)
    mine = page.replace("- [ ] [[Bo Quiet]]", "- [ ] [[Bo Quiet]] ask about the boat")
    vault.put(OVERDUE, mine)
    vault.put("2026-11-20.md", "nothing new\n")

    vault.run("render", "--today", "2026-11-21")

    assert "ask about the boat" in vault.text(OVERDUE)


def test_rule_23_a_lost_marker_is_a_problem_and_no_second_region(vault: Vault) -> None:
    vault.run("render")
    page = vault.text(OVERDUE).replace("<!-- nettrack:end people -->", "")
    vault.put(OVERDUE, page)

    done = vault.run("render", code=1)

    assert "lost" in done.err
    assert vault.text(OVERDUE) == page


def test_rule_24_placeholders_of_others_are_text_and_templates_nobody(
    vault: Vault,
) -> None:
    vault.put("Templates/Person.md", "---\ntags: [person]\n---\n# {{title}}\n")
    vault.put(
        "People/Cy.md",
        "---\ncadence: monthly\nlikes: '{{ 7 * 7 }}'\n---\n## Log\n\n"
        "- 2026-08-01 call: {% raw %} <% tp.date.now() %> {{VALUE}}\n",
    )

    vault.run("render")

    assert {row["name"] for row in vault.run("list", "--json").data} == {
        "Ada Byron", "Bo Quiet", "Cy",
    }  # fmt: skip
    page = vault.text(OVERDUE)
    assert "49" not in page
    assert "VALUE" in page


def test_rule_25_a_day_is_a_day_and_never_another(vault: Vault) -> None:
    vault.put("People/Cy.md", "---\ncadence: monthly\nmet: 03/04/2026\n---\n")
    vault.run("snooze", "bo", "2026-12-24")

    (row,) = (r for r in vault.run("list", "--json").data if r["name"] == "Cy")

    assert row["met"] is None
    assert "snooze: 2026-12-24\n" in vault.text("People/Bo Quiet.md")
    east = vault.run("list", "--json", TZ="Pacific/Kiritimati").data
    assert row in east


def test_rule_26_one_unreadable_file_stops_nothing(vault: Vault) -> None:
    vault.put("People/Latin.md", b"caf\xe9\n")
    vault.put("People/Big.md", b"x" * 10_500_000)
    (vault.root / "People/Folder.md").mkdir()
    os.mkfifo(vault.root / "People/Pipe.md")

    late = {row["name"] for row in vault.run("overdue", "--json").data}
    codes = {row["code"] for row in vault.run("check", "--json", code=4).data}

    assert late == {"Ada Byron", "Bo Quiet"}
    assert {"not-utf8", "note-too-big", "not-a-file"} <= codes


def test_rule_27_links_name_the_file_and_its_path_where_they_must(
    vault: Vault,
) -> None:
    vault.put("People/Person - Cy Dee.md", BO)
    vault.put("Archive/Bo Quiet.md", "---\ntype: note\n---\n")

    vault.run("render")

    page = vault.text(OVERDUE)
    assert "[[Person - Cy Dee|Cy Dee]]" in page
    assert "[[People/Bo Quiet|Bo Quiet]]" in page
    vault.put(".obsidian/app.json", '{"newLinkFormat": "absolute"}')
    vault.run("render")
    assert "[[People/Ada Byron|Ada Byron]]" in vault.text(OVERDUE)
    done = vault.run("check", "--json")
    assert "link-alias-only" not in {row["code"] for row in done.data}


def test_rule_28_names_of_files_are_safe_on_every_system(vault: Vault) -> None:
    done = vault.run("add", "Dr. A: B/C? #1 [x] |.", "--json")

    (path,) = (row["path"] for row in done.data["writes"])
    name = Path(path).name.removesuffix(".md")
    assert not set(name) & set(r':#^[]|?*"<>\\/')
    assert name == name.strip(" .")


def test_rule_29_a_conflict_copy_is_no_second_person_and_stays(vault: Vault) -> None:
    copies = [
        "People/Ada Byron.sync-conflict-20261103-081502-KQZ7H2M.md",
        "People/Ada Byron (Conflicted copy laptop 202611031129).md",
        "People/Ada Byron (conflicted copy 2026-11-03 081502).md",
    ]
    for copy in copies:
        vault.put(copy, ADA)

    assert len(vault.run("list", "--json").data) == 2
    found = vault.run("check", "--json", code=4).data
    assert {r["path"] for r in found if r["code"] == "conflict-copy"} == set(copies)
    assert set(copies) <= set(vault.files())


def test_rule_30_what_is_private_stays_with_its_owner(vault: Vault) -> None:
    vault.put("People/Cy Hidden.md", BO.replace("---\n", "---\nprivate: true\n", 1))
    vault.run("render")

    shown = [vault.run(*words) for words in (["list"], ["check"])]
    (database,) = (vault.home / "cache").rglob("index.db")

    assert "Hidden" not in "".join(one.out + one.err for one in shown)
    assert "Hidden" not in vault.text(OVERDUE) + vault.text(REVIEW)
    assert database.stat().st_mode & 0o077 == 0
