"""The ticks of rendered notes are carried out by state (contract section 9)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nettrack_md.app.asking import review, week_asked
from tests.unit.app.small_vault import OVERDUE, REVIEW, SmallVault, vault

DEV = "---\ntier: close\n---\n## Log\n- 2026-09-01 meet: lunch\n"
CORA = (
    "---\ntier: close\n---\n- [ ] send the deck\n\n## Log\n- 2026-09-30 call: a flat\n"
)
BOX = "- [ ] [[Dev Sample]]"


def two(**more: str) -> SmallVault:
    made = vault(Dev_Sample=DEV, Cora_Sample=CORA, **more)
    made.render()
    return made


def tick(
    made: SmallVault,
    path: str = OVERDUE,
    box: str = "x",
    *,
    behind: str = "",
    below: str = "",
) -> None:
    """Set Dev's box, and write behind and below his name."""
    lines = made.text(path).split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(BOX))
    lines[at] = lines[at].replace("[ ]", f"[{box}]", 1) + behind
    while lines[at + 1].startswith("  "):
        at += 1
    lines[at + 1 : at + 1] = below.splitlines()
    made.files.put(path, "\n".join(lines))


def log_of(made: SmallVault, name: str = "Dev Sample") -> str:
    return made.text(f"People/{name}.md").partition("## Log\n")[2]


# --- contacted ---


def test_a_ticked_person_gets_a_touch_dated_today_and_leaves_the_overdue_note():
    made = two()
    tick(made)

    report = made.apply()

    assert not report.failed
    assert log_of(made) == "- 2026-11-20\n- 2026-09-01 meet: lunch\n"
    assert "Dev Sample" not in made.text(OVERDUE)


@pytest.mark.parametrize("path", [OVERDUE, REVIEW])
def test_the_lines_below_the_name_become_the_touch(path):
    made = two()
    below = "  - call: sang together\n    - on the way home\n  - [ ] send him the notes 📅 2026-11-25"
    tick(made, path, below=below)

    made.apply()

    assert log_of(made).startswith(
        "- 2026-11-20 call: sang together\n"
        "  - on the way home\n"
        "  - [ ] send him the notes 📅 2026-11-25\n"
    )


@pytest.mark.parametrize("path", [OVERDUE, REVIEW])
@pytest.mark.parametrize("render", [True, False])
def test_twice_is_once(path, render):
    made = two()
    tick(made, path, below="  - lunch at the harbour")
    made.apply(render=render)
    once = made.files.content

    report = made.apply(render=render)

    assert made.files.content == once
    assert not report.deeds
    assert not report.writes


def test_a_tick_on_two_pages_is_one_touch_with_the_lines_of_both():
    made = two()
    tick(made, OVERDUE, below="  - met at the station")
    tick(made, REVIEW, below="  - she sends her regards")

    report = made.apply()

    assert len(report.deeds) == 1
    assert log_of(made).startswith(
        "- 2026-11-20 met: at the station\n  - she sends her regards\n- 2026-09-01"
    )


def test_a_review_asks_only_for_a_touch_since_its_week_began():
    made = two()
    tick(made, REVIEW, below="  - more about it")
    made.edit("People/Dev Sample.md", "## Log\n", "## Log\n- 2026-11-16 call\n")

    report = made.apply()

    assert not report.deeds
    assert log_of(made) == "- 2026-11-16 call\n- 2026-09-01 meet: lunch\n"
    assert "  - more about it" in made.text(REVIEW)


def test_a_missed_call_is_no_touch_that_answers_a_tick():
    made = two()
    tick(made, REVIEW)
    made.edit(
        "People/Dev Sample.md", "## Log\n", "## Log\n- 2026-11-19 missed: twice\n"
    )

    made.apply()

    assert "- 2026-11-20\n" in log_of(made)


def test_the_overdue_note_asks_only_whether_somebody_is_overdue_still():
    made = two()
    tick(made, OVERDUE, below="  - my own words")
    made.edit("People/Dev Sample.md", "## Log\n", "## Log\n- 2026-11-02 call\n")

    report = made.apply()

    assert not report.deeds
    assert "my own words" in made.text(OVERDUE)
    assert "[x]" not in made.text(OVERDUE)


