"""Days, spans, rhythms, kinds, tiers, states, names: the words for single things."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.model.periods import Period
    from nettrack_md.model.rules import Language


class Words(Protocol):
    """What the module of one language offers."""

    #: Kind of a touch, tier, state, step of an introduction: each to its word.
    KINDS: Mapping[str, str]
    TIERS: Mapping[str, str]
    STATES: Mapping[str, str]
    STEPS: Mapping[str, str]
    WARMTH: Mapping[str, str]
    REGISTERS: Mapping[str, str]

    def day(self, on: date, *, weekday: bool, year: bool) -> str:
        """`Fri 20 Nov 2026`, 2026年11月20日(金)."""

    def span(self, days: int) -> str:
        """`about 4 months`, 約4か月."""

    def every(self, period: Period) -> str:
        """`every 6 weeks`, 6週ごと."""

    def length(self, period: Period) -> str:
        """`3 months`, 3か月."""

    def more(self, number: int) -> str:
        """`and 34 more`, ほか34件."""

    def address(self, name: str, honorific: str) -> str:
        """The name as one calls them: 田中 太郎さん."""


def words_of(language: str) -> Words:
    """The module of that language; English for any other."""
    if language == "ja":
        from nettrack_md.render.wording import words_ja  # noqa: PLC0415  when needed

        return words_ja
    from nettrack_md.render.wording import words_en  # noqa: PLC0415

    return words_en


def day(on: date, language: Language = "en", *, near: date | None = None) -> str:
    """`Fri 20 Nov`, 11月20日(金); with the year unless `near` is of the same."""
    year = near is None or on.year != near.year
    return words_of(language).day(on, weekday=True, year=year)


def span(days: int, language: str = "en") -> str:
    """A length of time as one says it: `9 days`, `about 4 months`, 約4か月."""
    return words_of(language).span(days)


def more(number: int, language: str = "en") -> str:
    """How many a list leaves out: `and 34 more`, ほか34件."""
    return words_of(language).more(number)


def every(period: Period | None, language: Language = "en") -> str:
    """A rhythm: `every 6 weeks`, 6週ごと; empty for none."""
    return "" if period is None else words_of(language).every(period)


def length(period: Period | None, language: Language = "en") -> str:
    """A span as a note gives it: `3 months`, 3か月; empty for none."""
    return "" if period is None else words_of(language).length(period)


def warmth(name: str, language: Language = "en") -> str:
    """The word for how near somebody is."""
    return words_of(language).WARMTH[name]


def kind(name: str, language: Language = "en") -> str:
    """The word for a kind of touch; a kind of the user's own is its own word."""
    return words_of(language).KINDS.get(name, name)


def tier(name: str | None, language: Language = "en") -> str:
    """The word for a tier; a tier of the user's own is its own word."""
    return words_of(language).TIERS.get(name, name) if name else ""


def choice(key: str, value: str, language: Language = "en") -> str:
    """What a property is to hold, as notes in that language have it."""
    if key == "tier" and language == "ja":
        return words_of(language).TIERS.get(value, value)
    if key == "register":
        return words_of(language).REGISTERS.get(value, value)
    return value


def state(name: str, language: Language = "en") -> str:
    """The word for a state of contract section 6."""
    return words_of(language).STATES[name]


def step(name: str, language: Language = "en") -> str:
    """The word for a step of an introduction."""
    return words_of(language).STEPS[name]


def address(name: str, honorific: str, language: Language = "en") -> str:
    """The name with its honorific: さん by default in Japanese, none in English."""
    return words_of(language).address(name, honorific)


def listed(texts: Sequence[str], language: Language = "en") -> str:
    """`Ada, Bob`, 花子、健."""
    return ("、" if language == "ja" else ", ").join(texts)


def iso_day(text: str, language: str, *, near: str = "") -> str:
    """`day` for a day in ISO form, as views hold them; other text stays as it is."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    return words_of(language).day(on, weekday=True, year=text[:4] != near[:4])


def short_iso_day(text: str, language: str) -> str:
    """`20 Nov`, 11月20日, for a day in ISO form; other text stays as it is."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    return words_of(language).day(on, weekday=False, year=False)
