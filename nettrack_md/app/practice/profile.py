"""`me`: the profile as short text, card, vCard, QR code; and what somebody was told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.app.pages.dressing import spoken_language
from nettrack_md.app.practice.briefs import people_named
from nettrack_md.app.practice.network import network, network_of_notes
from nettrack_md.app.practice.whereabouts import Whereabouts
from nettrack_md.errors import NettrackError, ProfileMissing
from nettrack_md.exchange.labels import label_of_text
from nettrack_md.exchange.people import facts_of
from nettrack_md.exchange.texts import clean, labelled, split_label
from nettrack_md.exchange.vcard import render_vcards
from nettrack_md.insight.meeting.myself import myself, told_to
from nettrack_md.model.dates import parse_date
from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.model.record import record
from nettrack_md.note.hushed import is_hushed
from nettrack_md.note.links import hide
from nettrack_md.note.parse import parse_note
from nettrack_md.people.properties import fold_key, keys_of
from nettrack_md.people.values import texts_of
from nettrack_md.render.card import Particulars, card
from nettrack_md.render.markdown import flatten_links, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.meeting.myself import Item, Myself
    from nettrack_md.model.records import Contact, Profile
    from nettrack_md.note.parsed import BodyLine, ParsedNote

#: How somebody is reached.
_REACHED = ("emails", "phones", "urls")
#: Where a profile says when it was last looked at.
_UPDATED = ("updated", "modified", "更新", "更新日")


@record(frozen=True, slots=True)
class Told:
    """What one person was told of me, and was not."""

    contact: Contact
    items: tuple[Item, ...]


def me(ws: Workspace) -> Myself | None:
    """The profile in half a minute; None where no note is one."""
    profile = ws.index.profile()
    if profile is None:
        return None
    shown = network(ws).veil.profile(_introduced(ws, profile))
    texts = _texts(ws, profile)
    key = next((name for name in _UPDATED if texts.get(fold_key(name))), "")
    day = parse_date(texts[fold_key(key)][0]) if key else None
    line = Whereabouts(ws, "profile")(profile.path, fold_key(key), "").line
    return myself(shown, day, today=ws.today, line=line)


def me_to(
    ws: Workspace, words: Sequence[str], *, choose: Choose | None = None
) -> tuple[Told, ...]:
    """What those whom the words name were told of me, and what not yet.

    Raises ProfileMissing, PersonUnknown, PersonAmbiguous.
    """
    profile = _require(ws)
    net = network(ws)
    shown = net.veil.profile(profile)
    return tuple(
        Told(
            net.people[one.path].contact,
            told_to(
                net.people[one.path],
                net.touches(one.path),
                shown,
                today=ws.today,
                where=net.where,
            ),
        )
        for one in people_named(ws, words, choose)
        if one.path in net.people
    )


def my_card(ws: Workspace) -> str:
    """The profile as a markdown card. Raises ProfileMissing."""
    profile, more = _handed_on(ws)
    short = myself(profile, None, today=ws.today).short
    return card(profile, more, short, language=spoken_language(ws, None))


def my_vcard(ws: Workspace) -> str:
    """The profile as vCard 3.0, short enough for a QR code. Raises ProfileMissing."""
    profile, more = _handed_on(ws)
    facts = facts_of(
        {
            "reading": (more.reading,),
            "org": (more.org,),
            "title": (more.title,),
            **{key: tuple(map(_labelled, getattr(more, key))) for key in _REACHED},
        }
    )
    note = ", ".join(clean(text) for text in profile.known_for)
    return render_vcards([ForeignPerson(profile.name, facts, note=note)]).decode()


def _labelled(text: str) -> str:
    """A value with its label in the words that need no line of their own."""
    value, label = split_label(text)
    return labelled(value, label_of_text(label))


def profile_texts(ws: Workspace) -> Mapping[str, tuple[str, ...]]:
    """What the profile's note says beside the profile: `emails`, `urls`, `name`, …

    Empty where no note is the profile.
    """
    profile = ws.index.profile()
    if profile is None:
        return {}
    return {**_texts(ws, profile), "name": (profile.name,)}


def _handed_on(ws: Workspace) -> tuple[Profile, Particulars]:
    """What leaves the house names nobody private, whoever asks."""
    profile = _require(ws)
    veil = network_of_notes(ws).veil
    texts = _texts(ws, profile)

    def first(key: str) -> str:
        return next(iter(texts.get(key, ())), "")

    more = Particulars(
        first("reading"),
        first("org"),
        first("title"),
        *(tuple(texts.get(key, ())) for key in _REACHED),
    )
    return veil.profile(_introduced(ws, profile)), more


def _introduced(ws: Workspace, profile: Profile) -> Profile:
    """The profile with its introduction; without `intro` the note's first paragraph."""
    if profile.intro:
        return profile
    paragraph: list[BodyLine] = []
    for line in _note(ws, profile).lines:
        if line.role != "plain" or is_hushed(line.text):
            if paragraph:
                break
            continue
        if paragraph and line.line != paragraph[-1].line + 1:
            break
        paragraph.append(line)
    said = " ".join(hide(line.text) for line in paragraph)
    return replace(profile, intro=one_line(flatten_links(said)))


def _require(ws: Workspace) -> Profile:
    profile = ws.index.profile()
    if profile is None:
        raise ProfileMissing(ws.settings.reading.profile_path)
    return profile


def _texts(ws: Workspace, profile: Profile) -> Mapping[str, tuple[str, ...]]:
    """What the note says beside the profile, as a contact's note would."""
    keys = keys_of("contact", ws.settings.reading.synonyms)
    found: dict[str, tuple[str, ...]] = {}
    for key, node, _ in _note(ws, profile).frontmatter.entries:
        folded = fold_key(key)
        found.setdefault(keys.get(folded, folded), texts_of(node))
    return found


def _note(ws: Workspace, profile: Profile) -> ParsedNote:
    """The note itself; an empty one where it cannot be read any more."""
    try:
        text = ws.files.read(profile.path).decode("utf-8", "replace")
    except NettrackError:
        text = ""
    return parse_note(profile.path, text)
