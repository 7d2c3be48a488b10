"""Find out by its content whether a file or folder tells of encounters, and read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from nettrack_md.app.practice.profile import profile_texts
from nettrack_md.errors import ForeignUnreadable, UsageFault
from nettrack_md.exchange.archives import Member, open_archive
from nettrack_md.exchange.calendar import is_calendar, read_calendars
from nettrack_md.exchange.chat import (
    is_line_talk,
    is_linkedin_messages,
    read_line_talk,
    read_messages,
)
from nettrack_md.exchange.chat.linkedin import profile_slug
from nettrack_md.exchange.mail import (
    MailReading,
    cut_head,
    is_letter,
    is_mbox,
    split_mbox,
)
from nettrack_md.exchange.reading import Complaints
from nettrack_md.exchange.vcard.values import known_charset
from nettrack_md.people.same import mailbox_key
from nettrack_md.vault.foreign import read_foreign
from nettrack_md.vault.foreign_mail import (
    CHUNK,
    chunks_of,
    head_of,
    is_folder,
    letter_head,
    mail_in,
    size_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, tzinfo

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.encounters import EncounterFile

_HEAD = 1 << 16
#: Of a mailbox so many bytes are a step, and so many steps are read at once.
_STEPS = 50
_STEP = CHUNK // _STEPS
#: Tables of people; an archive that has one is about them, unless asked otherwise.
_PEOPLE = frozenset({"connections.csv", "contacts.csv"})
_TALKS = "messages.csv"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says about the touches of a file."""

    #: Addresses, profiles and names that are mine, beside those of the profile.
    me: tuple[str, ...] = ()
    #: Nothing before that day.
    since: date | None = None
    #: Take a title, a subject or the first line of a message too.
    text: bool = False
    #: Of an archive that holds people and talks, the talks.
    touches: bool = False
    encoding: str = ""


