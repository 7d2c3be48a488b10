"""The real command takes people in and gives them out: a plan first, twice is once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.drive import ROOT, Result, nettrack

DATA = ROOT / "tests/data/exchange"
#: One of each kind; the others come in by tests/unit/app/test_importing.py.
FILES = ("apple.vcf", "hostile.vcf", "half-a-file.vcf", "eight-sjis.csv")
ADA = """---
type: contact
# mine
emails: ada@example.org
org: Fenn Ltd   # since 2020
aliases: Addie, A. Fenn
---

## Log

- 2026-10-01 met
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "nettrack.toml").touch()
    (vault / "People/Ada Fenn.md").write_text(ADA)
    return vault


def run(vault: Path, *words: str) -> Result:
    home = vault.parent / "home"
    home.mkdir(exist_ok=True)
    return nettrack("--vault", str(vault), *words, home=home)


def card(vault: Path, *lines: str, name: str = "cards.vcf") -> str:
    file = vault.parent / name
    every = ["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]
    file.write_bytes("\r\n".join(every).encode())
    return str(file)


def plan(vault: Path, file: str, *words: str) -> dict[str, Any]:
    result = run(vault, "import", file, "--json", *words)
    assert result.code == 0, result.err
    data: dict[str, Any] = result.data
    return data


def states(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["state"], row["name"]) for row in data["plan"]]


