from __future__ import annotations

from typing import Any, get_args

from nettrack_md.insight.cadence import standing
from nettrack_md.insight.explain import why
from nettrack_md.insight.reasons import FACTS, owed_reason, reason
from nettrack_md.insight.reports import find_report
from nettrack_md.insight.values import State
from nettrack_md.insight.week.review import review
from nettrack_md.model.rules import SEASONS, PracticeRules
from tests.builders import TODAY, WEEK, path_of, person, promise, touch

_ASKED = touch("2026-11-13", "email", "<-", text="rates?")
_MET = touch("2026-11-13")
_OLD = touch("2026-01-01", text="moved")
PEOPLE = [
    person("rhythm", rhythm="30d", last="2026-01-01"),
    person("never", rhythm="30d", met="2026-01-01"),
    person("made", rhythm="30d", created="2026-01-01"),
    person("next", rhythm="30d", last="2026-01-01", next="2026-11-18"),
    person("soon", rhythm="30d", last="2026-10-22"),
    person("ok", rhythm="30d", last="2026-11-10"),
    person("waiting", rhythm="30d", touches=[touch("2026-11-14", "email", "->")]),
    person("snoozed", rhythm="30d", last="2026-01-01", snooze="2026-12-01"),
    person("none", last="2026-11-01"),
    person("unknown", rhythm="30d"),
    *(
        person(status, status=status)
        for status in ("paused", "wish", "ended", "deceased", "archived")
    ),
    person("trouble", trouble="2026-11-10"),
    person("reply", touches=[_ASKED, _OLD]),
    person("thanks", touches=[_MET], needs="a designer"),
    person("promise"),
    person("birthday", birthday="1990-11-20", common="choir"),
    person("anniversary", dates=("2014-11-20 wedding",), likes="tea"),
    person("loose", tier="loose", touches=[touch("2025-01-01", text="moved")]),
    person("dormant", last="2015-01-01", birthday="11-26"),
    person("alone", touches=[touch("2026-11-10")], rhythm="20d"),
    person("new", met="2026-10-01", met_at="the fair"),
    person("third", touches=[touch("2026-09-01"), touch("2026-09-20")]),
    person(
        "early",
        rhythm="365d",
        tier="loose",
        touches=[touch("2026-01-01"), touch("2019-01-01")],
    ),
]


_LATE = [
    person("a", rhythm="30d", last="2026-01-01"),
    person("b", rhythm="30d", last="2026-01-01"),
    person("loose", tier="loose", last="2025-11-01"),
]
_TOLD = [
    *PEOPLE,
    person("lapsed", rhythm="30d", last="2026-11-01", next="2026-10-20"),
    person("without", rhythm="30d", touches=[_MET, _OLD]),
    person("busy", rhythm="30d", last="2026-11-01", busy=("11-25..12-05",)),
    person("season", rhythm="60d", last="2026-11-01"),
    person("no", rhythm="none", tier="close"),
    person("inner", tier="inner"),
]


def reported() -> Any:
    helped = touch("2026-10-20", "help", "<-", text="the contract")
    found: Any = find_report(person("Ada", touches=[helped]), [helped], day=TODAY)
    yield owed_reason(found, 0)


def reviewed(people, capacity, **more) -> Any:
    asked = {"week": WEEK, "today": TODAY, **more}
    rules = PracticeRules(capacity=capacity, spare_days=90)
    made = [promise("send", "promise", due="2026-11-20")]
    recent = {path_of("reply"): [_ASKED], path_of("thanks"): [_MET]}
    for pick in review(people, made, [], recent, rules=rules, **asked).picks:
        yield pick.reason
        if pick.opening is not None:
            yield pick.opening


def told() -> Any:
    rules = PracticeRules(seasons=(SEASONS["new_year"],))
    for someone in _TOLD:
        yield standing(someone, today=TODAY, rules=rules).reason
        for known in ([someone.last], [someone.last, _OLD]):
            touches = [one for one in known if one is not None]
            found = why(someone, touches, today=TODAY, rules=rules)
            yield from (*found.movers, *found.ahead)


def test_every_reason_of_the_table_is_given_with_the_facts_it_names() -> None:
    seen = set()
    for found in (*reviewed(PEOPLE, 30), *reviewed(_LATE, 2), *told(), *reported()):
        facts = FACTS[found.key].split()
        names = {name for name, _ in found.facts}
        assert {fact for fact in facts if not fact.endswith("?")} <= names, found
        assert names <= {fact.removesuffix("?") for fact in facts}, found
        seen.add(found.key)

    assert seen == set(FACTS)


def test_each_state_has_a_reason_of_its_own_but_overdue() -> None:
    assert set(get_args(State)) - set(FACTS) == {"overdue"}


def test_facts_that_the_notes_do_not_hold_are_left_out() -> None:
    found = reason("new", on=None, met_at="", kind="meet")

    assert found.facts == (("kind", "meet"),)
    assert found.get("on") is None
