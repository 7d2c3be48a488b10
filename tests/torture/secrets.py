"""A vault with somebody private in every corner of it, and how to find a trace of them.

Everybody is invented. What is secret is the private people's names in all their forms,
and all that stands in their notes alone.
"""

from __future__ import annotations

import base64
import quopri
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

#: Names of private people, which other people's notes may hold.
NAMES = (
    "Zephyrine", "Quillwick", "Zeph the Quill",
    "霧嶋 潤羽", "霧嶋潤羽", "きりしま うるは", "キリシマ", "Vexley Drummond", "Oriel Thackwray",
    "Kirishima Uruha", "zephq@hidden-harbour.example", "Peregrine Wishlow",
)  # fmt: skip
#: What stands in their own notes alone.
OWN = (
    "velvet anchor sentence", "Obsidianfall Works", "quillcraft", "090-0000-4711",
    "the lighthouse key", "moonlit ledger", "a sealed promise", "湖底の手紙",
    "conflicted velvet", "broken velvet", "hidden-harbour.example",
)  # fmt: skip
#: What is marked `%%private%%` in notes of others: in no export, no picture.
HUSHED = ("saffron confession", "琥珀の打ち明け話")

_ZEPH = """\
---
type: contact
name: Zephyrine Quillwick
reading: ゼフィリーヌ
aliases: [Zeph the Quill, Quillwick]
tier: close
private: true
org: Obsidianfall Works
title: moonlit ledger keeper
emails: [zephq@hidden-harbour.example]
phones: ["090-0000-4711"]
birthday: 1988-11-21
dates: [2014-11-22 the lighthouse key]
helps_with: [law, the lighthouse key]
needs: [a boat, moonlit ledger]
likes: [tide tables, the lighthouse key]
goals: ["[[Build a boat]]"]
tags: [work, quillcraft]
introduced_by: "[[Ada Fenn]]"
next: 2026-11-19
trouble: 2026-11-10
met: 2026-11-10
met_at: "[[Harbour fair]]"
why: velvet anchor sentence
---
- [ ] a sealed promise to [[Ada Fenn]] 📅 2026-11-20
- [ ] <- a sealed promise of theirs

## Log
- 2026-11-15 email <- velvet anchor sentence?
- 2026-11-10 meet: velvet anchor sentence with [[Ada Fenn]] #got
- 2026-11-02 intro: [[Ada Fenn]] <-> [[Ben Roe]] asked, velvet anchor sentence
- 2025-10-02 letter: the lighthouse key #gave
"""
_KIRI = """\
---
type: contact
name: 霧嶋 潤羽
reading: きりしま うるは
tier: active
private: true
org: Obsidianfall Works
helps_with: [湖底の手紙]
---
## 記録
- 2026-03-01 会う: 湖底の手紙
"""
_ADA = """\
---
type: contact
tier: close
reading: えいだ
org: Pier Works
introduced_by: "[[Zephyrine Quillwick]]"
likes: [tide tables, "the boat of Zephyrine Quillwick"]
common: both know Zeph the Quill
helps_with: [a boat, law]
needs: [law]
why: Quillwick matters to her
birthday: 1990-11-20
emails: [ada@example.org]
met: 2026-01-10
met_at: the house of Zephyrine Quillwick
friend_of: "[[Zephyrine Quillwick|Zeph]]"
tags: [work, friend-of-zephyrine-quillwick]
---
Knows [[Zephyrine Quillwick]] and [[霧嶋 潤羽]] from the boat.

- [ ] ask [[Zephyrine Quillwick]] about the pier 📅 2026-11-20
- [ ] send 霧嶋潤羽 the boat plan 📅 2026-11-21
- [ ] send Ada the plan 📅 2026-11-21

## Log
- 2026-11-12 email <- is Zephyrine Quillwick well?
- 2026-11-05 intro: [[Ada Fenn]] <-> [[Zephyrine Quillwick]] agreed
- 2026-11-04 intro: [[Zephyrine Quillwick]] <-> [[Ben Roe]] asked
- 2026-11-03 intro: [[Ada Fenn]] <-> [[Ben Roe]] asked, on the pier
- 2026-10-01 meet: lunch with [[Zephyrine Quillwick]] at the pier #got
- 2026-09-20 meet: saffron confession %%private%%
- 2026-08-01 会う: 霧嶋 潤羽と埠頭
"""
_BEN = """\
---
type: contact
tier: active
cadence: 30d
introduced_by: "[[Ada Fenn]]"
needs: [a boat]
helps_with: [law]
org: Pier Works
roles: [mentor]
---
## Log
- 2026-06-01 meet: [[Zephyrine Quillwick]] moved to the pier
- 2026-05-01 call: about the boat
- 2026-04-01 call: 琥珀の打ち明け話 %%private%%
"""
_NOTES = {
    "nettrack.toml": 'language = "en"\ntimezone = "UTC"\ncapacity = 5\n\n[seasons]\n'
    'new_year = true\n\n[[report]]\ntemplate = "quarter.md.j2"\n'
    'path = "Network/Quarters/{quarter}.md"\n',
    "me.md": "---\ntype: profile\nname: Mira Own\nemails: me@example.org\n"
    "offers: [board games, talks with Zephyrine Quillwick]\nasks: [a boat]\n"
    "known_for: [the pier, 霧嶋 潤羽との共著]\nintro: I build boats with Quillwick.\n"
    "values: [plain words]\n---\n",
    "People/Zephyrine Quillwick.md": _ZEPH,
    "People/霧嶋 潤羽.md": _KIRI,
    "People/Ada Fenn.md": _ADA,
    "People/Ada Fen.md": "---\ntype: contact\nemails: [ada@example.org]\n---\n"
    "## Log\n- 2026-02-02 call: the pier\n",
    "People/Ben Roe.md": _BEN,
    "People/Peregrine Wishlow.md": "---\ntype: contact\nprivate: true\n"
    "status: wish\nwhy: velvet anchor sentence\n---\nVia [[Ada Fenn]].\n",
    "People/Oriel Thackwray.md": "---\ntype: contact\nprivate: perhaps\n"
    "cadence: evry velvet\nbirthday: 1990-02-31 broken velvet\ntier: close\n---\n",
    "People/Vexley Drummond.md": "---\ntype: contact\nprivate: true\ntier: close\n"
    "why: [broken velvet\norg: Obsidianfall Works\n---\nbroken velvet\n\n## Log\n"
    "- 2026-06-31 meet: broken velvet with [[Ada Fenn]]\n",
    "People/Zephyrine Quillwick.sync-conflict-20261101-101010-ABCDEFG.md":
    _ZEPH.replace("velvet anchor", "conflicted velvet anchor"),
    "Goals/Build a boat.md": "---\ntype: goal\nhorizon: 1y\ndue: 2027-03-01\n"
    "needs: [a boat x2, law]\n---\nWith [[Zephyrine Quillwick]] and [[Ada Fenn]].\n",
    "Meetings/2026-11-04 Zephyrine Quillwick.md": "---\ntype: meeting\n"
    "date: 2026-11-04\nattendees: ['[[Zephyrine Quillwick]]', '[[Ada Fenn]]']\n"
    "place: the house of Quillwick\n---\nTalk of the pier.\n",
    "Meetings/2026-11-06 The pier.md": "---\ntype: meeting\ndate: 2026-11-06\n"
    "attendees: ['[[Ada Fenn]]', '[[Zephyrine Quillwick]]', '[[霧嶋 潤羽]]']\n"
    "place: at Quillwick's\n---\n- [ ] send [[Zephyrine Quillwick]] the map\n",
    "Events/Harbour fair.md": "---\ntype: event\ndate: 2026-11-24\n"
    "attendees: ['[[Ada Fenn]]', '[[Zephyrine Quillwick]]', 'Zeph the Quill']\n"
    "place: the pier, with 霧嶋 潤羽\n---\n- [ ] meet [[Zephyrine Quillwick]]\n",
    "Events/The party of Quillwick.md": "---\ntype: event\ndate: 2026-11-25\n"
    "attendees: ['[[Ada Fenn]]', '[[Ben Roe]]']\n---\n",
    "Daily/2026-11-18.md": "- 10:00 [[Ada Fenn]] and [[Zephyrine Quillwick]] at the "
    "pier\n- 11:00 call -> [[Zephyrine Quillwick]]\n- a list for "
    "[[Ada Fenn]] from [[霧嶋 潤羽]] #share\n- [ ] tell [[Zeph the Quill]] of the boat "
    "📅 2026-11-21\n- intro: [[Ben Roe]] <-> [[Zephyrine Quillwick]] asked\n",
    "Daily/2026-11-20.md": "- met [[Ben Roe]] with Quillwick\n",
    "Notes/Broken Quillwick.md": "---\ntags: [a\n---\n[[Zephyrine Quillwick]]\n",
}  # fmt: skip

