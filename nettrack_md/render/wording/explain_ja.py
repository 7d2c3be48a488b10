"""`why` のための日本語の文: 日を決めるもの、動かすもの、この先。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_ja import KINDS, STATES, ahead, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts


def _becomes(facts: Facts) -> str:
    state = STATES.get(facts.text("state"), facts.text("state"))
    return f"{when(facts, 'on')}から「{state}」"


def _by_no_rhythm(facts: Facts) -> str:
    if facts.has("tier"):
        return f"区分「{facts.text('tier')}」に間隔の目安はありません"
    return "間隔も区分も書かれていません"


def _moved(facts: Facts, what: str) -> str:
    move = f"{when(facts, 'from_on')}から{when(facts, 'to_on')}へ"
    return f"{what}({facts.text('range')})を避けて{move}"


def _without(facts: Facts) -> str:
    kind = f"({KINDS.get(facts.text('kind'), facts.text('kind'))})"
    base = f"{when(facts, 'base_on')}{kind if facts.has('kind') else ''}"
    days = facts.number("days")
    late = f"{days}日前" if days > 0 else ahead(-days)
    return f"これがなければ: {base}から数えて、目安は{when(facts, 'due_on')}、{late}"


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "by_cadence": lambda f: f"ノートに書かれた間隔は{f.number('cadence')}日",
    "by_tier": lambda f: f"区分「{f.text('tier')}」の間隔は{f.number('cadence')}日",
    "by_no_cadence": lambda _: "間隔なし、とノートに書かれています",
    "by_no_rhythm": _by_no_rhythm,
    "by_status": lambda f: f"状態は {f.text('status')}",
    "by_snooze": lambda f: f"{when(f, 'until')}まで先送り中",
    "by_next": lambda f: f"自分で決めた日: {when(f, 'on')}",
    "next_lapsed": lambda f: (
        f"自分で決めた{when(f, 'on')}は、{when(f, 'last_on')}の連絡で済みました"
    ),
    "by_busy": lambda f: _moved(f, "忙しい時期"),
    "by_season": lambda f: _moved(f, "季節の休み"),
    "by_waiting": lambda f: (
        f"{when(f, 'on')}に連絡、{when(f, 'until')}まではお返事を待つ間"
    ),
    "by_trouble": lambda f: (
        f"{when(f, 'on')}から大変な時期、{when(f, 'until')}までは最初に"
    ),
    "becomes": _becomes,
    "without": _without,
    "without_unknown": lambda _: "これがなければ: 数え始める日がありません",
}
