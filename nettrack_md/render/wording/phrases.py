"""Reasons as sentences with their numbers, in English and Japanese.

The sentences help instead of scolding: nobody is neglected, scored or ranked. Plain
text comes out; what a note's own words hold in them is not made safe here.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from nettrack_md.render.wording import words
from nettrack_md.render.wording.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from nettrack_md.insight.values import Reason
    from nettrack_md.model.rules import Language

#: Reasons of a page, beside those of `insight.reasons`: key to facts.
PAGE_FACTS: Mapping[str, str] = {
    "page_week": "begins ends number",
    "page_title": "begins ends number",
    "page_quarter": "begins ends",
    "goal_by": "on",
    "page_as_of": "on",
    "page_private": "count",
    "page_load": "planned capacity",
    "last": "on kind text?",
    # The link of whom a promise is for, or from.
    "promise_note": "for? from? due_on?",
    "wrote": "on kind? text?",
    "quoted": "text",
    "event_ahead": "link place? who?",
    # The link of an event, and its day.
    "event_on": "link on",
    # The way and the time that they prefer.
    "manner": "text? best?",
    "date_next": "text?",
    "date_birthday": "years?",
    "date_anniversary": "text years?",
    "touch": "kind text?",
    "step": "state on",
}

#: In which modules of a language the sentences stand; the first is all that a list
#: on the command line needs.
_TABLES = ("phrases", "page", "explain", "proposals", "suggestions", "practice")


def sentence(
    reason: Reason, language: Language = "en", *, near: date | None = None
) -> str:
    """The sentence of a reason.

    `near`: the day it is read; days of its year go without a year.
    """
    return _sentence_of(reason.key, language)(Facts(reason, near))


@cache
def _sentence_of(key: str, language: str) -> Callable[[Facts], str]:
    tongue = "ja" if language == "ja" else "en"
    for table in _TABLES:
        module = import_module(f"nettrack_md.render.wording.{table}_{tongue}")
        if (made := module.SENTENCES.get(key)) is not None:
            found: Callable[[Facts], str] = made
            return found
    raise KeyError(key)


def say(language: str) -> Mapping[str, str | tuple[str, ...]]:
    """What a page says by itself: headings, hints, questions."""
    tongue = "ja" if language == "ja" else "en"
    said: Mapping[str, str | tuple[str, ...]]
    said = import_module(f"nettrack_md.render.wording.page_{tongue}").SAY
    return said


def kept_heading(language: Language) -> str:
    """The heading line of what the user wrote under people who left the page."""
    return f"### {say(language)['kept_title']}"


def day_words(on: date, language: Language = "en", *, near: date | None = None) -> str:
    """`Fri 20 Nov`, 11月20日(金); with the year unless `near` is of the same."""
    return words.day(on, language, near=near)


def kind_word(kind: str, language: Language = "en") -> str:
    """The word for a kind of touch; a kind of the user's own is its own word."""
    return words.kind(kind, language)
