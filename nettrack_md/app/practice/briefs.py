"""`brief`: what to know before meeting somebody, told or written as a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nettrack_md.app.addressees import address
from nettrack_md.app.changing.writing import Change, Creation, decode_note, write
from nettrack_md.app.file_names import file_name_of
from nettrack_md.app.pages.dressing import Sheet, dress, spoken_language
from nettrack_md.app.practice.event_briefs import bare_name, find_event, gathering
from nettrack_md.app.practice.network import network, network_of_notes
from nettrack_md.app.trust import supply
from nettrack_md.errors import NoteUnwritable, PersonPrivate, PersonUnknown, UsageFault
from nettrack_md.insight.meeting.briefing import brief
from nettrack_md.insight.meeting.gatherings import Gathering
from nettrack_md.people.link_writer import LinkWriter
from nettrack_md.render import engine
from nettrack_md.render.brief_view import brief_view
from nettrack_md.render.gathering_view import gathering_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.changing.writing import Step, WriteReport
    from nettrack_md.app.practice.network import Network
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.rows import Named
    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import Person
    from nettrack_md.model.rules import Language

TEMPLATE = "brief.md.j2"


@dataclass(frozen=True, slots=True)
class BriefNote:
    """The note of a brief that was written, or would be."""

    path: str
    report: WriteReport
    #: Regions of the note that is there that were left alone.
    problems: tuple[Problem, ...]


def people_named(
    ws: Workspace, words: Sequence[str], choose: Choose | None = None
) -> tuple[Named, ...]:
    """Whom the words name, all of them. Raises PersonUnknown, PersonAmbiguous."""
    try:
        return address(ws, words, (), choose=choose).people
    except PersonPrivate as hidden:
        # Nothing is to be written, so nothing is said of whom it might be.
        raise PersonUnknown(hidden.who) from None


def briefs(
    ws: Workspace, words: Sequence[str], *, choose: Choose | None = None
) -> tuple[Brief, ...]:
    """What to know before meeting those whom the words name, one after the other."""
    named = people_named(ws, words, choose)
    return _briefs(ws, network(ws), [one.path for one in named])


def briefs_or_gathering(
    ws: Workspace, words: Sequence[str], *, choose: Choose | None = None
) -> tuple[Brief, ...] | Gathering:
    """What to know before meeting these people, or before that event.

    The whole name of an event comes first, then people, then a part of an event's
    name. Raises PersonUnknown, PersonAmbiguous.
    """
    found = _asked(ws, network(ws), words, choose)
    if isinstance(found, Gathering):
        return found
    return _briefs(ws, network(ws), [one.path for one in found])


def _asked(
    ws: Workspace, net: Network, words: Sequence[str], choose: Choose | None
) -> tuple[Named, ...] | Gathering:
    event = find_event(net, words, whole=True)
    if event is None:
        try:
            return people_named(ws, words, choose)
        except PersonUnknown:
            event = find_event(net, words, whole=False)
            if event is None:
                raise
    return gathering(net, event, lambda paths: _briefs(ws, net, paths))


def _briefs(ws: Workspace, net: Network, paths: Sequence[str]) -> tuple[Brief, ...]:
    return tuple(
        brief(
            _require(net, path),
            net.touches(path),
            net.promises(path),
            people=net.people,
            ties=net.ties,
            beside=[other for other in paths if other != path],
            introducers=net.introducers,
            today=ws.today,
            rules=ws.settings.practice,
            where=net.where,
        )
        for path in paths
    )


def _require(net: Network, path: str) -> Person:
    person = net.people.get(path)
    if person is None:
        raise PersonUnknown(path)
    return person


def brief_note(
    ws: Workspace,
    words: Sequence[str],
    *,
    choose: Choose | None = None,
    dry_run: bool = False,
) -> BriefNote:
    """Write the brief as a note; one that is there is brought up to date.

    Private people are in no rendered note: UsageFault for one of them. Raises also
    PersonUnknown, PersonAmbiguous, TemplateBroken, NoteUnwritable.
    """
    net = network_of_notes(ws)
    asked = _asked(ws, net, words, choose)
    path = _path_of(ws, asked)
    there = decode_note(path, ws.files.read(path)) if ws.files.exists(path) else None
    language = spoken_language(ws, there)
    view = _view(ws, net, asked, language)
    mine = supply(ws)
    fresh = engine.render(TEMPLATE, view, own=mine.own, held=mine.held)
    step, problems = _step(Sheet(path, fresh, language), there)
    told = ("brief", *words, "--note")
    return BriefNote(path, write(ws, [step], told, dry_run=dry_run), problems)


def _view(
    ws: Workspace,
    net: Network,
    asked: tuple[Named, ...] | Gathering,
    language: Language,
) -> Mapping[str, Any]:
    link = LinkWriter(ws.index.paths(), whole=ws.whole_links).link
    if isinstance(asked, Gathering):
        return gathering_view(
            asked, today=ws.today, language=language, link=link, veil=net.veil
        )
    for one in asked:
        if net.veil.hides(one.path):
            raise UsageFault(
                f"{one.name} is private and stands in no rendered note. "
                "Leave --note out to see the brief here."
            )
    found = _briefs(ws, net, [one.path for one in asked])
    return brief_view(
        found, today=ws.today, language=language, link=link, veil=net.veil
    )


def _step(sheet: Sheet, there: str | None) -> tuple[Step, tuple[Problem, ...]]:
    if there is None:
        return Creation(sheet.path, dress(TEMPLATE, sheet.fresh, sheet.language)), ()
    _, problems = sheet.onto(there)
    return Change(sheet.path, lambda text: sheet.onto(text)[0]), problems


def _path_of(ws: Workspace, asked: tuple[Named, ...] | Gathering) -> str:
    """Beside the other rendered notes: one a day and company, or one an event."""
    if isinstance(asked, Gathering):
        day, names = asked.event.on or ws.today, bare_name(asked.event)
    else:
        day, names = ws.today, ", ".join(one.name for one in asked)
    stem = file_name_of(f"Brief {day.isoformat()} {names}")
    folder = ws.settings.overdue_path.rpartition("/")[0]
    path = f"{folder}/Briefs/{stem}.md".lstrip("/")
    if not stem:
        raise NoteUnwritable(path, "no file can be named like this")
    return path
