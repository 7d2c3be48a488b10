from __future__ import annotations

from nettrack_md.insight.shape.health import health
from nettrack_md.insight.values import Evidence
from tests.builders import RULES, TODAY, introduction, path_of, person, promise, touch
from tests.unit.insight.people_with import having


def figures(people, touches=(), promises=(), introductions=(), before=None):
    known = {one.contact.path: tuple(touches) for one in people[:1]}
    return health(
        people,
        people if before is None else before,
        known,
        promises,
        introductions,
        today=TODAY,
        rules=RULES,
    )


def numbers(name, *args, **more):
    found = figures(*args, **more)
    return dict(next(one.numbers for one in found.figures if one.name == name))


def words(name, *args, **more):
    found = figures(*args, **more)
    figure = next(one for one in found.figures if one.name == name)
    return [each.reason.key for each in figure.words]


def test_there_are_six_figures_and_five_roles():
    found = figures([])

    assert [one.name for one in found.figures] == [
        "rhythm", "load", "promises", "reach", "two_way", "flow",
    ]  # fmt: skip
    assert len(found.roles) == 5


def test_rhythm_is_a_share_of_those_who_have_one():
    people = [
        person("Ada", last="2026-11-01", rhythm="30d"),
        person("Bob", last="2026-10-10", rhythm="30d"),
        person("Cy", last="2026-01-01", rhythm="30d"),
        person("Di", last="2026-01-01"),
    ]

    found = numbers("rhythm", people)
    assert found == {"within": 0.3333, "within_one_and_a_half": 0.6667}


def test_a_share_that_grew_since_a_quarter_ago_tends_up():
    now = [person("Ada", last="2026-11-01", rhythm="30d")]
    before = [person("Ada", last="2026-01-01", rhythm="30d")]
    found = figures(now, before=before).figures[0]

    assert found.trend == "up"


def test_load_is_what_the_rhythms_of_active_people_ask_for():
    people = [
        person("Ada", rhythm="7d"),
        person("Bob", rhythm="14d"),
        person("Cy", rhythm="7d", status="paused"),
    ]

    assert numbers("load", people) == {"planned": 1.5, "capacity": 5}
    many = [person(f"P{n}", rhythm="7d") for n in range(9)]
    assert words("load", many) == ["figure_load_high"]


def test_promises_are_mine_and_thanks_that_came_late_are_not_told():
    promises = [
        promise("a", "Ada", due="2026-11-01"),
        promise("b", "Ada", due="2026-12-01"),
        promise("c", "Ada", mine=False),
        promise("d", "Ada", done=True, made_on="2026-10-01", done_on="2026-10-11"),
    ]
    met = [person("Ada", touches=[touch("2026-11-02")], met="2026-11-02")]

    found = numbers("promises", met, [touch("2026-11-02")], promises)
    assert found["open"] == 2
    assert found["past_due"] == 1
    assert found["median_days"] == 10.0
    assert (found["thanked_in_time"], found["thanks_due"]) == (0, 1)
    assert "figure_thanks" not in words("promises", met, [touch("2026-11-02")])


def test_thanks_on_the_next_working_day_are_in_time():
    known = [touch("2026-11-06"), touch("2026-11-09", "email", "->")]
    met = [person("Ada", touches=known, met="2026-11-06")]

    assert numbers("promises", met, known)["thanked_in_time"] == 1


def test_reach_is_the_number_of_fields_in_effect_among_the_warm():
    people = [
        having("Ada", field="law"),
        having("Bob", field="法律"),
        having("Cy", field="music"),
        having("Di", "2019-01-01", field="printing"),
    ]

    assert numbers("reach", people)["effective_fields"] == 1.89
    assert words("reach", [having("Ada")]) == ["figure_reach_none"]


def test_one_organisation_is_named_only_where_much_hangs_on_it():
    many = [having(f"P{n}", org="Kiln", field="law") for n in range(5)]

    assert words("reach", many) == ["figure_reach", "figure_one_org"]
    assert words("reach", many[:2]) == ["figure_reach"]


def test_two_way_is_the_share_of_words_that_came_to_me():
    known = [
        touch("2026-10-01", "email", "<-"),
        touch("2026-10-02", "email", "->"),
        touch("2026-10-03", "email", "->"),
        touch("2026-10-04", "email", "<->"),
        touch("2024-01-01", "email", "<-"),
    ]

    assert numbers("two_way", [person("Ada", touches=known)], known) == {
        "they_began": 0.3333
    }


def test_flow_tells_second_meetings_reunions_and_introductions_of_the_quarter():
    known = [touch("2026-09-01"), touch("2026-11-01", line=11)]
    fresh = [person("Ada", touches=known)]
    made = introduction("2026-11-05", "Bob", "Cy", "made")
    found = figures(fresh, known, introductions=[made]).figures[-1]

    assert dict(found.numbers) == {
        "second": 1, "back": 0, "quiet": 0, "made": 1, "closed": 0,
    }  # fmt: skip
    assert Evidence("People/log.md", 11) in found.words[0].evidence
    assert Evidence(path_of("Bob"), 30) in found.words[0].evidence


def test_a_word_after_a_year_is_a_reunion_and_three_silent_years_are_quiet():
    back = [touch("2025-03-01"), touch("2026-11-01")]
    assert numbers("flow", [person("Ada", touches=back)], back)["back"] == 1
    gone = [touch("2023-10-20")]
    assert numbers("flow", [person("Ada", touches=gone)], gone)["quiet"] == 1


def test_a_role_is_there_or_cooler_or_open():
    people = [having("Ada", roles="mentor"), having("Bob", "2019-01-01", roles="同期")]
    keys = {
        str(one.reason.get("role")): one.reason.key for one in figures(people).roles
    }

    assert keys == {
        "confidant": "role_open", "critic": "role_open", "mentor": "role_there",
        "peer": "role_cooler", "mentee": "role_open",
    }  # fmt: skip
