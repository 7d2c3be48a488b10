"""What is proposed, through the app: told by `why`, silent about private people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nettrack_md.app.asking import discretion, people, review, week_asked, why
from nettrack_md.app.changing.met_once import find_day_ahead, to_decide
from nettrack_md.app.discretion import discreet_review
from tests.unit.app.small_vault import REVIEW, SmallVault, vault


def regular(*lines: str, days: int = 60, count: int = 9) -> str:
    """A note of somebody who is met every so many days."""
    first = date(2026, 11, 10)
    log = (f"- {first - timedelta(days=days * n)} meet: lunch" for n in range(count))
    return "\n".join(["---", *lines, "---", "", "## Log", *log, ""])


def in_turn(made: SmallVault) -> str:
    """The first day from today on, a week apart, on which something is proposed."""
    for n in range(6):
        made.today = str(date(2026, 11, 20) + timedelta(weeks=n))
        ws = made.open(private=True)
        if review(ws, week_asked(ws, None)).proposals:
            return made.today
    raise AssertionError("nobody ever has a turn")


def test_why_tells_rule_numbers_lines_and_when_its_turn_is():
    made = vault(Ada_Sample=regular("cadence: 14d"))
    turn = in_turn(made)
    made.today = "2026-11-20"
    (found,) = why(made.open(), "Ada").proposals

    assert (found.proposal.kind, found.proposal.value) == ("drift", "2m")
    assert dict(found.proposal.reason.facts)["count"] == 8
    assert [e.line for e in found.proposal.evidence] == list(range(6, 15))
    assert found.proposal.until is not None
    assert 0 <= (date.fromisoformat(turn) - found.turn_on).days < 7


@pytest.mark.parametrize(
    "line", ["status: paused", "status: ended", "snooze: 2027-06-01", "cadence: 2m"]
)
def test_who_rests_or_has_it_already_is_not_proposed_about(line):
    lines = [line] if line.startswith("cadence") else ["cadence: 14d", line]

    assert why(vault(Ada_Sample=regular(*lines)).open(), "Ada").proposals == ()


def test_nobody_private_is_on_a_page_or_in_an_answer():
    made = vault(Ada_Sample=regular("cadence: 14d", "private: true"))
    made.today = in_turn(made)
    ws = made.open()
    whole = review(ws, week_asked(ws, None))

    assert whole.proposals
    assert discreet_review(whole, discretion(ws)).proposals == ()
    made.render()
    assert not any(
        "Ada" in content.decode()
        for path, content in made.files.content.items()
        if path.startswith("Network/")
    )


def test_a_line_that_tells_of_somebody_private_is_no_evidence_on_show():
    diary = "- call [[Ada Sample]]\n"
    made = vault(
        Ada_Sample=regular("cadence: 14d"),
        Bo_Secret="---\nprivate: true\ndate: 2026-11-11\n---\n" + diary,
    )
    (found,) = why(made.open(), "Ada").proposals

    assert all("Secret" not in place.path for place in found.proposal.evidence)


def test_where_the_rhythms_ask_for_too_much_why_tells_of_the_looser_tier():
    notes = {
        f"P{n}_Sample": f"---\ntier: close\n---\n## Log\n- 2026-09-{n + 10} meet\n"
        for n in range(8)
    }
    made = vault(**notes)
    made.settings = "capacity = 1"
    ws = made.open()
    ways = review(ws, week_asked(ws, None)).proposals
    told = [why(ws, f"P{n} Sample").proposals for n in range(8)]

    assert [one.reason.key for one in ways][:3] == [
        "load_room", "load_stretch", "load_tiers",
    ]  # fmt: skip
    assert [found[0].proposal for found in told if found] == [
        one for one in ways if one.contact is not None
    ]
    made.render()
    assert "- [ ] [[P0 Sample]] — Last in touch on 10 Sep" in made.text(REVIEW)
    assert "capacity = 2 in nettrack.toml" in made.text(REVIEW)


def test_who_was_met_once_is_listed_until_something_is_decided():
    once = (
        "## Log\n- 2026-10-01 meet: the fair\n- 2026-10-02 email -> thanks #thanked\n"
    )
    made = vault(
        A_Once=once,
        B_Once="---\nsnooze: 2027-01-01\n---\n" + once,
        C_Tier="---\ntier: loose\n---\n" + once,
        D_Twice=once + "- 2026-10-20 call\n",
        E_Over="---\nstatus: ended\n---\n" + once,
        F_Never="---\nreading: f\n---\n",
        G_Secret="---\nprivate: true\n---\n" + once,
    )
    ws = made.open()

    listed = [one.person.contact.name for one in people(ws, met_once=True)]
    assert listed == ["A Once", "B Once"]
    assert [one.person.contact.name for one in to_decide(ws)] == ["A Once"]
    assert to_decide(ws)[0].tiers == ("close", "active", "loose")
    assert find_day_ahead(ws, "tomorrow") == date(2026, 11, 21)
    assert find_day_ahead(ws, "2026-01-01") is None
    assert find_day_ahead(ws, "soonish") is None
