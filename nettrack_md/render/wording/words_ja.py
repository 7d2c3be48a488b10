"""日本語のことば: 連絡の種類、区分、状態、日付、期間、ページの見出し。"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from nettrack_md.model.periods import Period
    from nettrack_md.render.wording.facts import Facts

WEEKDAYS = "月火水木金土日"

KINDS: Mapping[str, str] = {
    "": "連絡", "meet": "対面", "call": "電話", "video": "ビデオ通話",
    "message": "メッセージ", "email": "メール", "letter": "手紙", "gift": "贈り物",
    "help": "手助け", "intro": "紹介", "event": "イベント", "meeting": "打ち合わせ",
    "mention": "名前が出ただけ", "property": "最後の連絡", "reaction": "リアクション",
    "broadcast": "一斉送信", "note": "メモ", "missed": "不在",
}  # fmt: skip
TIERS: Mapping[str, str] = {
    "inner": "身内", "close": "近い", "active": "大切", "loose": "ゆるい",
}  # fmt: skip
STATES: Mapping[str, str] = {
    "paused": "休止中", "snoozed": "お休み中", "none": "間隔なし",
    "unknown": "日付なし", "waiting": "返事待ち", "overdue": "連絡どき",
    "soon": "もうすぐ", "ok": "連絡あり", "wish": "会いたい人",
    "ended": "終了", "deceased": "故人", "archived": "保管",
}  # fmt: skip
STEPS: Mapping[str, str] = {
    "asked": "打診中", "agreed": "双方の承諾あり", "made": "引き合わせ済み",
    "closed": "完了",
}  # fmt: skip

REGISTERS: Mapping[str, str] = {
    "casual": "くだけた", "polite": "ていねい", "formal": "あらたまった",
}  # fmt: skip
WARMTH: Mapping[str, str] = {
    "warm": "やりとりあり", "cooling": "少し前", "cool": "しばらく前",
    "silent": "だいぶ前", "new": "これから",
}  # fmt: skip


def day(on: date, *, weekday: bool, year: bool) -> str:
    """2026年11月20日(金)。"""
    words = f"{on.month}月{on.day}日"
    if year:
        words = f"{on.year}年{words}"
    return f"{words}({WEEKDAYS[on.weekday()]})" if weekday else words


def span(days: int) -> str:
    """9日、約4か月、約1年。"""
    if days < 60:
        return f"{days}日"
    months = round(days / 30.44)
    if months < 18:
        return "約1年" if months == 12 else f"約{months}か月"
    return f"約{round(days / 365.25)}年"


_EVERY = {
    (1, "d"): "毎日", (1, "w"): "毎週", (1, "m"): "毎月", (1, "y"): "毎年",
    (2, "w"): "隔週", (6, "m"): "半年ごと",
}  # fmt: skip
_UNITS = {"d": "日", "w": "週", "m": "か月", "y": "年"}
_SPANS = {"w": "週間"}


def every(period: Period) -> str:
    """6週ごと、毎月。"""
    default = f"{period.count}{_UNITS[period.unit]}ごと"
    return _EVERY.get((period.count, period.unit), default)


def length(period: Period) -> str:
    """3か月、1年。"""
    return f"{period.count}{_SPANS.get(period.unit, _UNITS[period.unit])}"


_NO_HONORIFIC = frozenset({"none", "-", "なし"})
_HONORIFICS = ("さん", "様", "さま", "先生", "くん", "君", "ちゃん", "氏", "殿")


def more(number: int) -> str:
    """ほか34件。"""
    return f"ほか{number}件"


def address(name: str, honorific: str) -> str:
    """敬称を付けた名前。何もなければ「さん」。"""
    if honorific in _NO_HONORIFIC:
        return name
    if honorific and honorific.isascii():
        return f"{honorific} {name}"
    if not honorific and name.rstrip("]").endswith(_HONORIFICS):
        return name
    return f"{name}{honorific or 'さん'}"


def when(facts: Facts, name: str) -> str:
    """文中の日付。年と曜日は役に立つときだけ。"""
    on = facts.on(name)
    return day(on, weekday=facts.is_close(on), year=not facts.same_year(on))


def ahead(days: int) -> str:
    """今日、明日、あと4日。"""
    if days == 0:
        return "今日"
    return "明日" if days == 1 else f"あと{days}日"
