"""会う前の一枚、頼れる人、目標、紹介、六つの数字のための日本語の文。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_ja import span, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts

_SHARES = (
    (0.95, "ほぼすべて"), (0.85, "九割ほど"), (0.7, "四分の三ほど"),
    (0.6, "三分の二ほど"), (0.45, "半分ほど"),
    (0.3, "三分の一ほど"), (0.18, "四分の一ほど"), (0.0, "少し"),
)  # fmt: skip
_ROLES = {
    "confidant": "相談できる人", "critic": "率直に言ってくれる人", "mentor": "師",
    "peer": "仲間", "mentee": "後輩",
}  # fmt: skip


def share_words(share: float) -> str:
    """数字を使わない割合。"""
    return next(words for least, words in _SHARES if share >= least)


def _quoted(facts: Facts, name: str = "text") -> str:
    return f"「{facts.text(name)}」"


def _by(facts: Facts) -> str:
    return f"({when(facts, 'due_on')}まで)" if facts.has("due_on") else ""


def _on(facts: Facts) -> str:
    return f"{when(facts, 'on')}: " if facts.has("on") else ""


def _load(facts: Facts) -> str:
    planned = f"{facts.decimal('planned'):.1f}".removesuffix(".0")
    return f"計画は週{planned}人、余力は週{facts.number('capacity')}人"


def _promises(facts: Facts) -> str:
    past = facts.number("past")
    aside = f"、うち{past}件は約束の日を過ぎています" if past else ""
    return f"これからの約束が{facts.number('open')}件{aside}"


_FLOWS = (
    ("second", "二度目に会えた人{}人"), ("back", "一年以上ぶりの再会{}件"),
    ("quiet", "静かになった縁{}件"), ("made", "紹介{}件"),
    ("closed", "見届けた紹介{}件"),
)  # fmt: skip


def _flow(facts: Facts) -> str:
    told = [
        words.format(facts.number(name)) for name, words in _FLOWS if facts.number(name)
    ]
    return f"この三か月: {'、'.join(told)}"


def _then(facts: Facts) -> str:
    return f": {facts.text('text')}" if facts.has("text") else ""


def _met(facts: Facts) -> str:
    at = f"({facts.text('met_at')})" if facts.has("met_at") else ""
    return f"{when(facts, 'on')}に初めて{at}{_then(facts)}"


def _people(facts: Facts) -> str:
    names = facts.text("text").replace(", ", "、")
    return f"{names}{'ほか' if facts.has('others') else ''}"


def _role(words: str) -> Callable[[Facts], str]:
    return lambda f: f"{_ROLES.get(f.text('role'), f.text('role'))}: {words}"


def _share(words: str) -> Callable[[Facts], str]:
    return lambda f: words.format(share_words(f.decimal("share")))


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "ask_reply": lambda f: f"{when(f, 'on')}の問いかけ: {_quoted(f)}",
    "ask_mine": lambda f: f"約束したこと: {_quoted(f)}{_by(f)}",
    "ask_theirs": lambda f: f"その後どうですか: {_quoted(f)}{_by(f)}",
    "ask_talk": lambda f: f"その後どうなったか。前回 {when(f, 'on')}: {f.text('text')}",
    "ask_needs": lambda f: f"まだ探していますか: {f.text('text')}",
    "ask_unknown": lambda _: "いま何を探しているか、聞いてみる(まだ書かれていません)",
    "ask_tell": lambda _: "自分の話も少し(伝えたことは、まだ書かれていません)",
    "mourning": lambda f: (
        f"{when(f, 'since')}から喪中。お祝いの言葉は控えて、静かなひとことを"
    ),
    "busy_now": lambda f: f"いまは忙しい時期({f.text('range')})。短めに",
    "hint_early": lambda _: "まだ知り合ったばかり。お願いごとは、もう少し先に",
    "hint_third": lambda f: (
        f"{when(f, 'since')}と{when(f, 'on')}にお願いをしています。"
        "今回は何かを渡すか、話を聞くだけに"
    ),
    "hint_short": lambda f: (
        f"{span(f.number('days'))}ぶり。最初のひとことは短いほど返しやすい"
    ),
    "hint_unanswered": lambda f: (
        f"{when(f, 'since')}と{when(f, 'on')}の連絡は先方の手元に。三通目は急がずに"
    ),
    "tie_introduced": lambda _: "引き合わせてもらった縁",
    "tie_intro": lambda _: "自分が紹介した二人",
    "tie_attended": lambda _: "同じ場にいた",
    "tie_mentioned": lambda _: "同じ行に名前がある",
    "tie_noted": lambda _: "一方のノートに名前がある",
    "help_helps_with": lambda f: f"得意: {f.text('text')}",
    "help_roles": lambda f: f"役割: {f.text('text')}",
    "help_title": lambda f: f"役職: {f.text('text')}",
    "help_field": lambda f: f"分野: {f.text('text')}",
    "help_org": lambda f: f"所属: {f.text('text')}",
    "help_place": lambda f: f"場所: {f.text('text')}",
    "help_tag": lambda f: f"タグ: {f.text('text')}",
    "help_needs": lambda f: f"同じものを探している: {f.text('text')}",
    "help_why": lambda f: f"書き留めたこと: {f.text('text')}",
    "help_log": lambda f: f"{_on(f)}{f.text('text')}",
    "named_goal": lambda _: "ノートにこの目標がある",
    "need_met": lambda _: "足りています",
    "need_some": lambda f: f"あと{f.number('count')}人",
    "need_open": lambda f: f"これから{f.number('count')}人",
    "gain_need": lambda f: (
        f"{_quoted(f)}を探している。{f.text('name')}は{_quoted(f, 'offer')}が得意"
    ),
    "gain_field": lambda f: f"{f.text('name')}も同じ分野: {f.text('text')}",
    "gain_likes": lambda f: f"{f.text('name')}も好き: {f.text('text')}",
    "gain_goal": lambda f: f"{f.text('name')}と同じ目標: {f.text('text')}",
    "intro_asked": lambda f: f"{when(f, 'on')}に打診。お二人の返事がそろったら書き足す",
    "intro_resting": lambda f: (
        f"{when(f, 'on')}に打診。もう一度うかがっても、ここまでにしてもよい"
    ),
    "intro_agreed": lambda f: f"{when(f, 'on')}に二人とも承諾。三人宛ての一通で十分",
    "intro_made": lambda f: f"{when(f, 'on')}に紹介。二週間ほど待ってから様子を聞く",
    "intro_ask_how": lambda f: f"{when(f, 'on')}に紹介。その後を聞いて、締めくくりに",
    "me_old": lambda f: (
        f"最後に見直したのは{when(f, 'on')}。新しく差し出せるものはありますか"
    ),
    "me_undated": lambda _: (
        "日付がありません。`updated: 2026-11-20`のように書くと、"
        "半年後に見直しを提案します"
    ),
    "look_out": lambda f: f"「{f.text('goal')}」のために探している人: {f.text('text')}",
    "look_for": lambda f: f"自分の探しものも伝える: {f.text('text')}",
    "follow_offer": lambda f: (
        f"{_quoted(f)}を探している。{_quoted(f, 'mine')}なら渡せます"
    ),
    "follow_ask": lambda f: (
        f"{_quoted(f)}が得意。こちらは{_quoted(f, 'mine')}を探しています"
    ),
    "follow_goal": lambda f: (
        f"「{f.text('goal')}」で探している「{f.text('text')}」に近い人"
    ),
    "follow_back": lambda f: f"{span(f.number('days'))}ぶりに会えた人。ひとこと続きを",
    "follow_new": lambda _: "初めて会えた人。二度目のひとことを",
    "origin_alive": lambda _: "いまも続いています",
    "origin_part": lambda _: "続いている縁があります",
    "origin_young": lambda _: "これからです",
    "origin_quiet": lambda _: "いまは静かです",
    "grew_back": lambda f: f"{when(f, 'on')}、{span(f.number('days'))}ぶりに{_then(f)}",
    "grew_second": lambda f: (
        f"{when(f, 'since')}に続いて、{when(f, 'on')}に二度目{_then(f)}"
    ),
    "grew_closer": lambda f: f"{when(f, 'on')}からまた近くに{_then(f)}",
    "grew_new": _met,
    "cooled": lambda f: f"{when(f, 'on')}のあとは静か{_then(f)}",
    "lost_sight": lambda f: f"{when(f, 'on')}から{span(f.number('days'))}{_then(f)}",
    "left_ended": lambda f: f"最後の記録は{when(f, 'on')}{_then(f)}",
    "left_passed": lambda f: f"ご逝去。最後の記録は{when(f, 'on')}{_then(f)}",
    "figure_rhythm": _share("縁の{}が、目安の間隔に収まっています"),
    "figure_rhythm_none": lambda _: "目安と日付のそろった縁はまだありません",
    "figure_load": _load,
    "figure_load_high": lambda f: f"{_load(f)}。間隔を少し延ばすと楽になります",
    "figure_promises": _promises,
    "figure_promises_none": lambda _: "残っている約束はありません",
    "figure_kept": lambda f: (
        f"約束は、たいてい{span(f.number('days'))}で果たしています"
    ),
    "figure_thanks": lambda f: (
        f"初対面{f.number('count')}回のうち{f.number('done')}回は翌営業日ごろまでにお礼"
    ),
    "figure_reach": lambda f: (
        f"温かい縁は、およそ{round(f.decimal('fields'))}の分野に広がっています"
    ),
    "figure_reach_none": lambda _: "温かい縁の分野はまだ書かれていません",
    "figure_one_org": lambda f: f"ひとつの場所に寄っています: {f.text('text')}",
    "figure_two_way": _share("この一年のやりとりの{}が相手から"),
    "figure_two_way_none": lambda _: "この一年の記録に矢印がありません",
    "figure_flow": _flow,
    "figure_flow_none": lambda _: "静かな三か月",
    "change_back": lambda f: f"久しぶりの再会: {_people(f)}",
    "change_second": lambda f: f"初対面から一歩進んだ方: {_people(f)}",
    "change_quiet": lambda f: (
        f"便りが途絶えて久しい方: {_people(f)}。昔の縁は、ふとした便りで戻ります"
    ),
    "role_there": _role("います"),
    "role_cooler": _role("います。ひとことあるとよさそう"),
    "role_open": _role("まだ書かれていません"),
}
