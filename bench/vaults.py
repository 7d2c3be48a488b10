"""Make a vault of any size: invented people, seeded, the same on every machine."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 20)
_FAMILY_JA = [
    ("青川", "あおかわ"), ("泉原", "いずはら"), ("碓井", "うすい"), ("江波", "えなみ"),
    ("柏葉", "かしわば"), ("北沢", "きたざわ"), ("桑田", "くわた"), ("小峰", "こみね"),
    ("榊", "さかき"), ("椎名", "しいな"), ("杉浦", "すぎうら"), ("瀬川", "せがわ"),
    ("高瀬", "たかせ"), ("千葉", "ちば"), ("鶴見", "つるみ"), ("手島", "てじま"),
    ("長谷", "ながや"), ("西脇", "にしわき"), ("沼田", "ぬまた"), ("野上", "のがみ"),
    ("羽鳥", "はとり"), ("日高", "ひだか"), ("藤代", "ふじしろ"), ("星野", "ほしの"),
    ("真壁", "まかべ"), ("水瀬", "みなせ"), ("村瀬", "むらせ"), ("森川", "もりかわ"),
    ("矢野", "やの"), ("湯川", "ゆかわ"), ("吉良", "きら"), ("若月", "わかつき"),
]  # fmt: skip
_GIVEN_JA = [
    ("葵", "あおい"), ("一樹", "いつき"), ("海斗", "かいと"), ("香織", "かおり"),
    ("圭", "けい"), ("沙希", "さき"), ("翔太", "しょうた"), ("涼子", "りょうこ"),
    ("大地", "だいち"), ("千尋", "ちひろ"), ("奈緒", "なお"), ("陽菜", "ひな"),
    ("誠", "まこと"), ("美月", "みつき"), ("悠", "ゆう"), ("怜", "れい"),
]  # fmt: skip
_FAMILY_EN = [
    "Abbotsford", "Brindle", "Castell", "Dunmore", "Eastlake", "Farrow", "Greaves",
    "Hollis", "Ives", "Jessop", "Kestrel", "Lorne", "Marlow", "Northam", "Oakes",
    "Pryce", "Quill", "Ransome", "Sedge", "Thorne", "Underhill", "Vane", "Wexley",
]  # fmt: skip
_GIVEN_EN = [
    "Ada", "Ben", "Cora", "Dev", "Elin", "Finn", "Gwen", "Hugo", "Iris", "Jon",
    "Kaya", "Leo", "Mina", "Nils", "Orla", "Per", "Rosa", "Sami", "Tess", "Uma",
]  # fmt: skip
_WORDS_EN = [
    "talked",
    "about",
    "the",
    "move",
    "to",
    "the",
    "new",
    "office",
    "and",
    "how",
    "the",
    "team",
    "has",
    "grown",
    "since",
    "spring",
    "she",
    "looks",
    "for",
    "somebody",
    "who",
    "knows",
    "logistics",
    "in",
    "the",
    "north",
    "and",
    "would",
    "love",
    "a",
    "walk",
    "sent",
    "the",
    "article",
    "on",
    "small",
    "harbours",
    "we",
    "mentioned",
    "over",
    "coffee",
    "near",
    "the",
    "station",
    "asked",
    "how",
    "the",
    "exam",
    "went",
    "and",
    "promised",
    "to",
    "bring",
    "the",
    "book",
    "back",
    "before",
    "winter",
]
_WORDS_JA = [
    "駅前で昼食", "物流の話を聞く", "新しい仕事の相談", "渋谷で会う約束", "本を返す",
    "娘さんの受験", "展示会の感想", "引っ越しの近況", "資料を送る", "来月また話す",
    "共通の友人の話", "山歩きの計画", "地元の祭り", "お礼を伝える",
]  # fmt: skip
_KINDS = [
    "meet: ",
    "call: ",
    "email -> ",
    "email <- ",
    "message: ",
    "電話: ",
    "ランチ ",
    "",
]
_TIERS = ["inner", "close", "active", "loose"]


def make_vault(root: Path, contacts: int, *, seed: int = 20261120) -> None:
    """Write a vault of that many contacts and a fifth as many dated notes."""
    rng = random.Random(seed)
    names = [make_name(rng, at) for at in range(contacts)]
    folders = [f"People/{at:02d}" for at in range(40)]
    for at, (name, reading) in enumerate(names):
        path = root / folders[at % 40] / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_contact(rng, at, name, reading, names), "utf-8", newline="\n")
    for at in range(contacts // 5):
        day = TODAY - timedelta(days=at % 3000)
        suffix = "" if at < 3000 else f"-{at // 3000}"
        folder = root / "Daily" / f"{at % 10}{suffix}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{day}.md").write_text(_daily(rng, names), "utf-8", newline="\n")
    (root / "nettrack.toml").write_text('language = "en"\n', "utf-8", newline="\n")


def make_name(rng: random.Random, at: int) -> tuple[str, str]:
    if at % 2:
        return f"{rng.choice(_GIVEN_EN)} {rng.choice(_FAMILY_EN)} {at}", ""
    (family, f_kana), (given, g_kana) = rng.choice(_FAMILY_JA), rng.choice(_GIVEN_JA)
    return f"{family}{given}{at}", f"{f_kana}{g_kana}"


def _contact(
    rng: random.Random, at: int, name: str, reading: str, names: list[tuple[str, str]]
) -> str:
    last = TODAY - timedelta(days=rng.randrange(1, 900))
    lines = ["---", "type: contact", f"name: {name}"]
    if reading:
        lines.append(f"reading: {reading}")
    lines += [
        f"tier: {rng.choice(_TIERS)}",
        f"last_contact: {last}",
        f"org: {rng.choice(_FAMILY_EN)} Works",
        f"field: {rng.choice(['logistics', 'design', '医療', '教育', 'finance'])}",
        f"region: {rng.choice(['Tokyo', '大阪', 'Lisbon', 'Leeds'])}",
        f'phones: ["0{at:010d}", "+81 90-{at % 9999:04d}-{at % 7919:04d}"]',
        f"emails: person{at}@example.org",
        f"birthday: {1950 + at % 55}-{1 + at % 12:02d}-{1 + at % 28:02d}",
        f"met: {last - timedelta(days=rng.randrange(30, 2000))}",
        f'introduced_by: "[[{rng.choice(names)[0]}]]"',
        "tags:",
        f"  - {rng.choice(['alumni', 'work', '研究会', 'neighbours'])}",
        f"  - met/{2015 + at % 11}",
        f"helps_with: {rng.choice(['contracts', 'hiring', '翻訳', 'photography'])}",
        f"likes: {_text(rng, 4)}",
        f"why: {_text(rng, 7)}",
        "---",
        "",
        f"# {name}",
        "",
        _text(rng, 30),
        "",
        f"Knows [[{rng.choice(names)[0]}]] and [[{rng.choice(names)[0]}]].",
        "",
        f"- [ ] {_text(rng, 4)} 📅 2026-12-{1 + at % 28:02d}",
        "",
        "## Log",
        "",
    ]
    day = last
    for _ in range(14):
        kind = rng.choice(_KINDS)
        lines.append(f"- {day} {kind}{_text(rng, 8)}")
        day -= timedelta(days=rng.randrange(5, 90))
    return "\n".join(lines) + "\n"


def _daily(rng: random.Random, names: list[tuple[str, str]]) -> str:
    met = (
        f"- {_text(rng, 6)} with [[{rng.choice(names)[0]}]]"
        for _ in range(rng.randrange(3, 12))
    )
    lines = ["# Day", "", *met, "", _text(rng, 60), ""]
    return "\n".join(lines)


def _text(rng: random.Random, words: int) -> str:
    return " ".join(
        rng.choice(_WORDS_JA) if rng.random() < 0.3 else rng.choice(_WORDS_EN)
        for _ in range(words)
    )
