"""The note of a quarter: made once, kept level, and left alone when it is past."""

from __future__ import annotations

import pytest

from nettrack_md.app.pages.publish import apply_writes, plan_render
from nettrack_md.app.settings import read_settings
from nettrack_md.errors import SettingsInvalid, UsageFault
from tests.unit.app.small_vault import SmallVault, vault

REPORT = '[[report]]\ntemplate = "quarter.md.j2"\npath = "Network/{quarter}.md"\n'
Q3, Q4 = "Network/2026-Q3.md", "Network/2026-Q4.md"
ADA = "---\ntier: close\n---\n## Log\n- 2026-10-05 meet: tea\n- 2026-09-01 meet: x\n"
GOAL = "---\ntype: goal\nhorizon: 3m\nneeds: [translator]\n---\n"


def quarters(today: str = "2026-11-20", **notes: str) -> SmallVault:
    made = vault(settings=REPORT, today=today, **(notes or {"Ada": ADA}))
    made.files.put("Goals/Pilot.md", GOAL)
    return made


def test_the_lists_begin_with_the_goals_and_are_the_users_own() -> None:
    notes = quarters()
    notes.render()
    assert "## To do in the next three months\n\n- [ ] [[Pilot]]\n" in notes.text(Q4)

    notes.edit(Q4, "- [ ] [[Pilot]]", "- [x] [[Pilot]], said yes\n- [ ] call the bank")
    notes.files.put("Goals/Pilot.md", GOAL.replace("3m", "1y"))
    notes.files.put("People/Ada.md", ADA.replace("tea", "cake"))
    notes.render()

    page = notes.text(Q4)
    assert "- [x] [[Pilot]], said yes\n- [ ] call the bank" in page
    assert "[[Pilot]], a year" in page
    assert "again on 5 Oct: cake" in page


def test_a_list_of_the_users_promises_nothing_and_acts_on_nothing() -> None:
    notes = quarters()
    notes.render()
    notes.edit(Q4, "- [ ] [[Pilot]]", "- [x] [[Ada]] again\n- [ ] write to [[Ada]]")

    assert notes.apply().writes == ()
    assert notes.open().index.promises() == ()
    assert len(notes.open().index.touches("People/Ada.md")) == 2


def test_a_past_quarter_stays_as_it_was_and_the_new_one_links_it() -> None:
    notes = quarters(today="2026-09-30")
    notes.render()
    there = notes.text(Q3)

    notes.today = "2026-11-20"
    notes.files.put("People/Ada.md", ADA.replace("x\n", "new words\n"))
    notes.render()

    assert notes.text(Q3) == there
    assert "← [[2026-Q3]]" in notes.text(Q4)


def test_a_past_quarter_is_brought_to_its_end_when_asked_for() -> None:
    notes = quarters()
    ws = notes.open()
    report = plan_render(ws, quarter_label="2026-Q3")
    apply_writes(ws, report.writes)

    assert [write.path for write in report.writes] == [Q3]
    page = notes.text(Q3)
    assert "As of Wed 30 Sep 2026" in page
    assert "First met on 1 Sep: x" in page
    assert "tea" not in page


@pytest.mark.parametrize("label", ["2027-Q1", "2026-Q5", "last"])
def test_a_quarter_that_is_none_or_not_yet_is_refused(label: str) -> None:
    with pytest.raises(UsageFault, match=label):
        plan_render(quarters().open(), quarter_label=label)


def test_rendering_twice_plans_nothing() -> None:
    notes = quarters()
    notes.render()

    assert plan_render(notes.open()).changes == ()


def test_nobody_private_stands_in_it_and_words_that_name_them_do_not() -> None:
    notes = quarters(
        Ada=ADA.replace("tea", "tea with Erin Hush").replace(
            "---\n## Log",
            'goals: "[[Pilot]]"\nroles: translator, Erin Hush\n---\n## Log',
        )
        + "- [x] send Erin Hush a kite ✅ 2026-10-09\n"
        + "- 2026-10-06 email -> Erin Hush #thanked\n"
        + "- 2026-10-07 intro: [[Ada]] <-> [[Erin Hush]] made\n",
        Erin_Hush="---\nprivate: true\ntier: close\nroles: translator\n"
        "goals: '[[Pilot]]'\n---\n## Log\n- 2026-10-05 meet: a secret\n"
        "- [x] send [[Ada]] it ✅ 2026-10-09\n",
    )
    notes.render()

    page = notes.text(Q4)
    for word in ("Erin", "Hush", "secret", "kite"):
        assert word not in page
    assert "One private person is not shown." in page


def test_a_time_that_is_misspelt_is_told_with_its_line() -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read_settings(REPORT.replace("{quarter}", "{quater}"))

    assert "nettrack.toml:3" in str(caught.value)
    assert "{quater}" in str(caught.value)


def test_what_is_open_in_the_lists_goes_on_in_the_next_quarter() -> None:
    notes = quarters(today="2026-09-30")
    notes.files.put("Goals/School.md", GOAL.replace("3m", "1y"))
    notes.files.put("People/Erin Hush.md", "---\nprivate: true\n---\n")
    notes.render()
    notes.edit(
        Q3,
        "- [ ] [[Pilot]]",
        "- [ ] call the bank #money\n  - [ ] not this\n- [x] [[Pilot]]\n"
        "- [ ] a cake for Erin Hush",
    )
    notes.edit(Q3, "- [ ] [[School]]", "- [ ] [[School]], the rooms first")
    notes.today = "2026-11-20"
    notes.render()

    lists = notes.text(Q4).partition("<!--")[0]
    assert "- [ ] call the bank #money\n- [ ] [[Pilot]]\n- [ ]\n" in lists
    assert "- [ ] [[School]], the rooms first\n- [ ]\n" in lists
    assert "not this" not in lists
    assert "Hush" not in lists


def test_without_such_a_report_asking_for_a_quarter_says_what_is_missing() -> None:
    with pytest.raises(UsageFault, match=r"\[\[report\]\]"):
        plan_render(vault(Ada=ADA).open(), quarter_label="2026-Q3")
