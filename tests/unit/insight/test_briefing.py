from __future__ import annotations

from nettrack_md.insight.meeting.briefing import brief
from nettrack_md.insight.network.ties import Ties, tie
from nettrack_md.insight.values import Evidence
from tests.builders import RULES, TODAY, path_of, person, promise, touch
from tests.unit.insight.people_with import having

NOBODY = Ties(())


def a_brief(one, touches=(), promises=(), people=(), ties=NOBODY, **more):
    known = {each.contact.path: each for each in (one, *people)}
    return brief(
        one, touches, promises, people=known, ties=ties, today=TODAY, rules=RULES, **more
    )  # fmt: skip


def keys(remarks):
    return [each.reason.key for each in remarks]


def test_their_question_comes_before_the_last_talk_and_what_they_need():
    known = [
        touch("2026-10-01", text="rounding", line=8),
        touch("2026-11-12", "email", "<-", text="could we begin earlier?", line=9),
    ]
    one = person("Ada", touches=known, needs="a translator")
    found = a_brief(one, known, [promise("send the deck", "Ada", due="2026-11-30")])

    assert keys(found.asks) == ["ask_reply", "ask_mine", "ask_talk", "ask_needs"]
    assert found.asks[0].evidence == (Evidence("People/log.md", 9),)
    assert found.asks[2].reason.get("text") == "rounding"


def test_what_is_open_is_told_both_ways_and_what_is_done_is_not():
    one = person("Ada", last="2026-11-01")
    found = a_brief(
        one,
        promises=[
            promise("the deck", "Ada", due="2026-11-30"),
            promise("her numbers", "Ada", due="2026-11-25", mine=False),
            promise("the book", "Ada", done=True),
        ],
    )

    assert [(item.text, item.mine) for item in found.loops] == [
        ("her numbers", False),
        ("the deck", True),
    ]


def test_where_nothing_is_noted_the_question_is_what_they_need():
    assert keys(a_brief(person("Ada")).asks) == ["ask_unknown"]


def test_after_three_talks_something_of_mine_may_be_told():
    known = [touch("2026-09-01"), touch("2026-10-01"), touch("2026-11-01")]

    assert "ask_tell" in keys(a_brief(person("Ada", touches=known), known).asks)


def test_mourning_is_told_and_no_birthday_with_it():
    one = person("Ada", birthday="11-25", mourning="2026-09-30")

    assert keys(a_brief(one).care) == ["mourning"]
    assert a_brief(one).dates == ()
    assert len(a_brief(person("Ada", birthday="11-25")).dates) == 1


def test_a_busy_time_is_told_while_it_lasts():
    assert keys(a_brief(person("Ada", busy=["11-10..11-25"])).care) == ["busy_now"]
    assert keys(a_brief(person("Ada", busy=["12-10..12-25"])).care) == []


def test_of_one_day_the_log_speaks_and_the_mere_meeting_is_left_out():
    known = [
        touch("2026-11-01", text="plans", line=3),
        touch("2026-11-01", "meeting", source="attended", text="Plans", line=1),
    ]
    found = a_brief(person("Ada", touches=known), known)

    assert [talk.text for talk in found.talks] == ["plans"]


def test_common_friends_come_with_the_place_that_says_so():
    ada, bob, cy = (person(name, last="2026-11-01") for name in ("Ada", "Bob", "Cy"))
    here, there = Evidence("Daily/2026-11-01.md", 3), Evidence("Events/Fair.md", 2)
    ties = Ties(
        [
            tie(path_of("Ada"), path_of("Bob"), "mentioned", here),
            tie(path_of("Ada"), path_of("Bob"), "attended", there),
            tie(path_of("Bob"), path_of("Cy"), "attended", there),
        ]
    )
    found = a_brief(ada, people=(bob, cy), ties=ties)

    assert [(f.person.contact.name, f.how, f.evidence) for f in found.friends] == [
        ("Bob", "attended", there)
    ]


