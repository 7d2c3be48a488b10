"""今週のご提案と、季節のあいさつのための日本語の文。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.words_ja import TIERS, day, when

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts

_HOW = {
    "introduced": "引き合わせた縁", "intro": "自分が紹介した二人",
    "attended": "同じ場にいた", "mentioned": "同じ行に名前がある",
    "noted": "一方のノートに名前がある",
}  # fmt: skip
_GREETINGS = {
    "new_year_cards": "年賀状", "midwinter_cards": "寒中見舞い",
    "summer_cards": "暑中見舞い", "late_summer_cards": "残暑見舞い",
    "midyear_gifts": "お中元", "year_end_gifts": "お歳暮",
    "seasons_greetings": "年末のあいさつ",
}  # fmt: skip


def _text(facts: Facts, name: str = "text") -> str:
    return f"「{facts.text(name)}」"


def _how(facts: Facts) -> str:
    return _HOW.get(facts.text("how"), facts.text("how"))


def _share(facts: Facts) -> str:
    theirs, text = _text(facts, "theirs"), _text(facts)
    return {
        "needs": f"{theirs}を探している人。{text}が助けになるかもしれません",
        "likes": f"{theirs}が好きな人。{text}を届けてみては",
    }.get(facts.text("what"), f"{theirs}の人。{text}が役に立つかもしれません")


def _client(facts: Facts) -> str:
    last = f"。{when(facts, 'on')}以来" if facts.has("on") else ""
    return f"以前のお客さま{last}。用件なしで、近況をうかがってみては"


def _greetings(facts: Facts) -> str:
    name = _GREETINGS.get(facts.text("kind"), facts.text("kind"))
    by = day(facts.on("by"), weekday=False, year=not facts.same_year(facts.on("by")))
    time = "の支度" if facts.has("ahead") else f"({by}まで)"
    return f"{name}{time}: {facts.text('text')}"


def _mourning(facts: Facts) -> str:
    instead = "静かなひとこと"
    if facts.text("kind") == "new_year_cards":
        instead = "年が明けてから寒中見舞い"
    return f"喪中につき{instead}を: {facts.text('text')}"


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "give_noted": lambda f: f"この人にと書き留めたもの: {f.text('text')}",
    "give_share": _share,
    "give_offer": lambda f: (
        f"{_text(f, 'theirs')}を探しています。{_text(f)}なら手を貸せそうです"
    ),
    "give_name": lambda f: (
        f"{_text(f, 'theirs')}を探しています。{f.text('name')}は{_text(f)}が得意。"
        "お名前を出す前に、ご本人にひとこと"
    ),
    "until_give": lambda _: (
        "`#贈`を付けた記録から六週間は休み、相手の記録に同じ話が載るか、"
        "もとの行をチェックすれば消えます"
    ),
    "introduce": lambda f: (
        f"{f.text('name')}と引き合わせてみては。まず、それぞれに打診を"
    ),
    "until_introduce": lambda _: (
        "二人の紹介を一行書けば、もう出ません(見送るときは「完了」)"
    ),
    "wish_path": lambda f: f"会いたい{f.text('name')}をご存じかもしれません({_how(f)})",
    "wish_way": lambda f: (
        f"会いたい{f.text('name')}へ、{f.text('via')}を通して道がありそうです"
        f"({_how(f)})"
    ),
    "wish_org": lambda f: f"会いたい{f.text('name')}と同じ、{f.text('text')}の人です",
    "wish_field": lambda f: (
        f"{_text(f)}に明るい人。会いたい{f.text('name')}に心当たりがあるかもしれません"
    ),
    "wish_alone": lambda _: (
        "会いたい人。間に立つ人はノートに見あたりません。"
        "自分からのひとことで始められます"
    ),
    "wish_open": lambda _: (
        "会いたい人。道はまだ見えません。心当たりのありそうな人はいますか"
    ),
    "until_wish": lambda _: (
        "snoozeのあいだは休み、statusが「会いたい」でなくなれば消えます"
    ),
    "near_org": lambda f: (
        f"同じ{f.text('text')}の人。あいさつに、もうひとこと添えてみては"
    ),
    "near_place": lambda f: (
        f"よく行く{f.text('text')}で知り合った人。あいさつに、もうひとこと添えてみては"
    ),
    "near_client": _client,
    "near_open": lambda _: (
        "今週、新しく話してみる人をひとり。ご近所でも、あいさつだけの同僚でも"
    ),
    "until_near": lambda _: "次に話すか、new_per_weekを0にすれば消えます",
    "balance_gave": lambda _: (
        "この二年は、渡すほうが続いています。小さなお願いをしても大丈夫"
    ),
    "balance_got": lambda _: (
        "この二年は、受け取るほうが続いています。お礼か、ちょっとしたお返しを"
    ),
    "balance_ask": lambda _: (
        "この二年は、渡すほうが続いています。意見をひとつ聞くくらいの、"
        "小さなお願いをしてみては"
    ),
    "until_balance": lambda _: "もう一方の記録がひとつ付けば消えます",
    "greet_tier": lambda f: f"「{TIERS.get(f.text('tier'), f.text('tier'))}」の間柄",
    "greet_letter": lambda f: f"{when(f, 'on')}に便りをした人",
    "greet_gift": lambda f: f"{when(f, 'on')}に贈り物をした人",
    "greet_mourning": lambda f: f"{when(f, 'since')}から喪中",
    "greetings": _greetings,
    "greetings_unaddressed": lambda f: (
        f"住所がまだ書かれていない人: {f.text('text')}"
        if f.has("text")
        else "住所はまだノートにありません"
    ),
    "greetings_mourning": _mourning,
    "rule_give": lambda _: (
        "週にひとつ。この一年の`#共有`の行とプロフィールの「できること」を、"
        "相手の探しもの・好きなもの・分野に照らします。なければ、探しものが得意な人。"
        "名前を挙げたものが先、あとは近い人から順番に"
    ),
    "rule_introduce": lambda _: (
        "週に一組まで、双方に理由があるときだけ。よさそうな六組が順番に。"
        "一度書かれた二人と、その週に始めた紹介があるときは出しません"
    ),
    "rule_wish": lambda _: (
        "週にひとり、順番に。近い人を通る、いちばん短く温かい道。"
        "なければ、同じ職場か分野の人"
    ),
    "rule_near": lambda _: (
        "new_per_weekの人数だけ、順番に。同僚、よく行く場所の人、以前のお客さま"
    ),
    "rule_balance": lambda _: (
        "今週の席にいる人だけ。身内と家族については言いません。二年のあいだ、"
        "一方の印が三つ以上、もう一方がないとき"
    ),
    "rule_greeting": lambda _: (
        "「近い」「大切」の人と、前の季節に便りをした人。贈り物は、前の季節に贈った人"
    ),
}
