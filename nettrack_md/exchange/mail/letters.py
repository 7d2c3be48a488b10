"""From the headers of mails: with whom, on which day, who wrote; or why not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from nettrack_md.exchange.encounters import (
    MOST_OTHERS,
    DayBook,
    EncounterFile,
    count,
    local,
)
from nettrack_md.exchange.mail.addresses import (
    decoded,
    header_text,
    mailboxes,
    parse_moment,
)
from nettrack_md.exchange.reading import Complaints
from nettrack_md.exchange.texts import clean

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, tzinfo

    from nettrack_md.exchange.mail.addresses import Mailbox
    from nettrack_md.exchange.mail.mbox import Head
    from nettrack_md.model.records import Direction

_FIELDS = re.compile(
    rb"\n(?i:(from|to|cc|date|subject|list-id|list-unsubscribe|list-post|precedence"
    rb"|auto-submitted|x-auto-response-suppress|x-autoreply|x-autorespond|return-path"
    rb"|content-type|x-gmail-labels|x-spam-flag|x-mozilla-status))[ \t]*:[ \t]*"
    rb"([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)"
)
#: Headers that only machines and lists write.
_TELLTALES = frozenset(
    {b"list-id", b"list-unsubscribe", b"list-post", b"x-auto-response-suppress",
     b"x-autoreply", b"x-autorespond"}
)  # fmt: skip
_BULK = re.compile(rb"\b(?:bulk|list|junk|auto_reply)\b", re.IGNORECASE)
_MACHINE = re.compile(
    r"(?:.*[._-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|mailer-daemon|postmaster"
    r"|bounces?|notifications?)(?:[._+-].*)?@"
)
_THROWN = re.compile(
    r"\b(?:spam|trash|drafts?)\b|迷惑メール|ゴミ箱|下書き", re.IGNORECASE
)
#: Deleted, and only waiting for the folder to be compacted.
_EXPUNGED = 0x8


class MailReading:
    """Reads heads, one after the other, and gathers encounters."""

    def __init__(
        self, name: str, me: Collection[str], zone: tzinfo | None, *, text: bool = False
    ) -> None:
        """`me`: my mailboxes, as `mailbox_key` gives them. `text`: keep subjects."""
        self._complaints = Complaints(name)
        self._me = frozenset(me)
        self._zone = zone
        self._text = text
        self._book = DayBook("email")
        self._seen: Counter[str] = Counter()

    def take(self, head: Head, *, where: str = "") -> None:
        """One mail; `where`: the file, where it is one of many."""
        self._seen["mail"] += 1
        if not head.whole:
            said = f"{where}: " if where else ""
            self._complaints.lost(head.line, f"{said}the file ends in these headers")
            return
        fields: dict[bytes, bytes] = {}
        for key, value in _FIELDS.findall(b"\n" + head.data):
            lower = key.lower()
            fields[lower] = (
                b"%b, %b" % (fields[lower], value) if lower in fields else value
            )
        if _is_thrown_away(fields):
            self._seen["thrown"] += 1
        elif _is_bulk(fields):
            self._seen["bulk"] += 1
        else:
            self._letter(fields, head, where)

    def _letter(self, fields: dict[bytes, bytes], head: Head, where: str) -> None:
        writers = mailboxes(fields.get(b"from", b""))
        to = mailboxes(fields.get(b"to", b""))
        mine = any(box.key in self._me for box in writers)
        parties = to if mine else writers
        parties = tuple(box for box in parties if box.key not in self._me)
        if not mine and not any(box.key in self._me for box in to):
            self._seen["aside"] += 1
            return
        if not mine and any(_MACHINE.match(box.key) for box in writers):
            self._seen["bulk"] += 1
            return
        others = {box.key for box in (*to, *mailboxes(fields.get(b"cc", b"")))}
        if len(others - self._me) > MOST_OTHERS:
            self._seen["crowd"] += 1
            return
        if not parties:
            return
        when = self._when(fields, head)
        if when is None:
            said = f"{where}: " if where else ""
            self._complaints.odd(head.line, f"{said}this mail has no day; passed over")
            return
        self._seen["mine" if mine else "theirs"] += 1
        self._add(parties, when, fields, head.line, mine=mine)

    def _add(
        self,
        parties: tuple[Mailbox, ...],
        when: datetime,
        fields: dict[bytes, bytes],
        line: int,
        *,
        mine: bool,
    ) -> None:
        text = ""
        if self._text:
            text = clean(decoded(header_text(fields.get(b"subject", b""))))
        for box in parties:
            party = f"mail:{box.key}"
            if box.name:
                self._book.names.setdefault(party, box.name)
            direction: Direction = "->" if mine else "<-"
            self._book.add(party, when, "email", direction, text=text, line=line)

    def _when(self, fields: dict[bytes, bytes], head: Head) -> datetime | None:
        when = parse_moment(header_text(fields.get(b"date", b"")))
        if when is None and head.envelope:
            # `ada@example.org Wed Nov 18 10:30:00 2026`
            _, _, stamp = head.envelope.decode("latin-1").partition(" ")
            when = parse_moment(_in_order(stamp))
        return None if when is None else local(when, self._zone)

    def result(self, what: str) -> EncounterFile:
        """All that was gathered; `what` it was: `mbox`, `a folder of mail`."""
        names = {
            party: clean(decoded(name)) for party, name in self._book.names.items()
        }
        said = f"{what}, {count(self._seen['mail'], 'mail')}, headers only"
        return EncounterFile(
            self._book.encounters(),
            names,
            self._complaints.all(),
            said,
            tuple(self._remarks()),
        )

    def _remarks(self) -> list[str]:
        seen = self._seen
        said = [
            f"{count(seen[key], 'mail')} {what}."
            for key, what in (
                ("bulk", "of lists and machines passed over"),
                ("thrown", "of spam, trash and drafts passed over"),
                ("crowd", f"among more than {MOST_OTHERS} others credited to nobody"),
                ("aside", "not written by you, nor to you directly, passed over"),
            )
            if seen[key]
        ]
        if seen["mail"] and not seen["mine"] and not seen["theirs"]:
            said.append(
                "None of these mails is from you or to you. "
                "Say which addresses are yours: --me ADDRESS"
            )
        elif seen["theirs"] and not seen["mine"]:
            said.append(
                "No mail of yours is in it. Take in your sent mail too, "
                "or replies will seem owed that you wrote long ago."
            )
        return said


def _is_bulk(fields: dict[bytes, bytes]) -> bool:
    if not _TELLTALES.isdisjoint(fields):
        return True
    if (precedence := fields.get(b"precedence")) and _BULK.search(precedence):
        return True
    submitted = fields.get(b"auto-submitted")
    if submitted and not submitted.strip().lower().startswith(b"no"):
        return True
    if fields.get(b"return-path", b"").strip() == b"<>":
        return True
    content = fields.get(b"content-type", b"").lstrip()
    return content[:16].lower() == b"multipart/report"


def _is_thrown_away(fields: dict[bytes, bytes]) -> bool:
    if fields.get(b"x-spam-flag", b"").strip().lower() == b"yes":
        return True
    status = fields.get(b"x-mozilla-status", b"").strip()
    try:
        if int(status or b"0", 16) & _EXPUNGED:
            return True
    except ValueError:
        pass
    labels = fields.get(b"x-gmail-labels", b"")
    return bool(labels) and _THROWN.search(decoded(header_text(labels))) is not None


def _in_order(stamp: str) -> str:
    """`Wed Nov 18 10:30:00 2026` with its parts where a Date header has them."""
    found = re.match(
        r"\s*(\w{3}),?\s+(\w{3})\s+(\d{1,2})\s+([\d:]+)(?:\s+([+-]\d{4}|[A-Z]{3,4}))?"
        r"\s+(\d{4})(?:\s+([+-]\d{4}))?",
        stamp,
    )
    if found is None:
        return stamp
    week, month, day, time, zone, year, behind = found.groups()
    return f"{week}, {day} {month} {year} {time} {zone or behind or '+0000'}"
