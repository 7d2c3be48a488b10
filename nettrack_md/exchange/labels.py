"""Kinds of numbers and addresses: the words of other programs, and ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.exchange.texts import clean_prose

if TYPE_CHECKING:
    from collections.abc import Collection

#: Where, then what; a label names them in this order.
WORDS = (
    "home",
    "work",
    "other",
    "main",
    "cell",
    "fax",
    "pager",
    "car",
    "video",
    "iphone",
)
_RANK = {word: place for place, word in enumerate(WORDS)}
_SAME = {
    "mobile": "cell", "portable": "cell", "iphone": "cell", "handy": "cell",
    "携帯": "cell", "携帯電話": "cell", "業務": "work", "勤務先": "work",
    "会社": "work", "仕事": "work", "職場": "work", "自宅": "home",
    "その他": "other", "private": "home",
    "business": "work", "office": "work", "x-mobile": "cell",
    "homefax": "home fax", "workfax": "work fax", "home fax": "home fax",
    "work fax": "work fax", "grand_central": "Google Voice",
}  # fmt: skip
#: Types that say nothing about which number it is.
_SILENT = frozenset(
    {"voice", "pref", "internet", "msg", "text", "textphone", "x400", "postal",
     "parcel", "dom", "intl", "custom", "profile", "address", "default", "x-other"}
)  # fmt: skip
#: Services whose name can stand as the type of a profile.
SERVICES = frozenset(
    {"linkedin", "twitter", "x", "facebook", "instagram", "github", "telegram", "line",
     "mastodon", "bluesky", "youtube", "wechat", "whatsapp", "signal", "skype",
     "jabber", "xmpp", "gtalk", "qq", "aim", "msn", "icq", "yahoo", "discord", "slack",
     "flickr", "myspace", "sinaweibo", "weibo", "matrix", "threads", "xing"}
)  # fmt: skip
_APPLE = re.compile(r"_\$!<(.*)>!\$_")


def label_of_types(types: Collection[str]) -> str:
    """The TYPE values of a property as a label: `work fax`; empty for none."""
    words = {_SAME.get(word, word) for word in types if word not in _SILENT}
    known = {part for word in words for part in word.split() if part in _RANK}
    if known:
        return " ".join(sorted(known, key=_RANK.__getitem__))
    own = sorted(word.removeprefix("x-") for word in words)
    return own[0] if own else ""


def label_of_text(text: str) -> str:
    """A label as a person, or Apple, writes it."""
    text = " ".join(clean_prose(text).split())
    if (built_in := _APPLE.fullmatch(text)) is not None:
        text = built_in[1].lower()
    return _SAME.get(text.lower(), text.lower() if text.lower() in _RANK else text)


def types_of_label(label: str) -> tuple[str, ...]:
    """The TYPE values that say a label; empty where none do."""
    words = label.split(" ")
    known = all(word in _RANK for word in words) and len(set(words)) == len(words)
    in_order = sorted(words, key=lambda word: _RANK.get(word, 0)) == words
    return (
        tuple(words) if label and known and in_order and "iphone" not in words else ()
    )
