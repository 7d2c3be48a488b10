"""A vault that never heard of nettrack: what is said about it."""

from __future__ import annotations

import pytest

from nettrack_md.app.adoption import Survey, survey
from nettrack_md.app.asking import check
from tests.unit.app.small_vault import SmallVault, vault


def with_notes(*, settings: str = "", **notes: str) -> SmallVault:
    """Notes by path, `__` for `/` and `_` for a blank."""
    small = vault(settings=settings)
    for path, text in notes.items():
        name = path.replace("__", "/").replace("_", " ")
        small.files.put(f"{name}.md", text)
    return small


def surveyed(small: SmallVault) -> Survey:
    return survey(small.open())


def adopted(small: SmallVault) -> list[tuple[str, str, int]]:
    return [(p.code, p.path, p.line) for p in check(small.open(), adopt=True)[0]]


CARD = "---\nemail: a@example.org\ncompany: Larkrise\n---\n"


def test_people_are_counted_by_what_made_them_people() -> None:
    small = with_notes(
        People__Ada="text\n",
        x__Bo="---\ntype: person\n---\n",
        x__Cy="---\ntags: [contact]\n---\n",
        x__Di='---\ncategories: ["[[People]]"]\n---\n',
        x__Eli="---\nprm-cadence: 30\n---\n",
        x__Contact_="text\n",
    )
    small.files.put("Person - Flo.md", "text\n")

    assert surveyed(small).signs == {
        "folder": 1, "type": 1, "tag": 1, "category": 1, "plugin": 1, "file name": 1,
    }  # fmt: skip


def test_days_are_counted_by_how_they_are_told() -> None:
    small = with_notes(x__Note="---\ndate: 2026-01-02\n---\n")
    small.files.put("2026-01-02.md", "text\n")
    small.files.put("2026-01-03 Talk.md", "---\npeople: [Ada]\n---\n")
    small.files.put("x/Kick-off.md", "---\ntype: meeting\ndate: 2026-01-02\n---\n")

    found = surveyed(small)

    assert found.days == {"YYYY-MM-DD": 1, "date": 1, "file name": 1}
    assert found.kinds == {"meeting": 1}


@pytest.mark.parametrize(
    ("path", "text", "line", "why"),
    [
        ("x/Ada.md", CARD, 2, "email and company"),
        ("x/Ada.md", "Email:: a@example.org\nPhone:: 090\n", 1, "Email and Phone"),
        ("People/Ada.md", "---\ntype: friend\n---\n", 2, 'type "friend"'),
        ("x/Ada.md", "---\ntags: [colleague]\n---\n", 2, 'tag "colleague"'),
        ("x/Ada.md", "---\nx: y\ntags: [people]\n---\n", 3, "topic"),
        ("x/_Ada.md", CARD, 1, "nobody"),
        ("People/2026-01-01.md", CARD, 1, "after a day"),
    ],
)
def test_what_looks_like_a_person_is_named_with_the_reason(
    path: str, text: str, line: int, why: str
) -> None:
    small = vault()
    small.files.put(path, text)

    (problem,) = surveyed(small).problems

    assert (problem.code, problem.path, problem.line) == ("not-a-contact", path, line)
    assert problem.severity == "info"
    assert why in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "---\nurl: https://example.org\ntitle: A recipe\n---\n",
        "---\ntype: project\norg: Larkrise\n---\n",
        "---\nlocation: York\n---\n", "plain\n",
        "---\nkanban-plugin: basic\nemail: a\ncompany: b\n---\n",
    ],
)  # fmt: skip
def test_other_notes_are_left_in_peace(text: str) -> None:
    small = vault()
    small.files.put("x/Ada.md", text)

    assert surveyed(small).problems == []


@pytest.mark.parametrize(
    "text", [CARD.replace("---\n", "---\nprivate: true\n", 1), CARD + "private:: yes\n"]
)
def test_a_note_that_asks_to_be_private_is_named_only_to_its_owner(text: str) -> None:
    small = vault()
    small.files.put("x/Ada.md", text)

    assert surveyed(small).problems == []
    assert len(survey(small.open(private=True)).problems) == 1


def test_who_was_at_a_meeting_and_is_nobody_is_named() -> None:
    small = with_notes(x__Ada="text\n")
    small.files.put("x/Talk.md", '---\ndate: 2026-01-02\npeople: ["[[Ada]]"]\n---\n')

    (problem,) = surveyed(small).problems

    assert problem.path == "x/Ada.md"
    assert "x/Talk.md:3" in problem.message


def test_people_without_a_rhythm_or_a_day_are_named_once_and_only_when_asked() -> None:
    small = with_notes(
        People__Ada="text\n",
        People__Bo="---\ntier: close\n---\n",
        People__Cy="---\ntier: friend\n---\n",
        People__Di="---\ncadence: none\n---\n",
        People__Flo="---\nstatus: wish\n---\n",
    )

    assert adopted(small) == [
        ("no-rhythm", "People/Ada.md", 1),
        ("no-evidence", "People/Bo.md", 1),
        ("unknown-tier", "People/Cy.md", 2),
    ]
    assert [p.code for p in check(small.open())[0]] == ["unknown-tier"]


def test_settings_are_proposed_where_several_notes_ask_for_them() -> None:
    small = vault()
    for name in ("Ada", "Bo", "Cy"):
        small.files.put(f"People/{name}.md", "---\ntype: friend\n---\n")
        small.files.put(f"Clients/{name} 2.md", CARD)
        small.files.put(f"People/x{name}.md", "---\ntier: vip\n---\n")
    for day in range(10, 14):
        small.files.put(f"journals/2026_11_{day}.md", "text\n")

    lines = [(one.section, one.line) for one in surveyed(small).proposals]

    assert ("contacts", 'types = ["contact", "person", "friend"]') in lines
    assert any("Clients" in line for section, line in lines if section == "contacts")
    assert ("daily", 'format = ["YYYY_MM_DD"]') in lines
    assert ("tiers", '"vip" = "90d"') in lines


def test_what_is_proposed_is_a_setting_that_helps() -> None:
    small = vault()
    for name in ("Ada", "Bo", "Cy"):
        small.files.put(f"People/{name}.md", "---\ntype: friend\n---\n")
        small.files.put(f"journals/2026_11_1{len(name)}{name[0]}.md", "text\n")
    for day in range(10, 14):
        small.files.put(f"journals/2026_11_{day}.md", "text\n")
    settings = ""
    for one in surveyed(small).proposals:
        settings += f"[{one.section}]\n{one.line}\n"

    small.settings = settings
    found = surveyed(small)

    assert found.proposals == []
    assert found.signs == {"type": 3}
    assert found.days == {"YYYY_MM_DD": 4}


def test_days_that_could_be_read_two_ways_are_not_guessed() -> None:
    small = vault()
    for day in range(1, 6):
        small.files.put(f"0{day}-03-2026.md", "text\n")

    assert surveyed(small).proposals == []