@pytest.mark.parametrize(
    ("behind", "on"),
    [(" ✅ 2026-11-18", "2026-11-18"), (" ✅ 2026-12-24", "2026-11-20")],
)
def test_the_day_of_the_tasks_plugin_dates_the_touch_but_never_ahead(behind, on):
    made = two()
    tick(made, REVIEW, behind=behind, below="  - walked by the river")

    made.apply()

    assert log_of(made).startswith(f"- {on} walked by the river\n")
    once = made.files.content
    made.apply()
    assert made.files.content == once


def test_a_day_in_front_of_the_line_dates_the_touch():
    made = two()
    tick(made, REVIEW, below="  - 2026-11-17 18:30 dinner: noodles")

    made.apply()

    assert log_of(made).startswith("- 2026-11-17 18:30 dinner: noodles\n")


@pytest.mark.parametrize(
    ("below", "written"),
    [
        ("  had lunch", "- 2026-11-20 had lunch\n"),
        ("  - 電話: 転職の相談", "- 2026-11-20 電話: 転職の相談\n"),
        ("  - mail -> the photos", "- 2026-11-20 mail -> the photos\n"),
        ("  - note: likes tea", "- 2026-11-20\n  - note: likes tea\n"),
        ("  - [ ] call again", "- 2026-11-20\n  - [ ] call again\n"),
    ],
)
def test_what_is_written_below_reads_as_it_would_in_the_log(below, written):
    made = two()
    tick(made, below=below)

    report = made.apply()

    assert not report.failed
    assert log_of(made).startswith(written)


def test_lines_that_cannot_stand_in_a_log_stay_on_the_page():
    made = two()
    tick(made, below="  ```\n  code\n  ```")

    report = made.apply()

    assert not report.failed
    assert len(report.remarks) == 1
    assert "- 2026-11-20\n- 2026-09-01" in log_of(made)
    assert "- [[Dev Sample]]\n  ```\n  code\n  ```" in made.text(OVERDUE)


def test_words_behind_the_name_are_the_touch_as_well():
    made = two()
    tick(made, REVIEW, behind=" — had tea ✅ 2026-11-19")

    made.apply()

    assert log_of(made).startswith("- 2026-11-19 had tea\n")


def test_a_line_that_was_moved_still_acts():
    made = two()
    text = made.text(OVERDUE)
    line = next(row for row in text.split("\n") if row.startswith(BOX))
    text = text.replace(line + "\n", "", 1)
    made.files.put(
        OVERDUE, text.replace("Tick whom", line.replace("[ ]", "[X]") + "\n\nTick whom")
    )

    made.apply()

    assert "- 2026-11-20\n" in log_of(made)


def test_a_line_that_a_merge_doubled_acts_once_with_the_lines_of_both():
    made = two()
    text = made.text(REVIEW)
    line = next(row for row in text.split("\n") if row.startswith(BOX))
    done = line.replace("[ ]", "[x]")
    both = f"{done}\n  - from the phone\n{done} ✅ 2026-11-20\n  - from the laptop"
    made.files.put(REVIEW, text.replace(line, both, 1))

    made.apply()

    assert log_of(made).count("2026-11-20") == 1
    assert "from the phone" in log_of(made)
    assert "from the laptop" in log_of(made)
    once = made.files.content
    made.apply()
    assert made.files.content == once


def test_a_note_with_the_marks_of_a_merge_is_left_alone_and_named():
    made = two()
    tick(made)
    made.edit(OVERDUE, "## Worth", "<<<<<<< HEAD\n## Worth")
    made.edit(OVERDUE, "Tick whom", "=======\n>>>>>>> phone\nTick whom")
    before = made.files.content

    report = made.apply()

    assert [problem.code for problem in report.problems] == ["conflict-markers"]
    assert made.files.content == before


def test_ticks_without_their_markers_are_named():
    made = two()
    tick(made)
    made.edit(OVERDUE, "<!-- nettrack:end people -->\n", "")

    report = made.apply()

    assert [problem.code for problem in report.problems] == ["marker-lost"]
    assert not report.deeds


