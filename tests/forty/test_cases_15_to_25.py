"""Cases 15 to 25: what would run somebody else's code, or tell what is yours.

Each by its number in docs/torture.md; the long versions lie in tests/torture.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
import vobject  # type: ignore[import-untyped]

from nettrack_md.errors import TemplateBroken
from nettrack_md.render import engine
from nettrack_md.render.running import run as run_template
from tests.drive import nettrack
from tests.unit.render.samples import view
from tests.unit.render.test_engine import ESCAPES
from tests.user import BO, Vault

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = ".nettrack/templates/overdue.md.j2"
PAGE = "Network/Overdue.md"


def test_case_15_a_template_reaches_nothing_but_its_page(vault: Vault) -> None:
    trap = vault.home / "trap"
    call = f"os.popen('touch {trap}').read()"
    vault.put(TEMPLATE, f"{{{{ cycler.__init__.__globals__.{call} }}}}\n")

    done = vault.run("render", code=1)

    assert f"{TEMPLATE}:1: " in done.err or "overdue.md.j2:1: " in done.err
    assert not trap.exists()
    assert not (vault.root / PAGE).exists()


def test_case_15_nor_does_any_of_the_known_escapes() -> None:
    assert len(ESCAPES) >= 20
    for text in ESCAPES:
        with pytest.raises(TemplateBroken):
            run_template("x.j2", view("en"), {"x.j2": text})


def test_case_16_a_template_of_a_clone_runs_when_it_was_looked_at(
    vault: Vault,
) -> None:
    vault.put(".git/config", '[remote "origin"]\n\turl = https://example.org/x\n')
    template = vault.put(TEMPLATE, "theirs\n")

    assert "nobody has looked at" in vault.run("render", code=1).err
    assert not (vault.root / PAGE).exists()
    vault.run("trust", TEMPLATE, "--yes")
    vault.run("render")
    assert vault.text(PAGE) == "theirs\n"

    template.write_text("theirs, changed\n")
    assert TEMPLATE in vault.run("render", code=1).err
    assert vault.text(PAGE) == "theirs\n"


def test_case_17_a_template_that_wants_all_of_the_machine_is_stopped(
    vault: Vault,
) -> None:
    greedy = "{{ 10 ** 10 ** 8 }}{{ 'x' * 10 ** 9 }}"
    vault.put(TEMPLATE, f"{greedy}\n")
    before = vault.files()

    done = vault.run("render", code=1)

    assert "overdue.md.j2:1: " in done.err
    assert vault.files() == before


def test_case_17_one_without_end_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "WALL_LIMIT", 1.0)
    for_ever = "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3

    with pytest.raises(TemplateBroken, match="second"):
        engine.render("overdue.md.j2", view("en"), own={"overdue.md.j2": for_ever})


def test_case_18_a_template_includes_nothing_from_elsewhere(vault: Vault) -> None:
    secret = vault.home / "secret.j2"
    secret.write_text("the secret\n")
    folder = (vault.root / TEMPLATE).parent
    folder.mkdir(parents=True)
    (folder / "link.j2").symlink_to(secret)
    names = ("link.j2", "../../../secret.j2", str(secret))
    ways = "', '".join(names)
    for way in (f"{{% include ['{ways}'] %}}", "{% include 'link.j2' %}"):
        vault.put(TEMPLATE, f"{way}\n")

        done = vault.run("render", code=1)

        assert "the secret" not in done.out + done.err
        assert not (vault.root / PAGE).exists()


LEADING_OUT = ("../../outside", ".git/config", ".obsidian/app", "way/out")


def test_case_19_no_name_leads_out_of_the_vault_or_into_hidden_folders(
    vault: Vault,
) -> None:
    outside = vault.home / "outside"
    outside.mkdir()
    (vault.root / "way").symlink_to(outside)
    vault.put(".git/config", "[core]\n")
    vault.run("index")
    before = vault.files()
    for name in (*LEADING_OUT, "/tmp/outside"):
        vault.run("add", name)
    for name in LEADING_OUT:
        vault.put("nettrack.toml", f'[render]\noverdue = "{name}.md"\n')
        refused = vault.run("render", code=1)
        assert "nettrack.toml:2: overdue takes" in refused.err or name in refused.err
    (vault.root / "nettrack.toml").unlink()
    card = vault.home / "card.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:../../.git/hooks/x\nEND:VCARD\n")
    vault.run("import", str(card), "--apply")

    after = vault.files()
    made = after.keys() - before.keys()
    assert {name.split("/")[0] for name in made} <= {"People", ".nettrack", "Network"}
    assert {name: after[name] for name in before} == before
    assert list(outside.iterdir()) == list(vault.home.glob("*.md")) == []


def test_case_20_what_a_received_repository_would_run_is_not_run(
    vault: Vault,
) -> None:
    trap = vault.home / "trap"
    hook = vault.home / "hook"
    hook.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
    hook.chmod(0o755)
    env = {**os.environ, "HOME": str(vault.home)}
    subprocess.run(["git", "init", "-q"], cwd=vault.root, check=True, env=env)
    with (vault.root / ".git/config").open("a") as config:
        config.write(f'[core]\n\tfsmonitor = "{hook}"\n\tpager = "{hook}"\n')
        config.write(f'\teditor = "{hook}"\n\thooksPath = "{vault.home}"\n')

    for words in (
        ("overdue",), ("check",), ("render",), ("log", "ada", "tea"), ("undo",),
        ("git", "status"), ("trust", "--list"),
    ):  # fmt: skip
        nettrack(*words, home=vault.home, cwd=vault.root)

    assert not trap.exists()
    # The trap is one: git itself falls into it.
    subprocess.run(
        ["git", "status"], cwd=vault.root, check=True, env=env, capture_output=True
    )
    assert trap.exists()


HOSTILE = (
    "```dataviewjs\\nalert(1)\\n```\\n<%* app.quit() %>\\n<img src=x onerror=alert(1)>"
    "\\n![](http://example.org/seen)\\n`= 1`\\n- [ ] due\\n---\\n%% x"
)


def test_case_21_a_note_from_a_phone_starts_nothing_where_it_lands(
    vault: Vault,
) -> None:
    card = vault.home / "card.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Eve <% x %>\nORG:{{x}} `=1`\n"
        f"NOTE:{HOSTILE}\nEND:VCARD\n"
    )
    vault.run("import", str(card), "--apply")
    vault.run("render")

    notes = {name for name in vault.files() if name.endswith(".md")}
    for name in notes - {"People/Ada Byron.md", "People/Bo Quiet.md"}:
        text = vault.text(name)
        live = re.findall(
            r"\n```|(?<!\\)(?:<%|<img|!\[\]\(|\{\{|`=|%%)|\n- \[ \] due", text
        )
        assert live == [], name


ODD_VALUE = "Fell; Sons, Ltd\\nEND:VCARD\r\nBEGIN:VEVENT\rx"


def test_case_22_no_value_ends_the_card_or_begins_another_property(
    vault: Vault,
) -> None:
    vault.run("set", "bo", "org", "Fell; Sons, Ltd \\n END:VCARD")
    vault.run("set", "bo", "phones", "+81;END:VCARD")
    out = vault.home / "out.vcf"

    vault.run("export", str(out))

    raw = out.read_bytes()
    assert raw.count(b"\r\nEND:VCARD\r\n") == 2
    assert b"\n" not in raw.replace(b"\r\n", b"")
    cards = list(vobject.readComponents(raw.decode()))
    (card,) = [one for one in cards if one.fn.value == "Bo Quiet"]
    assert card.org.value == ["Fell; Sons, Ltd \\n END:VCARD"]
    assert card.tel.value == "+81;END:VCARD"


NAME = "Eve \x1b[31m\x1b]52;c;ZXZpbA==\x07\r\u202egnp\u2066\x9b"


def test_case_23_nothing_in_a_name_steers_a_terminal(vault: Vault) -> None:
    vault.put("People/Eve.md", f'---\nname: "{escaped(NAME)}"\ncadence: 1d\n---\n')

    for words in (("list",), ("check",), ("show", "Eve.md"), ("review",)):
        done = nettrack(*words, home=vault.home, cwd=vault.root)
        shown = done.out + done.err
        controls = {char for char in shown if ord(char) < 32 or 127 <= ord(char) < 160}
        assert controls <= {"\n", "\t"}, words
        assert not set("\u202e\u2066") & set(shown), words
    rows = vault.run("list", "--json").data
    assert NAME in {row["name"] for row in rows}


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in text)


CELLS = ("=1+1", "+81 90", "-1", "@x", "'quoted", "a,b", '"', "=HYPERLINK(0)")


def test_case_24_a_table_holds_no_formula_where_it_is_asked_to_and_comes_back(
    vault: Vault,
) -> None:
    vault.run("set", "--", "bo", "likes", *CELLS)
    before = vault.run("show", "bo", "--json").data[0]["properties"]["likes"]
    assert before == list(CELLS)

    for words in ([], ["--safe"]):
        table = vault.home / f"table{len(words)}.csv"
        vault.run("export", str(table), *words)
        if words:
            cells = table.read_text("utf-8-sig").replace('"', "").replace(",", "\n")
            assert not [c for c in cells.splitlines() if c[:1] in tuple("=+-@")]
        home = vault.home / f"other{len(words)}"
        (home / "vault/People").mkdir(parents=True)
        other = ("--vault", str(home / "vault"))
        assert nettrack("import", str(table), "--apply", *other, home=home).code == 0
        shown = nettrack("show", "bo", "--json", *other, home=home).data
        assert shown[0]["properties"]["likes"] == list(CELLS)


def test_case_25_what_is_kept_outside_the_vault_is_its_owners_alone(
    vault: Vault,
) -> None:
    before = os.umask(0)
    try:
        # Not from the stock of started ones: that has the mask of its start.
        for words in (("log", "bo", "a secret word"), ("list",)):
            vault.run(*words, PYTHONHASHSEED="1")
    finally:
        os.umask(before)

    kept = [path for folder in ("cache", "state", "config")
            for path in (vault.home / folder).rglob("*")]  # fmt: skip
    assert any(path.name == "index.db" for path in kept)
    assert [str(path) for path in kept if mode_of(path) & 0o077] == []
    assert list(vault.home.glob("*.log")) == []


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


BO_PRIVATE = BO.replace("---\n", "---\nprivate: true\n", 1)


def test_case_25_and_no_page_or_answer_tells_of_somebody_private(vault: Vault) -> None:
    vault.put("People/Bo Quiet.md", BO_PRIVATE)
    vault.run("render")
    pages = "".join(vault.text(name) for name in vault.files() if "Network" in name)

    assert "Quiet" not in pages + vault.run("list").out + vault.run("check").out
    shutil.rmtree(vault.root / "Network")
