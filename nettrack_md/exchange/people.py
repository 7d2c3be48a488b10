"""What foreign formats say about people, in the keys and forms of a contact's note."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from nettrack_md.exchange.texts import clean, split_label
from nettrack_md.model.dates import PartialDate, parse_day_range, parse_partial_date
from nettrack_md.model.periods import NotAPeriod, parse_period
from nettrack_md.people.choices import parse_flag, parse_status
from nettrack_md.people.folding import is_cjk
from nettrack_md.people.kana import TO_HIRAGANA, is_kana
from nettrack_md.people.properties import PROPERTIES, is_list
from nettrack_md.people.values import read_birthday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from nettrack_md.model.foreign import Facts

#: Every property that comes from outside, in the order of contract section 3.
ORDER = (
    *(one.key for one in PROPERTIES if one.key not in {"name", "sources"}), "tags",
)  # fmt: skip
_SHAPES = {one.key: one.shape for one in PROPERTIES}
LISTS = frozenset(key for key in ORDER if key == "tags" or is_list(key))
#: The year that Apple writes for a birthday without one.
NO_YEAR = 1604
_HONORIFICS = frozenset({"様", "さん", "さま", "殿", "氏"})
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_LINK = re.compile(r"\[\[([^\[\]|#]++)[^\[\]]*+\]\]")
_POSTAL = re.compile(r"\d{7}|\d{3}-\d{4}")


def facts_of(found: Mapping[str, Iterable[str]]) -> Facts:
    """Texts by property, cleaned, each once, in the usual order; empty ones go."""
    facts = []
    for key in ORDER:
        texts = dict.fromkeys(
            text for raw in found.get(key, ()) if (text := clean_fact(key, raw))
        )
        if texts:
            several = tuple(texts)
            facts.append((key, several if key in LISTS else several[:1]))
    return tuple(facts)


#: Lists whose items may have a label in brackets behind them.
_LABELLED = frozenset({"emails", "phones", "urls", "social", "addresses"})


def clean_fact(key: str, text: str) -> str:
    """A text as the property holds it; empty where it cannot. Idempotent."""
    shape = _SHAPES.get(key, "text")
    if shape in {"link", "links"}:
        # Outside there are no links, only names.
        text = _LINK.sub(r"\1", text.strip())
    if key == "emails":
        # Before it is made inert, which full width is a means of.
        text = unicodedata.normalize("NFKC", text)
    text = clean(text)
    if key == "reading":
        return clean_reading(text)
    if key == "tags":
        return clean_tag(text)
    if key == "birthday":
        found = read_birthday(text)
        return "" if found is None else day_text(found)
    if (fitting := _FITTING.get(key, _FITTING.get(shape))) is not None:
        return fitting(text)
    if key in _LABELLED:
        value, label = split_label(text)
        return f"{value.strip()} ({label})" if label else value.strip()
    return text


def _period(text: str) -> str:
    try:
        parse_period(text)
    except NotAPeriod:
        return ""
    return text


def _status(text: str) -> str:
    found = parse_status(text)
    return "" if found is None else found


def _day(text: str) -> str:
    day = read_day_text(text)
    return "" if day.startswith("--") else day


#: What a text must be to be taken, by key or by shape.
_FITTING: dict[str, Callable[[str], str]] = {
    "status": _status,
    "period": _period,
    "date": _day,
    "flag": lambda text: "true" if parse_flag(text) else "",
    "ranges": lambda text: text if parse_day_range(text) else "",
}


def clean_reading(text: str) -> str:
    """Half-width and katakana as hiragana; what is no kana stays as it is."""
    folded = unicodedata.normalize("NFKC", text)
    if not is_kana(folded):
        return text
    return clean(folded.translate(TO_HIRAGANA))


def clean_tag(text: str) -> str:
    """A category as a tag that Obsidian takes: no blanks, and not only digits."""
    tag = _NOT_IN_TAGS.sub("-", text.lstrip("#＃")).strip("-/")
    return f"{tag}-" if tag.isdecimal() else tag


def day_text(found: PartialDate) -> str:
    """`1990-05-14`, or `--05-14` without a year."""
    if found.year is None or found.year == NO_YEAR:
        return f"--{found.month:02d}-{found.day:02d}"
    return f"{found.year:04d}-{found.month:02d}-{found.day:02d}"


def read_day_text(text: str) -> str:
    """A day as other programs write it, as `day_text`; empty for none."""
    text = text.strip()
    match = re.match(r"(--?\d\d-?\d\d|\d{4}-?\d\d-?\d\d|\d{4}/\d{1,2}/\d{1,2})T?", text)
    head = match[1] if match else text
    if head.startswith("-") and not head.startswith("--"):
        head = f"-{head}"
    found = read_birthday(head) or parse_partial_date(head)
    return "" if found is None else day_text(found)


def join_name(family: str, given: str, middle: str = "") -> str:
    """The parts of a name as one: 姓 名 in Japanese, else given names first."""
    parts = [clean(part) for part in (family, given, middle)]
    family, given, middle = parts
    if not given and not middle:
        return family
    if is_cjk(family + given):
        return " ".join(filter(None, (family, given, middle)))
    return " ".join(filter(None, (given, middle, family)))


def split_name(name: str) -> tuple[str, str]:
    """A name as family and given name, as well as its form tells."""
    words = name.split(" ")
    if len(words) == 1:
        return (name, "") if is_cjk(name) else ("", name)
    if is_cjk(name):
        return words[0], " ".join(words[1:])
    return words[-1], " ".join(words[:-1])


def without_honorific(name: str) -> str:
    """A name whose last word is no さん or 様."""
    head, _, last = name.rpartition(" ")
    return head if head and last in _HONORIFICS else name


def join_address(parts: Sequence[str]) -> str:
    """The seven parts of ADR as one text, in the order of the country."""
    padded = [clean(part) for part in (*parts, *[""] * 7)][:7]
    box, more, street, city, region, code, country = padded
    if _POSTAL.fullmatch(code) and (_is_japanese("".join(padded))):
        code = code if "-" in code else f"{code[:3]}-{code[3:]}"
        place = f"{region}{city}{street}"
        land = "" if country in {"日本", "Japan", "JP"} else country
        return " ".join(filter(None, (f"〒{code}", place, more, box, land)))
    if _is_japanese(f"{region}{city}{street}"):
        return " ".join(filter(None, (f"{code}", f"{region}{city}{street}", more, box)))
    lines = (box, more, street, f"{code} {city}".strip(), region, country)
    return ", ".join(filter(None, lines))


def _is_japanese(text: str) -> bool:
    return any(
        "\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff" for char in text
    )


_CODE = re.compile(r"〒(\d{3}-\d{4}) (.+)")
_PREFECTURE = re.compile(r"北海道|東京都|(?:京都|大阪)府|[^\s都道府県]{2,3}県")


def split_address(text: str) -> tuple[str, ...]:
    """The seven parts of ADR; `join_address` gives the text again."""
    if (found := _CODE.fullmatch(text)) is not None:
        code, rest = found.groups()
        region = _PREFECTURE.match(rest)
        head = region[0] if region else ""
        parts = ("", "", rest[len(head) :], "", head, code, "")
        if join_address(parts) == text:
            return parts
    return "", "", text, "", "", "", ""