def test_a_page_in_the_users_own_words_without_marks_acts_as_well():
    made = two()
    made.files.put(
        OVERDUE,
        "<!-- nettrack:begin people -->\n- [x] [[Dev Sample|Dev]] at last\n"
        "  - by the sea\n<!-- nettrack:end people -->\n",
    )

    made.apply()

    assert log_of(made).startswith("- 2026-11-20 by the sea\n")


# --- put off ---


@pytest.mark.parametrize("path", [OVERDUE, REVIEW])
@pytest.mark.parametrize(("box", "until"), [(">", "2026-11-29"), ("-", "2026-12-20")])
def test_who_is_put_off_rests_and_leaves_the_page(path, box, until):
    made = two()
    tick(made, path, box)

    made.apply()

    assert f"snooze: {until}\n---" in made.text("People/Dev Sample.md")
    assert BOX not in made.text(path)
    once = made.files.content
    made.apply()
    assert made.files.content == once


def test_somebody_without_a_rhythm_skips_ninety_days():
    made = vault(Dev_Sample="---\nnext: 2026-11-18\n---\n## Log\n- 2026-09-01 meet\n")
    made.render()
    tick(made, REVIEW, "-")

    made.apply()

    assert "snooze: 2027-02-18\n" in made.text("People/Dev Sample.md")


def test_a_longer_rest_is_not_shortened():
    made = two()
    tick(made, OVERDUE, ">")
    made.edit(
        "People/Dev Sample.md", "tier: close\n", "tier: close\nsnooze: 2027-01-31\n"
    )

    report = made.apply()

    assert not report.deeds
    assert "snooze: 2027-01-31" in made.text("People/Dev Sample.md")


def test_a_rest_is_written_under_the_name_that_the_note_has():
    made = vault(Dev_Sample=DEV.replace("tier:", "prm-snooze-until: 2026-01-01\ntier:"))
    made.render()
    tick(made, OVERDUE, ">")

    made.apply()

    assert "---\nprm-snooze-until: 2026-11-29\ntier: close\n" in made.text(
        "People/Dev Sample.md"
    )


def test_a_contact_beats_putting_off():
    made = two()
    tick(made, OVERDUE, ">")
    tick(made, REVIEW, "x")

    made.apply()

    assert "snooze" not in made.text("People/Dev Sample.md")
    assert "- 2026-11-20\n" in log_of(made)


# --- past weeks ---


def past_review(made: SmallVault, box: str) -> str:
    """The review of W47 as it lies there two weeks later, Dev's box set."""
    tick(made, REVIEW, box, below="  - late but dear")
    made.today = "2026-12-02"
    return REVIEW


def test_a_tick_in_a_past_review_acts_and_the_page_stays_but_for_its_marker():
    made = two()
    path = past_review(made, "x")
    before = made.text(path).split("\n")

    made.apply()

    after = made.text(path).split("\n")
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert [line[:26] for line in changed] == ["<!-- nettrack:begin people"]
    assert log_of(made).startswith("- 2026-12-02 late but dear\n")


def test_what_a_past_review_said_is_not_said_again_after_the_user_thought_otherwise():
    made = two()
    path = past_review(made, "x")
    made.apply()
    made.edit("People/Dev Sample.md", "- 2026-12-02 late but dear\n", "")

    report = made.apply()

    assert not report.deeds
    assert "[x] [[Dev Sample]]" in made.text(path)


@pytest.mark.parametrize("box", [">", "-"])
def test_nobody_is_put_off_in_a_past_review(box):
    made = two()
    past_review(made, box)
    before = made.files.content

    report = made.apply()

    assert not report.failed
    assert made.files.content == before


# --- promises ---


def kept(made: SmallVault, words: str = "send the deck", behind: str = "") -> None:
    line = next(
        row
        for row in made.text(REVIEW).split("\n")
        if row.startswith(f"- [ ] {words} (")
    )
    made.edit(REVIEW, line, line.replace("[ ]", "[x]", 1) + behind)


