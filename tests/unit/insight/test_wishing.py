from __future__ import annotations

import pytest

from nettrack_md.insight.network.ties import tie
from nettrack_md.insight.values import Evidence
from nettrack_md.insight.week.suggestions.wishing import wish
from nettrack_md.model.dates import week_of
from tests.builders import day, path_of
from tests.unit.insight.people_with import having
from tests.unit.insight.situations import situation, told

AT = Evidence("Events/Fair.md", 2)


def know(one, other, how="attended"):
    return tie(path_of(one), path_of(other), how, AT)


def wanted(name="Wilma", **more):
    return having(name, last=None, status="wish", **more)


def wishes(*people, **more):
    return told(wish(situation(people, **more)))


def test_the_warmest_who_knows_them_may_open_the_door():
    people = [wanted(), having("Ada"), having("Bob", last="2026-11-10")]
    (found,) = wish(
        situation(people, ties=[know("Wilma", "Ada"), know("Wilma", "Bob")])
    )

    assert told([found]) == [("Bob", "wish_path")]
    assert [other.name for other in found.others] == ["Wilma"]
    assert found.reason.get("how") == "attended"
    assert found.evidence == (AT,)


def test_the_way_may_lead_through_two():
    people = [wanted(), having("Ada"), having("Far", last="2020-01-01")]
    ties = [know("Wilma", "Far"), know("Far", "Ada")]
    (found,) = wish(situation(people, ties=ties))

    assert told([found]) == [("Ada", "wish_way")]
    assert [other.name for other in found.others] == ["Wilma", "Far"]


def test_without_a_tie_who_works_there_or_in_the_field_may():
    editor = wanted("An editor for children's books")

    assert wishes(editor, having("Ada", field="editing")) == [("Ada", "wish_field")]
    assert wishes(wanted(org="Kiln"), having("Ada", org="Kiln")) == [
        ("Ada", "wish_org")
    ]
    assert wishes(wanted(), having("Ada", field="editing")) == [("Wilma", "wish_open")]


def test_to_whom_there_is_no_way_it_is_for_me_to_write_if_i_can():
    (found,) = wish(situation([wanted(emails="wilma@example.com")]))
    (other,) = wish(situation([wanted("A potter")]))

    assert (told([found]), found.acts) == ([("Wilma", "wish_alone")], True)
    assert (told([other]), other.acts) == ([("A potter", "wish_open")], False)


def test_one_wish_a_week_and_all_of_them_in_turn():
    people = [wanted("Wilma"), wanted("Xenia")]
    seen = set()
    for number in range(2):
        week = week_of(day(f"2026-11-{6 + 7 * number:02d}"))
        ((name, _),) = wishes(*people, week=week)
        seen.add(name)

    assert seen == {"Wilma", "Xenia"}


def test_a_wish_that_was_put_off_rests():
    assert wishes(wanted(snooze="2026-11-30")) == []


@pytest.mark.parametrize(
    "state",
    [{"status": "ended"}, {"snooze": "2026-11-30"}, {"trouble": "2026-11-10"},
     {"last": "2020-01-01"}],
)  # fmt: skip
def test_nobody_is_sent_to_who_rests_or_is_far(state):
    people = [wanted(), having("Ada", **state)]

    assert wishes(*people, ties=[know("Wilma", "Ada")]) == [("Wilma", "wish_open")]
