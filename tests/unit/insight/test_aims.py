from __future__ import annotations

from datetime import date

from nettrack_md.insight.network.aims import aims
from nettrack_md.model.periods import Period
from nettrack_md.model.records import Goal, Need
from tests.builders import TODAY, path_of
from tests.unit.insight.people_with import having


def goal(name, horizon=None, *needs, **more):
    period = None if horizon is None else Period(int(horizon[:-1]), horizon[-1])
    wanted = tuple(Need(*each) for each in needs)
    return Goal(f"Goals/{name}.md", name, period, needs=wanted, **more)


def asked(goals, people=(), named=()):
    known = {each.contact.path: each for each in people}
    return aims(goals, known, named, today=TODAY)


def test_the_nearest_horizon_comes_first_and_three_are_in_focus():
    goals = [
        goal("someday"),
        goal("three years", "3y"),
        goal("quarter", "3m"),
        goal("year", "1y", due_on=date(2027, 1, 1)),
        goal("done", "1d", status="done"),
    ]
    found = asked(goals)

    assert [(aim.goal.name, aim.focus) for aim in found] == [
        ("quarter", True),
        ("year", True),
        ("three years", True),
        ("someday", False),
    ]


def test_who_fits_and_names_the_goal_is_there_and_who_only_fits_may_be():
    people = [having("Ada", title="Translator"), having("Bob", helps_with="翻訳")]
    (aim,) = asked(
        [goal("Talk", "1y", ("translator", 2))],
        people,
        [(path_of("Ada"), "Goals/Talk.md", 7)],
    )
    (need,) = aim.needs

    assert [each.person.contact.name for each in need.there] == ["Ada"]
    assert [each.person.contact.name for each in need.maybe] == ["Bob"]
    assert need.gap == 1
    assert need.words.reason.key == "need_some"
    assert need.there[0].reasons[-1].evidence[0].line == 7


def test_who_names_the_goal_without_fitting_a_need_stands_beside_it():
    (aim,) = asked(
        [goal("Talk", "1y", ("critic", 1))],
        [having("Ada", field="law")],
        [(path_of("Ada"), "Goals/Talk.md", 3)],
    )

    assert [each.person.contact.name for each in aim.beside] == ["Ada"]
    assert aim.needs[0].words.reason.key == "need_open"


def test_a_need_that_is_met_has_no_gap():
    (aim,) = asked(
        [goal("Talk", "1y", ("critic", 1))],
        [having("Ada", roles="critic")],
        [(path_of("Ada"), "Goals/Talk.md", 3)],
    )

    assert aim.needs[0].gap == 0
    assert aim.needs[0].words.reason.key == "need_met"