def test_a_ticked_promise_ticks_the_box_at_its_source_and_nothing_else():
    made = two()
    before = made.text("People/Cora Sample.md")
    kept(made, behind=" ✅ 2026-11-19")

    made.apply()

    assert made.text("People/Cora Sample.md") == before.replace("[ ]", "[x]")
    assert "send the deck" not in made.text(REVIEW)
    once = made.files.content
    made.apply()
    assert made.files.content == once


def test_a_promise_is_found_after_its_line_moved():
    made = two()
    kept(made)
    made.edit(
        "People/Cora Sample.md", "---\n- [ ]", "---\nNew words.\n\nMore.\n\n- [ ]"
    )

    made.apply()

    assert "- [x] send the deck" in made.text("People/Cora Sample.md")


@pytest.mark.parametrize(
    ("task", "words", "ticked"),
    [
        (
            "send the deck 📅 2026-11-25",
            "send the deck",
            "- [x] send the deck 📅 2026-11-25 ✅ 2026-11-20\n",
        ),
        (
            "send the deck ⏳ 2026-11-25 ^ab1  ",
            "send the deck",
            "- [x] send the deck ⏳ 2026-11-25 ✅ 2026-11-20 ^ab1  \n",
        ),
        (
            "send *the* [[Plan|big `deck`]] #work",
            "send *the* big \\`deck\\`",
            "- [x] send *the* [[Plan|big `deck`]] #work\n",
        ),
        ("<- 1. send it", "1\\. send it", "- [x] <- 1. send it\n"),
    ],
)
def test_a_promise_is_found_by_its_rendered_words(task, words, ticked):
    made = vault(Cora_Sample=CORA.replace("send the deck", task))
    made.render()
    kept(made, words)

    report = made.apply()

    assert report.refused == ()
    assert ticked in made.text("People/Cora Sample.md")


def test_of_two_equal_promises_the_first_open_one_is_ticked_and_that_is_said():
    made = vault(Cora_Sample=CORA.replace("deck\n", "deck\n- [ ] send the deck\n"))
    made.render()
    kept(made)

    report = made.apply()

    assert "- [x] send the deck\n- [ ] send the deck\n" in made.text(
        "People/Cora Sample.md"
    )
    assert report.remarks == (
        'People/Cora Sample.md: "send the deck" stands there 2 times; line 4 is ticked.',
    )
    once = made.files.content
    made.apply()
    assert made.files.content == once


def test_both_of_two_equal_promises_can_be_ticked():
    made = vault(Cora_Sample=CORA.replace("deck\n", "deck\n- [ ] send the deck\n"))
    made.render()
    kept(made)
    kept(made)

    made.apply(render=False)

    assert "- [x] send the deck\n- [x] send the deck\n" in made.text(
        "People/Cora Sample.md"
    )


def test_a_promise_that_is_gone_is_named_with_its_place_and_stays_ticked():
    made = two()
    kept(made)
    made.edit("People/Cora Sample.md", "send the deck", "send nothing")

    report = made.apply()

    line = (
        made.text(REVIEW).split("\n").index("- [x] send the deck ([[Cora Sample]])") + 1
    )
    assert report.failed
    assert report.refused == (
        (
            f"{REVIEW}:{line}: People/Cora Sample.md:1: "
            'no promise "send the deck" stands there any more.'
        ),
    )


# --- proposals ---


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (
            "[[Dev Sample]] six weeks fit better (cadence:: 6w)",
            "tier: close\ncadence: 6w\n---",
        ),
        ("[[Dev Sample]] is nearer (tier:: active)", "---\ntier: active\n---"),
        ("[[Dev Sample]] (likes:: tea)", "tier: close\nlikes:\n  - tea\n---"),
        ("[[Dev Sample]] (phones:: 0901234567)", 'phones:\n  - "0901234567"\n---'),
    ],
)
def test_a_ticked_proposal_sets_its_property(line, after):
    made = two()
    made.edit(
        REVIEW,
        "\n<!-- nettrack:end proposals",
        f"- [x] {line}\n<!-- nettrack:end proposals",
    )

    report = made.apply()

    assert report.refused == ()
    assert after in made.text("People/Dev Sample.md")
    once = made.files.content
    made.apply()
    assert made.files.content == once


