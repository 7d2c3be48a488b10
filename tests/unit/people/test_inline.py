"""Properties of a contact that stand in the text of the note."""

from __future__ import annotations

from datetime import date

from tests.reading import read

CARD = """
    Org:: Ledger Works
    **Last interaction:** 2026-07-02

    | Field | Value |
    |---|---|
    | Phone | 0901234567 |

    ## Log
    - 2026-11-01 call: as agreed [next:: 2026-12-01]
    """


def test_inline_fields_labels_and_tables_are_properties() -> None:
    facts = read(CARD)
    contact = facts.contact

    assert contact is not None
    assert contact.text("org") == "Ledger Works"
    assert contact.text("phones") == "0901234567"
    assert [t.on for t in facts.touches if t.kind == "property"] == [date(2026, 7, 2)]
    assert facts.problems == ()


def test_what_stands_in_a_touch_is_the_touch_s() -> None:
    contact = read(CARD).contact

    assert contact is not None
    assert contact.next is None


def test_the_properties_win_and_check_names_the_line() -> None:
    facts = read("---\norg: Bee\n---\nOrg:: Ledger\n\ntier:: close\n")

    assert facts.contact is not None
    assert facts.contact.text("org") == "Bee"
    assert facts.contact.tier == "close"
    assert [(p.code, p.line) for p in facts.problems] == [("synonym-twice", 4)]


def test_one_key_on_several_lines_is_a_list() -> None:
    contact = read("Likes:: tea\nLikes:: jazz\n").contact

    assert contact is not None
    assert contact.texts("likes") == ("tea", "jazz")


def test_an_inline_private_keeps_the_person_private() -> None:
    contact = read("private:: true\n").contact

    assert contact is not None
    assert contact.private


def test_other_notes_have_no_inline_properties() -> None:
    facts = read("birthday:: 1990-05-14\n", "Notes/x.md")

    assert facts.kind == "other"
    assert facts.contact is None


def test_the_words_around_a_name_are_left_off() -> None:
    names = {
        path: contact.name
        for path in (
            "Person - Jane Roe.md", "People/@Jane Roe.md", "People/Jane_Roe.md",
            "People/Jane Roe.md", "People/person - Jane Roe.md",
        )
        if (contact := read("text\n", path).contact) is not None
    }  # fmt: skip

    assert set(names.values()) == {"Jane Roe"}
    assert len(names) == 5


def test_a_title_that_is_the_note_s_own_is_no_job() -> None:
    facts = read(
        "---\ntype: Person\ntitle: Person - Jane Roe\nrole: CTO\n---\n",
        "Person - Jane Roe.md",
    )

    assert facts.contact is not None
    assert facts.contact.text("title") == "CTO"
    assert facts.problems == ()


def test_labelled_keys_of_vcards_add_up() -> None:
    facts = read(
        '---\n"TEL[CELL]": "+13035551234"\n"TEL[HOME]": "0901234567"\n'
        '"EMAIL[WORK]": a@example.org\nphones: "1"\n---\n'
    )

    assert facts.contact is not None
    assert facts.contact.texts("emails") == ("a@example.org (work)",)
    assert set(facts.contact.texts("phones")) == {
        "+13035551234 (cell)", "0901234567 (home)", "1",
    }  # fmt: skip


def test_a_name_in_parts_is_one_name() -> None:
    contact = read("---\nName: {First: Jane, Last: Roe}\n---\n").contact

    assert contact is not None
    assert contact.name == "Jane Roe"


def test_a_template_is_nobody() -> None:
    template = "---\ntags: [person]\n---\n# {{title}}\n"

    assert read(template, "Templates/Person.md").kind == "other"
    assert read("---\ntags: [person]\n---\n", "Templates/Tim Plate.md").kind == (
        "contact"
    )


def test_a_note_with_people_and_a_day_in_its_name_is_of_that_day() -> None:
    facts = read(
        '---\npeople: ["[[Jane Roe]]"]\n---\n', "Notes/2023-09-12 Meeting with J.md"
    )

    assert [touch.on for touch in facts.touches] == [date(2023, 9, 12)]
