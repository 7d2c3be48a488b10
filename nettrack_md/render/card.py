"""The profile as a card in markdown, to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.record import record
from nettrack_md.render.markdown import inert

if TYPE_CHECKING:
    from nettrack_md.model.records import Profile


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
