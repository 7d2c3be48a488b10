"""From the headers of mails: with whom, on which day, who wrote; or why not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from nettrack_md.exchange.encounters import (
    MOST_OTHERS,
    DayBook,
    EncounterFile,
    local,
)
from nettrack_md.exchange.mail.addresses import (
    NO_MAILBOXES,
    decoded,
    header_text,
    mailboxes,
    parse_moment,
)
from nettrack_md.exchange.reading import Complaints
from nettrack_md.exchange.texts import clean
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, tzinfo

    from nettrack_md.exchange.mail.addresses import Mailboxes
    from nettrack_md.exchange.mail.mbox import Head
    from nettrack_md.model.records import Direction

_FIELDS = re.compile(
    rb"\n(?i:(from|to|cc|date|subject|list-id|list-unsubscribe|list-post|precedence"
    rb"|auto-submitted|x-auto-response-suppress|x-autoreply|x-autorespond"
    rb"|return-path(?=[ \t]*:[ \t]*<>)|content-type(?=[ \t]*:[ \t]*multipart/report)"
    rb"|x-gmail-labels|x-spam-flag|x-mozilla-status))[ \t]*:[ \t]*"
    rb"([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)"
)
#: Headers that only machines and lists write.
_TELLTALES = frozenset(
    {b"list-id", b"list-unsubscribe", b"list-post", b"x-auto-response-suppress",
     b"x-autoreply", b"x-autorespond", b"return-path", b"content-type"}
)  # fmt: skip
_DOUBTFUL = _TELLTALES | {
    b"precedence", b"auto-submitted", b"x-gmail-labels", b"x-spam-flag",
    b"x-mozilla-status",
}  # fmt: skip
_BULK = re.compile(rb"\b(?:bulk|list|junk|auto_reply)\b", re.IGNORECASE)
#: The part of an address before its last `@`.
_MACHINE = re.compile(
    r"(?:.*[._-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|mailer-daemon|postmaster"
    r"|bounces?|notifications?)(?:[._+-]|$)"
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
        if not _DOUBTFUL.isdisjoint(fields):
            if _is_thrown_away(fields):
                self._seen["thrown"] += 1
                return
            if _is_bulk(fields):
                self._seen["bulk"] += 1
                return
        self._letter(fields, head, where)

    def unread(self, where: str, why: str) -> None:
        """A mail that could not even be opened."""
        self._seen["mail"] += 1
        self._complaints.lost(0, f"{where}: {why}")

    def _parties(self, fields: dict[bytes, bytes]) -> tuple[Mailboxes, bool]:
        """With whom the mail is, and whether I wrote it; nobody where none counts."""
        me = self._me
        writers, to = _boxes(fields, b"from"), _boxes(fields, b"to")
        mine = not me.isdisjoint(writers.keys)
        if not mine:
            if me.isdisjoint(to.keys):
                self._seen["aside"] += 1
                return NO_MAILBOXES, mine
            if any(_MACHINE.match(key.rpartition("@")[0]) for key in writers.keys):
                self._seen["bulk"] += 1
                return NO_MAILBOXES, mine
        others = to.keys | _boxes(fields, b"cc").keys if b"cc" in fields else to.keys
        if len(others) > MOST_OTHERS and len(others - me) > MOST_OTHERS:
            self._seen["crowd"] += 1
            return NO_MAILBOXES, mine
        return to if mine else writers, mine

    def _letter(self, fields: dict[bytes, bytes], head: Head, where: str) -> None:
        parties, mine = self._parties(fields)
        if parties.keys <= self._me:
            return
        when = self._when(fields, head)
        if when is None:
            said = f"{where}: " if where else ""
            self._complaints.odd(head.line, f"{said}this mail has no day; passed over")
            return
        self._seen["mine" if mine else "theirs"] += 1
        text = ""
        if self._text:
            text = clean(decoded(header_text(fields.get(b"subject", b""))))
        direction: Direction = "->" if mine else "<-"
        for key, name in parties.named:
            if key not in self._me:
                party = f"mail:{key}"
                if name:
                    self._book.names.setdefault(party, name)
                self._book.add(
                    party, when, "email", direction, text=text, line=head.line
                )

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
        said = f"{what}, {counted(self._seen['mail'], 'mail')}, headers only"
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
            f"{counted(seen[key], 'mail')} {what}."
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


def _boxes(fields: dict[bytes, bytes], key: bytes) -> Mailboxes:
    raw = fields.get(key)
    return mailboxes(raw) if raw else NO_MAILBOXES


def _is_bulk(fields: dict[bytes, bytes]) -> bool:
    if not _TELLTALES.isdisjoint(fields):
        return True
    if (precedence := fields.get(b"precedence")) and _BULK.search(precedence):
        return True
    submitted = fields.get(b"auto-submitted", b"no")
    return not submitted.strip().lower().startswith(b"no")


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
