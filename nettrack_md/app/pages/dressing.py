"""A rendered text onto the note that is there, or dressed as a new one.

Text outside the regions of an existing note is the user's and stays, byte for byte;
inside, their ticks and lines stay too (contract section 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteUnwritable, TemplateBroken
from nettrack_md.model.problems import Problem
from nettrack_md.note.regions import find_regions, inner_of, replace_region
from nettrack_md.note.regions.items import fingerprints, parse_own
from nettrack_md.note.regions.merge import merge_region
from nettrack_md.render.wording.phrases import kept_heading

if TYPE_CHECKING:
    from nettrack_md.app.ticks.settling import Answers
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.rules import Language

_NONE: frozenset[str] = frozenset()


def spoken_language(ws: Workspace, there: str | None) -> Language:
    """`language =`, else that of the note that is there, else the locale's."""
    if ws.settings.language is not None:
        return ws.settings.language
    regions = find_regions(there or "").regions
    spoken = (region.attrs.get("lang") for region in regions)
    found = next((each for each in spoken if each), ws.locale_language)
    return "ja" if found == "ja" else "en"


def decoded(path: str, content: bytes) -> str:
    """The text of a note that is to be written. Raises NoteUnwritable."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteUnwritable(
            path, "the note is not UTF-8 text", "Save it again as UTF-8."
        ) from None


def dress(template: str, text: str, language: Language) -> str:
    """A new note: each region's begin line tells its language and what is ours.

    Raises TemplateBroken.
    """
    found = find_regions(text)
    if found.faults:
        fault = found.faults[0]
        raise TemplateBroken(template, None, fault.message)
    inners = {region.name: inner_of(text, region) for region in found.regions}
    for name, inner in inners.items():
        text = replace_region(text, name, inner, _attrs(inner, language))
    return text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is rendered today, to be brought into the note that is there."""

    path: str
    fresh: str
    language: Language

    def onto(
        self, there: str, answers: Answers | None = None
    ) -> tuple[str, tuple[Problem, ...]]:
        """The note brought up to date, and what is wrong with it.

        `answers`: which of its ticks were acted on, so that they are done with.
        """
        return bring_level(self.path, there, self.fresh, self.language, answers)


def bring_level(
    path: str,
    there: str,
    fresh: str,
    language: Language,
    answers: Answers | None = None,
) -> tuple[str, tuple[Problem, ...]]:
    """The note that is there with its regions brought up to date, and what is wrong.

    `answers`: which of its ticks were acted on, so that they are done with.
    """
    found, anew = find_regions(there), find_regions(fresh)
    broken = tuple(
        Problem(path, fault.line, fault.code, fault.message) for fault in found.faults
    )
    text = there
    for region in found.regions:
        fitting = anew.get(region.name)
        if fitting is None:
            continue
        inner = inner_of(fresh, fitting)
        answered, logged = answers.of(region.name) if answers else (_NONE, _NONE)
        merged = merge_region(
            inner_of(there, region),
            inner,
            own=parse_own(region.attrs.get("own", "")),
            answered=answered,
            logged=logged,
            heading=kept_heading(language),
        )
        text = replace_region(text, region.name, merged, _attrs(inner, language))
    return text, broken


def _attrs(inner: str, language: Language) -> dict[str, str]:
    own = fingerprints(inner, kept_heading(language))
    return {"lang": language, **({"own": own} if own else {})}
