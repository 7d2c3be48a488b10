"""What the tokens of a moment.js format look like in a text, in any language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from nettrack_md.note.moment.locales import LOCALES, Locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Part(NamedTuple):
    """What one token looks like in a text, and what it tells."""

    pattern: str
    #: The field that its group holds; empty when it tells nothing about the day.
    field: str = ""
    #: Whether it is a number of more than one length.
    varies: bool = False
    #: Whether the digits around it cannot run together.
    divides: bool = False
    #: The words that its group may be, as spelled; empty for a number.
    names: Mapping[str, frozenset[int]] = {}
    #: The same in small letters, where several may fall together.
    folded: Mapping[str, frozenset[int]] = {}


def _fixed(field: str, digits: int) -> Part:
    return Part(f"([0-9]{{{digits}}})", field)


_SUFFIX = r"(?:st|nd|rd|th|er|re|e|\.|日|月|周|年)?"
_LONGEST = {"M": 2, "D": 2, "DDD": 3, "w": 2, "W": 2}
_TOKENS: dict[str, Part] = {
    "YYYY": _fixed("Y", 4), "Y": _fixed("Y", 4), "YYYYY": _fixed("Y", 5),
    "YYYYYY": Part(r"\+([0-9]{6})", "Y", divides=True), "YY": _fixed("YY", 2),
    "MM": _fixed("M", 2), "DD": _fixed("D", 2), "DDDD": _fixed("DDD", 3),
    "gg": _fixed("gg", 2), "gggg": _fixed("g", 4), "ggggg": _fixed("g", 5),
    "GG": _fixed("GG", 2), "GGGG": _fixed("G", 4), "GGGGG": _fixed("G", 5),
    "ww": _fixed("w", 2), "WW": _fixed("W", 2), "Q": Part("([1-4])", "Q"),
    "d": Part("([0-6])", "d"), "E": Part("([1-7])", "d"), "e": Part("([0-6])", "e"),
    **{
        field: Part(f"([0-9]{{1,{digits}}})", field, varies=True)
        for field, digits in _LONGEST.items()
    },
    **{
        f"{field}o": Part(f"([0-9]{{1,{digits}}}){_SUFFIX}", field, varies=True)
        for field, digits in (*_LONGEST.items(), ("Q", 1), ("d", 1))
    },
    # A time may stand in a name, and tells nothing about the day.
    **{token: Part("[0-9]{2}") for token in ("HH", "hh", "kk", "mm", "ss")},
    **{token: Part("[0-9]{1,2}", varies=True) for token in "Hhkms"},
    **{token: Part("[0-9]{3,6}", varies=True) for token in (
        "hmm", "Hmm", "hmmss", "Hmmss",
    )},
    **{"S" * digits: Part(f"[0-9]{{{digits}}}") for digits in range(1, 10)},
    **{token: Part("-?[0-9]+", varies=True) for token in "Xx"},
    **{token: Part("[+-][0-9]{2}:?[0-9]{2}", divides=True) for token in ("Z", "ZZ")},
    **{token: Part("") for token in ("z", "zz")},
    # Nor does the year of an era, without the year of the calendar beside it.
    **{"y" * digits: Part("[0-9]{1,4}", varies=True) for digits in range(1, 5)},
    "yo": Part(f"(?:[0-9]{{1,4}}|元){_SUFFIX}", varies=True),
}  # fmt: skip
_MONTHS: dict[str, Callable[[Locale], Sequence[str]]] = {
    "MMM": lambda locale: locale.months_short,
    "MMMM": lambda locale: locale.months,
}
_WEEKDAYS: dict[str, Callable[[Locale], Sequence[str]]] = {
    "dd": lambda locale: locale.weekdays_min,
    "ddd": lambda locale: locale.weekdays_short,
    "dddd": lambda locale: locale.weekdays,
}


def find_part(token: str, *, after_digit: bool) -> Part:
    """What `token` looks like; `after_digit`: right behind a number."""
    if (part := _TOKENS.get(token)) is not None:
        return part
    if token in _MONTHS:
        names, folded = _index(token)
        words: Iterable[str] = names
        if after_digit:
            # 111月 would be 1 and 11月, or 11 and 1月.
            words = (word for word in names if not word[0].isdigit())
        return Part(f"({_any(words)})", "M", divides=True, names=names, folded=folded)
    if token in _WEEKDAYS:
        names, folded = _index(token)
        return Part(f"({_any(names)})", "d", divides=True, names=names, folded=folded)
    locales = LOCALES.values()
    rows: list[tuple[str, ...]]
    if token in {"A", "a"}:
        rows = [tuple(row[1:]) for locale in locales for row in locale.meridiems]
    else:
        rows = [tuple(era[2:]) for locale in locales for era in locale.eras]
    return Part(_any(word for row in rows for word in row), divides=True)


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?i:{'|'.join(map(re.escape, longest_first))})"


_Index: TypeAlias = dict[str, frozenset[int]]


@lru_cache
def _index(token: str) -> tuple[_Index, _Index]:
    """The words that a token may be: as spelled, and in small letters.

    French *di* is Sunday and German *Di* is Tuesday, so the spelling comes first.
    """
    read, first = (_MONTHS[token], 1) if token in _MONTHS else (_WEEKDAYS[token], 0)
    exact: dict[str, set[int]] = {}
    folded: dict[str, set[int]] = {}
    for locale in LOCALES.values():
        for number, word in enumerate(read(locale), first):
            exact.setdefault(word, set()).add(number)
            folded.setdefault(word.casefold(), set()).add(number)
    return _frozen(exact), _frozen(folded)


def _frozen(found: dict[str, set[int]]) -> _Index:
    return {word: frozenset(numbers) for word, numbers in found.items()}
