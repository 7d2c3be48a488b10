"""The one table of known properties: keys, synonyms, shapes, meanings."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nettrack_md.model.rules import ReadingRules

#: How a value is read. `list` takes one scalar too; `words` also splits it at commas.
Shape = Literal[
    "text", "list", "words", "date", "dates", "birthday", "period", "link", "links",
    "flag", "ranges", "choice", "needs",
]  # fmt: skip
#: Whose property it is; `note` ones are read from every note.
Owner = Literal["contact", "meeting", "goal", "profile", "note"]


class Property(NamedTuple):
    """One property: its first name, how it is read, and what it says."""

    key: str
    shape: Shape
    doc: str
    synonyms: tuple[str, ...] = ()


#: Every property of a contact (contract section 3), in the order of the docs.
PROPERTIES: tuple[Property, ...] = (
    Property("name", "text", "display name; without it the file name", ("FN",)),
    Property(
        "reading", "text", "よみ, for sorting, search and completion",
        ("yomi", "furigana", "よみ", "ふりがな", "フリガナ", "読み"),
    ),
    Property("aliases", "words", "other names", ("alias", "nickname")),
    Property(
        "tier", "choice",
        "`inner` 身内, `close` 近い, `active` 大切, `loose` ゆるい, one of `[tiers]`",
        ("circle", "prm-tier"),
    ),
    Property(
        "cadence", "period",
        "`30`, `30d`, `6w`, `3m`, `1y`, `weekly` … `yearly`, `none`, 毎週 … 年一",
        ("cadence_days", "frequency", "contact_frequency", "prm-cadence", "頻度",
         "連絡頻度"),
    ),
    Property(
        "status", "choice",
        "`active`, `wish`, `paused`, `ended`, `deceased`, `archived`; "
        "継続 会いたい 休止 終了 逝去 保管",
        ("prm-paused",),
    ),
    Property(
        "last_contact", "date", "evidence of a touch like any other",
        ("last-contact", "lastContact", "lastContacted", "last_contacted",
         "prm-last-contacted", "Last chat", "LastChatted", "Last interaction",
         "最終連絡", "最終連絡日"),
    ),
    Property(
        "snooze", "date", "quiet through that day",
        ("snooze_until", "prm-snooze-until"),
    ),
    Property("next", "date", "the next time, set by hand", ("next_contact",)),
    Property("met", "date", "the day of the first meeting", ("met_on",)),
    Property("met_at", "text", "the place or event of it", ("met_through",)),
    Property("introduced_by", "link", "who brought you together"),
    Property("why", "text", "why this person matters"),
    Property("goals", "links", "links to goal notes"),
    Property(
        "roles", "words",
        "`mentor`, `peer`, `mentee`, `client`, `partner`, `critic`, `confidant`, …",
    ),
    Property(
        "org", "text", "where they work",
        ("organization", "organisation", "company", "所属"),
    ),
    Property("title", "text", "what they are there", ("role", "役職")),
    Property("field", "text", "their field of work", ("industry", "業種")),
    Property(
        "region", "text", "where they live",
        ("location", "city", "prm-location"),
    ),
    Property(
        "helps_with", "list", "what they are good at",
        ("expertise", "offers", "得意"),
    ),
    Property("needs", "list", "what they look for", ("seeks", "困りごと")),
    Property("likes", "list", "what to bring up", ("interests",)),
    Property("avoid", "list", "what not to bring up"),
    Property("common", "list", "what you share"),
    Property("they_know", "list", "what they know about you"),
    Property(
        "birthday", "birthday", "`1990-05-14`, `05-14`, `--05-14`, 5月14日",
        ("birthdate", "birth", "BDAY", "prm-birthday", "誕生日", "生年月日"),
    ),
    Property("dates", "dates", "days that come back: `2014-03-10 wedding`"),
    Property("mourning", "date", "the day of a bereavement"),
    Property("channel", "text", "the preferred way"),
    Property("best_time", "text", "when to reach them"),
    Property("busy", "ranges", "when not to: `03-20..04-05`"),
    Property("honorific", "text", "さん 様 先生"),
    Property("register", "text", "`casual`, `polite`, `formal`"),
    Property(
        "emails", "list", "a label may stand in brackets behind",
        ("email", "emailAddress", "メール", "メールアドレス"),
    ),
    Property(
        "phones", "list", "likewise: `+81 90-1234-5678 (cell)`",
        ("phone", "tel", "PhoneNumber", "電話", "電話番号"),
    ),
    Property("urls", "list", "likewise", ("url", "website")),
    Property("social", "list", "likewise"),
    Property(
        "addresses", "list", "likewise",
        ("address", "Street Address", "ADR", "住所"),
    ),
    Property("trouble", "date", "they are in trouble since"),
    Property(
        "private", "flag",
        "`true`: never in a rendered note, an export or an assistant's answer",
    ),
    Property("uid", "text", "id of an import"),
    Property("sources", "list", "ids of imports"),
)  # fmt: skip

_MEETING = (
    Property("name", "text", "what it is called; without it the file name"),
    Property("date", "date", "the day, a time may stand behind"),
    Property("attendees", "links", "who was there", ("people", "participants")),
    Property("place", "text", "where"),
)
_GOAL = (
    Property("name", "text", "what it is called; without it the file name"),
    Property("horizon", "period", "`3m`, `1y`, `3y`"),
    Property("due", "date", "by when"),
    Property("needs", "needs", "kinds of people: `investor x2`, `customer x5`"),
    Property("status", "text", "`active`, or any word of your own"),
)
_PROFILE = (
    Property("name", "text", "your name; without it the file name"),
    Property("offers", "list", "what you can do for others"),
    Property("asks", "list", "what you look for"),
    Property("values", "list", "what you stand for"),
    Property("known_for", "list", "what people come to you for"),
    Property("intro", "text", "yourself in one or two sentences"),
)
_NOTE = (
    Property("name", "text", "what the note is called; without it the file name"),
    Property("type", "text", "what the note is: `contact`, `meeting`, …"),
    Property("tags", "words", "Obsidian's tags", ("tag",)),
    Property("categories", "links", "`[[People]]` makes a contact", ("category",)),
    Property("created", "date", "counted from when nothing else is known"),
    Property("date", "date", "makes a dated note"),
    Property("attendees", "links", "who is meant", ("people", "participants")),
)
TABLES: Mapping[Owner, tuple[Property, ...]] = {
    "contact": PROPERTIES,
    "meeting": _MEETING,
    "goal": _GOAL,
    "profile": _PROFILE,
    "note": _NOTE,
}
_LISTS = frozenset({"list", "words", "links", "dates", "ranges", "needs"})
_LIST_KEYS = frozenset(one.key for one in PROPERTIES if one.shape in _LISTS)


def fold_key(key: str) -> str:
    """A key without case, width, blanks, `-` and `_`: `Last chat` is `lastchat`."""
    folded = unicodedata.normalize("NFKC", key).casefold()
    return "".join(folded.split()).replace("-", "").replace("_", "")


def keys_of(owner: Owner, more: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded key to canonical key for one kind of note.

    A synonym of the settings (`more`) beats a built-in one; a canonical name
    beats both.
    """
    table = TABLES[owner]
    keys = {fold_key(word): one.key for one in table for word in one.synonyms}
    for one in table:
        keys.update({fold_key(word): one.key for word in more.get(one.key, ())})
    keys.update({fold_key(one.key): one.key for one in table})
    return keys


