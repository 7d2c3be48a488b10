"""The reading rules made ready for the hot path, once for each set of rules."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from nettrack_md.model.page_paths import FORMS
from nettrack_md.note.kinds import KindWords
from nettrack_md.note.moment import DayMatcher
from nettrack_md.note.tags import fold_tag
from nettrack_md.people.choices import fold_word, parse_status, parse_tier
from nettrack_md.people.fields import LABELLED, PAUSED
from nettrack_md.people.properties import fold_key, keys_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from nettrack_md.model.records import NoteKind, Status
    from nettrack_md.model.rules import DailyNotes, ReadingRules

_KINDS: tuple[NoteKind, ...] = ("meeting", "event", "goal", "profile")
_CREATED = ("created", "creationdate", "datecreated", "作成日")
#: Keys that only plugins for contacts write.
_PLUGIN_KEYS = (
    "prmtier", "prmcadence", "prmlastcontacted", "prmbirthday", "n.fn", "n.gn",
)  # fmt: skip
_TEMPLATE_FOLDERS = frozenset(
    {
        "templates",
        "template",
        "_templates",
        "_template",
        "テンプレート",
        "雛形",
        "ひな形",
    }
)
#: Whom a tag makes of its note: somebody, somebody if more speaks for it, nobody.
Bearing = Literal["person", "topic", ""]
_Found = TypeVar("_Found")


class Memo(dict[str, _Found], Generic[_Found]):
    """A text to what was found for it; each spelling is looked up once.

    Only for texts of which a vault has few: keys, folders, tags, words of a choice.
    """

    def __init__(self, find: Callable[[str], _Found]) -> None:
        """Remember what `find` gives."""
        super().__init__()
        self._find = find

    def __missing__(self, text: str) -> _Found:
        found = self[text] = self._find(text)
        return found


class Place(NamedTuple):
    """What a folder says about the notes in it."""

    #: Whether it is, or lies in, a folder of contacts.
    contacts: bool
    #: Whether a rendered note may lie right in it.
    rendered: bool
    #: Recognise the notes of days in it.
    daily: tuple[Daily, ...]
    #: Its own name, folded.
    name: str
    #: Whether that is the name of a folder of contacts.
    own: bool
    #: Whether it is, or lies in, a folder that people call that of their templates.
    templates: bool


class Vocabulary:
    """What a note's reader looks up, folded and compiled.

    Every attribute is read only; other rules make another one.
    """

    def __init__(self, rules: ReadingRules) -> None:
        """Fold and compile `rules`."""
        self.rules = rules
        self.kinds = KindWords.build(rules.kinds, rules.resting_kinds)
        more = rules.synonyms
        contact = {**keys_of("contact", more), **dict.fromkeys(_CREATED, "created")}
        contact[fold_key(PAUSED)] = PAUSED
        note = {**keys_of("note", more), **dict.fromkeys(_PLUGIN_KEYS, "personal")}
        meeting = _keys(keys_of("meeting", more))
        #: For each kind of note, a key as typed to its canonical name, or None.
        self.contact = _keys(contact, labelled=True)
        self.note = _keys(note)
        self._by_kind: dict[NoteKind, Memo[str | None]] = {
            "contact": self.contact,
            "meeting": meeting,
            "event": meeting,
            "goal": _keys(keys_of("goal", more)),
            "profile": _keys(keys_of("profile", more)),
        }
        #: A type as typed to the kind of note, `other` for one that is not ours.
        self.types = Memo(_type_finder(rules.contact_types))
        self.tags = Memo(_tag_finder(rules))
        self.tiers = Memo(lambda text: parse_tier(text, rules.tiers))
        self.statuses: Memo[Status | None] = Memo(parse_status)
        self.prefixes = tuple(
            dict.fromkeys(
                form
                for text in rules.name_prefixes
                for form in (text, text.lower(), text.title())
            )
        )
        self.categories = frozenset(map(fold_word, rules.contact_categories))
        self.profile_path = fold_text(rules.profile_path)
        self.places = Memo(self._place)
        self._folders = frozenset(map(fold_text, rules.contact_folders))
        self._daily = tuple(map(Daily, rules.daily))
        patterns = (*rules.rendered_paths, *rules.rendered_patterns)
        self._rendered = tuple(map(_page_pattern, patterns))
        self._rendered_in = tuple(_page_pattern(_folder(each)) for each in patterns)

    def keys_of(self, kind: NoteKind) -> Memo[str | None]:
        """Keys as typed to canonical ones, for a kind of note."""
        return self._by_kind.get(kind, self.note)

    def is_rendered(self, path: str) -> bool:
        """Whether nettrack writes the note at a path."""
        folded = fold_text(path)
        return any(pattern.fullmatch(folded) for pattern in self._rendered)

    def bare_name(self, name: str) -> str:
        """A file name as somebody's name: no `Person - `, no `@`; `_` parts words."""
        if name.startswith(self.prefixes):
            prefix = next(each for each in self.prefixes if name.startswith(each))
            name = name[len(prefix) :].strip() or name
        if name[:1] in "@＠" and len(name) > 1:
            name = name[1:].strip()
        if "_" in name and " " not in name:
            return name.replace("_", " ").strip() or name
        return name

    def dress_name(self, name: str, like: str) -> str:
        """A name as a file is called: with what the file name `like` has around it."""
        bare = self.bare_name(like)
        head = like.replace("_", " ") if "_" in like and " " not in like else like
        if not head.endswith(bare):
            return name
        prefix = like[: len(like) - len(bare)]
        return prefix + (name.replace(" ", "_") if head != like else name)

    def _place(self, folder: str) -> Place:
        folded = fold_text(folder)
        parts = folded.split("/")
        return Place(
            contacts=not self._folders.isdisjoint(parts),
            templates=not _TEMPLATE_FOLDERS.isdisjoint(parts),
            rendered=any(each.fullmatch(folded) for each in self._rendered_in),
            daily=tuple(daily for daily in self._daily if daily.may_be_in(folded)),
            name=(name := folded.rpartition("/")[2]),
            own=name in self._folders,
        )


