"""The profile as a card in markdown, to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.record import record
from nettrack_md.render.markdown import inert
from nettrack_md.render.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.model.records import Profile
    from nettrack_md.model.rules import Language


@record(frozen=True, slots=True)
class Particulars:
    """What a card says beside the profile; empty where the note does not."""

    reading: str = ""
    org: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


_TITLES: Mapping[Language, tuple[str, ...]] = {
    "en": ("Known for", "I offer", "I am looking for", "I care about"),
    "ja": ("得意なこと", "お役に立てること", "探していること", "大切にしていること"),
}


def card(
    profile: Profile, more: Particulars, short: str, *, language: Language = "en"
) -> str:
    """A card in markdown: who I am in half a minute, what I offer and look for."""
    reading = f" ({inert(more.reading)})" if language == "ja" and more.reading else ""
    parts = [f"# {inert(profile.name)}{reading}"]
    job = [inert(text) for text in (more.title, more.org) if text]
    if language == "ja":
        # The house comes before what one does in it.
        job.reverse()
    where = words.listed(job, language)
    parts += [text for text in (where, inert(short)) if text]
    lists = (profile.known_for, profile.offers, profile.asks, profile.values)
    for title, texts in zip(_TITLES[language], lists, strict=True):
        if texts:
            parts.append(f"**{title}**")
            parts.append("\n".join(f"- {inert(text)}" for text in texts))
    reach = (*more.emails, *more.phones, *more.urls)
    if reach:
        parts.append("\n".join(f"- {inert(text)}" for text in reach))
    return "\n\n".join(parts) + "\n"
