"""The week's suggestions and greetings, out of a vault on a disk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.app.asking import review, week_asked
from nettrack_md.app.practice.acquaintance import TiesOnDemand
from nettrack_md.app.practice.network import network_of_notes
from nettrack_md.app.settings import read_settings
from nettrack_md.errors import SettingsInvalid
from tests.unit.app.small_vault import SmallVault
from tests.unit.app.small_vault import vault as a_vault

if TYPE_CHECKING:
    from nettrack_md.insight.values import Proposal


def note(vault: SmallVault, path: str, text: str) -> None:
    vault.files.put(path, text.encode())


def person(vault: SmallVault, name: str, properties: str = "", log: str = "") -> None:
    note(vault, f"People/{name}.md", f"---\n{properties}\n---\n\n## Log\n{log}\n")


def suggestions(vault: SmallVault, today: str = "2026-11-20") -> tuple[Proposal, ...]:
    vault.today = today
    ws = vault.open()
    found = review(ws, week_asked(ws, None))
    return tuple(one for one in found.proposals if not one.key)


def said(found: tuple[Proposal, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.contact.path if one.contact else "") for one in found]


@pytest.fixture
def vault() -> SmallVault:
    root = a_vault()
    person(root, "Ada", "likes: [old maps]", "- 2026-10-20 call: the move")
    person(root, "Bo", "likes: [old maps]", "- 2026-11-02 call: tea")
    person(root, "Wilma", "status: wish")
    note(root, "Daily/2026-11-08.md", "- old maps at the library #share\n")
    note(root, "Daily/2026-11-09.md", "- [[Wilma]] and [[Bo]] at the pier\n")
    return root


def test_what_is_suggested_stays_the_same_all_week(vault: SmallVault) -> None:
    days = [f"2026-11-{day}" for day in (16, 18, 22)]
    first = suggestions(vault, days[0])

    assert [kind for kind, _ in said(first)] == ["give", "wish"]
    note(vault, "Daily/2026-11-17.md", "- new old maps #share\n- [[Ada]] called\n")
    assert [said(suggestions(vault, day)) for day in days] == [said(first)] * 3


def test_every_line_that_is_named_says_so(vault: SmallVault) -> None:
    for one in suggestions(vault):
        assert one.evidence
        for where in one.evidence:
            text = vault.files.read(where.path).decode().split("\n")
            line = text[where.line - 1]
            assert "maps" in line or "[[Wilma]]" in line


@pytest.mark.parametrize(
    "text",
    ["- old maps, Erin's #share\n", "- old maps #share %%private%%\n",
     "- for [[Erin]]: old maps #share\n", "- [x] old maps #share\n"],
)  # fmt: skip
def test_what_is_private_or_done_with_is_no_reason(
    vault: SmallVault, text: str
) -> None:
    person(vault, "Erin", "private: true\nlikes: [old maps]")
    note(vault, "Daily/2026-11-08.md", text)

    assert "give" not in dict(said(suggestions(vault)))


def test_a_private_person_opens_no_door_and_gets_nothing(vault: SmallVault) -> None:
    person(vault, "Bo", "private: true\nlikes: [old maps]", "- 2026-11-02 call: tea")

    assert said(suggestions(vault)) == [
        ("give", "People/Ada.md"),
        ("wish", "People/Wilma.md"),
    ]


def test_ties_that_are_looked_up_are_those_of_the_whole_network(
    vault: SmallVault,
) -> None:
    person(
        vault,
        "Cy",
        'introduced_by: "[[Ada]]"\naliases: [Cyrus]',
        "- 2026-10-01 meet: with [[Bo]]",
    )
    note(
        vault,
        "Events/Fair.md",
        "---\ntype: event\ndate: 2026-10-03\nattendees: ['[[Ada]]', '[[Bo]]']\n---\n",
    )
    note(
        vault,
        "Daily/2026-10-04.md",
        "- [[Cyrus]] met [[Wilma]] %%private%%\n- intro: [[Ada]] <-> [[Bo]] made\n",
    )
    ws = vault.open()
    net = network_of_notes(ws)
    mine = TiesOnDemand(ws.index, net.people, net.introductions)
    for path in net.people:
        whole = {other: tie.how for other, tie in net.ties.of(path).items()}
        whole.pop("People/Wilma.md" if path.endswith("Cy.md") else "", None)
        if path.endswith("Wilma.md"):
            whole.pop("People/Cy.md", None)
        assert {other: tie.how for other, tie in mine.of(path).items()} == whole
        fresh = TiesOnDemand(ws.index, net.people, net.introductions)
        for other in net.people:
            there = fresh.find(path, other) is not None
            assert there is (other in whole), (path, other)


# --- settings ---


def greetings_of(text: str) -> Any:
    return read_settings(text).practice.greetings


def test_the_customs_that_are_on_follow_the_language_until_they_are_set() -> None:
    assert greetings_of("") == ()
    assert greetings_of('language = "ja"') == ("new_year_cards", "summer_cards")
    assert greetings_of('language = "en"') == ("seasons_greetings",)
    assert greetings_of('language = "ja"\n[seasons]\n"年賀状" = false') == (
        "summer_cards",
    )
    assert greetings_of("[seasons]\nyear_end_gifts = true") == ("year_end_gifts",)


def test_settings_of_the_review_are_read_and_what_is_wrong_has_its_line() -> None:
    practice = read_settings("[review]\nnew_per_week = 2\nbalance = true\n").practice

    assert (practice.new_per_week, practice.balance, practice.small_requests) == (
        2,
        True,
        False,
    )
    with pytest.raises(SettingsInvalid) as wrong:
        read_settings("[review]\nnew_per_week = 9\n[seasons]\nnew_year_cards = 'x'\n")
    assert [problem.line for problem in wrong.value.problems] == [2, 4]


# --- busy ---


@pytest.mark.parametrize("busy", ["", "busy: ['11-10..11-30']"])
def test_who_is_busy_all_week_is_asked_for_in_another(
    vault: SmallVault, busy: str
) -> None:
    person(vault, "Old", f"why: tides\n{busy}", "- 2021-01-02 call: long ago")
    person(
        vault,
        "New",
        f"tier: active\nmet: 2026-10-25\n{busy}",
        "- 2026-10-25 note: hello",
    )
    ws = vault.open()
    week = week_asked(ws, None)
    picks = {pick.person.contact.name for pick in review(ws, week).picks}

    assert {"Old", "New"} & picks == (set() if busy else {"Old", "New"})
    assert week.ends - week.begins == timedelta(days=6)
