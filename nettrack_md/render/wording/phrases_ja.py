"""理由(状態、今週の人)ときっかけのための日本語の文。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_ja import WEEKDAYS, ahead, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts

#: 「11月12日の……に返事を」
THEIR = {
    "call": "電話", "video": "通話", "missed": "着信", "meet": "話", "gift": "贈り物",
    "help": "手助け", "intro": "紹介", "email": "メール", "letter": "手紙",
    "message": "メッセージ",
}  # fmt: skip


def _quoted(facts: Facts, name: str = "text") -> str:
    return f"「{facts.text(name)}」"


def _length(days: int, cadence: int) -> str:
    if days >= 730:
        return f"{days / 365.25:.1f}年".replace(".0年", "年")
    if cadence >= 300 and days >= 60:
        return f"{round(days / 30.44)}か月"
    return f"{days}日"


def _rule(facts: Facts) -> str:
    cadence = facts.number("cadence")
    if cadence >= 600:
        return f"目安{round(cadence / 365.25)}年"
    return "目安1年" if 360 <= cadence <= 370 else f"目安{cadence}日"


def _by(facts: Facts) -> str:
    """その週の終わりまでの日数であることを示す。"""
    if not facts.has("by"):
        return ""
    return f"{WEEKDAYS[facts.on('by').weekday()]}曜で"


def _rhythm(facts: Facts) -> str:
    length = _length(facts.number("days"), facts.number("cadence"))
    if facts.text("kind") == "mention":
        return f"{_by(facts)}名前が出てから{length}({_rule(facts)})"
    return f"{_by(facts)}{length}ぶり({_rule(facts)})"


def _never(facts: Facts) -> str:
    since = "知り合って" if facts.has("met_on") else "書き留めて"
    length = _length(facts.number("days"), facts.number("cadence"))
    return f"{since}から{_by(facts)}{length}({_rule(facts)})"


def _loose(facts: Facts) -> str:
    return _rhythm(facts) if facts.has("last_on") else _never(facts)


def _next(facts: Facts) -> str:
    on = when(facts, "on")
    if facts.has("days") and facts.number("days") > 0:
        return f"{on}に連絡するつもりでした({facts.number('days')}日前)"
    return f"{on}に連絡する予定"


def _soon(facts: Facts) -> str:
    return f"目安は{when(facts, 'due_on')}、{ahead(facts.number('days'))}"


def _ok(facts: Facts) -> str:
    return f"次は{when(facts, 'due_on')}ごろ、{ahead(facts.number('days'))}"


def _waiting(facts: Facts) -> str:
    return f"{when(facts, 'on')}に連絡、{when(facts, 'until')}まではお返事を待つ間"


def _more(facts: Facts) -> str:
    return f"(ほかに{facts.number('more')}件)" if facts.has("more") else ""


def _reply(facts: Facts) -> str:
    what = THEIR.get(facts.text("kind"), "連絡")
    return f"{when(facts, 'on')}の{what}にお返事を{_more(facts)}"


def _thanks(facts: Facts) -> str:
    on = when(facts, "on")
    if facts.text("about") != "intro":
        return f"{on}に初対面、お礼のひとことを{_more(facts)}"
    whom = f"({facts.text('text')})" if facts.has("text") else ""
    return f"{on}の紹介{whom}にお礼を{_more(facts)}"


def _report(facts: Facts) -> str:
    on, more = when(facts, "on"), _more(facts)
    if facts.text("about") == "intro":
        whom = f"{facts.text('text')}さん" if facts.has("text") else "方"
        return f"ご紹介の{whom}と{on}に話せました。その様子を伝えると喜ばれます{more}"
    words = f"({facts.text('text')})" if facts.has("text") else ""
    return f"{on}に力を貸してくれました{words}。その後どうなったかを{more}"


def _promise(facts: Facts) -> str:
    by = f"、{when(facts, 'due_on')}まで" if facts.has("due_on") else ""
    return f"約束{_quoted(facts)}{by}{_more(facts)}"


def _birthday(facts: Facts) -> str:
    years = f"({facts.number('years')}歳)" if facts.has("years") else ""
    return f"{when(facts, 'on')}は誕生日{years}"


def _anniversary(facts: Facts) -> str:
    years = f"({facts.number('years')}年)" if facts.has("years") else ""
    return f"{when(facts, 'on')}は{facts.text('text')}の日{years}"


def _dormant(facts: Facts) -> str:
    years = f"{facts.decimal('years'):.1f}".removesuffix(".0")
    once = "、以前は近い間柄" if facts.text("tier") in {"inner", "close"} else ""
    return f"{years}年ぶり{once}。久しぶりの縁は新しい話を運びます"


def _new(facts: Facts) -> str:
    on = f"{when(facts, 'on')}に" if facts.has("on") else ""
    at = f"({facts.text('met_at')})" if facts.has("met_at") else ""
    return f"{on}知り合ったばかり{at}、二度目のひとことを"


def _third(facts: Facts) -> str:
    on = f"{when(facts, 'on')}に" if facts.has("on") else ""
    return (
        f"{on}知り合った人、{when(facts, 'due_on')}ごろまでに三度目を。縁が根づきます"
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "rhythm": _rhythm,
    "never": _never,
    "next": _next,
    "soon": _soon,
    "ok": _ok,
    "waiting": _waiting,
    "snoozed": lambda f: f"{when(f, 'until')}までお休み",
    "paused": lambda _: "休止中",
    "none": lambda _: "間隔の目安なし",
    "unknown": lambda _: "数え始める日がまだありません",
    "wish": lambda _: "会ってみたい人",
    "ended": lambda _: "お付き合いを終えた人",
    "deceased": lambda _: "故人",
    "archived": lambda _: "一覧から外した人",
    "trouble": lambda f: f"{when(f, 'on')}から大変な時期、ひとこと声を",
    "reply": _reply,
    "thanks": _thanks,
    "report": _report,
    "promise": _promise,
    "birthday": _birthday,
    "anniversary": _anniversary,
    "loose": _loose,
    "dormant": _dormant,
    "new": _new,
    "third": _third,
    "early": lambda f: f"目安は{when(f, 'due_on')}、余裕のある今週に少し早めの連絡を",
    "begin_trouble": lambda _: "きっかけ: まず様子をうかがい、できることを尋ねる",
    "begin_promise": lambda f: f"きっかけ: 約束の{_quoted(f)}から",
    "begin_reply": lambda f: f"きっかけ: {_quoted(f)}への返事から",
    "begin_birthday": lambda _: "きっかけ: お祝いのひとこと",
    "begin_needs": lambda f: f"きっかけ: {_quoted(f)}で力になれることはないか",
    "begin_talk": lambda f: (
        f"きっかけ: その後どうなったか。前回 {when(f, 'on')}: {f.text('text')}"
    ),
    "begin_likes": lambda f: f"きっかけ: 好きな{_quoted(f)}の話",
    "begin_common": lambda f: f"きっかけ: 共通の話題{_quoted(f)}",
}
