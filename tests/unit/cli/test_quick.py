"""Plain words are understood without click as click understands them."""

from __future__ import annotations

from typing import Any

import click
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from nettrack_md.cli.main import cli
from nettrack_md.cli.quick import parse_question

SHARED = ("vault", "today", "json", "color", "quiet", "private")
OWN = {
    "overdue": ("everybody", "limit", "tier", "tag"),
    "review": ("week",),
    "render": ("only_check",),
}
WORDS = st.sampled_from([
    "overdue", "review", "list", "render", "--check", "--dry-run", "--json", "--all", "--limit", "--limit=5", "7", "0",
    "-3", "+4", "１", "1_0", "--tier", "close", "--tag=", "--tag", "#friends", "--week",
    "2026-W47", "--week=2026-W40", "--vault", "--vault=/a b", "/v", "~", "--today",
    "2026-11-20", "--today=1 May", "--private", "-q", "--quiet", "--color", "never",
    "--", "-", "--lim", "--json=1", "-qq", "--help", "--interactive", "",
])  # fmt: skip


def as_click_has_it(words: list[str]) -> tuple[tuple[object, ...], dict[str, Any]]:
    """The question as its command asks it, and the options that all commands take."""
    found: dict[str, Any] = {}
    with cli.make_context("nettrack", list(words)) as group:
        found.update({k: v for k, v in group.params.items() if v is not None})
        name, command, rest = cli.resolve_command(
            group, [*group._protected_args, *group.args]
        )
        assert name is not None
        assert command is not None
        with command.make_context(name, rest, parent=group) as context:
            found.update({k: v for k, v in context.params.items() if v is not None})
    question = (name, *(found.get(key) for key in OWN[name]))
    return question, {key: found.get(key) for key in SHARED}


@given(st.lists(WORDS, max_size=7))
def test_words_are_left_to_click_or_mean_the_same(words: list[str]) -> None:
    if (plain := parse_question(words)) is None:
        event("left to click")
        return
    event("understood")
    question, given_ = plain
    asked, shared = as_click_has_it(words)

    assert question == asked
    assert bool(shared["json"]) == (question[0] != "render")
    assert given_.get("--vault") == shared["vault"]
    assert given_.get("--today") == shared["today"]
    assert ("--private" in given_) == bool(shared["private"])


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("overdue --json", ("overdue", False, None, None, None)),
        ("overdue --json --limit 20", ("overdue", False, 20, None, None)),
        ("--vault v overdue --all --json -q", ("overdue", True, None, None, None)),
        ("--json overdue --tag x --tier=close", ("overdue", False, None, "close", "x")),
        ("review --json --week 2026-W47", ("review", "2026-W47")),
        ("render", ("render", False)),
        ("-q render --check", ("render", True)),
    ],
)
def test_plain_questions_are_understood(words: str, question: tuple[Any, ...]) -> None:
    found = parse_question(words.split())

    assert found is not None
    assert found[0] == question
    assert as_click_has_it(words.split())[0] == question


@pytest.mark.parametrize(
    "words",
    [
        "overdue", "--json", "render --json", "render --dry-run", "render --notice", "overdue review --json", "list --json",
        "overdue --json --json", "overdue --json --limit 0", "overdue --json --lim 3",
        "overdue --json --limit", "--limit 3 overdue --json", "overdue --json --help",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_click(words: str) -> None:
    assert parse_question(words.split()) is None


def test_what_click_refuses_is_never_understood() -> None:
    for words in (["overdue", "--json", "--tag"], ["review", "--json", "--all"]):
        with pytest.raises(click.ClickException):
            as_click_has_it(words)
        assert parse_question(words) is None
