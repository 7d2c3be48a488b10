"""Laws of reading a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.model.rules import LOG_HEADINGS, RESTARTING, RESTING_KINDS
from nettrack_md.note.body import read_lines
from nettrack_md.note.kinds import KindWords
from nettrack_md.note.leads import _read_common, _read_stepwise, read_lead
from nettrack_md.note.links import find_links, find_spans, hide
from nettrack_md.note.log import read_log
from nettrack_md.note.parse import parse_note
from nettrack_md.note.parsed import BodyLine
from nettrack_md.note.regions import find_regions, inner_of, replace_region
from nettrack_md.note.tasks import read_task

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)

_pieces = st.sampled_from([
    "---\n", "\n", "\r\n", "\ufeff", "a", "葵", " ", "  ", "\t", "　", "- ", "* ", "1. ", "・", "[ ] ",
    "[x] ", "[", "]", "[[", "]]", "|", "#", "## ", "Log\n", "記録\n", "> ", "```", "~~~", "%%", "<!--",
    "-->", "$$", "`", "(", ")", "](", "!", "\\", ":", "：", "::", "->", "<-", "↔", "-", "–", "2026-11-20",
    "２０２６年１１月２０日", "2026-02-30", "10:30", "10時半", "（金）", "call", "missed", "no answer", "電話", "メモ",
    "e-mail", "#gave", "＃贈", "📅 ", "✅ ", "due ", "[due:: ", "(due ", "期限", "⏫", "🔁 every week", " ^id",
    "<!-- nettrack:begin p -->\n", "<!-- nettrack:end p -->\n", "key: v\n", "。", "、", "'", ".", ",",
    "<<<<<<< a\n", "=======\n", ">>>>>>> b\n",
])  # fmt: skip
texts = st.lists(_pieces, max_size=25).map("".join) | st.text(max_size=60)
one_line = texts.map(lambda text: " ".join(text.split("\n")).strip()).filter(bool)


@given(texts)
def test_the_pieces_of_a_note_joined_give_the_note(text):
    note = parse_note("a.md", text)
    assert note.bom + note.header + note.body == text


@given(texts)
def test_a_living_line_stands_where_it_says(text):
    lines = text.split("\n")
    note = parse_note("a.md", text)
    assert [line.line for line in note.lines] == sorted(
        {line.line for line in note.lines}
    )
    for line in note.lines:
        assert line.text in lines[line.line - 1]
        assert line.text == line.text.strip()


@given(texts, texts)
def test_a_note_may_hold_anything(head, tail):
    lines = read_lines(f"{head}\n{tail}").lines
    for line in lines:
        find_links(line.text, line.line)
        read_lead(line.text, KINDS)
        if line.role == "task":
            read_task(line)
    read_log(lines, headings=LOG_HEADINGS, kinds=KINDS)


@given(one_line)
def test_hiding_changes_no_length(text):
    hidden = hide(text)
    assert len(hidden) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, hidden, strict=True))


@given(one_line)
def test_links_are_the_spans_that_are_no_embeds(text):
    spans = [(s.target, s.display) for s in find_spans(text) if not s.embed]
    assert [(link.target, link.display) for link in find_links(text, 1)] == spans


@given(one_line)
def test_the_words_of_a_task_read_again_are_the_same(text):
    once = read_task(BodyLine(1, "task", 0, 0, " ", text)).text
    if once:
        again = read_task(BodyLine(1, "task", 0, 0, " ", once))
        assert (again.text, again.due_on, again.done_on) == (once, None, None)


@given(
    st.sampled_from(["2026-11-20 ", "2026-11-20 10:30 ", "2026-02-30 ", "2026-11-20"]),
    texts.map(lambda text: " ".join(text.split("\n"))),
)
def test_a_glance_at_a_log_line_tells_what_reading_closely_tells(lead, rest):
    line = (lead + rest).strip()
    if (common := _read_common(line, KINDS)) is not None:
        assert common == _read_stepwise(line, KINDS)


@given(
    texts, st.lists(st.sampled_from(["new", "- [ ] a", "", "葵"]), max_size=4), texts
)
def test_replacing_a_region_changes_nothing_outside(before, inner, after):
    begin, end = "<!-- nettrack:begin x -->\n", "<!-- nettrack:end x -->\n"
    text = f"{before}\n{begin}old\n{end}{after}"
    region = find_regions(text).get("x")
    if region is None:
        return
    new = "".join(f"{line}\n" for line in inner)
    replaced = replace_region(text, "x", new, {"own": "abcde"})
    found = find_regions(replaced).get("x")
    assert found is not None
    assert replaced[: found.begin] == text[: region.begin]
    assert replaced[found.end :] == text[region.end :]
    assert inner_of(replaced, found) == new
    assert replace_region(replaced, "x", "old\n", region.attrs) == text
