"""The rules that settings can change, as plain values with their defaults.

`app.settings` fills them from `nettrack.toml`; the pure rooms take them as an
argument. Contract sections 2, 4, 6, 7 and 13.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from nettrack_md.model.dates import DayRange, PartialDate, Weekday
from nettrack_md.model.periods import Period
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "ja"]

#: Kinds that restart the clock, each with the words it is also read as.
RESTARTING: dict[str, tuple[str, ...]] = {
    "meet": ("met", "lunch", "dinner", "coffee", "drinks", "visit",
             "会う", "会った", "面会", "面談", "ランチ", "昼食", "夕食", "会食", "食事",
             "飲み", "飲み会", "お茶", "訪問", "対面", "打ち合わせ", "打合せ"),
    "call": ("called", "phone", "phoned", "tel", "電話", "通話"),
    "video": ("zoom", "teams", "facetime", "ビデオ", "ビデオ通話", "オンライン"),
    "message": ("msg", "text", "texted", "chat", "dm", "line", "slack", "sms",
                "メッセージ", "チャット", "ライン"),
    "email": ("mail", "e-mail", "emailed", "メール"),
    "letter": ("card", "postcard", "手紙", "はがき", "葉書", "年賀状", "礼状"),
    "gift": ("present", "贈り物", "ギフト", "お土産", "手土産", "お中元", "お歳暮", "差し入れ"),
    "help": ("helped", "手伝い", "手伝う", "助け", "支援"),
    "intro": ("introduction", "introduced", "紹介"),
    "event": ("party", "seminar", "conference", "meetup", "イベント", "セミナー",
              "勉強会", "交流会", "懇親会"),
}  # fmt: skip
#: Kinds that do not.
RESTING_KINDS: dict[str, tuple[str, ...]] = {
    "reaction": ("like", "liked", "いいね", "リアクション", "反応"),
    "broadcast": ("newsletter", "mass mail", "一斉送信", "一斉メール", "同報"),
    "note": ("memo", "メモ", "覚書"),
    "missed": ("no answer", "voicemail", "不在", "不在着信", "留守", "応答なし"),
}  # fmt: skip

TAG_WORDS: dict[str, tuple[str, ...]] = {
    "gave": ("贈",),
    "got": ("受",),
    "asked": ("頼",),
    "thanked": ("礼",),
    "noreply": ("返信不要",),
}

#: The tag of something to pass on, and the names of notes that hold nothing else.
SHARE_WORDS = ("share", "共有")

LOG_HEADINGS = (
    "Log", "Interactions", "Interaction Log", "記録", "ログ", "やりとり",
)  # fmt: skip


def default_tiers() -> dict[str, Period | None]:
    """The four tiers and the rhythm of each; None is none."""
    return {
        "inner": None,
        "close": Period(30, "d"),
        "active": Period(90, "d"),
        "loose": Period(365, "d"),
    }


@record(frozen=True, slots=True)
class DailyNotes:
    """How the vault names the notes of its days."""

    #: A moment format, as Obsidian's settings hold it; may contain `/`.
    format: str = "YYYY-MM-DD"
    #: Where they lie, without slashes at the ends; empty for anywhere.
    folder: str = ""


@record(frozen=True, slots=True)
class ReadingRules:
    """What decides how a note is read. Changing one makes the index anew."""

    contact_folders: tuple[str, ...] = ("People", "Contacts", "人脈", "連絡先")
    contact_types: tuple[str, ...] = ("contact", "person")
    contact_tags: tuple[str, ...] = (
        "contact", "person", "people", "人脈",
        "type/person", "types/person", "type/contact", "👤",
    )  # fmt: skip
    contact_categories: tuple[str, ...] = ("People",)
    #: What file names of people begin with, and their names do not.
    name_prefixes: tuple[str, ...] = ("Person - ", "Contact - ")
    #: Tags that are topics as often as people: they count beside a property only.
    topic_tags: tuple[str, ...] = ("people", "人脈")
    tiers: Mapping[str, Period | None] = field(default_factory=default_tiers)
    log_headings: tuple[str, ...] = LOG_HEADINGS
    #: Word (folded) to kind, for kinds that restart the clock and for the others.
    kinds: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: dict(RESTARTING)
    )
    resting_kinds: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: dict(RESTING_KINDS)
    )
    #: Further synonyms of properties: canonical key to keys.
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: bool = True
    meetings: bool = True
    daily: tuple[DailyNotes, ...] = (DailyNotes(),)
    #: Where rendered notes lie: exact paths, and the folders of reviews.
    rendered_paths: tuple[str, ...] = ("Network/Overdue.md",)
    #: A path with `{week}`, `{quarter}` or `{year}` in it for each page of a time.
    rendered_patterns: tuple[str, ...] = ("Network/Reviews/Review {week}.md",)
    profile_path: str = "me.md"


def _range(first: str, last: str) -> DayRange:
    (m1, d1), (m2, d2) = (map(int, day.split("-")) for day in (first, last))
    return DayRange(PartialDate(m1, d1), PartialDate(m2, d2))


#: Seasons that a setting turns on: due days inside move to the day after.
SEASONS: dict[str, DayRange] = {
    "new_year": _range("12-29", "01-03"),
    "golden_week": _range("04-29", "05-05"),
    "obon": _range("08-13", "08-16"),
}


#: Greetings that a setting turns on, each with the name of the custom.
GREETINGS: dict[str, str] = {
    "new_year_cards": "年賀状",
    "summer_cards": "暑中見舞い",
    "midyear_gifts": "お中元",
    "year_end_gifts": "お歳暮",
    "seasons_greetings": "",
}
#: Those that are on where the vault's language says so.
GREETINGS_OF: dict[Language, tuple[str, ...]] = {
    "ja": ("new_year_cards", "summer_cards"),
    "en": ("seasons_greetings",),
}


@record(frozen=True, slots=True)
class PracticeRules:
    """What decides whom to contact when."""

    capacity: int = 5
    week_starts: Weekday = "monday"
    seasons: tuple[DayRange, ...] = ()
    #: Days.
    soon_days: int = 7
    waiting_days: int = 14
    trouble_days: int = 30
    reply_days: int = 2
    thanks_lapse_days: int = 14
    old_reply_days: int = 30
    old_promise_days: int = 90
    #: Years of silence after which a tie is dormant.
    dormant_years: int = 3
    #: Days after a first meeting in which somebody is new.
    new_days: int = 90
    #: Greetings of the season that are on: keys of `GREETINGS`.
    greetings: tuple[str, ...] = ()
    #: People a week whom one does not know well yet; 0 asks for none.
    new_per_week: int = 0
    #: Whether a page says where giving has long been all on one side, and whether it
    #: may then suggest to ask for something small.
    balance: bool = False
    small_requests: bool = False
    #: Days after the week in which a loose tie may be due to fill a place that nobody
    #: else takes; 0 leaves such places empty.
    spare_days: int = 0