def tree(vault: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(vault)): path.read_bytes()
        for path in sorted(vault.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", FILES)
def test_twice_is_once_and_undo_gives_the_first_bytes_back(
    vault: Path, name: str
) -> None:
    before, file = tree(vault), str(DATA / name)

    assert run(vault, "import", file).code == 0
    assert tree(vault) == before
    assert run(vault, "import", file, "--apply", "--partly").code == 0
    after = tree(vault)
    second = run(vault, "import", file, "--apply", "--partly", "--json")

    assert after != before
    assert tree(vault) == after
    assert {row["state"] for row in second.data["plan"]} == {"unchanged"}
    assert {one["action"] for one in second.data["writes"]} == {"unchanged"}
    assert run(vault, "undo").code == 0
    assert tree(vault) == before


def test_a_plan_and_a_dry_run_write_nothing(vault: Path) -> None:
    file = card(vault, "FN:Wren Marigold", "EMAIL:wren@example.org")
    before = tree(vault)

    told = run(vault, "import", file)
    assert told.out == "new\tWren Marigold\tPeople/Wren Marigold.md\temails\t1\n"
    assert "Nothing was written" in told.err
    shown = run(vault, "import", file, "--dry-run")
    assert "+++ b/People/Wren Marigold.md" in shown.out
    assert "diff" in plan(vault, file, "--dry-run")["writes"][0]
    assert tree(vault) == before


def test_the_same_mailbox_and_name_is_the_same_person_and_no_word_is_lost(
    vault: Path,
) -> None:
    file = card(
        vault, "UID:a-1", "FN:Fenn Ada", "EMAIL:ADA@example.org", "ORG:Other Ltd",
        "TEL;TYPE=CELL:+1 555 0100 001", "TITLE:Owner", "NICKNAME:Lady Fenn",
    )  # fmt: skip

    data = plan(vault, file, "--apply")

    (row,) = data["plan"]
    assert row["state"] == "changed"
    assert row["path"] == "People/Ada Fenn.md"
    assert "same e-mail and name" in row["reason"]
    assert "yours stays: org" in row["reason"]
    assert (vault / "People/Ada Fenn.md").read_text() == ADA.replace(
        "aliases: Addie, A. Fenn\n",
        "aliases:\n  - Addie\n  - A. Fenn\n  - Lady Fenn\n",
    ).replace(
        "Fenn\n---\n",
        'Fenn\ntitle: Owner\nphones:\n  - "+1 555 0100 001 (cell)"\nuid: a-1\n---\n',
    )


def test_what_came_from_the_source_follows_it_and_what_was_taken_out_stays_out(
    vault: Path,
) -> None:
    old = ("UID:w", "FN:Wren Marigold", "ORG:Old Kiln", "TITLE:Potter",
           "EMAIL:a@example.org", "EMAIL:b@example.org")  # fmt: skip
    plan(vault, card(vault, *old), "--apply")
    note = vault / "People/Wren Marigold.md"
    text = note.read_text()
    note.write_text(
        text.replace('  - "b@example.org"\n', "").replace(
            "title: Potter", "title: Mine"
        )
    )

    new = ("UID:w", "FN:Wren Marigold", "ORG:New Kiln", "TITLE:Boss",
           "EMAIL:b@example.org", "EMAIL:c@example.org")  # fmt: skip
    data = plan(vault, card(vault, *new), "--apply")

    after = note.read_text()
    assert data["plan"][0]["keys"] == ["org", "emails"]
    assert "org: New Kiln" in after
    assert "title: Mine" in after
    assert '"a@example.org"' in after
    assert "b@example.org" not in after
    assert "c@example.org" in after
    again = plan(vault, card(vault, *new))
    assert [(row["state"], row["reason"]) for row in again["plan"]] == [
        ("unchanged", "known by its id")
    ]


def test_a_name_alone_is_never_enough_and_the_user_decides(vault: Path) -> None:
    file = card(vault, "FN:Ada Fenn", "TEL:+1 555 0100 099")
    before = tree(vault)

    assert states(plan(vault, file, "--apply")) == [("unclear", "Ada Fenn")]
    assert tree(vault) == before

    same = plan(vault, file, "--same", "1=Ada Fenn")
    assert same["plan"][0]["path"] == "People/Ada Fenn.md"
    new = plan(vault, file, "--new", "1", "--apply")
    assert new["plan"][0]["path"] == "People/Ada Fenn 2.md"
    assert states(plan(vault, file)) == [("unchanged", "Ada Fenn")]


def test_a_shared_address_with_another_name_is_somebody_else(vault: Path) -> None:
    file = card(vault, "FN:Brook Hale", "EMAIL:ada@example.org")

    (row,) = plan(vault, file)["plan"]

    assert row["state"] == "new"
    assert row["reason"] == "shares an address with People/Ada Fenn.md"


def test_an_office_has_no_person(vault: Path) -> None:
    (vault / "People/Ada Fenn.md").write_text("---\nemails: info@example.org\n---\n")

    file = card(vault, "FN:Ada Fenn", "EMAIL:info@example.org")

    assert states(plan(vault, file)) == [("unclear", "Ada Fenn")]


def test_japanese_names_agree_in_order_width_variants_and_reading(vault: Path) -> None:
    note = vault / "People/渡辺 高志.md"
    note.write_text("---\nreading: わたなべ たかし\nphones: 090-0000-0001\n---\n")
    for name in ("渡邊 髙志", "渡辺高志", "Takashi Watanabe", "ﾜﾀﾅﾍﾞ ﾀｶｼ"):
        file = card(vault, f"FN:{name}", "TEL:+81 90-0000-0001")
        assert plan(vault, file)["plan"][0]["path"] == "People/渡辺 高志.md", name
    file = card(vault, "FN:渡辺 高子", "TEL:+81 90-0000-0001")
    assert states(plan(vault, file)) == [("new", "渡辺 高子")]


def test_text_from_outside_is_inert_where_it_lands(vault: Path) -> None:
    assert run(vault, "import", str(DATA / "hostile.vcf"), "--apply").code == 0

    (made,) = [path for path in vault.rglob("*.md") if path.name != "Ada Fenn.md"]
    text = made.read_text()
    assert made.parent == vault / "People"
    for mark in (
        "<%",
        "{{",
        "[[",
        "<script",
        "\n```",
        "\n- [ ]",
        "%%",
        "\n---\n```",
        "\x1b",
    ):
        assert mark not in text.removeprefix("---\n"), mark
    assert run(vault, "check").code == 0
    assert run(vault, "show", "passwd", "--json").data[0]["org"].startswith("｛｛x}}")


def test_private_people_are_neither_touched_nor_told(vault: Path) -> None:
    (vault / "People/Ada Fenn.md").write_text(ADA.replace("# mine", "private: true"))
    before = tree(vault)
    file = card(vault, "FN:Ada Fenn", "EMAIL:ada@example.org", "TITLE:Owner")

    told = run(vault, "import", file, "--apply")

    assert "Ada" not in told.out + told.err
    assert "1 more concerns private people" in told.err
    assert tree(vault) == before
    assert states(plan(vault, file, "--private")) == [("changed", "Ada Fenn")]


BAD = {
    "half.vcf": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Whole\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Ha",
    "noise.vcf": bytes(range(256)) * 20,
    "noise.csv": bytes(range(256)) * 20,
    "half.zip": b"PK\x03\x04half",
    "ragged.csv": b"name,email\nA,a@example.org,x,y\nB,b@example.org\n",
    "torn.csv": b'name,email\nB,b@example.org\n"A,a@example.org',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_named_by_line_and_nothing_is_written(
    vault: Path, name: str
) -> None:
    file = vault.parent / name
    file.write_bytes(BAD[name])
    before = tree(vault)

    planned = run(vault, "import", str(file))
    applied = run(vault, "import", str(file), "--apply")

    assert "Traceback" not in planned.err + applied.err
    assert name in planned.err
    assert applied.code == 1
    assert "nothing was written" in applied.err.lower()
    assert tree(vault) == before


@pytest.mark.parametrize("what", ["missing.vcf", "empty.vcf", "folder", "odd.xyz"])
def test_what_is_no_file_to_import_is_named(vault: Path, what: str) -> None:
    file = vault.parent / what
    if what == "folder":
        file.mkdir()
    elif what != "missing.vcf":
        file.write_bytes(b"" if what == "empty.vcf" else b"what?\n")

    result = run(vault, "import", str(file))

    assert result.code == 1
    assert what in result.err
    assert "Traceback" not in result.err


def test_what_is_exported_is_known_again(vault: Path) -> None:
    plan(vault, str(DATA / "apple.vcf"), "--apply")
    for ending, more in (
        ("vcf", ()),
        ("vcf", ("--vcard4",)),
        ("csv", ()),
        ("csv", ("--safe",)),
    ):
        file = str(vault.parent / f"out.{ending}")
        assert run(vault, "export", file, "--force", *more).code == 0
        found = plan(vault, file)
        assert [row["state"] for row in found["plan"]] == ["unchanged"] * 2, found


def test_nobody_private_and_no_line_of_a_note_is_exported(vault: Path) -> None:
    text = ADA.replace("# mine", 'introduced_by: "[[Secret Elm]]"')
    (vault / "People/Ada Fenn.md").write_text(text + "%%private%% hush\n")
    (vault / "People/Secret Elm.md").write_text(
        "---\nprivate: true\nemails: s@example.org\n---\n"
    )
    for form in ("vcf", "csv", "jsonl"):
        open_to_all = run(vault, "export", "-", "--format", form).out
        assert "Ada Fenn" in open_to_all
        for word in ("Secret", "s@example.org", "hush"):
            assert word not in open_to_all, form
        assert (
            "s@example.org"
            in run(vault, "export", "-", "--format", form, "--private").out
        )


def test_json_lines_hold_every_property(vault: Path) -> None:
    (line,) = run(vault, "export", "-", "--format", "jsonl").out.splitlines()

    found = json.loads(line)
    assert found["path"] == "People/Ada Fenn.md"
    assert found["emails"] == ["ada@example.org"]
    assert found["org"] == "Fenn Ltd"


def test_a_file_that_is_there_is_not_overwritten_unasked(vault: Path) -> None:
    file = vault.parent / "out.vcf"
    file.write_bytes(b"mine")

    result = run(vault, "export", str(file))

    assert result.code == 1
    assert "--force" in result.err
    assert file.read_bytes() == b"mine"
    assert run(vault, "export", str(file), "--force").code == 0
    assert file.stat().st_mode & 0o077 == 0


def test_no_note_is_lost_to_a_chart(vault: Path) -> None:
    chart, note = vault / "Chart.md", vault / "People/Ada Fenn.md"
    before = note.read_bytes()

    refused = run(vault, "export", str(note), "--force")
    assert (refused.code, note.read_bytes()) == (1, before)
    assert "this is a note" in refused.err
    assert run(vault, "export", str(chart)).code == 0
    assert run(vault, "export", str(chart), "--force").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("import", "x.vcf", "--apply", "--dry-run"),
        ("import", "x.vcf", "--map", "nothing"),
        ("import", "x.vcf", "--same", "Ada"),
        ("export", "out.docx"),
        ("export", "out.csv", "--alarms"),
        ("export", "out.ics", "--only", "birthdays,nothing"),
    ],
)
def test_words_that_do_not_fit_are_a_usage_error(
    vault: Path, words: tuple[str, ...]
) -> None:
    assert run(vault, *words).code == 2


