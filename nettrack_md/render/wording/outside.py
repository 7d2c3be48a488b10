"""The words in what leaves the vault to be looked at: calendars and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.dates import PartialDate
from nettrack_md.render.markdown import flatten_links, one_line
from nettrack_md.render.wording.words import address, step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.insight.calendar import CalendarDay, Sort
    from nettrack_md.insight.network.ties import How
    from nettrack_md.model.records import IntroState
    from nettrack_md.model.rules import Language


class _Words(NamedTuple):
    birthday: str
    born: str
    day: str
    since: str
    follow_up: str
    mine: str
    theirs: str
    sorts: Mapping[Sort, str]
    ties: Mapping[How, str]


_WORDS: Mapping[Language, _Words] = {
    "en": _Words(
        "Birthday: {name}", " (born {year})", "{name}: {text}", " ({year})",
        "Get in touch with {name}", "For {name}: {text}", "From {name}: {text}",
        {"birthdays": "Birthday", "dates": "Anniversary",
         "follow-ups": "Follow-up", "promises": "Promise"},
        {"introduced": "introduced", "intro": "brought together",
         "attended": "same event", "mentioned": "named together", "noted": "in a note"},
    ),
    "ja": _Words(
        "{name}の誕生日", "（{year}年生まれ）", "{name}：{text}", "（{year}年から）",
        "{name}に連絡", "{name}へ：{text}", "{name}から：{text}",
        {"birthdays": "誕生日", "dates": "記念日", "follow-ups": "連絡",
         "promises": "約束"},
        {"introduced": "紹介", "intro": "引き合わせ", "attended": "同席",
         "mentioned": "一緒に名前", "noted": "ノートに名前"},
    ),
}  # fmt: skip


def calendar_title(item: CalendarDay, language: Language) -> str:
    """What stands on the day: `Birthday: Ada Fenn (born 1990)`, 海野 葵さんの誕生日."""
    words, contact = _WORDS[language], item.contact
    name = address(one_line(contact.name), contact.text("honorific"), language)
    year = item.on.year if isinstance(item.on, PartialDate) else None
    if item.sort == "birthdays":
        return _dated(words.birthday.format(name=name), words.born, year)
    if item.sort == "dates":
        title = words.day.format(name=name, text=one_line(item.text))
        return _dated(title, words.since, year)
    if item.promise is None:
        return words.follow_up.format(name=name)
    text = one_line(flatten_links(item.promise.text))
    form = words.mine if item.promise.mine else words.theirs
    return form.format(name=name, text=text)


def _dated(title: str, form: str, year: int | None) -> str:
    return title if year is None else title + form.format(year=year)


def calendar_category(sort: Sort, language: Language) -> str:
    """What sort of day it is, in a word."""
    return _WORDS[language].sorts[sort]


def tie_word(how: How, language: Language) -> str:
    """How two people know each other, in a word or two."""
    return _WORDS[language].ties[how]


def intro_words(state: IntroState, day: str, language: Language) -> str:
    """How far an introduction of mine is, and since when."""
    return f"{step(state, language)} {day}"
