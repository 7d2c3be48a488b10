"""The shape of a network: a year as a picture, quarters, and ways of meeting."""

from __future__ import annotations

import pytest

from nettrack_md.app.practice.pictures import picture_of_all, picture_of_one
from nettrack_md.app.practice.shapes import health_of_quarters, ways_of_meeting
from nettrack_md.cli.commands.shapes import _origin_row, _quarter_row
from nettrack_md.errors import UsageFault
from tests.unit.app.small_vault import SmallVault, vault


def people() -> SmallVault:
    notes = vault(
        Ada="---\ntier: close\nmet_at: the choir\n---\n## Log\n"
        "- 2026-11-03 meet: tea\n- 2026-07-01 email -> x\n- 2022-05-05 meet: x\n",
        Bob="---\ntier: close\nintroduced_by: '[[Ada]]'\n---\n## Log\n"
        "- 2026-05-04 meet: x\n- 2026-04-04 meet: x\n",
        Erin_Hush="---\ntier: close\nprivate: true\nmet_at: a secret\n---\n## Log\n"
        "- 2026-11-09 meet: with [[Ada]]\n- 2026-11-11 call: x\n",
        Finn="---\nmet_at: Erin Hush's house\nintroduced_by: '[[Erin Hush]]'\n---\n"
        "## Log\n- 2026-11-12 meet: x\n",
    )
    notes.files.put(
        "People/Gus.md", "## Log\n- 2026-11-16 meet: the divorce %%private%%\n"
    )
    notes.files.put("Daily/2026-11-14.md", "- [[Erin Hush]] was ill\n")
    return notes


def test_the_picture_of_all_has_the_days_of_all_but_the_private() -> None:
    text = picture_of_all(people().open())

    assert "Tue 3 Nov 2026: talked" in text
    assert "Mon 4 May 2026: talked" in text
    for word in ("Ada", "Hush", "11 Nov", "14 Nov 2026: ", "16 Nov 2026: "):
        assert word not in text


def test_the_picture_of_one_has_their_days_and_their_name() -> None:
    ws = people().open()
    text = picture_of_one(ws, "ada")

    assert "A year with Ada" in text
    assert "Tue 3 Nov 2026: talked" in text
    assert "4 May" not in text
    assert "9 Nov 2026: " not in text


def test_there_is_no_picture_of_somebody_private_whoever_asks() -> None:
    with pytest.raises(UsageFault, match="private"):
        picture_of_one(people().open(private=True), "erin")
    assert "11 Nov" not in picture_of_all(people().open(private=True))


def test_four_quarters_are_told_the_running_one_first() -> None:
    found = health_of_quarters(people().open())

    assert [one.quarter.label for one in found] == [
        "2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1",
    ]  # fmt: skip
    assert [one.as_of.isoformat() for one in found][:2] == ["2026-11-20", "2026-09-30"]
    flows = [dict(one.figures[-1].numbers) for one in found]
    assert [each["second"] for each in flows] == [0, 1, 1, 0]
    assert [each["back"] for each in flows] == [0, 1, 0, 0]


def test_a_return_after_a_silence_longer_than_what_is_at_hand_is_one() -> None:
    notes = vault(Ada="## Log\n- 2026-11-03 meet: tea\n- 2012-05-05 meet: x\n")
    (now, *_) = health_of_quarters(notes.open())

    assert dict(now.figures[-1].numbers)["back"] == 1


def test_ways_of_meeting_tell_of_nobody_private() -> None:
    found = ways_of_meeting(people().open(), exact=True)

    assert [(one.way, one.name) for one in found] == [
        ("place", "the choir"), ("person", "Ada"),
    ]  # fmt: skip
    assert found[0].words.evidence[0].line == 3
    told = repr([_origin_row(one) for one in found])
    assert "Hush" not in told
    assert "secret" not in told


def test_quarters_count_nobody_private() -> None:
    hushed = people()
    rows = [_quarter_row(one) for one in health_of_quarters(hushed.open())]
    del hushed.files.content["People/Erin Hush.md"]

    assert rows == [_quarter_row(one) for one in health_of_quarters(hushed.open())]
