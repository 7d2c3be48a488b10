"""The profile as a card: markdown to hand on, vCard 3.0 for a phone (RFC 2426)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.model.record import record
from nettrack_md.render.markdown import inert, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.model.records import Profile

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LABEL = re.compile(r"\s*\(([^()]*)\)\s*\Z")
_ESCAPED = re.compile(r"[\\;,]")
_TYPES = {
    "work": "WORK", "home": "HOME", "cell": "CELL", "mobile": "CELL", "fax": "FAX",
    "仕事": "WORK", "会社": "WORK", "自宅": "HOME", "携帯": "CELL",
}  # fmt: skip
#: Bytes of a line before it is folded.
_LONGEST = 75


@record(frozen=True, slots=True)
class Particulars:
    """What a card says beside the profile; empty where the note does not."""

    reading: str = ""
    org: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def card(profile: Profile, more: Particulars, short: str) -> str:
    """A card in markdown: who I am in half a minute, what I offer and look for."""
    parts = [f"# {inert(profile.name)}"]
    where = ", ".join(inert(text) for text in (more.title, more.org) if text)
    parts += [text for text in (where, inert(short)) if text]
    for title, texts in (
        ("Known for", profile.known_for),
        ("I offer", profile.offers),
        ("I am looking for", profile.asks),
    ):
        if texts:
            parts.append(f"**{title}**")
            parts.append("\n".join(f"- {inert(text)}" for text in texts))
    reach = (*more.emails, *more.phones, *more.urls)
    if reach:
        parts.append("\n".join(f"- {inert(text)}" for text in reach))
    return "\n\n".join(parts) + "\n"


def vcard(profile: Profile, more: Particulars) -> str:
    """VCard 3.0, lines ended and folded as the standard wants them."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_lines(profile, more), "END:VCARD"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _lines(profile: Profile, more: Particulars) -> Iterator[str]:
    yield f"N:{_name(profile.name)}"
    yield f"FN:{_text(profile.name)}"
    if more.reading:
        family, given = _parts(more.reading)
        yield f"SORT-STRING:{_text(more.reading)}"
        yield f"X-PHONETIC-LAST-NAME:{_text(family)}"
        if given:
            yield f"X-PHONETIC-FIRST-NAME:{_text(given)}"
    if more.org:
        yield f"ORG:{_text(more.org)}"
    if more.title:
        yield f"TITLE:{_text(more.title)}"
    for name, texts in (
        ("EMAIL", more.emails), ("TEL", more.phones), ("URL", more.urls)
    ):  # fmt: skip
        for text in texts:
            value, kind = _labelled(text)
            yield f"{name}{kind if name != 'URL' else ''}:{_text(value)}"
    if profile.known_for:
        yield f"NOTE:{_text(', '.join(profile.known_for))}"


def _labelled(text: str) -> tuple[str, str]:
    """A value, and the type that its label in brackets stands for."""
    found = _LABEL.search(text)
    if found is None:
        return text.strip(), ""
    kind = _TYPES.get(found[1].strip().casefold())
    return text[: found.start()].strip(), f";TYPE={kind}" if kind else ""


def _name(name: str) -> str:
    family, given = _parts(name)
    return f"{_text(family)};{_text(given)};;;"


def _parts(name: str) -> tuple[str, str]:
    """Family name and given name: in Japanese the family comes first."""
    words = name.split()
    if len(words) < 2:
        return name.strip(), ""
    if _CJK.search(name):
        return words[0], " ".join(words[1:])
    return words[-1], " ".join(words[:-1])


def _text(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", one_line(text))


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes; no character is torn apart."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > _LONGEST:
            yield piece
            piece = " "
        piece += char
    yield piece
