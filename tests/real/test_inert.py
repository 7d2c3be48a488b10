"""Words of others do nothing in the notes that are written: imported or rendered.

What they would do is looked for by another parser of markdown, by the marks of the
plugins, and by nettrack's own reader.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nettrack_md.note.parse import parse_note
from nettrack_md.note.regions import find_regions
from tests.every_command import Said, run_here
from tests.hostile_words import WORDS, living

GOOD = "---\ntype: contact\ntier: close\nemails: ada@x.example\n---\n\n## Log\n\n- 2026-01-01 meet: tea\n"
KEYS = ("why", "org", "title", "field", "region", "met_at", "likes", "needs",
        "helps_with", "common", "channel", "avoid", "they_know", "honorific",
        "best_time", "goals")  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    people = tmp_path / "vault/People"
    people.mkdir(parents=True)
    (tmp_path / "vault/nettrack.toml").write_text('language = "en"\n')
    (people / "Ada Moss.md").write_text(GOOD)
    return tmp_path


def run(place: Path, *words: str) -> Said:
    return run_here(words, place, place / "vault")


def notes(place: Path) -> dict[str, str]:
    return {
        str(path.relative_to(place)): path.read_bytes().decode()
        for path in sorted((place / "vault").rglob("*.md"))
    }


def faults(place: Path) -> dict[str, list[str]]:
    return {
        path: found
        for path, text in notes(place).items()
        if (found := list(living(text)))
    }


def escaped(text: str) -> str:
    """As a value of a card or a calendar has it; what ends a line there goes."""
    for old, new in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        text = text.replace(old, new)
    return text.replace("\r", "")


def test_the_words_would_do_something() -> None:
    quiet = [text for text in WORDS if not list(living(f"# x\n\n{text}\n"))]

    # Single marks, and what only nettrack or a plugin minds where it stands in a log.
    assert len(quiet) < len(WORDS) // 2


def test_people_from_a_file_bring_only_words(place: Path) -> None:
    cards = "".join(
        "BEGIN:VCARD\r\nVERSION:3.0\r\n"
        f"UID:{number}\r\nFN:Ben {number} {escaped(text)}\r\n"
        f"N:{escaped(text)};Ben;;;\r\nNICKNAME:{escaped(text)}\r\n"
        f"ORG:{escaped(text)}\r\nTITLE:{escaped(text)}\r\nNOTE:{escaped(text)}\\n"
        f"{escaped(text)}\r\nCATEGORIES:{escaped(text)}\r\nTEL:{escaped(text)} {number:07}\r\n"
        f"ADR:;;{escaped(text)};;;;\r\nURL:{escaped(text)}\r\nEND:VCARD\r\n"
        for number, text in enumerate(WORDS)
    )
    (place / "cards.vcf").write_bytes(cards.encode())

    done = run(place, "import", str(place / "cards.vcf"), "--apply", "--partly")

    assert done.code == 0, done.err
    assert len(notes(place)) == 1 + len(WORDS)
    assert faults(place) == {}
    for text in notes(place).values():
        assert parse_note("x.md", text).problems == ()
    rows = json.loads(run(place, "list", "--json").out)["data"]
    assert len(rows) == 1 + len(WORDS)
    assert not any(row["last"] for row in rows if row["name"] != "Ada Moss")


def test_days_mails_and_talks_bring_only_words(place: Path) -> None:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:20260{1 + number % 9}{1 + number % 27:02}"
        f"T100000Z\r\nSUMMARY:{escaped(text)}\r\nLOCATION:{escaped(text)}\r\n"
        "ATTENDEE;CN=Ada Moss:mailto:ada@x.example\r\nEND:VEVENT\r\n"
        for number, text in enumerate(WORDS)
    )
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
    (place / "days.ics").write_bytes(calendar.encode())
    mails = "".join(
        "From x Wed Nov 18 01:30:00 2026\nFrom: Ada Moss <ada@x.example>\n"
        "To: me@x.example\n"
        f"Date: {1 + number % 27} Oct 2026 {number % 24:02}:{number % 60:02}:00 +0000\n"
        f"Message-ID: <{number}@x>\nSubject: {' '.join(text.split()) or 'x'}\n\n"
        for number, text in enumerate(WORDS)
    )
    (place / "mails.mbox").write_bytes(mails.encode())
    talk = (
        "[LINE] Chat history with Ada Moss\nSaved on: 2026/11/19 10:00\n\n"
        + "".join(
            f"2026/{1 + number % 9:02}/{1 + number % 27:02}(Mon)\n10:00\tAda Moss\t{text}\n\n"
            for number, text in enumerate(WORDS)
            if "\n" not in text and "\r" not in text
        )
    )
    (place / "talk.txt").write_bytes(talk.encode())
    for words in (
        ("import", str(place / "days.ics"), "--apply", "--partly"),
        ("import", str(place / "mails.mbox"), "--me", "me@x.example", "--text",
         "--apply", "--partly"),
        ("import", str(place / "talk.txt"), "--same", "Ada Moss=Ada Moss", "--text", "--apply",
         "--partly"),
    ):  # fmt: skip
        done = run(place, *words)
        assert done.code == 0, (words[1], done.err)

    assert faults(place) == {}
    (note,) = notes(place).values()
    assert note.count("\n- 2026") > 100
    header = GOOD.partition("\n## Log")[0].replace("emails: ada@x.example\n---\n", "")
    assert note.startswith(header)
    loops = json.loads(run(place, "show", "Ada Moss", "--json").out)["data"][0]
    assert loops["promises"] == []
    assert loops["tier"] == "close"


def test_a_rendered_note_holds_only_words(place: Path) -> None:
    for number, text in enumerate(WORDS):
        line = " ".join(text.split())
        rows = "".join(f"{key}: {json.dumps(text)}\n" for key in KEYS)
        (place / f"vault/People/Cy {number}.md").write_text(
            f"---\ntype: contact\nname: {json.dumps(f'Cy {number} {text}')}\n"
            f"aliases: [{json.dumps(text)}]\ncadence: 1w\n{rows}---\n\n## Log\n\n"
            f"- 2026-0{1 + number % 9}-01 meet: {line}\n"
            f"- 2026-11-1{number % 9} email <- {line}\n\n- [ ] Cy {line} 📅 2026-11-19\n",
            newline="",
        )
    (place / "vault/nettrack.toml").write_text(
        'language = "en"\ncapacity = 100\n[[report]]\ntemplate = "quarter.md.j2"\n'
        'path = "Network/{quarter}.md"\n'
    )

    assert run(place, "render").code == 0
    assert run(place, "brief", "Ada Moss", "People/Cy 3.md", "--note").code == 0

    pages = {path: text for path, text in notes(place).items() if "/Network/" in path}
    assert len(pages) == 4
    for path, text in pages.items():
        assert list(living(text)) == [], path
        found = find_regions(text)
        assert (found.faults, found.damaged) == ((), frozenset())
        assert set(found.names) <= {
            "people", "promises", "proposals", "dates", "happened", "health", "to-do",
            "goals", "ties", "kept", "why", "brief", "questions", "soon", "year",
        }, found.names  # fmt: skip
    # Nothing in them counts as ticked, and rendering again changes nothing.
    before = notes(place)
    assert run(place, "apply", "--no-render").code == 0
    assert notes(place) == before
    assert run(place, "render", "--check").code == 0
