"""Briefs, helpers, goals, introductions, figures -> tab-separated rows for a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.network.lineage import walk
from nettrack_md.insight.values import Reason
from nettrack_md.render.entries import OWN_TAGS
from nettrack_md.render.markdown import flatten_links
from nettrack_md.render.wording.phrases import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.app.practice.questions import Introductions
    from nettrack_md.cli.shown.lines import Line
    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.insight.network.aims import Aim, Ally
    from nettrack_md.insight.network.lineage import Branch
    from nettrack_md.insight.network.seeking import Helper
    from nettrack_md.insight.remarks import Remark
    from nettrack_md.insight.shape.health import Health
    from nettrack_md.insight.values import Evidence


def where(evidence: Sequence[Evidence]) -> str:
    """`path:line` of the first evidence; empty without any."""
    return f"{evidence[0].path}:{evidence[0].line}" if evidence else ""


def plain(text: str) -> str:
    """Text of a note: links as their words, without the tags that nettrack reads."""
    return flatten_links(OWN_TAGS.sub("", text))


def told(one: Remark, near: date | None = None) -> str:
    """The sentence of a remark."""
    facts = tuple(
        (name, plain(fact) if isinstance(fact, str) else fact)
        for name, fact in one.reason.facts
    )
    return sentence(Reason(one.reason.key, facts), near=near)


def brief_lines(found: Iterable[Brief]) -> Iterator[Line]:
    """name, section, key or day, text, path:line."""
    for each in found:
        name = each.standing.person.contact.name
        for line in _of_brief(each):
            yield (name, *line)


def _of_brief(found: Brief) -> Iterator[Line]:
    place = found.standing
    yield ("state", place.state, sentence(place.reason), place.person.contact.path)
    for talk in found.talks:
        at = f"{talk.path}:{talk.line}"
        yield ("talk", talk.on, plain(talk.text), at)
    for item in found.loops:
        whose = "mine" if item.mine else "theirs"
        text = plain(item.text)
        at = where([item.evidence])
        yield ("open", f"{whose} {item.kind}", text, at, item.due_on)
    groups = (
        ("needs", found.needs), ("shared", found.shared), ("avoid", found.avoid),
        ("manners", found.manners),
    )  # fmt: skip
    for section, said in groups:
        for one in said:
            text = plain(one.text)
            yield (section, one.key, text, where([one.evidence]))
    for section, remarks in (
        ("care", found.care), ("ask", found.asks), ("hint", found.hints)
    ):  # fmt: skip
        for remark in remarks:
            yield (section, remark.reason.key, told(remark), where(remark.evidence))
    for date in found.dates:
        yield ("date", date.on, date.text or date.kind, place.person.contact.path)
    for friend in found.friends:
        at = where([friend.evidence])
        yield ("friend", friend.how, friend.person.contact.name, at)


def helper_lines(found: Iterable[Helper]) -> Iterator[Line]:
    """name, warmth, through whom, reason, path:line; a row for each reason."""
    for each in found:
        contact = each.person.contact
        through = " > ".join(step.person.contact.name for step in each.through)
        for one in each.reasons:
            at = where(one.evidence)
            yield (contact.name, each.warmth, through, told(one), at, contact.path)


def aim_lines(found: Iterable[Aim]) -> Iterator[Line]:
    """goal, focus or later, need, there or maybe or beside or gap, who, warmth, why."""
    for aim in found:
        head = (aim.goal.name, "focus" if aim.focus else "later")
        for need in aim.needs:
            kind = need.need.kind
            for what, allies in (("there", need.there), ("maybe", need.maybe)):
                for ally in allies:
                    yield (*head, kind, what, *_ally(ally))
            yield (*head, kind, "gap", need.gap, "", sentence(need.words.reason))
        for ally in aim.beside:
            yield (*head, "", "beside", *_ally(ally))


def _ally(one: Ally) -> Line:
    first = one.reasons[0]
    name, path = one.person.contact.name, one.person.contact.path
    return (name, one.warmth, told(first), where(first.evidence), path)


def introduction_lines(found: Introductions) -> Iterator[Line]:
    """Under way: state, both, what next, path:line; proposed: both, a reason each."""
    for one in found.underway:
        intro = one.introduction
        a, b = intro.a_path or intro.a.target, intro.b_path or intro.b.target
        yield ("under way", intro.state, a, b, told(one.next), where(one.next.evidence))
    for pair in found.proposed:
        for side, other, gain in (
            (pair.a, pair.b, pair.for_a), (pair.b, pair.a, pair.for_b)
        ):  # fmt: skip
            paths = (side.contact.path, other.contact.path)
            at = where(gain.evidence)
            yield ("proposed", side.contact.name, *paths, told(gain), at)


def branch_lines(trees: Iterable[Branch]) -> Iterator[Line]:
    """depth, name, path, through whom, path:line; a row for each person."""
    above: list[str] = []
    for depth, branch in walk(trees):
        contact = branch.person.contact
        by = above[depth - 1] if depth else ""
        above[depth:] = [contact.path]
        at = "" if branch.evidence is None else where([branch.evidence])
        yield (depth, contact.name, contact.path, by, at)


def health_lines(found: Health) -> Iterator[Line]:
    """figure, words, trend, numbers; then the roles."""
    for one in found.figures:
        words = " ".join(told(each) for each in one.words)
        numbers = " ".join(
            f"{name}={'' if number is None else number}" for name, number in one.numbers
        )
        yield (one.name, words, one.trend, numbers)
    for role in found.roles:
        yield ("role", told(role), "", where(role.evidence))
