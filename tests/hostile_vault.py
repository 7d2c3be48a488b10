"""A vault in which every text wants to steer a terminal, and files like it to import."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Nothing of this may reach a terminal: OSC 52 and 8, a clearing of the screen, C1, a
#: return, a backspace, bidi overrides and isolates, separators of lines.
ORDERS = (
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1b]8;;http://evil.example\x1b\\x\x9b31m\x85\r\x08\x7f"
    "\u202e\u2066\u200f\u061c\u2028\u2029\u206a\ufeff\ufff9"
)
#: The same without what a line of a note cannot hold.
IN_LINE = (
    ORDERS.replace("\r", "")
    .replace("\u2028", "")
    .replace("\u2029", "")
    .replace("\x85", "")
)
#: The same without what a file name cannot hold.
IN_NAME = ORDERS.replace("/", "∕")

FIELDS = (
    "name", "reading", "aliases", "why", "org", "title", "field", "region", "helps_with",
    "needs", "likes", "avoid", "common", "they_know", "channel", "best_time", "busy",
    "honorific", "register", "emails", "phones", "urls", "social", "addresses", "met_at",
    "introduced_by", "goals", "roles", "tags", "sources", "unknown_key", "tier", "cadence",
    "met", "birthday", "dates", "snooze", "uid",
)  # fmt: skip
EVENT = "Events/2026-11-25 Evil fair.md"
WHO, OTHER = "People/Evil One.md", "People/Evil Two.md"


def make_hostile_vault(root: Path, files: Path) -> None:
    """Write the vault to `root` and what could be imported to `files`."""
    for path, text in _notes().items():
        _put(root / path, text)
    for name in (f"Evil {IN_NAME}", f"Evil\nline {IN_NAME}"):
        _put(root / "People" / f"{name}.md", _person("three", bad=False))
    _put(
        root / "People" / f"Folder {IN_NAME}" / "Evil Four.md",
        _person("four", bad=False),
    )
    (root / "People" / f"Out {IN_NAME}.md").symlink_to("/etc/hostname")
    for name, content in _foreign().items():
        _put(files / name, content)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _person(which: str, *, bad: bool) -> str:
    rows = ["type: contact"]
    for key in FIELDS:
        good = {"tier": "close", "cadence": "4w", "met": "2025-03-01",
                "birthday": "1990-11-22", "dates": "2014-11-23 " + ORDERS,
                "aliases": f"[Zed {which}, {json.dumps('x' + ORDERS)}]",
                "tags": f"[evil, {json.dumps('x' + ORDERS)}]"}  # fmt: skip
        if key in good and not bad:
            value = good[key]
            rows.append(f"{key}: {value if key != 'dates' else json.dumps(value)}")
        elif key != "snooze" or bad:
            rows.append(f"{key}: {json.dumps(f'Evil {which} {key} {ORDERS}')}")
    rows.append(json.dumps(f"key {ORDERS}") + ": x")
    return (
        "---\n" + "\n".join(rows) + f"\n---\n# Evil {IN_LINE}\n\n"
        f"- [ ] promise evil {IN_LINE} 📅 2026-11-20\n"
        f"- [ ] <- theirs evil {IN_LINE}\n"
        f"[[Nobody {IN_LINE}]] broken\n\n## Log\n"
        f"- 2026-09-01 meet: evil {IN_LINE} #gave #x{IN_LINE}\n"
        f"- 2026-08-01 od{IN_LINE}d: evil\n"
        f"- 2026-13-01 call: evil {IN_LINE}\n"
        f"- 2026-11-18 email <- evil {IN_LINE}\n"
        f"- 2026-11-05 intro: [[Evil One]] <-> [[Evil Two]] asked {IN_LINE}\n"
    )


def _notes() -> dict[str, str]:
    return {
        WHO: _person("one", bad=False),
        OTHER: _person("two", bad=True),
        "People/Evil Calm.md": "---\ntier: close\n---\n- 2026-01-01 meet: tea\n",
        "People/Broken.md": f"---\nname: {IN_LINE}\n  x: [\n---\n",
        "People/Twice.md": f'---\n"a{ORDERS[:4]}": 1\n{json.dumps(ORDERS)}: 1\n'
        f"{json.dumps(ORDERS)}: 2\n---\n",
        EVENT: f"---\ntype: event\ndate: 2026-11-25\nplace: {json.dumps(ORDERS)}\n"
        f'attendees: ["[[Evil One]]", {json.dumps("Stranger " + ORDERS)}]\n---\n'
        f"- [ ] ask evil {IN_LINE}\n",
        "Meetings/2026-11-10 Talk.md": "---\ntype: meeting\ndate: 2026-11-10\n"
        f"place: {json.dumps(ORDERS)}\nattendees: ['[[Evil Two]]']\n---\n# {IN_LINE}\n",
        "Goals/Evil goal.md": "---\ntype: goal\nhorizon: 3m\ndue: 2027-02-01\n"
        f"needs: [sails x2, {json.dumps(ORDERS)}]\n---\n# Evil {IN_LINE}\n",
        "me.md": "---\ntype: profile\n"
        f"name: {json.dumps('Evil me ' + ORDERS)}\noffers: [sails, {json.dumps(ORDERS)}]\n"
        f"asks: [{json.dumps(ORDERS)}]\nintro: {json.dumps(ORDERS)}\n"
        f"emails: {json.dumps('a@b.example' + ORDERS)}\n---\n",
        "2026-11-19.md": f"- 10:00 call [[Evil One]] evil {IN_LINE}\n- [[Evil Two]] {IN_LINE}\n",
        "Network/Overdue.md": "<!-- nettrack:begin people -->\n"
        f"- [x] [[Nobody {IN_LINE}]]\n- [x] [[Evil One]] {IN_LINE}\n",
        ".obsidian/app.json": json.dumps({"newLinkFormat": ORDERS}),
        ".obsidian/templates.json": json.dumps({"folder": f"T{ORDERS}"}),
        ".obsidian/daily-notes.json": '{"format": "' + IN_LINE,
    }


def _vcard(value: str) -> str:
    flat = value.replace("\r", "").replace("\x85", "")
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Evil {flat}\r\nN:x{flat};;;;\r\n"
        f"ORG:{flat}\r\nTEL;TYPE={flat}:{flat}\r\nNOTE:{flat}\\nmore {flat}\r\n"
        f"X-ODD{flat}:{flat}\r\nBDAY:{flat}\r\nURL:{flat}\r\nEND:VCARD\r\n"
    )


def _foreign() -> dict[str, str]:
    return {
        "people.vcf": _vcard(ORDERS),
        "broken.vcf": f"BEGIN:VCARD\r\nFN{ORDERS}\r\nBEGIN:{ORDERS}\r\n",
        "people.csv": "First Name,Last Name,Company,E" + IN_LINE + "\n"
        f'"Evil {ORDERS}","x","{ORDERS}","{ORDERS}"\n',
        "days.ics": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\n"
        f"SUMMARY:evil {IN_LINE}\r\nLOCATION:{IN_LINE}\r\n"
        f"ATTENDEE;CN={IN_LINE}:mailto:x{IN_LINE}@y\r\nEND:VEVENT\r\nBEGIN:{IN_LINE}\r\n",
        "mail.eml": f"From: Evil {IN_LINE} <x@y.example>\nTo: a@b.example\n"
        f"Date: Wed, 18 Nov 2026 01:30:00 +0900\nSubject: evil {IN_LINE}\n\n",
        "talk.txt": f"[LINE] Evil {IN_LINE}とのトーク履歴\n保存日時：2026/11/20 10:00\n\n"
        f"2026/11/18(水)\n10:00\tEvil {IN_LINE}\thello {IN_LINE}\n",
    }
