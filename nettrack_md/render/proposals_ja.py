"""提案と、提案が消える条件のための日本語の文。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.words_ja import span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.facts import Facts


def _days(facts: Facts, name: str = "days") -> str:
    return span(facts.number(name))


def _drift(facts: Facts) -> str:
    times = facts.number("count")
    rule = _days(facts, "cadence")
    return f"ここ{times}回は、だいたい{_days(facts)}おき(目安は{rule})"


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "drift_slower": lambda f: f"{_drift(f)}。間をあけるほうが合っていそうです",
    "drift_quicker": lambda f: f"{_drift(f)}。もう少し短い間隔が合っていそうです",
    "until_drift": lambda f: (
        f"目安が{_days(f)}に近くなるか、これからの間隔が{_days(f, 'cadence')}に"
        "近づけば消えます"
    ),
}
