"""Briefs, helpers, goals, introductions, figures -> the rows of `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.cli.shown.remark_lines import told
from nettrack_md.cli.shown.rows import owed_row, standing_row, touch_row, who_row
from nettrack_md.insight.network.lineage import walk
from nettrack_md.render.markdown import flatten_links
from nettrack_md.render.wording.phrases import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.app.practice.questions import Introductions
    from nettrack_md.cli.shown.rows import Row
    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.insight.network.aims import Aim, Ally, Covered
    from nettrack_md.insight.network.joining import Proposal, UnderWay
    from nettrack_md.insight.network.lineage import Branch
    from nettrack_md.insight.network.seeking import Helper
    from nettrack_md.insight.network.ties import Step
    from nettrack_md.insight.remarks import Remark, Said
    from nettrack_md.insight.shape.figures import Figure
    from nettrack_md.insight.shape.health import Health
    from nettrack_md.insight.values import DateAhead, Evidence


def evidence_rows(evidence: Iterable[Evidence]) -> list[Row]:
    """Where something stands."""
    return [{"path": one.path, "line": one.line} for one in evidence]


def remark_row(one: Remark) -> Row:
    """A sentence with its evidence; `key` is stable, the words are not."""
    return {
        "key": one.reason.key,
        "text": told(one),
        "evidence": evidence_rows(one.evidence),
    }


def _said_row(one: Said) -> Row:
    where = evidence_rows([one.evidence])
    return {"key": one.key, "text": flatten_links(one.text), "evidence": where}


def brief_row(found: Brief) -> Row:
    """A row of `brief`."""
    contact = found.standing.person.contact
    return {
        **standing_row(found.standing),
        "warmth": found.warmth,
        "title": contact.text("title"),
        "org": contact.text("org"),
        "talks": [touch_row(talk) for talk in found.talks],
        "open": [owed_row(item) for item in found.loops],
        "needs": [_said_row(one) for one in found.needs],
        "shared": [_said_row(one) for one in found.shared],
        "avoid": [_said_row(one) for one in found.avoid],
        "manners": [_said_row(one) for one in found.manners],
        "care": [remark_row(one) for one in found.care],
        "dates": [_date(one) for one in found.dates],
        "asks": [remark_row(one) for one in found.asks],
        "friends": [
            {
                **who_row(friend.person.contact),
                "how": friend.how,
                "evidence": evidence_rows([friend.evidence]),
            }
            for friend in found.friends
        ],
        "hints": [remark_row(one) for one in found.hints],
    }


def _date(one: DateAhead) -> Row:
    return {
        "on": one.on.isoformat(), "kind": one.kind, "text": one.text, "years": one.years
    }  # fmt: skip


def helper_row(found: Helper) -> Row:
    """A row of `who`."""
    return {
        **who_row(found.person.contact),
        "reading": found.person.contact.reading or None,
        "status": found.person.contact.status,
        "warmth": found.warmth,
        "reasons": [remark_row(one) for one in found.reasons],
        "through": [_step(one) for one in found.through],
    }


def _step(one: Step) -> Row:
    where = evidence_rows([one.evidence])
    return {**who_row(one.person.contact), "how": one.how, "evidence": where}


def aim_row(aim: Aim) -> Row:
    """A row of `goals`."""
    goal = aim.goal
    return {
        "path": goal.path,
        "name": goal.name,
        "horizon": None if goal.horizon is None else str(goal.horizon),
        "due": None if goal.due_on is None else goal.due_on.isoformat(),
        "focus": aim.focus,
        "needs": [_covered(one) for one in aim.needs],
        "beside": [_ally(one) for one in aim.beside],
    }


def _covered(one: Covered) -> Row:
    return {
        "kind": one.need.kind,
        "wanted": one.need.count,
        "gap": one.gap,
        "text": sentence(one.words.reason),
        "there": [_ally(each) for each in one.there],
        "maybe": [_ally(each) for each in one.maybe],
    }


def _ally(one: Ally) -> Row:
    return {
        **who_row(one.person.contact),
        "warmth": one.warmth,
        "reasons": [remark_row(each) for each in one.reasons],
    }


def introductions_row(found: Introductions) -> Row:
    """The data of `intro`."""
    return {
        "under_way": [_underway(one) for one in found.underway],
        "proposed": [_proposal(one) for one in found.proposed],
    }


def _underway(one: UnderWay) -> Row:
    intro = one.introduction
    return {
        "a": intro.a_path or intro.a.target,
        "b": intro.b_path or intro.b.target,
        "state": intro.state,
        "on": intro.on.isoformat(),
        "next": remark_row(one.next),
    }


def _proposal(one: Proposal) -> Row:
    return {
        "a": {**who_row(one.a.contact), "reason": remark_row(one.for_a)},
        "b": {**who_row(one.b.contact), "reason": remark_row(one.for_b)},
    }


def branch_rows(trees: Iterable[Branch]) -> list[Row]:
    """Who came through whom: a row for each person, from the roots down.

    `depth` is 0 where a tree begins; `through` is the path of who brought them.
    """
    rows: list[Row] = []
    above: list[str] = []
    for depth, branch in walk(trees):
        contact = branch.person.contact
        evidence = () if branch.evidence is None else (branch.evidence,)
        above[depth:] = [contact.path]
        rows.append(
            {
                **who_row(contact),
                "status": contact.status,
                "depth": depth,
                "through": above[depth - 1] if depth else None,
                "evidence": evidence_rows(evidence),
            }
        )
    return rows


def health_row(found: Health) -> Row:
    """The data of `health`."""
    return {
        "figures": [figure_row(one) for one in found.figures],
        "roles": [
            {**remark_row(one), "role": str(one.reason.get("role"))}
            for one in found.roles
        ],
    }


def figure_row(one: Figure) -> Row:
    """One figure: its words, its numbers, where it tends."""
    return {
        "name": one.name,
        "words": [remark_row(each) for each in one.words],
        "numbers": dict(one.numbers),
        "trend": one.trend,
    }