def regular(key: str, days: int = 60) -> str:
    """A note of somebody who is met every so many days, with that line in front."""
    first = date(2026, 11, 10)
    lines = (f"- {first - timedelta(days=days * n)} meet: lunch" for n in range(9))
    return "\n".join(["---", key, "---", "", "## Log", *lines, ""])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_the_page_proposes_is_ticked_and_then_it_is_so(language):
    made = vault(Ada_Sample=regular("cadence: 14d"))
    made.settings = f'language = "{language}"'
    made.today = next(
        str(on)
        for on in (date(2026, 11, 20) + timedelta(weeks=n) for n in range(6))
        if propose_on(made, on)
    )
    made.render()
    page = next(path for path in made.files.content if "Reviews" in path)
    line = next(n for n in made.text(page).split("\n") if "(cadence:: 2m)" in n)
    assert line.startswith("- [ ] [[Ada Sample]]")
    made.edit(page, line, line.replace("[ ]", "[x]"))

    report = made.apply()

    assert not report.failed
    assert "cadence: 2m\n" in made.text("People/Ada Sample.md")
    assert "(cadence::" not in made.text(page)
    made.undo()
    assert "cadence: 14d\n" in made.text("People/Ada Sample.md")


def propose_on(made: SmallVault, on: date) -> bool:
    made.today = str(on)
    ws = made.open()
    return bool(review(ws, week_asked(ws, None)).proposals)


def test_a_tier_is_written_in_the_language_of_the_note():
    made = vault(Dev_Sample=DEV.replace("close", "近い"), Cora_Sample=CORA)
    made.render()
    lines = [f"- [x] [[{name} Sample]] (tier:: 大切)\n" for name in ("Dev", "Cora")]
    end = "<!-- nettrack:end proposals"
    made.edit(REVIEW, f"\n{end}", f"\n{''.join(lines)}\n{end}")

    assert not made.apply().failed
    assert "tier: 大切\n" in made.text("People/Dev Sample.md")
    assert "tier: active\n" in made.text("People/Cora Sample.md")
    once = made.files.content
    assert not made.apply().deeds
    assert made.files.content == once


def test_a_proposal_without_sense_is_refused_and_the_others_are_done():
    made = two()
    tick(made)
    made.edit(
        REVIEW,
        "\n<!-- nettrack:end proposals",
        "- [x] [[Cora Sample]] (cadence:: evry 6w)\n<!-- nettrack:end proposals",
    )

    report = made.apply()

    assert len(report.refused) == 1
    assert "evry 6w" in report.refused[0]
    assert "evry" not in made.text("People/Cora Sample.md")
    assert "- 2026-11-20\n" in log_of(made)


def test_a_property_of_no_meaning_does_nothing():
    made = two()
    made.edit(
        REVIEW,
        "\n<!-- nettrack:end proposals",
        "- [x] [[Cora Sample]] (mood:: fine)\n<!-- nettrack:end proposals",
    )
    before = made.files.content

    assert not made.apply().failed
    assert made.files.content == before


# --- what cannot be done ---


def test_a_link_to_nobody_and_one_to_several_are_named_and_others_done():
    made = two(Ann_A="---\nname: Ann\n---\n", Ann_B="---\nname: Ann\n---\n")
    tick(made)
    made.edit(
        OVERDUE,
        "Tick whom",
        "- [x] [[Nobody]]\n- [x] [[Ann]]\n- [x] text only\n\nTick whom",
    )

    report = made.apply()

    assert len(report.refused) == 2
    assert "[[Nobody]] leads to no note" in report.refused[0]
    assert "[[Ann]] may be one of several people" in report.refused[1]
    assert all(each.startswith(f"{OVERDUE}:") for each in report.refused)
    assert "- 2026-11-20\n" in log_of(made)
    assert "- [x] [[Nobody]]" in made.text(OVERDUE)
    assert "- [x] text only" in made.text(OVERDUE)


