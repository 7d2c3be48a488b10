"""The lines of a region that act, and how they are found again."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.note.regions.items import (
    ItemLine,
    fingerprint,
    fingerprints,
    parse_own,
    read_item_line,
    read_meaning,
)
from nettrack_md.note.regions.reader import read_items

PERSON = "- [ ] [[Jane Doe|Jane]] silent for 95 days"
PROMISE = "- [ ] send [[Bo]] the deck ([[2026-11-02]])"
PROPOSAL = "- [ ] [[Bo]]: six weeks fit better (cadence:: 6w)"


def item_of(line: str, own: frozenset[str]) -> ItemLine:
    item = read_item_line(line, own)
    assert item is not None
    return item


def own_of(*lines: str) -> frozenset[str]:
    return parse_own(fingerprints("\n".join(lines)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[[Jane Doe|Jane]] silent", ("person", "Jane Doe", "", "", "[[Jane Doe|Jane]]")),
        ("Call [Jane](Jane%20Doe.md) now", ("person", "Jane Doe", "", "", "[Jane](Jane%20Doe.md)")),
        ("send it ([[A]])", ("promise", "A", "send it", "", "send it ([[A]])")),
        ("send [[B]] it ([[A|a]])", ("promise", "A", "send [[B]] it", "", "send [[B]] it ([[A|a]])")),
        ("[[B]] – why (cadence:: 6w)", ("proposal", "B", "6w", "cadence", "[[B]] (cadence:: 6w)")),
        ("[[B]] (introduced_by:: [[A]])", ("proposal", "B", "[[A]]", "introduced_by", "[[B]] (introduced_by:: [[A]])")),
        ("[[B]] (phones:: +81 90 (cell))", ("proposal", "B", "+81 90 (cell)", "phones", "[[B]] (phones:: +81 90 (cell))")),
        ("[[B]] rest (due:: 2026-11-20)", ("person", "B", "", "", "[[B]]")),
        ("([[A]])", ("person", "A", "", "", "[[A]]")),
        ("close old loops", ("other", "", "close old loops", "", "close old loops")),
    ],
)  # fmt: skip
def test_an_item_is_about_a_person_a_promise_or_a_proposal(text, meant):
    meaning = read_meaning(text)
    assert (meaning[0], *meaning[2:]) == meant


def test_the_short_form_of_an_item_means_the_same():
    for line in (PERSON, PROMISE, PROPOSAL, "- [ ] close old loops"):
        meaning = read_meaning(line[6:])
        assert read_meaning(meaning.short).key == meaning.key


def test_a_mark_does_not_change_with_the_box_the_bullet_and_the_indentation():
    marks = {fingerprint(line) for line in ("- [ ] a b", "* [x] a b ", "  - [-]  a b")}
    assert len(marks) == 1
    assert fingerprint("- a b") not in marks


def test_the_marks_of_a_region_are_short_and_in_a_set_order():
    text = fingerprints("b\na\n\nb\n- [x] c\n", "### Kept")
    assert len(text) == 5 * 5
    assert text == fingerprints("a\nb\n- [x] c", "### Kept")
    assert {fingerprint(x) for x in ("a", "b", "- [ ] c", "### Kept")} < parse_own(text)


def test_what_was_typed_behind_a_rendered_item_is_told_apart():
    item = item_of(
        f"{PROMISE} — did it ✅ 2026-11-20".replace("[ ]", "[x]"), own_of(PROMISE)
    )
    assert (item.text, item.added) == (PROMISE[6:], " — did it ✅ 2026-11-20")
    assert (item.known, item.changed, item.box) == (True, True, "x")
    assert item.done_on == date(2026, 11, 20)


def test_a_tick_that_was_rendered_is_no_change():
    ticked = PERSON.replace("[ ]", "[x]")
    assert item_of(ticked, own_of(ticked)).changed is False
    assert item_of(ticked, own_of(PERSON)).changed is True


@pytest.mark.parametrize(
    "line", ["- text", "text", "- [] a", "- [x](a.md)", "- [ ]", "> - [ ] a"]
)
def test_a_line_without_a_box_is_no_item(line):
    assert read_item_line(line, frozenset()) is None


def test_the_items_of_a_region_come_with_what_the_user_wrote_at_them():
    inner = "\n".join(
        [
            "#### Late",
            PERSON.replace("[ ]", "[x]") + " had lunch",
            "  - since 2026-08-17",
            "  - she moves to product",
            "",
            "  and has a dog",
            PROMISE,
            "- mine",
            PROPOSAL.replace("[ ]", "[x]"),
            "- [>] [[Cy]]",
        ]
    )
    own = own_of("#### Late", PERSON, "  - since 2026-08-17", PROMISE, PROPOSAL)
    person, promise, proposal, typed = read_items(inner, own)
    assert (person.kind, person.target, person.box, person.place) == (
        "person",
        "Jane Doe",
        "x",
        1,
    )
    assert person.below == ("had lunch", "- she moves to product", "and has a dog")
    assert (promise.changed, promise.text, promise.below) == (
        False,
        "send [[Bo]] the deck",
        (),
    )
    assert (proposal.changed, proposal.name, proposal.text) == (True, "cadence", "6w")
    assert (typed.changed, typed.target) == (True, "Cy")


def test_items_below_the_kept_heading_act_as_well():
    inner = f"{PERSON}\n\n### Kept notes\n\n- [x] [[Cy]] ✅ 2026-11-19\n  - lunch\n- [[Di]]\n  - later\n"
    jane, cy = read_items(inner, own_of(PERSON, "### Kept notes"))
    assert (jane.changed, jane.below) == (False, ())
    assert (cy.box, cy.done_on, cy.below) == ("x", date(2026, 11, 19), ("- lunch",))