def test_cards_of_one_person_come_in_as_one_and_namesakes_do_not(vault: Path) -> None:
    file = vault.parent / "two.vcf"
    cards = (
        "FN:Mia Moor\nEMAIL:mia@example.org\nNICKNAME:M\\, the baker",
        "FN:Moor\\, Mia\nEMAIL:mia@example.org\nTITLE:Baker",
        "FN:Mia Moor\nTEL:+1 555 0100 888",
    )
    file.write_text(
        "".join(f"BEGIN:VCARD\nVERSION:3.0\n{c}\nEND:VCARD\n" for c in cards)
    )

    data = plan(vault, str(file), "--apply")

    assert states(data) == [("new", "Mia Moor"), ("unclear", "Mia Moor")]
    (card,) = run(vault, "show", "Mia Moor", "--json").data
    assert card["title"] == "Baker"
    assert card["aliases"] == ["M the baker"]


def test_one_is_said_in_the_singular(vault: Path) -> None:
    file = card(vault, "FN:Bo Sand", "UID:b1")

    planned = run(vault, "import", file, "--dry-run").err
    done = run(vault, "import", file, "--apply").err
    left = run(vault, "export", str(vault.parent / "x.vcf"), "--json").out
    told = run(vault, "export", str(vault.parent / "y.jsonl"), "--tier", "close").err

    assert "1 file under .nettrack/sources/" in planned
    assert "1 note was written" in done
    assert '"people": 2' in left
    assert told.endswith("0 people.\n")
