from __future__ import annotations

from nettrack_md.app.watch.calm import Calm

PAGE = "Network/Overdue.md"
SECOND = 10**9
WALL = 1_000 * SECOND


def stamp(mtime: int, size: int = 1) -> tuple[str, int, int, int, int]:
    return (PAGE, size, mtime, mtime, 7)


def look(calm, seen, content, *, now, settle=30.0):
    return calm.look(
        PAGE, seen, lambda _: content, settle=settle, now=now, wall_ns=WALL
    )


def test_a_page_that_was_there_long_before_us_is_calm():
    assert look(Calm(), stamp(WALL - 31 * SECOND), b"a", now=5.0)


def test_a_young_page_is_waited_for_also_at_the_start():
    calm = Calm()
    young = stamp(WALL - 10 * SECOND)

    assert not look(calm, young, b"a", now=5.0)
    assert calm.due() == 25.0
    assert look(calm, young, b"a", now=25.0)
    assert calm.due() is None


def test_a_page_that_is_not_there_can_be_made_at_once():
    assert look(Calm(), None, None, now=5.0)


def test_a_page_that_was_taken_away_just_now_is_waited_for():
    calm = Calm()
    look(calm, stamp(0), b"a", now=5.0)

    assert not look(calm, None, None, now=6.0)
    assert look(calm, None, None, now=36.0)


def test_each_change_begins_the_waiting_anew_whatever_its_time_says():
    calm = Calm()
    look(calm, stamp(0), b"a", now=5.0)

    assert not look(calm, stamp(1), b"b", now=6.0)
    assert not look(calm, stamp(2), b"c", now=30.0)
    assert calm.due() == 60.0
    assert look(calm, stamp(2), b"c", now=60.0)


def test_what_we_wrote_is_calm_known_by_its_content():
    calm = Calm()
    look(calm, stamp(0), b"a", now=5.0)
    calm.wrote(PAGE, b"ours")

    assert look(calm, stamp(1), b"ours", now=6.0)
    assert not look(calm, stamp(2), b"ours and theirs", now=7.0)


def test_a_page_from_the_future_is_waited_for():
    calm = Calm()
    ahead = stamp(WALL + 900 * SECOND)

    assert not look(calm, ahead, b"a", now=5.0)
    assert look(calm, ahead, b"a", now=35.0)


def test_without_settling_every_page_is_calm():
    assert look(Calm(), stamp(WALL), b"a", now=5.0, settle=0.0)