def canonical_key(
    key: str, rules: ReadingRules, owner: Owner = "contact"
) -> str | None:
    """The first name of the property that `key` means, or None for another's."""
    return keys_of(owner, rules.synonyms).get(fold_key(key))


def is_list(key: str) -> bool:
    """Whether a contact's property, by its canonical key, can hold several values."""
    return key in _LIST_KEYS


def is_paused_flag(key: str) -> bool:
    """Whether a key is `prm-paused`, a flag where a status is meant."""
    return fold_key(key) == "prmpaused"


def find_written_key(
    present: Iterable[str], canonical: str, rules: ReadingRules
) -> str | None:
    """Which of a contact's keys holds the property, as the note spells it.

    The canonical spelling comes first, then the order of the table; None when the
    note has no such key (a writer then uses the canonical one). `prm-paused`
    holds no status that could be written, so it is never named.
    """
    keys = keys_of("contact", rules.synonyms)
    rank = {word: place for place, word in enumerate(spellings(canonical, rules))}
    found = [
        key
        for key in present
        if keys.get(fold_key(key)) == canonical and not is_paused_flag(key)
    ]
    # `last-contact` and `last_contact` fold alike; the first name still goes first.
    return min(
        found,
        key=lambda key: (key.casefold() != canonical, rank.get(fold_key(key), 0)),
        default=None,
    )


def spellings(canonical: str, rules: ReadingRules) -> tuple[str, ...]:
    """The folded keys of one property of a contact, the canonical one first."""
    built_in = next((one.synonyms for one in PROPERTIES if one.key == canonical), ())
    words = (canonical, *rules.synonyms.get(canonical, ()), *built_in)
    return tuple(dict.fromkeys(fold_key(word) for word in words))


def properties_table() -> str:
    """The table of `docs/format.md`, as markdown; a test holds the two equal."""
    rows = ["| key | value | says | also read as |", "|---|---|---|---|"]
    for one in PROPERTIES:
        also = ", ".join(f"`{word}`" for word in one.synonyms)
        rows.append(f"| `{one.key}` | {one.shape} | {one.doc} | {also} |")
    return "\n".join(rows) + "\n"
