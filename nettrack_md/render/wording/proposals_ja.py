"""提案と、提案が消える条件のための日本語の文。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_ja import TIERS, span, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts


def _days(facts: Facts, name: str = "days") -> str:
    return span(facts.number(name))


def _drift(facts: Facts) -> str:
    times = facts.number("count")
    rule = _days(facts, "cadence")
    return f"ここ{times}回は{_days(facts)}おき(目安は{rule})"


def _tier(facts: Facts, name: str = "value") -> str:
    return f"「{TIERS.get(facts.text(name), facts.text(name))}」"


def _begun(facts: Facts) -> str:
    """相手から連絡があった回数。"""
    return f"うち{facts.number('times')}回は先方から"


def _deepen(facts: Facts) -> str:
    return (
        f"{when(facts, 'since')}から{facts.number('count')}日やりとりがあり、"
        f"{_begun(facts)}。{_tier(facts, 'tier')}より近い間柄かもしれません"
    )


def _ramp_talks(facts: Facts) -> str:
    begun = f"、{_begun(facts)}" if facts.has("times") else ""
    return (
        f"{when(facts, 'since')}に知り合い、やりとりは{facts.number('count')}日"
        f"{begun}。{_tier(facts)}くらいが合いそうです"
    )


def _ramp_met(facts: Facts) -> str:
    return (
        f"{when(facts, 'since')}に知り合った人。{_tier(facts)}にしておくと、"
        "急がずに、ときどき思い出せます"
    )


def _met_once(facts: Facts) -> str:
    at = f"({facts.text('met_at')})" if facts.has("met_at") else ""
    return (
        f"{when(facts, 'on')}に一度やりとりがあったきり{at}。一覧から外しても"
        "ノートは残り、いつでも探せます"
    )


def _load_room(facts: Facts) -> str:
    return (
        f"いまの間隔で続けると週に{facts.decimal('planned'):.1f}人、このページの席は"
        f"{facts.number('capacity')}人分。合わせるなら、"
        f"席を増やす: nettrack.toml に capacity = {facts.number('room')}"
    )


def _load_tiers(facts: Facts) -> str:
    number, shown = facts.number("count"), facts.number("shown")
    first = "" if shown == number else f"。まずは{shown}人"
    return f"または、{number}人を一段ゆるやかに{first}"


def _load_looser(facts: Facts) -> str:
    if not facts.has("on"):
        return f"まだやりとりのない人。{_tier(facts)}なら、ゆっくりで大丈夫です"
    rule = f"(目安は{_days(facts, 'cadence')})" if facts.has("cadence") else ""
    last = f"最後の連絡は{when(facts, 'on')}{rule}"
    return f"{last}。{_tier(facts)}なら、ゆっくりで大丈夫です"


def _rule_ramp(_: Facts) -> str:
    return (
        "きまり: 区分も間隔もない人に、三度目のやりとり(お礼は数えません)か、知り合って"
        "90日の後、ふだんの間隔といまの間に近い区分を。いちばん近い区分は四日以上の"
        "やりとりと先方からの連絡があるとき、三度に満たなければいちばんゆるい区分"
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "drift_slower": lambda f: f"{_drift(f)}。間をあけるほうが合っていそうです",
    "drift_quicker": lambda f: f"{_drift(f)}。もう少し短い間隔が合っていそうです",
    "until_drift": lambda f: (
        f"目安をそれに合わせるか、これからの間隔が{_days(f, 'cadence')}に近づけば"
        "消えます"
    ),
    "unanswered": lambda f: (
        f"{when(f, 'since')}と{when(f, 'on')}の便りに、お返事はまだのようです。"
        f"いまは慌ただしいのかもしれません。{_days(f)}に一度くらいで、ゆったりと"
    ),
    "until_unanswered": lambda f: (
        f"お返事や会う機会があるか、目安が{_days(f)}ほどになれば消えます"
    ),
    "deepen": _deepen,
    "until_deepen": lambda f: (
        f"{_tier(f, 'tier')}でなくなるか、その人だけの間隔を決めれば消えます"
    ),
    "ramp_talks": _ramp_talks,
    "ramp_met": _ramp_met,
    "until_ramp": lambda _: "区分か、その人だけの間隔を決めれば消えます",
    "met_once": _met_once,
    "until_met_once": lambda _: (
        "やりとりがあるか、区分・間隔・大切な理由のどれかをノートに書けば消えます"
    ),
    "load_room": _load_room,
    "load_stretch": lambda f: (
        f"または、すべての間隔を{f.decimal('factor'):.1f}倍に: "
        f"[tiers] に {f.text('text')}"
    ),
    "load_tiers": _load_tiers,
    "load_looser": _load_looser,
    "until_load": lambda f: (
        f"間隔の合計がゆるやかになれば消えます(いま週に{f.decimal('planned'):.1f}人、"
        f"席は{f.number('capacity')}人分)"
    ),
    "rule_drift": lambda _: (
        "きまり: 三年以内の直近5〜8回の間隔の中央値が、目安の1.5倍以上か3分の2以下で、"
        "4回に3回がそろって同じ側にあるとき"
    ),
    "rule_unanswered": lambda _: (
        "きまり: 直近の二通がこちらからで、二週間以上あいていて、一年以内、その後に"
        "返事も会話もないとき。身内には決して出しません"
    ),
    "rule_deepen": lambda _: (
        "きまり: いちばんゆるやかな区分で、二年以内に三日以上やりとりがあり、先方からの"
        "連絡が一度はあるとき"
    ),
    "rule_ramp": _rule_ramp,
    "rule_no_tier": _rule_ramp,
    "rule_met_once": lambda _: (
        "きまり: 一年以上前に一度会ったきり(お礼は数えません)で、区分・間隔・目標・"
        "役割・予定・理由のどれもノートにないとき"
    ),
    "rule_load": lambda _: (
        "きまり: 間隔の合計が席の1.2倍を超えるとき。区分の目安に対して、いちばん間の"
        "あいた方から"
    ),
}
