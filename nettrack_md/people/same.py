"""Whether two descriptions can mean one person: addresses, numbers, names compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.people.folding import fold_loosely, fold_words, is_cjk, join_cjk
from nettrack_md.people.kana import is_kana, romaji_key, romaji_of
from nettrack_md.people.properties import canonical_key
from nettrack_md.people.values import texts_of
from nettrack_md.people.variants import strip_titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.model.rules import ReadingRules

#: Mailboxes of an office, not of a person.
_OFFICES = frozenset(
    {"info", "sales", "contact", "support", "office", "admin", "hello", "mail", "team",
     "noreply", "no-reply", "webmaster", "postmaster", "jinji", "soumu", "kouhou"}
)  # fmt: skip
_BEHIND = re.compile(r"(?:(?<!\s)\s++)?\([^()]*+\)$")
_EXTENSION = re.compile(r"(?:ext\.?|内線|x)\s*\d+$", re.IGNORECASE)
_JAPAN = re.compile(r"(?:\+|00|010)81\(?0?\)?")
#: Properties of which one person has one value.
_OWN = frozenset({"uid", "birthday", "emails", "phones", "reading", "name"})
#: A touch in a log: with it two notes have more in common than a template.
_DATED = re.compile(r"[-*+・] \[?\[?\d{4}[-/年]\d")
#: So alike must be what is taken for two copies of one note.
_COPY = 0.9
#: From this likeness on two spellings in Latin letters are one name, mistyped.
_LIKE = 0.88


def without_label(text: str) -> str:
    """`+81 90-1234-5678 (cell)` without what stands in brackets behind."""
    return _BEHIND.sub("", text)


def mail_key(text: str) -> str:
    """What two spellings of one mailbox share; empty for an office's, or for none."""
    mailbox = mailbox_key(text)
    return "" if mailbox.rpartition("@")[0] in _OFFICES else mailbox


def mailbox_key(text: str) -> str:
    """As `mail_key`, whosever it is."""
    mail = without_label(text).strip()
    if not mail.isascii():
        mail = unicodedata.normalize("NFKC", mail)
    local, at, domain = mail.casefold().rpartition("@")
    if not at or not local or not domain:
        return ""
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.partition("+")[0].replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def phone_key(text: str) -> str:
    """The digits that two spellings of one number share; empty for fewer than seven.

    A number of Japan is the same with +81 and with 0.
    """
    text = unicodedata.normalize("NFKC", without_label(text)).strip()
    text = _EXTENSION.sub("", text.replace("(0)", ""))
    compact = "".join(char for char in text if char.isdecimal() or char == "+")
    compact = _JAPAN.sub("0", compact, count=1) if _JAPAN.match(compact) else compact
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    return compact if sum(map(str.isdecimal, compact)) >= 7 else ""


def names_agree(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether some name of one can be some name of the other.

    Never for one of them a part of a Japanese name: 山田 may be anybody's family.
    """
    forms = [_form(name) for name in theirs]
    return any(_agree(_form(name), other) for name in mine for other in forms)


def _form(name: str) -> str:
    return strip_titles(fold_words(name))


def _agree(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if fold_loosely(join_cjk(one)) == fold_loosely(join_cjk(other)):
        return True
    if is_kana(one) and other.isascii():
        return _sounds(one) == sorted(romaji_key(other).split())
    if is_kana(other) and one.isascii():
        return _sounds(other) == sorted(romaji_key(one).split())
    if is_cjk(one) or is_cjk(other):
        return False
    return _latin_agree(one.split(), other.split())


def _sounds(kana: str) -> list[str]:
    return sorted(romaji_of(kana).split())


def _latin_agree(one: list[str], other: list[str]) -> bool:
    """Initials aside: all words of one are in the other, or they are mistyped."""
    mine, theirs = ([w for w in words if len(w) > 1] for words in (one, other))
    if not mine or not theirs:
        return False
    fewer, more = sorted((set(mine), set(theirs)), key=len)
    if fewer <= more:
        return True
    left, right = " ".join(sorted(mine)), " ".join(sorted(theirs))
    return SequenceMatcher(None, left, right).ratio() >= _LIKE


def are_copies(one: str, other: str, rules: ReadingRules) -> bool:
    """Whether two texts are one note twice, as a sync service leaves it.

    Nearly all lines are the same, with something among them that is one person's alone
    (an address, a touch), and nothing that two people differ in.
    """
    mine, yours = (Counter(filter(None, map(str.strip, t.splitlines())))
                   for t in (one, other))  # fmt: skip
    shared = mine & yours
    if 2 * shared.total() < _COPY * (mine.total() + yours.total()):
        return False
    ours, theirs = _own_values(one, rules), _own_values(other, rules)
    if any(ours[key].isdisjoint(theirs[key]) for key in ours.keys() & theirs.keys()):
        return False
    return bool(ours and theirs) or any(map(_DATED.match, shared))


def _own_values(text: str, rules: ReadingRules) -> dict[str, frozenset[str]]:
    """What a note's properties say that is one person's alone."""
    found = {}
    for entry in read_frontmatter(split_note(text)).entries:
        key = canonical_key(entry.key, rules)
        values = frozenset(map(fold_words, texts_of(entry.node)))
        if key in _OWN and values:
            found[key] = values
    return found
