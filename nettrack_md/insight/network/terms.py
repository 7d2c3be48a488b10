"""What a few words are about, so that a need and a strength can be laid side by side.

A match is a hint and is always shown with both texts; nothing is counted aloud.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nettrack_md.model.keys import fold_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LATIN = re.compile(r"[a-z\u00c0-\u024f][a-z\u00c0-\u024f0-9+#]*")
_KANJI = re.compile("[々\u3400-\u9fff]{2,}")
_KATAKANA = re.compile("[\u30a1-\u30faー]{3,}")
#: Endings that tell a trade from its work: translator, translation, translate.
_ENDINGS = (
    "ations", "ation", "ators", "ator", "ating", "ates", "ate", "ions", "ion",
    "ings", "ing", "ers", "er", "ors", "or", "ists", "ist", "s", "e",
)  # fmt: skip
_SHORTEST_STEM = 4
#: Longer runs of kanji are rare, and their pieces many.
_LONGEST_RUN = 10
_EMPTY_WORDS = frozenset(
    """a about advice an and any anyone are as at be bit by can could do example
    examples find first for from get good great have help her his how i in into is it
    its keep like look make more my new not of off on one or other our out people
    person plain she he so some somebody someone something that the their them there
    they thing things this to two us use want way we what when where which who whom
    why will with words work year years you your 相談 紹介 方法 自分 仕事 経験 情報 機会
    直接 必要 関係 企業 会社 事例 全般""".split()  # noqa: SIM905 — a table of words
)
#: Words that say the same in both languages, or of the same trade.
_SAME = (
    "translation interpreting 翻訳 通訳",
    "accounting accountant bookkeeping ledger 会計 経理 帳簿 簿記 税理",
    "law lawyer legal attorney 法律 弁護 法務",
    "design designer デザイン デザイナー",
    "editing editor 編集 校正",
    "publishing publisher 出版 書籍",
    "printing printer letterpress 印刷 活版",
    "teaching teacher education tutor school 教育 先生 教師 授業",
    "investor investing fundraising 出資 投資 資金",
    "cooperative coop 協同 生協",
    "research researcher 研究 調査",
    "health medical doctor medicine 医療 医師",
    "software engineer engineering ソフトウェア エンジニア",
    "statistics data 統計 データ",
    "photography photographer 写真",
    "music musician 音楽",
    "food cooking restaurant chef 飲食 料理",
    "hiring recruiting recruiter 採用",
    "writing writer 執筆 文章",
    "speech speaking talk presentation 発表 講演",
    "coach coaching コーチ コーチング",
    "event conference organiser organizer producer イベント 主催",
    "logistics shipping 物流 海運",
    "insurance 保険",
    "reading 読書",
    "english 英語",
    "japanese 日本語",
    "tokyo 東京",
)
#: Too wide to bring two people together by themselves.
_WIDE = frozenset({"=english", "=japanese", "=tokyo"})
_HYPHEN = re.compile(r"(?<=[a-z])[-‐‑'’](?=[a-z])")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _words_of(folded: str) -> set[str]:
    joined = _HYPHEN.sub("", folded)
    found = {
        _stem(word)
        for word in _LATIN.findall(joined)
        if len(word) > 1 and word not in _EMPTY_WORDS
    }
    for run in _KANJI.findall(folded):
        found |= _pieces(run[:_LONGEST_RUN])
    found.update(_KATAKANA.findall(folded))
    return found - _EMPTY_WORDS


def _pieces(run: str) -> set[str]:
    """A run of kanji, and its pairs: 活版印刷 is about 印刷 too."""
    return {run, *(run[at : at + 2] for at in range(len(run) - 1))}


_GROUPS = {
    word: f"={group.split()[0]}"
    for group in _SAME
    for text in group.split()
    for word in (_words_of(fold_text(text)) or {text})
}


@lru_cache(maxsize=20_000)
def terms_of(text: str) -> frozenset[str]:
    """What a text is about: stems, runs of kanji, and the trades they belong to."""
    words = _words_of(fold_text(text))
    return frozenset(words | {_GROUPS[word] for word in words if word in _GROUPS})


def sieve(texts: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text may be about the same as one of these; quick, never a wrong no."""
    wanted = {term for text in texts for term in terms_of(text)}
    words = {word for word in wanted if not word.startswith("=")}
    words |= {word for word, group in _GROUPS.items() if group in wanted}
    if not words:
        return lambda _: False
    holds = re.compile("|".join(map(re.escape, sorted(words)))).search

    def may(text: str) -> bool:
        return holds(_HYPHEN.sub("", fold_text(text))) is not None

    return may


def shared_terms(one: str, other: str) -> frozenset[str]:
    """What both texts are about."""
    return terms_of(one) & terms_of(other)


def is_telling(shared: Iterable[str]) -> bool:
    """Whether shared terms say enough: the name of a language alone does not."""
    return any(term not in _WIDE and _GROUPS.get(term) not in _WIDE for term in shared)


def subject(text: str) -> str:
    """What a field is called whatever the language: its trade, else its own words."""
    groups = sorted(term for term in terms_of(text) if term.startswith("="))
    return groups[0] if groups else fold_text(text).strip()


def fits(need: str, strength: str) -> bool:
    """Whether somebody with this strength may help with that need."""
    return is_telling(shared_terms(need, strength))
