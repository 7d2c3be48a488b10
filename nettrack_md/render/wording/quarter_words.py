"""What the page of a quarter says by itself: headings, hints and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.model.rules import Language

    #: Texts, and lists of texts.
    Said = Mapping[str, str | tuple[str, ...]]


def quarter_words(language: Language) -> Said:
    """Headings and questions of a quarter's page in that language."""
    return _WORDS[language]


_WORDS: Mapping[Language, Said] = {
    "en": {
        "quarter_title": "Looking back",
        "soon_title": "To do in the next three months",
        "year_title": "Within the next year",
        "goals_title": "Goals, and the people for them",
        "goals_later": "Later",
        "no_goals": (
            "No goal is noted yet. A note of `type: goal` with a `horizon` and `needs` "
            "is one."
        ),
        "comma": ", ",
        "there": "there",
        "perhaps": "perhaps",
        "also": "also with you",
        "grew_title": "What grew",
        "cooled_title": "What went quiet",
        "ended_title": "Farewells",
        "nothing_changed": "A calm time: no tie changed.",
        "kept_promises_title": "Promises kept",
        "by_me": "By me",
        "by_them": "By them",
        "introduced_title": "Brought together",
        "thanked_title": "Thanked",
        "lost_title": "Out of sight, worth a thought",
        "and_others": "and others",
        "why_title": "Why do I want this tie?",
        "why_hint": "A line at `why` in their note answers it, or lets it go.",
        "quarter_questions": (
            "What can I offer now that I could not three months ago?",
            "Whom did I enjoy, and what would be the next small step?",
            "What may rest?",
        ),
        "questions_title": "Questions",
        "own_title": "Notes",
    },
    "ja": {
        "quarter_title": "三か月のふりかえり",
        "soon_title": "これからの三か月ですること",
        "year_title": "一年のうちにすること",
        "goals_title": "目標と、そばにいる人",
        "goals_later": "その先",
        "no_goals": (
            "目標のノートはまだありません。`type: goal` に `horizon` と `needs` を"
            "書くと、ここに並びます。"
        ),
        "comma": "、",
        "there": "いる人",
        "perhaps": "もしかすると",
        "also": "ほかに",
        "grew_title": "育った縁",
        "cooled_title": "静かになった縁",
        "ended_title": "お別れ",
        "nothing_changed": "変わりのない、穏やかな三か月でした。",
        "kept_promises_title": "果たした約束",
        "by_me": "自分から",
        "by_them": "相手から",
        "introduced_title": "引き合わせた人",
        "thanked_title": "お礼を伝えた人",
        "lost_title": "しばらくご無沙汰の人",
        "and_others": "ほかにも",
        "why_title": "この縁を大切にしたいのは、なぜ",
        "why_hint": "その人のノートの `why` に一行書くと、ここから消えます。",
        "quarter_questions": (
            "三か月前にはできず、いまなら渡せるものは何か",
            "誰といると楽しかったか。次の小さな一歩は何か",
            "休ませてよいものは何か",
        ),
        "questions_title": "問い",
        "own_title": "メモ",
    },
}