def find_encounters(
    ws: Workspace,
    path: str,
    asked: Asked,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> EncounterFile | None:
    """The encounters of a file or a folder of mail; None where it is of another kind.

    Raises ForeignUnreadable, UsageFault, ExtraMissing.
    """
    if asked.encoding and not known_charset(asked.encoding):
        known = "Write utf-8, cp932, cp1252, …"
        raise UsageFault(f'"{asked.encoding}" is no encoding. {known}')
    reading = _Finding(ws, asked, PurePath(path).name or path, progress)
    if is_folder(path):
        return reading.folder(path)
    head = head_of(path, _HEAD)
    if head.startswith(_ZIP):
        return reading.archive(read_foreign(path))
    if is_mbox(head):
        return reading.box(path)
    return reading.single(head, path)


class _Finding:
    """Reads one thing, whatever it is."""

    def __init__(
        self,
        ws: Workspace,
        asked: Asked,
        name: str,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._ws, self._asked, self._name = ws, asked, name
        self._progress = progress
        self._zone = _zone_of(ws.settings.timezone)
        texts = profile_texts(ws)
        self._said = (*texts.get("emails", ()), *texts.get("urls", ()), *asked.me)
        self._names = (*texts.get("name", ()), *texts.get("aliases", ()))

    @property
    def _mailboxes(self) -> frozenset[str]:
        return frozenset(key for each in self._said if (key := mailbox_key(each)))

    def single(self, head: bytes, path: str) -> EncounterFile | None:
        """One file, by its first bytes."""
        asked = self._asked
        if is_calendar(head[:4096]):
            return self._calendars([(self._name, read_foreign(path))])
        if is_linkedin_messages(head):
            return self._talks(read_foreign(path))
        if is_line_talk(head):
            me = (*self._names, *asked.me)
            return read_line_talk(
                read_foreign(path), self._name,
                me=me, text=asked.text, encoding=asked.encoding,
            )  # fmt: skip
        if is_letter(head):
            return self.mail(
                lambda mail: mail.take(cut_head(letter_head(path))), "mail"
            )
        return None

    def box(self, path: str) -> EncounterFile:
        """A mailbox, which may be bigger than memory."""
        total = size_of(path) // _STEP

        def chunks() -> Iterator[bytes]:
            for done, chunk in enumerate(chunks_of(path), 1):
                if self._progress is not None:
                    self._progress(min(done * _STEPS, total), total)
                yield chunk

        return self.mail(lambda mail: _take_box(mail, chunks()), "mbox")

    def folder(self, path: str) -> EncounterFile:
        """A Maildir, a folder of letters, or of mailboxes."""
        letters, boxes = mail_in(path)
        if not letters and not boxes:
            raise ForeignUnreadable(
                path, "in this folder is no mail", "Name a file, or a Maildir."
            )

        def take(mail: MailReading) -> None:
            for done, one in enumerate(letters, 1):
                if self._progress is not None:
                    self._progress(done, len(letters))
                try:
                    head = cut_head(letter_head(f"{path}/{one}"))
                except ForeignUnreadable:
                    mail.unread(one, "it cannot be read")
                    continue
                mail.take(head._replace(line=0), where=one)
            for one in boxes:
                try:
                    _take_box(mail, chunks_of(f"{path}/{one}"), where=one)
                except ForeignUnreadable:
                    mail.unread(one, "it cannot be read")

        return self.mail(take, "a folder of mail")

    def archive(self, data: bytes) -> EncounterFile | None:
        """An archive: calendars, LinkedIn's talks, mail."""
        complaints = Complaints(self._name)
        members = open_archive(data, complaints)
        names = {one.base.lower() for one in members}
        if names & _PEOPLE and not self._asked.touches:
            return None
        talks = [one for one in members if one.base.lower() == _TALKS]
        calendars = [one for one in members if one.base.lower().endswith(".ics")]
        mail = [one for one in members if one.base.lower().endswith((".mbox", ".eml"))]
        found: EncounterFile | None = None
        if talks:
            content = talks[0].read(complaints)
            found = None if content is None else self._talks(content)
        elif calendars:
            read = ((one.name, one.read(complaints)) for one in calendars)
            found = self._calendars([(n, data) for n, data in read if data is not None])
        elif mail:
            found = self.mail(lambda to: _take_members(to, mail, complaints), "mail")
        if found is None:
            return None
        return found._replace(problems=(*complaints.all(), *found.problems))

    def _calendars(self, files: list[tuple[str, bytes]]) -> EncounterFile:
        return read_calendars(
            files, self._name, me=self._mailboxes, today=self._ws.today,
            zone=self._zone, encoding=self._asked.encoding, progress=self._progress,
        )  # fmt: skip

    def _talks(self, data: bytes) -> EncounterFile:
        said = (each for each in self._said if "@" not in each)
        me = (*(profile_slug(each) or each for each in said), *self._names)
        return read_messages(
            data, self._name, me=me, zone=self._zone, text=self._asked.text,
            encoding=self._asked.encoding,
        )  # fmt: skip

    def mail(self, take: Callable[[MailReading], None], what: str) -> EncounterFile:
        """Whatever holds mail. Raises UsageFault where nobody says who I am."""
        if not self._mailboxes:
            raise UsageFault(
                "Say which mail is yours: --me you@example.org, or emails: in "
                f"{self._ws.settings.reading.profile_path}."
            )
        mail = MailReading(
            self._name, self._mailboxes, self._zone, text=self._asked.text
        )
        take(mail)
        return mail.result(what)


def _take_box(mail: MailReading, chunks: Iterator[bytes], where: str = "") -> None:
    for head in split_mbox(chunks):
        mail.take(head, where=where)


def _take_members(
    mail: MailReading, members: list[Member], complaints: Complaints
) -> None:
    for one in members:
        data = one.read(complaints)
        if data is None:
            continue
        heads = split_mbox([data]) if is_mbox(data[:_HEAD]) else [cut_head(data)]
        for head in heads:
            mail.take(head, where=one.name)


def _zone_of(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name) if name else None