@pytest.mark.parametrize("flaw", ["tier: close\ntier: loose\n", "tier: &a close\n"])
def test_a_note_that_cannot_be_edited_is_named_and_its_tick_stays(flaw):
    made = two()
    tick(made, OVERDUE, ">")
    made.edit("People/Dev Sample.md", "tier: close\n", flaw)

    report = made.apply()

    assert report.failed
    assert report.refused[0].startswith(f"{OVERDUE}:")
    assert "People/Dev Sample.md" in report.refused[0]
    assert "- [>] [[Dev Sample]]" in made.text(OVERDUE)


def test_a_note_that_is_read_only_keeps_its_tick_and_its_lines():
    made = two()
    tick(made, below="  - dear words")
    made.files.read_only.add("People/Dev Sample.md")
    page = made.text(OVERDUE)

    report = made.apply()

    assert report.failed
    assert made.text(OVERDUE) == page


def test_a_private_person_needs_private():
    made = two()
    tick(made)
    made.edit("People/Dev Sample.md", "tier: close\n", "tier: close\nprivate: true\n")

    assert "--private" in made.apply().refused[0]
    assert "2026-11-20" not in log_of(made)

    assert not made.apply(private=True).failed
    assert "- 2026-11-20\n" in log_of(made)


# --- dry run, undo ---


def test_a_dry_run_shows_what_would_be_and_writes_nothing():
    made = two()
    tick(made, below="  - by the sea")
    before = made.files.content

    told = made.apply(dry_run=True).writes

    assert made.files.content == before
    done = made.apply().writes
    assert [(w.path, w.diff()) for w in told] == [(w.path, w.diff()) for w in done]
    assert [w.path for w in told] == ["People/Dev Sample.md", OVERDUE]


@pytest.mark.parametrize("path", [OVERDUE, REVIEW])
@pytest.mark.parametrize("render", [True, False])
def test_undo_takes_all_of_it_back_and_opens_the_boxes(path, render):
    made = two()
    note = made.text("People/Dev Sample.md")
    tick(made, path, below="  - by the sea")
    ticked = made.text(path)
    made.apply(render=render)

    assert made.undo().report.refused == ()

    assert made.text("People/Dev Sample.md") == note
    assert made.text(path) == ticked.replace("- [x] [[Dev", "- [ ] [[Dev")
    before = made.files.content
    assert not made.apply().deeds
    assert made.files.content == before

    made.edit(path, BOX, "- [x] [[Dev Sample]]")
    made.apply(render=render)
    assert log_of(made).startswith("- 2026-11-20 by the sea\n")


def test_undo_opens_the_box_of_a_past_review():
    made = two()
    path = past_review(made, "x")
    ticked = made.text(path)
    made.apply()

    made.undo()

    assert made.text(path) == ticked.replace("- [x] [[Dev", "- [ ] [[Dev")
    assert not made.apply().deeds


def test_undo_takes_the_mark_of_the_tasks_plugin_off_again():
    made = two()
    open_page = made.text(REVIEW)
    kept(made, behind=" ✅ 2026-11-19")
    made.apply()

    made.undo()

    assert made.text(REVIEW) == open_page


def test_undo_of_a_page_that_was_written_since_gives_the_lines_back():
    made = two()
    tick(made, below="  - by the sea")
    made.apply()
    made.edit(
        OVERDUE, "# Time to reconnect\n", "# Time to reconnect\n\nMy own words.\n"
    )

    assert made.undo().report.refused == ()

    assert "by the sea" not in log_of(made)
    assert "by the sea" in made.text(OVERDUE)
    assert "My own words." in made.text(OVERDUE)
    assert not made.apply().deeds


# --- own reports ---


def test_a_report_of_ones_own_is_ticked_and_stands_open_again():
    settings = '[[report]]\ntemplate = "all.md.j2"\npath = "Network/All.md"\n'
    made = vault(Dev_Sample=DEV, settings=settings)
    made.files.put(
        "Network/All.md",
        "<!-- nettrack:begin all lang=en -->\n- [x] [[Dev Sample]]\n  - tea\n"
        "<!-- nettrack:end all -->\n",
    )

    made.apply(render=False)
    assert log_of(made).startswith("- 2026-11-20 tea\n")
