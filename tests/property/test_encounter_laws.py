"""Laws of what calendars, mail and chats give: nothing raises, order says nothing."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from nettrack_md.exchange.encounters import EncounterFile
from tests.drive import ROOT
from tests.unit.exchange.test_encounter_files import NAMES, read

DATA = ROOT / "tests/data/encounters"
PARTS = sorted(
    {
        piece
        for name in NAMES
        for piece in re.split(rb"(?<=\n)", (Path(DATA) / name).read_bytes())
    }
)
FIRST = {
    "ics": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
    "mbox": b"From a@example.org Wed Nov 18 10:00:00 2026\nFrom: a@example.org\n",
    "csv": b"CONVERSATION ID,FROM,SENDER PROFILE URL,DATE\n",
    "txt": "[LINE] 花子とのトーク履歴\n2026/11/16(月)\n".encode(),
}
kinds = st.sampled_from(sorted(FIRST))
junk = st.lists(st.sampled_from(PARTS) | st.binary(max_size=12), max_size=14)


def pieces(found: EncounterFile) -> set[tuple[object, ...]]:
    return {
        (e.party, e.on, e.kind, e.direction, e.time, e.text) for e in found.encounters
    }


@given(kinds, junk)
def test_no_bytes_raise_and_every_touch_is_on_one_clean_line(
    kind: str, lines: list[bytes]
) -> None:
    found = read(f"x.{kind}", FIRST[kind] + b"".join(lines))

    for one in found.encounters:
        assert one.text == " ".join(one.text.split())
        assert one.text.isprintable() or not one.text.isascii()


@given(st.sampled_from([n for n in NAMES if n.endswith(".ics")]), st.data())
@settings(max_examples=30)
def test_half_a_calendar_gives_no_more_than_the_whole(
    name: str, data: st.DataObject
) -> None:
    whole = (DATA / name).read_bytes()
    cut = data.draw(st.integers(len(b"BEGIN:VCALENDAR"), len(whole)))

    half = read(name, whole[:cut])

    if not name.startswith(("repeats", "crowd", "called")):
        # An exception that is cut off leaves the rule.
        assert pieces(half) <= pieces(read(name, whole))


@given(st.lists(st.binary(max_size=40), min_size=8, max_size=8))
@settings(max_examples=30)
def test_what_stands_below_the_headers_says_nothing(bodies: list[bytes]) -> None:
    whole = (DATA / "copies.mbox").read_bytes()
    mails = re.split(rb"(?m)^(?=From x@)", whole)[1:]
    quoted = [re.sub(rb"(?m)^(>*From )", rb">\1", body) for body in bodies]

    filled = b"".join(
        mail + body + b"\n\n" for mail, body in zip(mails, quoted, strict=True)
    )

    found, plain = read("x.mbox", filled), read("x.mbox", whole)
    assert (pieces(found), found.remarks) == (pieces(plain), plain.remarks)


@given(st.permutations(range(8)))
@settings(max_examples=20)
def test_the_order_of_mails_says_nothing(order: list[int]) -> None:
    whole = (DATA / "copies.mbox").read_bytes()
    mails = re.split(rb"(?m)^(?=From x@)", whole)[1:]
    assert len(mails) == len(order)

    shuffled = read("x.mbox", b"".join(mails[at] for at in order))

    assert pieces(shuffled) == pieces(read("x.mbox", whole))


@given(st.permutations(range(7)))
@settings(max_examples=20)
def test_the_order_of_events_says_nothing(order: list[int]) -> None:
    whole = (DATA / "zones.ics").read_bytes()
    head, *events = re.split(rb"(?m)^(?=BEGIN:VEVENT)", whole)
    events[-1] = events[-1].removesuffix(b"END:VCALENDAR\r\n")

    shuffled = head + b"".join(events[at] for at in order) + b"END:VCALENDAR\r\n"

    assert pieces(read("x.ics", shuffled)) == pieces(read("x.ics", whole))
