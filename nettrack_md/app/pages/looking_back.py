"""A quarter's look-back, gathered from the vault and made ready for its page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from nettrack_md.app.practice.network import network_of_notes
from nettrack_md.app.practice.profile import me
from nettrack_md.app.practice.questions import goals_of
from nettrack_md.errors import NettrackError, UsageFault
from nettrack_md.insight.shape.looking_back import LookBack, look_back
from nettrack_md.model.page_paths import QUARTER, YEAR
from nettrack_md.model.quarters import Quarter, parse_quarter, quarter_of
from nettrack_md.note.parse import parse_note
from nettrack_md.people.to_do import ToDo, read_to_do
from nettrack_md.render.quarter_view import quarter_view
from nettrack_md.render.wording.quarter_words import quarter_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Person, Touch
    from nettrack_md.model.rules import Language


def quarter_asked(ws: Workspace, label: str | None) -> Quarter:
    """The quarter of that label, else the one that holds today. Raises UsageFault."""
    if label is None:
        return quarter_of(ws.today)
    quarter = parse_quarter(label)
    if quarter is None:
        raise UsageFault(f'"{label}" is no quarter. Write it as 2026-Q4.')
    if quarter.begins > ws.today:
        raise UsageFault(f"{quarter.label} has not begun yet.")
    return quarter


def quarter_page(
    ws: Workspace,
    quarter: Quarter,
    *,
    language: Language,
    link: Callable[[str, str], str],
    pattern: str = "",
) -> Mapping[str, Any]:
    """What the page of a quarter shows, as of today or of the quarter's end.

    `pattern`: where such pages lie, so that the one before is linked if it is there.
    """
    net = network_of_notes(ws)
    found, now = _found(ws, quarter)
    shown = {
        path: net.veiled(one) for path, one in now.items() if not net.veil.hides(path)
    }
    earlier = pattern.replace(QUARTER, quarter.before.label)
    earlier = earlier.replace(YEAR, f"{quarter.before.year:04d}")
    there = QUARTER in pattern and "{" not in earlier and ws.files.exists(earlier)
    return quarter_view(
        found,
        goals_of(net, shown, found.as_of),
        language=language,
        link=link,
        veil=net.veil,
        before=earlier if there else "",
        open_still=_open_still(ws, earlier, net.veil) if there else ToDo(),
        profile=me(ws),
    )


def _open_still(ws: Workspace, path: str, veil: Discretion) -> ToDo:
    """What of the lists of the quarter before is open, and names nobody private."""
    try:
        text = ws.files.read(path).decode("utf-8", "replace")
    except NettrackError:
        return ToDo()
    titles = (quarter_words("en"), quarter_words("ja"))
    found = read_to_do(
        parse_note(path, text),
        {str(each["soon_title"]) for each in titles},
        {str(each["year_title"]) for each in titles},
    )
    return ToDo(*(tuple(t for t in each if not veil.silences(t)) for each in found))


def _found(ws: Workspace, quarter: Quarter) -> tuple[LookBack, Mapping[str, Person]]:
    """The look-back with its private people, whom the page leaves out and tells of."""
    index, as_of = ws.index, min(ws.today, quarter.ends)
    now = _by_path(ws, as_of)
    before = _by_path(ws, quarter.begins - timedelta(days=1), properties=False)
    touches: dict[str, list[Touch]] = {}
    for path, touch in index.touches_between(quarter.begins, as_of):
        touches.setdefault(path, []).append(touch)
    found = look_back(
        quarter,
        now,
        before,
        touches,
        promises=index.promises(open_only=False),
        introductions=index.introductions(),
        today=ws.today,
    )
    return found, now


def _by_path(
    ws: Workspace, day: date, *, properties: bool = True
) -> Mapping[str, Person]:
    people = ws.index.people(day, properties=properties)
    return {one.contact.path: one for one in people}
