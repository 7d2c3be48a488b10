from __future__ import annotations

from datetime import date

from nettrack_md.insight.network.seeking import Line, answers, seek
from nettrack_md.insight.network.ties import Ties, find_path, tie
from nettrack_md.insight.values import Evidence
from tests.builders import TODAY, path_of
from tests.unit.insight.people_with import having

WHERE = Evidence("Events/Fair.md", 2)


def found(words, people, lines=(), ties=()):
    known = {each.contact.path: each for each in people}
    return seek(words, known, lines, Ties(ties), today=TODAY)


def names(helpers):
    return [each.person.contact.name for each in helpers]


def test_what_somebody_is_good_at_comes_before_what_they_are():
    people = [
        having("Ada", field="translation"),
        having("Bob", helps_with="translation", last="2026-03-01"),
    ]

    assert names(found(["translator"], people)) == ["Bob", "Ada"]


def test_of_two_who_fit_alike_the_warmer_comes_first():
    people = [having("Ada", "2026-08-01", field="law"), having("Bob", field="law")]

    assert names(found(["law"], people)) == ["Bob", "Ada"]


def test_who_answers_both_words_comes_before_who_answers_one_well():
    people = [
        having("Ada", helps_with="contracts"),
        having("Bob", field="law contracts", region="Kyoto"),
    ]

    assert names(found(["contracts", "kyoto"], people)) == ["Bob", "Ada"]


def test_a_line_of_the_log_is_reason_enough_and_says_where():
    line = Line(path_of("Ada"), "kiln", "she built a kiln", WHERE, date(2026, 5, 1))
    (helper,) = found(["kiln"], [having("Ada")], [line])

    assert helper.reasons[0].reason.key == "help_log"
    assert helper.reasons[0].evidence == (WHERE,)


def test_nobody_is_sent_to_the_dead_or_to_a_tie_that_ended():
    people = [having(n, field="law", status=n) for n in ("deceased", "ended")]

    assert found(["law"], people) == ()


def test_who_knows_many_is_found_by_that_role_in_any_language():
    people = [having("Ada", roles="connector"), having("Bob", roles="顔が広い")]

    assert names(found(["connector"], people)) == ["Ada"]
    assert names(found(["顔が広い"], people)) == ["Bob"]


def test_a_place_answers_by_its_own_words_alone():
    assert answers("英語", "english")
    assert not answers("英語", "english", literal=True)
    assert not answers("art", "party")
    assert answers("interview", "Interviewing")


def test_the_way_to_a_cold_tie_leads_through_a_warm_one():
    cold = having("Ada", "2020-01-01", helps_with="kilns")
    warm, other = having("Bob"), having("Cy", "2026-09-01")
    ties = [
        tie(path_of("Ada"), path_of("Bob"), "attended", WHERE),
        tie(path_of("Ada"), path_of("Cy"), "attended", WHERE),
    ]
    (helper,) = found(["kilns"], [cold, warm, other], ties=ties)

    assert [step.person.contact.name for step in helper.through] == ["Bob"]
    assert helper.through[0].evidence == WHERE


def test_to_somebody_warm_no_way_is_needed():
    ties = [tie(path_of("Ada"), path_of("Bob"), "attended", WHERE)]
    (helper,) = found(
        ["kilns"], [having("Ada", helps_with="kilns"), having("Bob")], ties=ties
    )

    assert helper.through == ()


def test_a_way_may_have_two_steps_and_no_more():
    people = {
        path_of(name): having(name, last)
        for name, last in (
            ("Ada", "2019-01-01"), ("Bob", "2019-01-01"), ("Cy", "2026-11-01"),
        )
    }  # fmt: skip
    ties = Ties(
        [
            tie(path_of("Ada"), path_of("Bob"), "noted", WHERE),
            tie(path_of("Bob"), path_of("Cy"), "intro", WHERE),
        ]
    )
    way = find_path(path_of("Ada"), people, ties, TODAY)

    assert [step.person.contact.name for step in way] == ["Cy", "Bob"]
    assert find_path(path_of("Ada"), people, Ties(()), TODAY) == ()