class Daily:
    """Recognises the notes of days by their path."""

    def __init__(self, daily: DailyNotes) -> None:
        """Compile the format."""
        self.format = daily.format
        self._matcher = DayMatcher(daily.format)
        self._folder = fold_text(daily.folder.strip("/"))
        self._depth = self._matcher.levels

    def may_be_in(self, folder: str) -> bool:
        """Whether the notes of days may lie in a folder, given folded."""
        return not self._folder or f"{folder}/".startswith(f"{self._folder}/")

    def match(self, path: str, name: str) -> date | None:
        """The day that a note's path ends with; `name` is its last part, no `.md`."""
        if self._depth:
            folders = path.split("/")[-self._depth - 1 : -1]
            name = "/".join((*folders, name))
        return self._matcher.match(name)


def vocabulary_of(rules: ReadingRules) -> Vocabulary:
    """The vocabulary of a set of rules; that of the last one asked for is kept."""
    if _last and _last[0].rules is rules:
        return _last[0]
    vocabulary = Vocabulary(rules)
    _last[:] = [vocabulary]
    return vocabulary


#: Rules hold maps, so they are no key of a cache; and one run has one set of rules.
_last: list[Vocabulary] = []


def fold_text(text: str) -> str:
    """A path or a folder's name as it is compared: NFC, no case."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).casefold()


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _keys(keys: Mapping[str, str], *, labelled: bool = False) -> Memo[str | None]:
    def find(key: str) -> str | None:
        if labelled and key.endswith("]"):
            # `TEL[CELL]`, as a plugin for vCards writes them.
            own = keys.get(fold_key(key.partition("[")[0]))
            return LABELLED.get(own or "", own)
        return keys.get(fold_key(key))

    return Memo(find)


def _type_finder(contact_types: Iterable[str]) -> Callable[[str], NoteKind]:
    types: dict[str, NoteKind] = {kind: kind for kind in _KINDS}
    types.update({fold_word(word): "contact" for word in contact_types})

    def find(text: str) -> NoteKind:
        word = fold_word(text)
        return "rendered" if word.startswith("nettrack-") else types.get(word, "other")

    return find


def _tag_finder(rules: ReadingRules) -> Callable[[str], Bearing]:
    people = frozenset(map(fold_tag, rules.contact_tags))
    topics = frozenset(map(fold_tag, rules.topic_tags))

    def find(tag: str) -> Bearing:
        word = fold_tag(tag)
        # `person/client` is a `person`.
        while word:
            if word in people:
                return "topic" if word in topics else "person"
            word = word.rpartition("/")[0]
        return ""

    return find


def _page_pattern(pattern: str) -> re.Pattern[str]:
    words = re.escape(fold_text(pattern))
    for mark, form in FORMS.items():
        words = words.replace(re.escape(mark), form)
    return re.compile(words)
