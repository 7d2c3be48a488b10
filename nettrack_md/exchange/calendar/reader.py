"""Calendars to encounters: who was really there, and what kind of meeting it was."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from nettrack_md.exchange.calendar.blocks import cut
from nettrack_md.exchange.calendar.series import FAULTS, Libraries
from nettrack_md.exchange.calendar.zones import wall_time
from nettrack_md.exchange.encounters import (
    MOST_OTHERS,
    EncounterFile,
    sorted_encounters,
)
from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.reading import Complaints
from nettrack_md.exchange.texts import clean
from nettrack_md.model.counting import counted
from nettrack_md.model.encounters import Encounter
from nettrack_md.model.rules import RESTARTING
from nettrack_md.people.same import mailbox_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date, tzinfo

    from nettrack_md.exchange.calendar.blocks import Block, Blocks
    from nettrack_md.exchange.calendar.series import Guest, Occurrence

_FURNITURE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_NO_PERSON = re.compile(
    r"@(?:resource|group)\.calendar\.google\.com$|@import\.calendar\.google\.com$"
    r"|^(?:unknownorganizer@calendar\.google\.com|noreply@|no-reply@)"
)
_VIDEO = re.compile(
    r"zoom\.us/|meet\.google\.com/|teams\.(?:microsoft|live)\.com/|webex\.com/"
    r"|whereby\.com/|meet\.jit\.si/|skype\.com/|facetime\.apple\.com/|bluejeans\.com/"
    r"|gotomeet(?:ing)?\.|chime\.aws/|^X-GOOGLE-CONFERENCE|^CONFERENCE"
    r"|^X-MICROSOFT-(?:SKYPETEAMS|ONLINEMEETING)",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(
    r"\s*(?:https?:|tel:|zoom|teams|google meet|microsoft teams)", re.IGNORECASE
)
_CALLED_OFF = re.compile(
    r"\s*(?:cancell?ed|キャンセル(?:済み)?)\s*[:：]", re.IGNORECASE
)
#: What this program exported: days to come, which nobody met on.
_OUR_OWN = "@nettrack"
#: Blanks, and the byte order marks of UTF-8 and UTF-16.
_IN_FRONT = b" \t\r\n\xef\xbb\xbf\xff\xfe"
#: Of the words for kinds, those that a title may hold anywhere.
_TITLE_KINDS = ("event", "call", "video")


def is_calendar(head: bytes) -> bool:
    """Whether bytes are the beginning of a calendar.

    A mail with an invitation holds one too, but begins otherwise.
    """
    first = head.replace(b"\0", b"").lstrip(_IN_FRONT)
    return first[:15].upper() == b"BEGIN:VCALENDAR"


def read_calendars(
    files: Iterable[tuple[str, bytes]],
    name: str,
    *,
    me: Collection[str],
    today: date,
    zone: tzinfo | None,
    encoding: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> EncounterFile:
    """The meetings up to today in one or more files. Raises ExtraMissing, no more.

    `me`: my mailboxes, as `mailbox_key` gives them.
    """
    reading = _Reading(name, me, today, zone, progress)
    for _, data in files:
        reading.take(data, encoding)
    return reading.result()


class _Reading:
    """Gathers the encounters of some calendars."""

    def __init__(
        self,
        name: str,
        me: Collection[str],
        today: date,
        zone: tzinfo | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._libraries = Libraries()
        self._complaints = Complaints(name)
        self._me = frozenset(me)
        self._today, self._zone = today, zone
        self._progress = progress
        self._found: dict[tuple[str, str], Encounter] = {}
        self._names: dict[str, str] = {}
        self._seen: Counter[str] = Counter()

    def take(self, data: bytes, encoding: str) -> None:
        """One file."""
        calendars = cut(data, encoding, self._complaints)
        if not calendars:
            self._complaints.lost(1, "no calendar begins in this file")
        with self._libraries.quiet():
            for blocks in calendars:
                self._calendar(blocks)

    def _calendar(self, blocks: Blocks) -> None:
        if blocks.about.get("METHOD", "").upper() == "CANCEL":
            self._seen["off"] += len(blocks.events)
            return
        self._libraries.learn_zones(blocks.zones)
        calendar_zone = blocks.about.get("X-WR-TIMEZONE", "")
        series = list(self._by_uid(blocks.events))
        for done, events in enumerate(series, 1):
            if self._progress is not None:
                self._progress(done, len(series))
            self._seen["event"] += 1
            try:
                before = self._today + timedelta(days=2)
                for one in list(self._libraries.occurrences(events, before)):
                    self._occurrence(one, calendar_zone)
            except FAULTS:
                what = "when this event was cannot be understood"
                self._complaints.lost(events[0][1].line, what)

    def _by_uid(self, blocks: Iterable[Block]) -> Iterator[list[tuple[Any, Block]]]:
        """The events that belong together: a series, and its exceptions."""
        found: dict[str, dict[str, tuple[int, Any, Block]]] = defaultdict(dict)
        for block in blocks:
            try:
                event = self._libraries.event(block)
                uid = str(event.get("UID", "")) or digest_of(*block.lines)
                which = event.get("RECURRENCE-ID")
                place = "" if which is None else which.dt.isoformat()
                version = int(event.get("SEQUENCE", 0))
            except FAULTS:
                what = "this event has no day that can be read"
                self._complaints.lost(block.line, what)
                continue
            event["UID"] = uid
            if uid.endswith(_OUR_OWN):
                continue
            held = found[uid].get(place)
            if held is None or held[0] <= version:
                found[uid][place] = (version, event, block)
        for events in found.values():
            yield [(event, block) for _, event, block in events.values()]

    def _occurrence(self, one: Occurrence, calendar_zone: str) -> None:
        on, time = wall_time(one.start, one.tzid, calendar_zone, self._zone)
        if on > self._today:
            return
        if one.status == "CANCELLED" or _CALLED_OFF.match(one.summary):
            self._seen["off"] += 1
            return
        mine = [g for g in one.guests if mailbox_key(g.address) in self._me]
        if any(guest.answer == "DECLINED" for guest in mine):
            self._seen["off"] += 1
            return
        if not time and one.transparent and not mine:
            # A day that is only marked: a birthday, a holiday.
            return
        others = list(self._others(one.guests))
        if len(others) > MOST_OTHERS:
            self._seen["crowd"] += 1
            return
        text = clean(one.summary)
        if not others:
            self._seen["alone"] += 1
            others = [(f"title:{digest_of(one.uid)}", text)] if text else []
        key = f"event {digest_of(one.uid, one.which)}"
        for party, name in others:
            if name:
                self._names.setdefault(party, name)
            kind = kind_of(one)
            self._found[party, key] = Encounter(
                party, on, key, kind, "", time, text, one.line
            )

    def _others(self, guests: Iterable[Guest]) -> Iterator[tuple[str, str]]:
        """Each other person who was there, and their name."""
        absent = {
            mailbox_key(guest.address)
            for guest in guests
            if guest.answer in {"DECLINED", "DELEGATED"}
            or guest.kind in _FURNITURE
            or guest.role == "NON-PARTICIPANT"
        }
        seen: set[str] = set()
        for guest in guests:
            key = mailbox_key(guest.address)
            if not key or key in absent or key in self._me or _NO_PERSON.search(key):
                continue
            if key not in seen:
                seen.add(key)
                named = next((g.name for g in guests if g.name
                              and mailbox_key(g.address) == key), "")  # fmt: skip
                yield f"mail:{key}", clean(named)

    def result(self) -> EncounterFile:
        """All that was gathered."""
        return EncounterFile(
            sorted_encounters(self._found.values()),
            self._names,
            self._complaints.all(),
            f"iCalendar, {counted(self._seen['event'], 'event')}",
            tuple(self._remarks()),
        )

    def _remarks(self) -> Iterator[str]:
        for key, what in (
            ("off", "called off, or declined by you, passed over"),
            ("crowd", f"with more than {MOST_OTHERS} others credited to nobody"),
        ):
            if self._seen[key]:
                yield f"{counted(self._seen[key], 'event')} {what}."
        if self._seen["event"] and not self._me:
            yield (
                "Which guest is you is not known, so what you declined counts too. "
                "Say it in the profile's emails, or with --me ADDRESS"
            )


def kind_of(one: Occurrence) -> str:
    """`video`, `call`, `event` or `meet`, by what an event says."""
    place = one.location.strip()
    if place.lower().startswith("tel:"):
        return "call"
    is_place = bool(place) and not _LINK.match(place) and not _VIDEO.search(place)
    linked = _VIDEO.search(f"{one.location}\n{one.around}") is not None
    title = one.summary.casefold()
    for kind in _TITLE_KINDS:
        if kind == "call" and linked and not is_place:
            return "video"
        if any(_holds(title, word) for word in (kind, *RESTARTING[kind])):
            return kind
    # A calendar that puts a link into every event says where it was as well.
    return "video" if linked and not is_place else "meet"


def _holds(title: str, word: str) -> bool:
    if not word.isascii():
        return word in title
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", title) is not None
