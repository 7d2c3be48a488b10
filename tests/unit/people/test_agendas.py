from __future__ import annotations

import pytest

from nettrack_md.note.parse import parse_note
from nettrack_md.people.agendas import read_agenda


def agenda(text):
    return read_agenda(parse_note("Events/x.md", text))


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("- Who keeps two sets of books?", "Who keeps two sets of books?"),
        ("Ask: who comes next year", "who comes next year"),
        ("- to ask：the rent", "the rent"),
        ("・質問：何から始めますか", "何から始めますか"),
        (
            "- 紙の帳簿をやめられない理由は何ですか",
            "紙の帳簿をやめられない理由は何ですか",
        ),
        ("- 聞くこと: 次の会場", "次の会場"),
        ("- Q: fees", "fees"),
        ("- when is the next one? #plan", "when is the next one? #plan"),
    ],
)
def test_a_line_that_asks_is_a_question(line, question):
    assert [one.text for one in agenda(f"# Title\n\n{line}\n").questions] == [question]


@pytest.mark.parametrize(
    "line",
    [
        "- a quiet room", "Asked nobody anything", "- とても静か", "> who said that?",
        "```\nwhy?\n```", "# Why now?", "- [ ] ask the hall?", "Quiet: please",
    ],
)  # fmt: skip
def test_any_other_line_is_none(line):
    assert agenda(f"Intro\n\n{line}\n").questions == ()


@pytest.mark.parametrize("heading", ["## Questions", "## 聞くこと", "### To ask:"])
def test_what_stands_below_such_a_heading_is_asked_up_to_the_next(heading):
    text = f"{heading}\n- the rent\n- the keys\n## Log\n- came late\n"

    assert [(q.text, q.line) for q in agenda(text).questions] == [
        ("the rent", 2), ("the keys", 3),
    ]  # fmt: skip


def test_open_boxes_are_to_be_done_and_links_name_people():
    found = agenda("- [ ] book it 📅 2026-12-01\n- [x] done\n- [-] no\n[[Ada]] comes\n")

    assert [(t.text, t.line) for t in found.tasks] == [("book it", 1)]
    assert [link.target for link in found.links] == ["Ada"]