#: Files that come from outside: about people here, and about somebody private too.
IN = {
    "in.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cleo Import\r\nEMAIL:cleo@example.org"
    "\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Card Stranger\r\n"
    "EMAIL:zephq@hidden-harbour.example\r\nTEL:090-0000-4711\r\nEND:VCARD\r\n",
    "in.csv": "Name,Email\nCleo Import,cleo@example.org\n"
    "Card Stranger,zephq@hidden-harbour.example\n",
    "in.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\n"
    "UID:1@x\r\nDTSTART:20261110T100000Z\r\nSUMMARY:The pier\r\n"
    "ATTENDEE;CN=Ada Fenn:mailto:ada@example.org\r\n"
    "ATTENDEE:mailto:zephq@hidden-harbour.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "in.eml": "From: me@example.org\r\nTo: ada@example.org, "
    "zephq@hidden-harbour.example\r\nDate: Tue, 10 Nov 2026 10:00:00 +0000\r\n"
    "Message-ID: <1@x>\r\nSubject: the pier\r\n\r\nhello\r\n",
}
#: What those files hold themselves, and whoever imports them has seen.
TYPED = ("zephq@hidden-harbour.example", "hidden-harbour.example", "090-0000-4711")


def make_vault(root: Path) -> None:
    """Write the vault below `root`."""
    for path, text in _NOTES.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="")


