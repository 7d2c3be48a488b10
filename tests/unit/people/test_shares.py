from __future__ import annotations

from datetime import date

import pytest

from tests.reading import DAY, read


def texts(text: str, path: str = "Notes/any.md") -> list[str]:
    return [share.text for share in read(text, path).shares]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- an essay on tides #share", "an essay on tides"),
        ("an essay on tides #Share", "an essay on tides"),
        ("- [ ] an essay #share on tides", "an essay on tides"),
        ("- 潮の話#共有", "潮の話"),
        ("- 潮の話 ＃共有", "潮の話"),
        ("- an essay #share/tides", "an essay"),
        ("- 2026-11-02: an essay #share", "an essay"),
        ("- an essay %%for nobody%% #share", "an essay"),
    ],
)
def test_a_line_with_the_tag_may_be_passed_on(line: str, text: str) -> None:
    assert texts(line) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "- an essay", "- [x] an essay #share", "- [-] an essay #share", "- #share",
        "- an essay #shared", "- an essay `#share`", "> an essay #share",
        "- an essay %%#share%%",
    ],
)  # fmt: skip
def test_what_is_done_with_hidden_or_not_tagged_is_not(line: str) -> None:
    assert texts(line) == []


@pytest.mark.parametrize("path", ["share.md", "Inbox/Share.md", "共有.md"])
def test_every_item_of_a_note_called_share_may_be(path: str) -> None:
    text = "# Later\n\nwords\n- one\n  - from Ada\n- [ ] two\n- [x] three\n"

    assert texts(text, path) == ["one", "two"]


def test_its_day_is_that_of_its_head_or_of_its_note() -> None:
    days = read("- an essay #share\n- 2026-11-02 a film #share\n", DAY).shares

    assert [share.on for share in days] == [date(2026, 11, 20), date(2026, 11, 2)]
    assert read("- a film #share\n", "Notes/any.md").shares[0].on is None


def test_it_knows_its_line_and_for_whom_it_is() -> None:
    (share,) = read("# On\n\n- for [[Ada]]: a film #share\n", "Notes/any.md").shares

    assert (share.path, share.line) == ("Notes/any.md", 3)
    assert [link.target for link in share.who] == ["Ada"]