def test_whom_the_others_at_the_table_know_too_comes_first():
    ada, bob, cy, di = (
        person(n, last="2026-11-01") for n in ("Ada", "Bob", "Cy", "Di")
    )
    where = Evidence("Events/Fair.md", 2)
    ties = Ties(
        [
            tie(path_of("Ada"), path_of("Bob"), "attended", where),
            tie(path_of("Ada"), path_of("Cy"), "attended", where),
            tie(path_of("Cy"), path_of("Di"), "attended", where),
        ]
    )
    found = a_brief(ada, people=(bob, cy, di), ties=ties, beside=[path_of("Di")])

    assert [f.person.contact.name for f in found.friends] == ["Cy", "Bob"]


def test_of_somebody_who_died_nothing_is_asked_or_minded():
    known = [touch("2020-01-01", text="tea")]
    for status in ("deceased", "ended"):
        one = person("Ada", touches=known, status=status, mourning="2026-10-01")
        found = a_brief(one, known, [promise("the book", "Ada")])

        assert [talk.text for talk in found.talks] == ["tea"]
        assert (found.asks, found.hints, found.care, found.loops) == ((), (), (), ())


def test_thanks_for_the_person_they_brought_are_open_too():
    ada, bob = person("Ada", last="2020-01-01"), person("Bob", met="2026-11-18")
    found = a_brief(
        ada, people=(bob,), introducers={path_of("Bob"): path_of("Ada")}
    )  # fmt: skip

    assert [(item.kind, item.text) for item in found.loops] == [("thanks", "Bob")]


def test_what_lies_ahead_is_no_last_talk():
    known = [touch("2026-11-01", text="tea"), touch("2026-12-01", text="dinner")]
    found = a_brief(person("Ada", last="2026-11-01"), known)

    assert [talk.text for talk in found.talks] == ["tea"]


def test_what_i_sent_is_no_talk_to_ask_after_while_there_is_another():
    known = [
        touch("2026-11-10", "message", "->", text="hello?"),
        touch("2026-08-01", text="the new dictionary"),
    ]
    asks = a_brief(person("Ada", touches=known), known).asks
    alone = a_brief(person("Ada", touches=known[:1]), known[:1]).asks

    assert asks[0].reason.get("text") == "the new dictionary"
    assert alone[0].reason.get("text") == "hello?"


def test_their_question_comes_before_what_they_promised_long_ago():
    known = [touch("2026-11-18", "email", "<-", text="the invoice?")]
    promises = [promise("lend the tent", "Ada", mine=False, due="2026-11-01")]
    asks = a_brief(person("Ada", touches=known), known, promises).asks

    assert keys(asks)[:2] == ["ask_reply", "ask_theirs"]


def test_in_a_hard_time_nobody_is_asked_for_what_is_not_noted():
    hard = a_brief(person("Ada", trouble="2026-11-15"))

    assert keys(hard.asks) == []
    assert keys(a_brief(person("Ada", busy=["11-10..11-30"])).asks) == ["ask_unknown"]


def test_whom_i_never_met_is_not_asked_what_they_need():
    wish = a_brief(person("Ada", status="wish"))

    assert keys(wish.asks) == []
    assert keys(wish.hints) == []


def test_why_somebody_matters_is_told():
    ada = having("Ada", why="her book on bridges")

    assert ("why", "her book on bridges") in [
        (one.key, one.text) for one in a_brief(ada).shared
    ]


def test_of_several_promises_the_soonest_leaves_room_for_what_they_need():
    promises = [promise(f"thing {n}", "Ada", due=f"2026-11-2{n}") for n in (5, 3, 4)]
    found = a_brief(person("Ada", needs="an editor"), promises=promises)

    assert [one.reason.get("text") for one in found.asks] == ["thing 3", "an editor"]
    assert len(found.loops) == 3