def names_of(root: Path, aside: Path) -> dict[str, str]:
    """What the names in braces of a call mean in this vault."""
    aside.mkdir(parents=True, exist_ok=True)
    for name, text in IN.items():
        (aside / name).write_text(text, "utf-8", newline="")
    note = (root / "People/Ben Roe.md").read_text("utf-8")
    for name, line in (("base", ""), ("ours", "- one\n"), ("theirs", "- two\n")):
        (aside / f"{name}.md").write_text(note + line, "utf-8")
    return {
        "who": "Ada Fenn", "whom": "Ben Roe", "twin": "Ada Fen",
        "event": "Harbour fair", "out": str(aside / "out"),
        "in_vcf": str(aside / "in.vcf"), "in_csv": str(aside / "in.csv"),
        "in_ics": str(aside / "in.ics"), "in_mail": str(aside / "in.eml"),
        "base": str(aside / "base.md"), "ours": str(aside / "ours.md"),
        "theirs": str(aside / "theirs.md"), "note": "People/Ben Roe.md",
    }  # fmt: skip


def spellings(secret: str) -> frozenset[bytes]:
    """How a secret may stand in bytes: the ways in which files and formats write it."""
    found: set[bytes] = set()
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, secret)
        for words in (text, text.lower(), text.replace(" ", "-"), text.replace(" ", "_"),
                      text.replace(" ", "")):  # fmt: skip
            found |= {words.encode(), quote(words).encode()}
        raw = text.encode()
        found |= {text.encode("utf-16-le"), text.encode("utf-16-be")}
        found.add(quopri.encodestring(raw).rstrip(b"=\n"))
        found.add(text.encode("ascii", "backslashreplace"))
        found.add(text.encode("ascii", "xmlcharrefreplace"))
        for shift in range(3):
            # Of base64 the first and the last letter depend on what stands beside.
            coded = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
            found.add(coded[(0, 2, 3)[shift] : len(coded) - 1])
    return frozenset(one for one in found if len(one) >= 4)


def traces(content: bytes, secrets: tuple[str, ...]) -> list[str]:
    """The secrets of which anything stands in these bytes."""
    lower = content.lower()
    return [
        secret
        for secret in secrets
        if any(one in content or one.lower() in lower for one in spellings_of(secret))
    ]


_known: dict[str, frozenset[bytes]] = {}


def spellings_of(secret: str) -> frozenset[bytes]:
    """`spellings`, made once."""
    if secret not in _known:
        _known[secret] = spellings(secret)
    return _known[secret]
