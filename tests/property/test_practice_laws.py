"""Laws of briefs, helpers, introductions and figures: for every network."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.insight.introductions import pair_of
from nettrack_md.insight.meeting.briefing import brief
from nettrack_md.insight.network.joining import PROPOSED, proposals
from nettrack_md.insight.network.seeking import seek
from nettrack_md.insight.network.terms import fits
from nettrack_md.insight.network.ties import Ties, find_path, tie
from nettrack_md.insight.network.warmth import NEAR, degree, warmth
from nettrack_md.insight.shape.health import health
from nettrack_md.insight.values import Evidence
from tests.builders import RULES, TODAY, introduction, path_of, person, touch
from tests.unit.insight.people_with import having

_NAMES = "ABCDEFG"
_WORDS = ("law", "翻訳", "translation", "design", "chess", "")
_TEXTS = st.sampled_from(_WORDS)
_DAYS = st.dates(date(2020, 1, 1), TODAY).map(date.isoformat)
_HOWS = st.sampled_from(("introduced", "intro", "attended", "mentioned", "noted"))


@st.composite
def people(draw) -> Any:
    """Some people by path, with needs, strengths, fields, and a last touch."""
    found = {}
    for name in draw(st.lists(st.sampled_from(_NAMES), unique=True)):
        texts = {key: draw(_TEXTS) for key in ("needs", "helps_with", "field", "likes")}
        kept = {key: text for key, text in texts.items() if text}
        status = draw(st.sampled_from(("active", "active", "paused", "ended", "wish")))
        one = having(name, draw(st.none() | _DAYS), status=status, **kept)
        found[one.contact.path] = one
    return found


@st.composite
def ties(draw) -> Any:
    pairs = st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES), _HOWS)
    return [
        tie(path_of(a), path_of(b), how, Evidence("Daily/x.md", line))
        for line, (a, b, how) in enumerate(draw(st.lists(pairs, max_size=8)), 1)
        if a != b
    ]


@st.composite
def introductions(draw) -> Any:
    states = st.sampled_from(("asked", "agreed", "made", "closed"))
    rows = st.tuples(_DAYS, st.sampled_from(_NAMES), st.sampled_from(_NAMES), states)
    return [
        introduction(on, a, b, state)
        for on, a, b, state in draw(st.lists(rows, max_size=5))
        if a != b
    ]


def proposed(known, ever, tied):
    return proposals(known, ever, Ties(tied), today=TODAY, rules=RULES)


@given(people(), introductions(), ties())
def test_a_proposed_pair_is_new_unknown_to_each_other_and_has_two_reasons(
    known, ever, tied
):
    found = proposed(known, ever, tied)
    seen = {pair_of(one) for one in ever}
    knowing = {(one.a, one.b) for one in tied}

    assert len(found) <= PROPOSED
    for one in found:
        pair = tuple(sorted((one.a.contact.path, one.b.contact.path)))
        assert pair not in seen
        assert pair not in knowing
        assert one.for_a.evidence
        assert one.for_b.evidence
    names = [one for each in found for one in (each.a, each.b)]
    assert len(names) == len({one.contact.path for one in names})


@given(people(), introductions(), ties(), st.randoms())
def test_the_order_of_records_has_no_say(known, ever, tied, chance):
    def mixed(values):
        values = list(values)
        chance.shuffle(values)
        return values

    other = dict(mixed(known.items()))
    words = ["law", "翻訳"]

    assert proposed(known, ever, tied) == proposed(other, mixed(ever), mixed(tied))
    assert seek(words, known, (), Ties(tied), today=TODAY) == seek(
        words, other, (), Ties(mixed(tied)), today=TODAY
    )
    assert health(
        list(known.values()), list(known.values()), {}, (), ever, today=TODAY, rules=RULES
    ).roles == health(
        list(known.values()), mixed(known.values()), {}, (), mixed(ever),
        today=TODAY, rules=RULES,
    ).roles  # fmt: skip


@given(people(), ties())
def test_a_way_begins_with_somebody_near_and_each_step_is_told_by_a_note(known, tied):
    net = Ties(tied)
    for path in known:
        way = find_path(path, known, net, TODAY)
        stops = [step.person.contact.path for step in way] + [path]
        assert len(way) <= 2
        assert len(set(stops)) == len(stops)
        if way:
            assert warmth(way[0].person, TODAY) in NEAR
        for here, there in pairwise(stops):
            assert net.find(here, there) is not None


@given(people(), ties())
def test_every_helper_has_a_reason_with_its_place(known, tied):
    for helper in seek(["law", "design"], known, (), Ties(tied), today=TODAY):
        assert helper.reasons
        assert all(one.evidence for one in helper.reasons)
        assert helper.person.contact.status != "ended"
        assert not (helper.warmth in NEAR and helper.through)


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_nobody_grows_warmer_by_silence(one, other):
    early, late = sorted((one, other))

    def after(days):
        return degree(
            person("Ada", last=TODAY - timedelta(days=days), rhythm="30d"), TODAY
        )

    assert after(late) <= after(early)


@given(st.text(max_size=30), st.text(max_size=30))
def test_to_fit_goes_both_ways_and_never_raises(one, other):
    assert fits(one, other) == fits(other, one)


@given(people(), ties(), st.lists(_DAYS, max_size=5))
def test_a_brief_names_nobody_who_may_not_be_named(known, tied, days):
    touches = [touch(on, line=line) for line, on in enumerate(days, 1)]
    for path, one in known.items():
        seen = {key: each for key, each in known.items() if key == path}
        found = brief(
            one, touches, (), people=seen, ties=Ties(tied), today=TODAY, rules=RULES
        )
        assert found.friends == ()
        assert all(talk.on <= TODAY for talk in found.talks)
        assert len(found.talks) <= 3
