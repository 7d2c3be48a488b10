"""The calendar that leaves, as other programs read it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.app.exporting import ExportWishes, export
from tests.unit.app.small_vault import vault

if TYPE_CHECKING:
    from tests.unit.app.small_vault import SmallVault

icalendar = pytest.importorskip("icalendar", reason="the extra calendar")
DAY = timedelta(days=1)


def content(notes: SmallVault, *only: str, alarms: bool = False) -> bytes:
    wishes: Any = ExportWishes("ics", only=only, alarms=alarms)  # type: ignore[arg-type]
    return export(notes.open(), wishes).content


def events(notes: SmallVault, *only: str) -> dict[str, Any]:
    made = icalendar.Calendar.from_ical(content(notes, *only))
    found = list(made.walk("VEVENT"))
    assert all(not each.errors for each in found)
    return {str(each["SUMMARY"]): each for each in found}


def days_of(notes: SmallVault, first: date, last: date) -> list[date]:
    recurring = pytest.importorskip("recurring_ical_events")
    made = icalendar.Calendar.from_ical(content(notes, "birthdays"))
    found = recurring.of(made).between(first, last)
    return sorted(each["DTSTART"].dt for each in found)


def person(**properties: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in properties.items())
    return f"---\ntype: contact\n{lines}---\n"


def test_a_birthday_comes_every_year_as_a_whole_day_that_blocks_nothing():
    (event,) = events(vault(Ada_Fenn=person(birthday="1990-05-14"))).values()

    assert str(event["SUMMARY"]) == "Birthday: Ada Fenn (born 1990)"
    assert event["DTSTART"].dt == date(1990, 5, 14)
    assert event["DTEND"].dt == date(1990, 5, 15)
    assert event["RRULE"] == {"FREQ": ["YEARLY"]}
    assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize("said", ["05-14", '"--05-14"', "1604-05-14"])
def test_a_birthday_without_a_year_tells_none(said):
    (event,) = events(vault(Ada_Fenn=person(birthday=said))).values()

    assert str(event["SUMMARY"]) == "Birthday: Ada Fenn"
    assert event["DTSTART"].dt == date(2000, 5, 14)


def test_who_was_born_on_29_february_has_a_birthday_every_year():
    for said in ("1992-02-29", "02-29"):
        notes = vault(Ada_Fenn=person(birthday=said))
        found = days_of(notes, date(2026, 1, 1), date(2030, 1, 1))
        assert found == [
            date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)
        ]  # fmt: skip


def test_no_birthday_within_a_year_of_a_bereavement():
    notes = vault(Ada_Fenn=person(birthday="1990-05-14", mourning="2026-06-01"))
    found = days_of(notes, date(2026, 1, 1), date(2029, 1, 1))

    assert found == [date(2026, 5, 14), date(2028, 5, 14)]


@pytest.mark.parametrize("status", ["deceased", "ended", "archived"])
def test_of_who_is_gone_there_is_nothing(status):
    note = person(status=status, birthday="05-14", next="2026-12-01")

    assert events(vault(Ada_Fenn=note + "- [ ] x due 2026-12-01\n")) == {}


def test_days_to_remember_have_their_names():
    found = events(
        vault(Ada_Fenn=person(dates="[2014-03-10 wedding, 06-01 first day]"))
    )

    assert list(found) == ["Ada Fenn: wedding (2014)", "Ada Fenn: first day"]


def test_a_follow_up_is_on_the_day_due_or_on_the_day_set_by_hand():
    log = "## Log\n- 2026-11-01 meet: x\n"
    notes = vault(
        Ada_Fenn=person(cadence="30d") + log,
        Ben_Roe=person(cadence="30d", next="2026-11-25") + log,
        Cleo_Ash=person(next="2026-11-26"),
        Dan_Elm=person(cadence="30d", snooze="2027-01-10") + log,
        Eve_Fir=person(cadence="30d", status="paused") + log,
    )
    found = {name: each["DTSTART"].dt for name, each in events(notes).items()}

    assert found == {
        "Get in touch with Ada Fenn": date(2026, 12, 1),
        "Get in touch with Ben Roe": date(2026, 11, 25),
        "Get in touch with Cleo Ash": date(2026, 11, 26),
        "Get in touch with Dan Elm": date(2027, 1, 11),
    }


def test_promises_are_on_the_day_they_are_due_open_ones_only():
    note = (
        "- [ ] send [[Ben Roe|Ben's]] deck; now, really due 2026-12-01\n"
        "- [ ] <- a draft 📅 2026-12-02\n- [x] done due 2026-12-03\n- [ ] some day\n"
    )
    found = events(vault(Ada_Fenn=person() + note))

    assert {name: each["DTSTART"].dt for name, each in found.items()} == {
        "For Ada Fenn: send Ben's deck; now, really": date(2026, 12, 1),
        "From Ada Fenn: a draft": date(2026, 12, 2),
    }


def test_one_may_choose_what_it_holds():
    notes = vault(
        Ada_Fenn=person(birthday="05-14", next="2026-12-01", dates="2014-03-10 x")
        + "- [ ] y due 2026-12-01\n"
    )

    assert len(events(notes)) == 4
    assert list(events(notes, "birthdays")) == ["Birthday: Ada Fenn"]
    assert len(events(notes, "dates", "promises")) == 2


def test_what_moved_keeps_its_id_so_that_nothing_is_doubled():
    notes = vault(
        Ada_Fenn=person(next="2026-12-01", birthday="05-14", dates="2014-03-10 x")
        + "- [ ] y due 2026-12-01\n"
    )
    before = {str(each["UID"]) for each in events(notes).values()}
    for old, new in (
        ("next: 2026-12-01", "next: 2026-12-05"),
        ("05-14", "05-15"),
        ("03-10", "03-11"),
        ("due 2026-12-01", "due 2026-12-09"),
    ):
        notes.edit("People/Ada Fenn.md", old, new)

    assert {str(each["UID"]) for each in events(notes).values()} == before
    assert len(before) == 4


def test_a_later_day_beats_an_earlier_one():
    note = person(birthday="05-14")
    one = events(vault(Ada_Fenn=note))["Birthday: Ada Fenn"]
    later = events(vault(Ada_Fenn=note, today="2026-11-21"))["Birthday: Ada Fenn"]

    assert later["SEQUENCE"] == one["SEQUENCE"] + 1
    assert later["DTSTAMP"].dt - one["DTSTAMP"].dt == DAY


def test_a_note_with_an_id_may_be_renamed():
    note = person(birthday="05-14", uid="abc")
    (one,) = events(vault(Ada_Fenn=note)).values()
    (other,) = events(vault(Ada_Roe=note)).values()

    assert one["UID"] == other["UID"]


def test_two_promises_in_the_same_words_are_two():
    note = "- [ ] call due 2026-12-01\n- [ ] call due 2026-12-08\n"
    made = icalendar.Calendar.from_ical(content(vault(Ada_Fenn=person() + note)))

    assert len({str(each["UID"]) for each in made.walk("VEVENT")}) == 2


def test_lines_end_and_fold_as_they_must_and_no_character_is_parted():
    notes = vault(Ada_Fenn=person() + f"- [ ] {'会計と𠮷野家, ' * 20}due 2026-12-01\n")
    lines = content(notes).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and line.decode() is not None for line in lines)
    (name,) = events(notes)
    assert name == "For Ada Fenn: " + ("会計と𠮷野家, " * 20).rstrip(", ")


def test_alarms_ring_when_they_are_asked_for():
    notes = vault(Ada_Fenn=person(birthday="05-14"))
    made = icalendar.Calendar.from_ical(content(notes, alarms=True))

    (alarm,) = made.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=9)
    assert b"VALARM" not in content(notes)


def test_a_japanese_vault_has_a_japanese_calendar():
    notes = vault(
        settings='language = "ja"\n',
        海野_葵=person(birthday="1990-05-14", next="2026-12-01")
        + "- [ ] 資料を送る due 2026-12-01\n",
    )

    assert list(events(notes)) == [
        "海野 葵さんの誕生日（1990年生まれ）",
        "海野 葵さんに連絡",
        "海野 葵さんへ：資料を送る",
    ]
