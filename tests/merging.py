"""Merges notes as the driver does, and tells what a merge must keep."""

from __future__ import annotations

from textwrap import dedent

from nettrack_md.model.rules import LOG_HEADINGS, RESTARTING, RESTING_KINDS
from nettrack_md.note.kinds import KindWords
from nettrack_md.note.merging import Merged, MergeRules, merge_notes
from nettrack_md.people.properties import is_list
from nettrack_md.render.wording.phrases import kept_heading

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)
RULES = MergeRules(
    LOG_HEADINGS,
    KINDS,
    lambda key: is_list(key) or key in {"tags", "aliases"},
    lambda lang: kept_heading("ja" if lang == "ja" else "en"),
)


def note(text: str) -> str:
    """A note written as the test is indented."""
    return dedent(text).lstrip("\n")


def merged(base: str, ours: str, theirs: str) -> Merged:
    """The three merged, each as the test is indented."""
    return merge_notes(note(base), note(ours), note(theirs), rules=RULES)
