"""ページのための日本語: 文、見出し、ひとこと、問い。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.phrases_ja import THEIR
from nettrack_md.render.wording.words_ja import KINDS, STEPS, day, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts


#: それだけでは何も語らない種類。
_UNTOLD = frozenset({"", "property"})


def _then(facts: Facts) -> str:
    return f": {facts.text('text')}" if facts.has("text") else ""


def _wrote(facts: Facts) -> str:
    what = THEIR.get(facts.text("kind"), "連絡")
    return f"{when(facts, 'on')}の{what}{_then(facts)}"


def _last(facts: Facts) -> str:
    kind = facts.text("kind")
    what = f"・{KINDS.get(kind, kind)}" if kind not in _UNTOLD else ""
    return f"前回 {when(facts, 'on')}{what}{_then(facts)}"


def _touch(facts: Facts) -> str:
    kind = facts.text("kind")
    return f"{KINDS.get(kind, kind)}{_then(facts)}"


def _promise(facts: Facts) -> str:
    """約束の下に添える行: 相手(その人のノートにあるときは省く)と期日。"""
    words = [f"{facts.text('for')}へ"] if facts.has("for") else []
    if facts.has("from"):
        words.append(f"{facts.text('from')}から")
    if facts.has("due_on"):
        past = facts.near is not None and facts.on("due_on") < facts.near
        words.append(f"{when(facts, 'due_on')}{'の約束' if past else 'まで'}")
    return "、".join(words)


def _date_next(facts: Facts) -> str:
    return f"連絡する予定{_then(facts)}"


def _date_birthday(facts: Facts) -> str:
    years = f"({facts.number('years')}歳)" if facts.has("years") else ""
    return f"誕生日{years}"


def _date_anniversary(facts: Facts) -> str:
    years = f"({facts.number('years')}年)" if facts.has("years") else ""
    return f"{facts.text('text')}{years}"


def _event_ahead(facts: Facts) -> str:
    place = f"({facts.text('place')})" if facts.has("place") else ""
    who = f"、{facts.text('who')}" if facts.has("who") else ""
    return facts.text("link") + place + who


def _manner(facts: Facts) -> str:
    ways = [facts.text(name) for name in ("text", "best") if facts.has(name)]
    return f"連絡は {'・'.join(ways)}" if ways else ""


def _page_week(facts: Facts) -> str:
    begins, ends = facts.on("begins"), facts.on("ends")
    month = f"{ends.month}月" if begins.month != ends.month else ""
    days = f"{begins.month}月{begins.day}日〜{month}{ends.day}日"
    # Week 1 belongs to the year in which it ends, any other to that of its begin.
    year = ends.year if facts.number("number") == 1 else begins.year
    return f"{year}年第{facts.number('number')}週({days})"


def _page_load(facts: Facts) -> str:
    planned, capacity = facts.decimal("planned"), facts.number("capacity")
    return (
        f"いまの間隔で続けると週に{planned:.1f}人。このページの席は{capacity}人分です。"
        "少し間隔を広げてもよい人がいるかもしれません。"
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "page_week": _page_week,
    "page_title": lambda f: f"人脈レビュー {_page_week(f)}",
    "page_quarter": lambda f: (
        f"{f.on('begins').year}年{f.on('begins').month}月〜{f.on('ends').month}月"
    ),
    "goal_by": lambda f: f"{day(f.on('on'), weekday=False, year=True)}まで",
    "page_as_of": lambda f: f"{day(f.on('on'), weekday=True, year=True)}現在",
    "page_private": lambda f: f"非公開の{f.number('count')}人は載せていません。",
    "page_load": _page_load,
    "last": _last,
    "promise_note": _promise,
    "wrote": _wrote,
    "manner": _manner,
    "quoted": lambda f: f"「{f.text('text')}」",
    "event_ahead": _event_ahead,
    "event_on": lambda f: f"{f.text('link')} {when(f, 'on')}",
    "date_next": _date_next,
    "date_birthday": _date_birthday,
    "date_anniversary": _date_anniversary,
    "touch": _touch,
    "step": lambda f: f"{STEPS[f.text('state')]}({when(f, 'on')})",
}

SAY: Mapping[str, str | tuple[str, ...]] = {
    "overdue_title": "久しぶりに連絡したい人",
    "now_title": "まずはこの人たちに",
    "rest_title": "余裕のあるときに",
    "unknown_title": "まだ日付のない人",
    "unknown_hint": "記録に一行、または知り合った日(met)を書くと、次から加わります。",
    "nobody_overdue": "いま、連絡の時期を迎えている人はいません。どうぞゆっくり。",
    "tick_hint": (
        "連絡してチェックを入れると、名前の下に書き添えたことと一緒に、その人のノートに"
        "残ります。`[>]` は来週へ、`[-]` は今回は見送り。"
    ),
    "picks_title": "今週、連絡したい人",
    "today_title": "今日、思い出したい人",
    "nobody_picked": "今週、お待たせしている人はいません。ふと顔の浮かぶ人はいますか。",
    "promises_title": "約束とお返事",
    "answers_title": "お返事・お礼",
    "mine_title": "自分の約束",
    "theirs_title": "相手の約束",
    "later_title": "急がないもの",
    "old_title": "そのままになっていること",
    "old_hint": "済んだもの、もう要らないものは、チェックして手放しましょう。",
    "old_replies_hint": (
        "いまからの返事も喜ばれます。返さなくてよいものは、記録の行末に `#noreply` と"
        "書けば片づきます。"
    ),
    "waiting_title": "お返事待ち",
    "introductions_title": "進行中の紹介",
    "followed_title": "会のあとに",
    "dates_title": "近い日付",
    "happened_title": "今週のやりとり",
    "proposals_title": "ご提案",
    "health_title": "全体のようす",
    "look_back_title": "ふりかえり",
    "questions": (
        "誰に、何を渡せるか",
        "誰に、お礼を伝えたいか",
        "誰と誰を、引き合わせたいか",
    ),
    "encouragements": (
        "ふいの便りは、思うよりずっと喜ばれます。",
        "気の置けない一人から。次が軽くなります。",
        "二行で十分です。",
        "用事はいりません。「ふと思い出して」で始められます。",
        "まず渡すことから。記事ひとつ、名前ひとつ、手助けひとつ。",
        "返事がないのは、たいてい忙しいだけです。",
        "見送っても大丈夫。縁は切れません。",
    ),
    "kept_title": "書き添えたこと",
    "log_title": "記録",
}
