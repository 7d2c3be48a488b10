"""Who came through whom, or who knows whom, as a picture of the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from nettrack_md.app.pages.dressing import spoken_language
from nettrack_md.exchange.picture import Figure, Line, Picture
from nettrack_md.exchange.texts import one_line
from nettrack_md.insight.introductions import newest_states
from nettrack_md.render.wording.outside import intro_words, tie_word
from nettrack_md.render.wording.words import tier as tier_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.exporting.outgoing import Outgoing
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact
    from nettrack_md.model.rules import Language

What = Literal["introductions", "ties"]
Grouping = Literal["none", "tier", "org"]
WHATS: tuple[What, ...] = get_args(What)
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


def draw(ws: Workspace, out: Outgoing, what: What, by: Grouping) -> Picture:
    """The people who have a line to somebody, and these lines.

    `introductions`: who came through whom, and whom I brought together. `ties`: who
    knows whom as far as the notes tell, each pair once.
    """
    language = spoken_language(ws, None)
    found = _introductions(ws, out, language)
    lines = tuple(found if what == "introductions" else _ties(out, language))
    shown = {path for line in lines for path in (line.a, line.b)}
    figures = tuple(
        _figure(person.contact, by, language)
        for path, person in out.people.items()
        if path in shown
    )
    return Picture(figures, lines, _groups(ws, figures, by))


def _groups(
    ws: Workspace, figures: tuple[Figure, ...], by: Grouping
) -> tuple[str, ...]:
    """The frames: tiers as the settings have them, places of work by name."""
    tiers = tuple(ws.settings.reading.tiers)
    ranks = {tier: place for place, tier in enumerate(tiers)} if by == "tier" else {}
    found = {one.group: ranks.get(one.tier, len(ranks)) for one in figures if one.group}
    return tuple(sorted(found, key=lambda name: (found[name], name)))


def _figure(contact: Contact, by: Grouping, language: Language) -> Figure:
    tier, org = contact.tier or "", contact.text("org")
    groups = {"none": "", "tier": tier_word(tier, language), "org": org}
    return Figure(contact.path, contact.name, tier, org, one_line(groups[by]))


def _introductions(ws: Workspace, out: Outgoing, language: Language) -> Iterator[Line]:
    word = tie_word("introduced", language)
    for led in out.network.introducer_lines:
        a, b = led.leads_to, led.contact
        if a != b and a in out.people and b in out.people:
            yield Line(a, b, word, "introduced", directed=True)
    for one in newest_states(out.introductions, ws.today):
        a, b = one.a_path, one.b_path
        if a != b and a in out.people and b in out.people:
            label = intro_words(one.state, one.on.isoformat(), language)
            yield Line(a, b, label, f"intro-{one.state}")


def _ties(out: Outgoing, language: Language) -> Iterator[Line]:
    for path in out.people:
        for other, tie in out.network.ties.of(path).items():
            if path == tie.a and other in out.people:
                yield Line(path, other, tie_word(tie.how, language), tie.how)
