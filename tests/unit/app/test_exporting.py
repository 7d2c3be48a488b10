"""What leaves the vault, in every format; and what never does."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nettrack_md.app.exporting import FORMATS, ExportWishes, export
from tests.unit.app.small_vault import vault

if TYPE_CHECKING:
    from tests.unit.app.small_vault import SmallVault

ADA = """\
---
type: contact
reading: あだ
aliases: [Addie]
tier: close
birthday: 1990-02-28
emails: ada@example.org (work)
shoe_size: 38
path: her own
---
- [ ] send the deck due 2026-12-01
- [x] return the book

## Log
- 2026-10-01 10:30 call <-: about rates #asked
- 2026-10-05 intro: [[Ada Fenn]] <-> [[Ben Roe]] made, both glad
"""
BEN = "---\ntype: contact\nintroduced_by: '[[Ada Fenn]]'\n---\n"


def exported(notes: SmallVault, form: str, *, private: bool = False, **wishes) -> str:
    made = export(
        notes.open(private=private),
        ExportWishes(form, **wishes),  # type: ignore[arg-type]
    )
    return made.content.decode("utf-8-sig")


def rows(notes: SmallVault, **wishes) -> dict[str, dict[str, Any]]:
    lines = exported(notes, "jsonl", **wishes).splitlines()
    return {row["name"]: row for row in map(json.loads, lines)}


# --- lines of JSON ---


def test_a_line_of_json_holds_all_that_there_is_of_a_person():
    ada = rows(vault(Ada_Fenn=ADA, Ben_Roe=BEN))["Ada Fenn"]

    assert ada["schema"] == 1
    assert ada["path"] == "People/Ada Fenn.md"
    assert ada["aliases"] == ["Addie"]
    assert ada["other"] == {
        "type": ["contact"], "shoe_size": ["38"], "path": ["her own"]
    }  # fmt: skip
    assert ada["touches"][0] == {
        "on": "2026-10-01", "time": "10:30", "kind": "call", "direction": "<-",
        "tags": ["asked"], "source": "log", "restarts": True,
        "path": "People/Ada Fenn.md", "line": 15,
    }  # fmt: skip
    assert ada["promises"][0] == {
        "mine": True, "done": False, "made_on": None, "due_on": "2026-12-01",
        "done_on": None, "people": ["People/Ada Fenn.md"],
        "path": "People/Ada Fenn.md", "line": 11,
    }  # fmt: skip
    assert [one["done"] for one in ada["promises"]] == [False, True]
    assert ada["introductions"] == [
        {"on": "2026-10-05", "a": "People/Ada Fenn.md", "b": "People/Ben Roe.md",
         "state": "made", "path": "People/Ada Fenn.md", "line": 16}
    ]  # fmt: skip


def test_an_introduction_is_told_of_both():
    found = rows(vault(Ada_Fenn=ADA, Ben_Roe=BEN))

    assert found["Ben Roe"]["introductions"] == found["Ada Fenn"]["introductions"]


def test_the_words_of_the_log_leave_only_when_they_are_asked_for():
    notes = vault(Ada_Fenn=ADA, Ben_Roe=BEN)

    assert "rates" not in exported(notes, "jsonl")
    ada = rows(notes, texts=True)["Ada Fenn"]
    assert ada["touches"][0]["text"] == "about rates #asked"
    assert ada["promises"][0]["text"] == "send the deck"
    assert ada["introductions"][0]["text"] == "both glad"


# --- a table ---


def test_a_table_has_a_column_for_every_property_those_of_others_too():
    (row,) = csv.DictReader(io.StringIO(exported(vault(Ada_Fenn=ADA), "csv")))

    assert row["shoe_size"] == "38"
    assert row["path"] == "People/Ada Fenn.md"
    assert row["other.path"] == "her own"


# --- what stays ---

SECRETS = ("Hush", "hush@example.org", "KANARI", "静香", "Qwyx")
HUSH = """\
---
type: contact
private: true
reading: しずか
aliases: [静香 音無, 音無 静香]
emails: [hush@example.org, other.hush@example.org (home)]
birthday: 1990-02-28
next: 2026-12-03
introduced_by: "[[Open Book]]"
---
- [ ] Qwyx for [[Open Book]] due 2026-12-01
## Log
- 2026-10-01 call: KANARI with [[Open Book]]
"""
#: Each of these would tell of what must stay.
LEAKS = {
    "introduced_by": 'introduced_by: "[[Erin Hush]]"\n',
    "why": "why: knows Erin Hush\n",
    "likes": "likes: [chess, KANARI %%private%%]\n",
    "dates": "dates: [2014-03-10 KANARI %%private%%, 2015-03-10 boat of Erin Hush]\n",
    "emails": "emails: [b@example.org, hush@example.org]\n",
    "common": "common: 音無静香の友人\n",
    "aliases": "aliases: [Booky, Hush-Hush %%private%%]\n",
    "birthday": "birthday: 1990-02-28 %%private%% KANARI\n",
    "x_theirs": "x_theirs: with Erin Hush\n",
    "tags": "tags: [friends-of/erin-hush]\n",
    "sources": 'sources: ["card:Erin Hush"]\n',
}
LINES = {
    "marked touch": "- 2026-10-01 call: KANARI %%private%%\n",
    "marked tag": "- 2026-10-01 call: about #kanari %%private%%\n",
    "below a marked one": "- 2026-10-02 call %%private%%\n  - [ ] Qwyx due 2026-12-01\n",
    "naming": "- 2026-10-03 meet: with Erin Hush\n",
    "intro": "- 2026-10-03 intro: [[Open Book]] <-> [[Ben Roe]] made KANARI %%private%%\n",
    "intro of hers": "- 2026-10-03 intro: [[Erin Hush]] <-> [[Ben Roe]] asked KANARI\n",
    "promise": "- [ ] call Erin Hush due 2026-12-01\n",
    "marked promise": "- [ ] Qwyx due 2026-12-02 %%private%%\n",
    "promise with her": "- [ ] KANARI with [[Erin Hush]] due 2026-12-02\n",
    "comment": "%%\n[[Ben Roe]] KANARI\n%%\n",
    "tie": "Married to [[Ben Roe]]: KANARI %%private%%\n",
}


def leaky(properties: list[str], lines: list[str]) -> SmallVault:
    head = "".join(LEAKS[one] for one in properties)
    body = "".join(LINES[one] for one in lines)
    notes = vault(
        Open_Book=f"---\ntype: contact\nmet: 2020-01-01\n{head}---\n## Log\n{body}",
        Ben_Roe="---\ntype: contact\n---\n",
        Erin_Hush=HUSH,
    )
    notes.files.put("2026-10-09.md", "- with [[Open Book]] and [[Erin Hush]], KANARI\n")
    notes.files.put(
        "2026-10-10.md", "- call [[Open Book]], [[Ben Roe]]: KANARI %%private%%\n"
    )
    notes.files.put(
        "Meetings/Dinner with Erin Hush.md",
        '---\ntype: meeting\ndate: 2026-10-11\nattendees: ["[[Open Book]]"]\n---\n',
    )
    return notes


#: Every format, and both sorts of pictures.
EVERY = [*((form, {}) for form in FORMATS), ("canvas", {"what": "ties", "group": "org"}),
         ("graphml", {"what": "ties"}), ("vcf", {"four": True})]  # fmt: skip


@pytest.mark.parametrize(("form", "more"), EVERY)
@example(properties=sorted(LEAKS), lines=sorted(LINES))
@settings(max_examples=4)
@given(
    properties=st.lists(st.sampled_from(sorted(LEAKS)), unique=True),
    lines=st.lists(st.sampled_from(sorted(LINES)), unique=True),
)
def test_nothing_private_is_in_any_export(form, more, properties, lines):
    found = exported(leaky(properties, lines), form, texts=True, **more)

    for secret in SECRETS:
        assert secret.casefold() not in found.casefold(), secret
    assert "音無" not in found


@pytest.mark.parametrize(("form", "more"), EVERY)
def test_the_same_vault_gives_the_same_bytes(form, more):
    notes = vault(Ada_Fenn=ADA, Ben_Roe=BEN)

    assert exported(notes, form, **more) == exported(notes, form, **more)


# --- pictures ---

CLEO = "---\ntier: loose\norg: Fenn Ltd\n---\nKnows [[Ada Fenn]].\n"


def drawn(notes: SmallVault, **wishes: Any) -> list[str]:
    """The lines of a chart, with names in the place of numbers."""
    text = exported(notes, "mmd", **wishes)
    for number, name in re.findall(r'(n\d+)\["([^"]*)"\]', text):
        text = re.sub(rf"\b{number}\b", name.partition(" ")[0], text)
    return [line.strip() for line in text.splitlines()[1:]]


def test_a_picture_shows_who_came_through_whom_and_whom_i_brought_together():
    notes = vault(Ada_Fenn=ADA, Ben_Roe=BEN, Cleo_Ash=CLEO)

    assert drawn(notes) == [
        'Ben["Ben Roe"]',
        'Ada["Ada Fenn"]',
        'Ada -->|"introduced"| Ben',
        'Ada ---|"introduced 2026-10-05"| Ben',
    ]


def test_a_picture_of_ties_has_each_pair_once():
    notes = vault(Ada_Fenn=ADA, Ben_Roe=BEN, Cleo_Ash=CLEO)
    lines = [line for line in drawn(notes, what="ties") if "--" in line]

    assert lines == ['Ada ---|"introduced"| Ben', 'Ada ---|"in a note"| Cleo']


def test_frames_stand_in_the_order_of_the_tiers():
    notes = vault(Ada_Fenn=ADA, Ben_Roe=BEN, Cleo_Ash=CLEO)
    by_tier = drawn(notes, what="ties", group="tier")
    frames = [line for line in by_tier if line.startswith("subgraph")]

    assert [line.split('"')[1] for line in frames] == ["close", "loose"]
    by_org = exported(notes, "mmd", what="ties", group="org")
    assert 'subgraph g1["Fenn Ltd"]' in by_org


def test_only_those_who_were_chosen_are_shown():
    notes = vault(Ada_Fenn=ADA, Ben_Roe=BEN, Cleo_Ash=CLEO)

    assert drawn(notes, tier="close") == []


def test_whoever_asks_for_private_people_gets_them():
    everything = leaky(sorted(LEAKS), sorted(LINES))

    for form in ("vcf", "csv", "jsonl"):
        assert "Erin Hush" in exported(everything, form, private=True)
    assert "KANARI" in exported(everything, "jsonl", private=True, texts=True)


@pytest.mark.parametrize(("form", "more"), EVERY)
def test_nothing_that_steers_a_terminal_leaves(form, more):
    notes = vault(
        Ada_Fenn='---\ntype: contact\nname: "A\\e[31mda\\u202e\\u0085\\u2028x"\n'
        'org: "\\e]0;x\\a \\u009b"\nodd: "\\u2066"\nbirthday: 05-14\n---\n'
        "- [ ] \x1b[2J\u202e due 2026-12-01\n## Log\n- 2026-01-01 call: \x1b\u202e\n",
        Ben_Roe="---\ntype: contact\nintroduced_by: '[[Ada Fenn]]'\n---\n",
    )
    found = exported(notes, form, texts=True, **more)

    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", found)
    assert not re.search("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", found)


def test_a_namesake_of_somebody_private_keeps_their_name_and_log():
    notes = vault(
        Erin_Hush=HUSH, Erin_Hush_Jr="---\ntype: contact\nname: Erin Hush\n---\n"
        "## Log\n- 2026-10-01 call: x\n"
    )  # fmt: skip

    (row,) = rows(notes).values()
    assert row["name"] == "Erin Hush"
    assert len(row["touches"]) == 1


def test_a_tag_of_a_marked_line_leaves_where_another_line_has_it_too():
    note = "---\ntags: [contact, choir]\n---\n#boats and #choir\n#boats #trap %%private%%\n"
    (row,) = rows(vault(Ada_Fenn=note)).values()

    assert row["tags"] == ["contact", "choir", "boats"]
