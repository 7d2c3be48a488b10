"""Odd calendars, mail and chats of our own making: every fact of each is expected."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from nettrack_md.exchange.calendar import is_calendar, read_calendars
from nettrack_md.exchange.chat import (
    is_line_talk,
    is_linkedin_messages,
    read_line_talk,
    read_messages,
)
from nettrack_md.exchange.encounters import EncounterFile
from nettrack_md.exchange.mail import (
    MailReading,
    cut_head,
    is_letter,
    is_mbox,
    split_mbox,
)
from tests.builders import TODAY
from tests.drive import ROOT

DATA = ROOT / "tests/data/encounters"
EXPECTED = DATA / "expected.json"
NAMES = sorted(path.name for path in DATA.iterdir() if path.suffix != ".json")
TOKYO = ZoneInfo("Asia/Tokyo")
ME = {"me@example.org"}


def read(name: str, data: bytes, chunk: int = 1 << 20) -> EncounterFile:
    """The file by the reader that takes its first bytes for its own."""
    head = data[:65536]
    if is_calendar(head):
        return read_calendars([(name, data)], name, me=ME, today=TODAY, zone=TOKYO)
    if is_linkedin_messages(head):
        return read_messages(data, name, zone=TOKYO, text=True)
    if is_line_talk(head):
        return read_line_talk(data, name, text=True)
    mail = MailReading(name, ME, TOKYO, text=True)
    if is_mbox(head):
        pieces = [data[at : at + chunk] for at in range(0, len(data), chunk)]
        for each in split_mbox(iter(pieces)):
            mail.take(each)
    else:
        assert is_letter(head) or name.startswith("x."), name
        mail.take(cut_head(data))
    return mail.result("mail")


def told(found: EncounterFile) -> dict[str, Any]:
    """All of it, in lines that can be read."""
    return {
        "format": found.format,
        "touches": [
            " ".join(
                filter(
                    None,
                    (
                        e.on.isoformat(),
                        e.time,
                        e.kind,
                        e.direction,
                        e.party,
                        f"line {e.line}",
                        f"| {e.text}" if e.text else "",
                    ),
                )
            )
            for e in found.encounters
        ],
        "names": dict(sorted(found.names.items())),
        "problems": [f"{p.line}: {p.code}: {p.message}" for p in found.problems],
        "remarks": list(found.remarks),
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_an_odd_file_is_read(name: str) -> None:
    found = told(read(name, (DATA / name).read_bytes()))

    if os.environ.get("NETTRACK_GOLDEN") == "update":
        _update(name, found)
    assert found == json.loads(EXPECTED.read_text("utf-8"))[name]


def _update(name: str, found: dict[str, Any]) -> None:
    held = json.loads(EXPECTED.read_text("utf-8")) if EXPECTED.exists() else {}
    table = {key: value for key, value in {**held, name: found}.items() if key in NAMES}
    text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
    Path(EXPECTED).write_text(text + "\n", "utf-8")


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".mbox")])
@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_it_does_not_matter_how_a_mailbox_comes_in_pieces(
    name: str, chunk: int
) -> None:
    data = (DATA / name).read_bytes()

    assert read(name, data, chunk) == read(name, data)


def test_a_talk_without_a_title_needs_my_name() -> None:
    data = (DATA / "line-no-title.txt").read_bytes()

    found = read_line_talk(data, "x.txt", me=["私"])

    assert [(e.party, e.direction) for e in found.encounters] == [
        ("line:花子", "<-"),
        ("line:花子", "->"),
    ]
    named = read_line_talk(data, "[LINE]花子.txt")
    assert named.encounters == found.encounters


def test_a_mail_with_an_invitation_is_a_mail() -> None:
    mail = (
        b"From: ada@example.org\nTo: me@example.org\n"
        b"Date: Mon, 2 Nov 2026 10:00:00 +0900\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"
    )

    assert not is_calendar(mail)
    assert is_calendar(b"\xef\xbb\xbf\r\nbegin:vcalendar\r\n")
    assert is_calendar("BEGIN:VCALENDAR\r\n".encode("utf-16"))
    assert [each.party for each in read("x.eml", mail).encounters] == [
        "mail:ada@example.org"
    ]
