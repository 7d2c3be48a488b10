"""By what words a text tells of somebody: full names and addresses, and fainter ones.

A full name is one that hardly means anything else: two words in Latin letters, three
characters in Japanese, and nobody else's. What is shorter is only told.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.people.folding import fold_name, fold_words
from nettrack_md.people.kana import is_kana
from nettrack_md.people.same import mail_key, phone_key, without_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.model.records import Contact

_CJK = re.compile(
    "[々〆ー\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_BLANKS = re.compile(r"[\s\u3000]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?://)?(?:www\.)?", re.IGNORECASE)
_HANDLE = re.compile(r"[@\d_./-]")
#: Shorter texts stand in too many others.
_LATIN, _JAPANESE, _ADDRESS = 5, 3, 6
#: What follows a name and would be odd behind other words.
HONORIFIC = r"(?:さん|さま|様|氏|殿|先生|くん|君|ちゃん)"
_TITLE = re.compile(f"{HONORIFIC}$")
#: What stands for a number or an address.
MASK = "…"
_BETWEEN_DIGITS = r"[\s().‐‑–—/-]{0,3}"


class Tokens(NamedTuple):
    """What to look for in a text."""

    #: Full names and addresses; the group `other` is a longer name of somebody else,
    #: `name` one of theirs.
    sure: re.Pattern[str] | None
    #: Names that may mean something else.
    faint: re.Pattern[str] | None
    #: Every name, folded.
    names: frozenset[str]
    #: Every word of these, folded.
    words: frozenset[str]

    def is_name(self, text: str) -> bool:
        """Whether a text is their name, or a part of it: `Hanna` of `Hanna Ott`."""
        text = _TITLE.sub("", text)
        words = fold_words(text).split()
        if words and self.words.issuperset(words):
            return True
        whole = fold_name(text)
        japanese = _CJK.search(whole) is not None
        return japanese and any(whole in name for name in self.names)

    def tells(self, text: str) -> bool:
        """Whether a text surely tells of them."""
        return any(self._own(text))

    def _own(self, text: str) -> Iterator[re.Match[str]]:
        if self.sure is not None:
            yield from (m for m in self.sure.finditer(text) if m["other"] is None)

    def hints(self, text: str) -> bool:
        """Whether a text may tell of them."""
        return self.faint is not None and self.faint.search(text) is not None

    def replaced(self, text: str, words: str) -> str:
        """The text with other words in the place of what surely tells of them."""
        if self.sure is None:
            return text

        def instead(found: re.Match[str]) -> str:
            if found["other"] is not None:
                return found[0]
            # A number or an address was no name, and no name stands well for it.
            return words if found["name"] else MASK

        return self.sure.sub(instead, text)


def tokens_of(
    contact: Contact, others: Iterable[str], *, everything: bool = False
) -> Tokens:
    """The tokens of one person; `others` are the names of all other people.

    `everything` takes faint names for sure ones, but for those of others too.
    """
    stem = contact.path.rpartition("/")[2].removesuffix(".md")
    names = list(dict.fromkeys((contact.name, stem, *contact.aliases)))
    if contact.reading:
        names += [contact.reading, _katakana(contact.reading)]
    folded = {name: fold_name(name) for name in names if fold_name(name)}
    longer, shared = _near(frozenset(folded.values()), others)
    sure: list[str] = []
    faint: list[str] = []
    for name, form in folded.items():
        is_sure = (everything or _is_full(name)) and form not in shared
        (sure if is_sure else faint).extend(_forms(name))
    others = [form for name in longer for form in _forms(name)]
    own = frozenset(folded.values())
    return Tokens(
        _compiled(sure, others, list(_addresses(contact))),
        re.compile(_either(faint), re.IGNORECASE) if faint else None,
        own - shared,
        frozenset(w for name in names for w in fold_words(name).split() if len(w) > 1),
    )


def _near(own: frozenset[str], others: Iterable[str]) -> tuple[list[str], set[str]]:
    """Others' names that hold one of these, and those of these that others bear too."""
    longer, shared = [], set()
    for other in dict.fromkeys(others):
        form = fold_name(other)
        if form in own:
            shared.add(form)
        elif any(each in form for each in own):
            longer.append(other)
    return longer, shared


def _is_full(name: str) -> bool:
    if _CJK.search(name):
        return len(_BLANKS.sub("", name)) >= _JAPANESE
    return len(_BLANKS.split(name.strip())) > 1 and len(name) >= _LATIN


def _katakana(text: str) -> str:
    if not is_kana(text):
        return text
    return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in text)


def _forms(name: str) -> Iterator[str]:
    """Patterns of a name as people write it: blanks or not, either word first."""
    for text in dict.fromkeys((name, unicodedata.normalize("NFD", name))):
        words = [re.escape(word) for word in _BLANKS.split(text.strip())]
        if _CJK.search(text):
            yield r"[\s\u3000]?".join(words) + f"{HONORIFIC}?"
            continue
        yield _word(r"[\s_.-]+".join(words))
        if len(words) == 2:
            yield _word(rf"{words[1]},?[\s_.-]+{words[0]}")


def _word(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _addresses(contact: Contact) -> Iterator[str]:
    for text in contact.texts("emails"):
        if mail_key(text):
            mail = re.escape(without_label(text).strip())
            yield rf"(?<![\w.+-]){mail}(?![\w-])"
    for text in contact.texts("phones"):
        if key := phone_key(text):
            yield _number(key)
    for text in (*contact.texts("urls"), *contact.texts("social")):
        bare = _SCHEME.sub("", without_label(text).strip()).rstrip("/")
        if len(bare) >= _ADDRESS and _HANDLE.search(bare):
            yield rf"(?<![\w@]){re.escape(bare)}(?!\w)"
    for text in (*contact.texts("uid"), *contact.texts("sources")):
        if len(text) >= _ADDRESS:
            yield _word(re.escape(text))


def _number(key: str) -> str:
    """A number with whatever stands between its digits; of Japan with +81 or 0."""
    digits = key.removeprefix("+")
    own = _BETWEEN_DIGITS.join(digits)
    if key.startswith("0"):
        abroad = _BETWEEN_DIGITS.join((r"\+?81", r"(?:\(0\))?", *digits[1:]))
        return rf"(?<!\d)(?:{own}|{abroad})(?!\d)"
    return rf"(?<!\d)\+?{own}(?!\d)"


def _compiled(
    names: Iterable[str], others: Iterable[str], addresses: Iterable[str]
) -> re.Pattern[str] | None:
    name, address = _either(names), _either(addresses)
    if not name and not address:
        return None
    never = r"(?!)"
    return re.compile(
        rf"(?P<other>{_either(others) or never})|(?:{address or never})"
        rf"|(?P<name>{name or never})",
        re.IGNORECASE,
    )


def _either(patterns: Iterable[str]) -> str:
    """The longest first, since the first that fits is taken."""
    return "|".join(sorted(dict.fromkeys(patterns), key=len, reverse=True))
