"""Kanji of one name in several shapes, and the titles behind a name."""

from __future__ import annotations

import re

#: Each group folds to its first character. 斎 and 斉 are two names, not one.
_GROUPS = (
    "高髙", "崎﨑碕嵜", "辺邊邉", "斎齋", "斉齊", "沢澤", "浜濱濵", "広廣", "国國",
    "島嶋嶌", "吉𠮷", "恵惠", "徳德", "真眞", "瀬瀨", "柳栁", "桜櫻", "竜龍", "滝瀧",
    "関關", "黒黑", "薮藪籔", "桧檜", "富冨", "峰峯", "館舘", "曽曾", "条條", "万萬",
    "与與", "寿壽", "栄榮", "円圓", "会會", "学學", "実實", "亀龜", "鉄鐵", "蔵藏",
    "遥遙", "穂穗", "総總", "団團", "頼賴", "児兒", "弥彌", "巌巖", "勲勳", "薫薰",
    "豊豐", "沖冲", "凉涼", "来來", "礼禮", "県縣", "桑桒", "尭堯", "梅楳", "鴬鶯",
    "鴎鷗", "暁曉", "清淸", "青靑", "晃晄", "剣劍", "倹儉", "塩鹽", "鶏鷄", "渕淵渊",
    "祢禰", "篭籠", "応應", "覚覺", "寛寬", "顕顯", "晋晉",
)  # fmt: skip
VARIANTS = {ord(other): ord(group[0]) for group in _GROUPS for other in group[1:]}
#: What people mix up when they search, though the names differ.
LOOSE = {ord("斉"): ord("斎")}
#: Selectors that pick a shape of one and the same character.
SELECTORS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))

#: Longest first, so that 先生 goes before 生 would.
_BEHIND = (
    "代表取締役", "取締役", "代表", "ちゃん", "くん", "さん", "さま", "先生", "先輩",
    "後輩", "会長", "社長", "専務", "常務", "部長", "次長", "課長", "係長", "室長",
    "所長", "店長", "局長", "主任", "教授", "准教授", "博士", "監督", "女史", "殿",
    "様", "氏", "君", "嬢",
)  # fmt: skip
_TITLES_BEHIND = re.compile(
    rf"(?<=\S)\s*(?:{'|'.join(sorted(_BEHIND, key=len, reverse=True))})$"
    r"|(?<=[a-z])[ -](?:san|sama|sensei|kun|chan|senpai|jr|sr|phd|md)\.?$"
)
_TITLES_BEFORE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir)\.?\s+(?=\S)")


def strip_titles(folded: str) -> str:
    """A folded name without `Mr.` before and さん, 様, 部長, `-san` behind it.

    Never so much that nothing is left: 殿 alone stays 殿.
    """
    before = _TITLES_BEFORE.match(folded)
    name = folded[before.end() :] if before else folded
    for _ in range(2):
        name = _TITLES_BEHIND.sub("", name).rstrip()
    return name
