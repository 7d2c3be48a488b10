from __future__ import annotations

import pytest

from nettrack_md.note.merging import MergeRefused, merge_notes
from nettrack_md.note.regions import render_begin, render_end
from nettrack_md.note.regions.items import fingerprints
from nettrack_md.render.wording.phrases import kept_heading
from tests.merging import RULES

HEADING = kept_heading("en")
ANN = "- [ ] [[Ann]] silent for 40 days\n"
BO = "- [ ] [[Bo]] silent for 30 days\n"
CY = "- [ ] [[Cy]] silent for 20 days\n"


def page(shown: str, *edits: tuple[str, str], above: str = "# Week\n") -> str:
    """A rendered note, then as its user left it."""
    own = fingerprints(shown, HEADING)
    begin = render_begin("people", {"lang": "en", "own": own})
    text = f"{above}\n{begin}\n{shown}{render_end('people')}\n\nMine.\n"
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def merged(base: str, ours: str, theirs: str) -> str:
    text, conflicts = merge_notes(base, ours, theirs, rules=RULES)
    assert conflicts == 0
    return text


def test_ticks_and_lines_of_both_devices_stand_on_our_page():
    base = page(ANN + BO)
    ours = page(ANN + BO, ("- [ ] [[Ann]]", "- [x] [[Ann]]"))
    theirs = page(
        ANN + BO,
        ("- [ ] [[Bo]]", "- [>] [[Bo]]"),
        (BO[5:], f"{BO[5:]}  - after fair\n"),
    )

    text = merged(base, ours, theirs)

    assert "- [x] [[Ann]] silent for 40 days\n" in text
    assert "- [>] [[Bo]] silent for 30 days\n  - after fair\n" in text


def test_our_page_is_taken_and_what_left_it_is_kept_below_its_heading():
    base = page(ANN + BO)
    ours = page(BO + CY, ("- [ ] [[Cy]]", "- [x] [[Cy]]"))
    theirs = page(
        ANN + BO, ("- [ ] [[Ann]]", "- [x] [[Ann]]"), (BO, BO + "\nA line.\n")
    )

    text = merged(base, ours, theirs)

    assert "silent for 40" not in text
    assert "- [x] [[Cy]] silent for 20 days\n" in text
    assert f"{HEADING}\n\n- [x] [[Ann]]\n" in text
    assert "\nA line.\n" in text


def test_the_side_that_did_not_change_its_page_gives_way_to_the_other():
    base = page(ANN + BO)
    ours = page(ANN + BO, ("Mine.", "Mine, changed."))
    theirs = page(BO + CY)

    assert merged(base, ours, theirs) == page(BO + CY, ("Mine.", "Mine, changed."))


def test_what_both_had_already_is_not_there_twice():
    typed = ("- [ ] [[Ann]]", "- [x] [[Ann]]"), (ANN[5:], f"{ANN[5:]}  - lunch\n")
    base = page(ANN, *typed)
    theirs = page(ANN, *typed, ("  - lunch\n", "  - lunch\n  - and tea\n"))
    ours = page(ANN + CY, *typed)

    text = merged(base, ours, theirs)

    assert text.count("  - lunch\n") == 1
    assert text.count("  - and tea\n") == 1


def test_a_tick_that_we_acted_on_does_not_come_back():
    base = page(ANN, ("- [ ] [[Ann]]", "- [x] [[Ann]]"))
    ours = page(BO)
    theirs = page(ANN, ("- [ ] [[Ann]]", "- [x] [[Ann]]"), ("Mine.", "Mine, theirs."))

    assert "[[Ann]]" not in merged(base, ours, theirs)


def test_a_page_rendered_first_on_both_devices_is_one_page():
    ours = page(ANN + BO, ("- [ ] [[Ann]]", "- [x] [[Ann]]"))
    theirs = page(BO + CY, ("- [ ] [[Bo]]", "- [-] [[Bo]]"))

    text = merged("", ours, theirs)

    assert text.count("nettrack:begin") == text.count("nettrack:end") == 1
    assert "- [x] [[Ann]]" in text
    assert "- [-] [[Bo]]" in text


def test_code_below_an_item_stays_whole():
    base = page(ANN + BO)
    code = "  ```\n  x\n\n  y\n  ```\n"
    theirs = page(ANN + BO, (ANN, ANN + code))

    assert code in merged(base, page(ANN + BO + CY), theirs)


def test_a_region_taken_out_or_damaged_is_left_to_git():
    base = page(ANN)
    ours = page(ANN, ("- [ ]", "- [x]"))

    for theirs in ("# Week\n\nMine.\n", base.replace(render_end("people") + "\n", "")):
        with pytest.raises(MergeRefused):
            merge_notes(base, ours, theirs, rules=RULES)
