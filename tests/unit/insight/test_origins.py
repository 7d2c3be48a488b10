from __future__ import annotations

from datetime import date

from nettrack_md.insight.shape.origins import Place, origins
from nettrack_md.insight.values import Evidence
from nettrack_md.model.records import Event
from tests.builders import TODAY, path_of, person, touch

FAIR = Event("Events/Fair.md", "The Fair", "event", date(2024, 5, 1))


def somebody(name, last="2026-11-01", first="2024-05-01", **more):
    touches = [touch(first), touch(last)]
    return person(name, rhythm="90d", touches=touches, **more)


def found(people, introducers=(), places=(), attended=()):
    known = {one.contact.path: one for one in people}
    told = origins(known, introducers, places, attended, today=TODAY)
    return [
        (
            one.way,
            one.name,
            one.words.reason.key,
            [
                [each.contact.name for each in group]
                for group in (one.alive, one.young, one.quiet)
            ],
        )
        for one in told
    ]


def at(name, place):
    return Place(path_of(name), place, place)


def test_a_place_is_told_with_what_lives_on_and_what_is_quiet():
    people = [somebody("Ada"), somebody("Bob", "2024-06-01"), somebody("Cy")]
    places = [at("Bob", "the choir"), at("Ada", "The  Choir"), at("Cy", "school")]
    places[1] = Place(path_of("Ada"), "The Choir", "The Choir")

    assert found(people, places=places) == [
        ("place", "school", "origin_alive", [["Cy"], [], []]),
        ("place", "The Choir", "origin_part", [["Ada"], [], ["Bob"]]),
    ]


def test_who_was_met_lately_is_too_early_to_tell():
    new = somebody("New", "2026-11-09", "2026-11-02")

    assert found([new], places=[at("New", "school")]) == [
        ("place", "school", "origin_young", [[], ["New"], []])
    ]


def test_through_somebody_comes_before_a_place_and_a_place_before_an_event():
    people = [somebody("Ada"), somebody("Bob"), somebody("Cy")]
    told = found(
        people,
        [(path_of("Ada"), path_of("Cy"), 3)],
        [at("Ada", "school"), at("Bob", "school")],
        [(path_of("Ada"), FAIR, 5), (path_of("Bob"), FAIR, 5)],
    )

    assert [(way, name) for way, name, *_ in told] == [
        ("person", "Cy"), ("place", "school"),
    ]  # fmt: skip


def test_an_event_counts_for_whom_it_was_the_first_day():
    people = [somebody("Ada"), somebody("Bob", first="2020-01-01")]
    attended = [(path_of("Ada"), FAIR, 5), (path_of("Bob"), FAIR, 5)]

    assert found(people, attended=attended) == [
        ("event", "The Fair", "origin_alive", [["Ada"], [], []])
    ]


def test_a_place_that_is_called_like_an_event_is_that_event():
    people = [somebody("Ada"), somebody("Bob")]
    told = found(
        people, places=[at("Ada", "the fair")], attended=[(path_of("Bob"), FAIR, 5)]
    )

    assert told == [("event", "The Fair", "origin_alive", [["Ada", "Bob"], [], []])]


def test_ended_ties_are_quiet_and_nobody_stands_for_a_tie_that_never_was():
    people = [somebody("Ada", status="ended"), person("Bob")]
    places = [at("Ada", "school"), at("Bob", "school")]

    assert found(people, places=places) == [
        ("place", "school", "origin_quiet", [[], [], ["Ada"]])
    ]


def test_each_way_names_a_line_that_says_so():
    ada = somebody("Ada")
    (one,) = origins(
        {ada.contact.path: ada},
        [],
        [],
        [(ada.contact.path, FAIR, 5)],
        today=TODAY,
    )

    assert one.words.evidence == (Evidence(FAIR.path, 5),)
