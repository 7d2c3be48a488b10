"""The properties of two notes of one person: key by key, our own bytes kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nettrack_md.app.changing.inline_properties import find_fields_of
from nettrack_md.app.changing.property_edits import property_edit
from nettrack_md.app.changing.property_values import find_key, meaning_of, present_texts
from nettrack_md.app.importing.merging import alike, unseen
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.merging import add_blocks, read_blocks
from nettrack_md.people.choices import parse_flag, parse_status, parse_tier
from nettrack_md.people.folding import fold_name
from nettrack_md.people.values import read_day, split_words, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nettrack_md.app.changing.property_values import Meaning
    from nettrack_md.model.rules import ReadingRules

#: Of these the later day is the truth.
_LATEST = "last_contact"


class PropertyJoin:
    """Puts the properties of another note into ours, one after the other."""

    def __init__(
        self, text: str, path: str, rules: ReadingRules, base: str | None = None
    ) -> None:
        self.text = text
        #: What found no place among the properties, as lines for the body.
        self.kept: list[str] = []
        self._path = path
        self._rules = rules
        self._base = base
        self._added: list[str] = []
        self._comments: list[str] = []
        self._own_comments = {block.name for block in read_blocks(text)}

    def take(self, theirs: str) -> None:
        """Take in all that the header of theirs says. Raises MergeRefused."""
        for block in read_blocks(theirs):
            if block.node is None:
                if block.name and block.name not in self._own_comments:
                    self._comments.append(block.text)
                continue
            self._take(block.name, block.text, texts_of(block.node))
        if added := "".join((*self._added, *self._comments)):
            self.text = add_blocks(self.text, added)

    def name(self, names: Sequence[str]) -> None:
        """Let these names lead to our note too."""
        meaning = meaning_of("aliases", self._rules)
        known = {fold_name(one) for one in self._words("aliases")}
        new = {fold_name(one): one for one in names if fold_name(one) not in known}
        self._extend(find_key(self.text, "aliases", self._rules), meaning, new.values())

    def _take(self, key: str, block: str, theirs: tuple[str, ...]) -> None:
        """Take one property in: added, joined as a list, or kept as a line."""
        meaning = meaning_of(key, self._rules)
        own = find_key(self.text, key, self._rules, path=self._path)
        ours = present_texts(self.text, own, self._rules)
        if not theirs or self._is_same(meaning, key, ours, theirs):
            return
        if not self._is_there(own):
            self._added += [*self._comments, block]
            self._comments = []
        elif meaning.several:
            new = unseen(
                meaning.key or key, _parts(meaning, theirs), _parts(meaning, ours)
            )
            self._extend(own, meaning, new)
        elif not ours or self._is_theirs(key, meaning, ours, theirs):
            self._set(own, meaning, theirs)
            if self._base is None or meaning.key == _LATEST:
                self._keep(key, f"{own}: {' '.join(ours)}\n", ours, meaning)
        else:
            self._keep(key, block, theirs, meaning)

    def _is_same(
        self, meaning: Meaning, key: str, ours: tuple[str, ...], theirs: tuple[str, ...]
    ) -> bool:
        """Whether the two say one thing, or theirs has not changed since the base."""
        if alike(meaning.key or key, ours, theirs):
            return True
        if ours and meaning.key in {"tier", "status"}:
            return self._choice(meaning, ours[0]) == self._choice(meaning, theirs[0])
        if self._base is None or meaning.several:
            return False
        return alike(meaning.key or key, theirs, self._before(key))

    def _choice(self, meaning: Meaning, word: str) -> str | None:
        if meaning.key == "tier":
            return parse_tier(word, self._rules.tiers) or word
        return parse_status(word) or word

    def _before(self, key: str) -> tuple[str, ...]:
        base = self._base or ""
        return present_texts(base, find_key(base, key, self._rules), self._rules)

    def _keep(
        self, key: str, block: str, texts: tuple[str, ...], meaning: Meaning
    ) -> None:
        """What gave way, as a line of the body; an id among the ids of imports."""
        if meaning.key == "uid":
            self._extend(
                find_key(self.text, "sources", self._rules),
                meaning_of("sources", self._rules),
                [f"vcard:{text}" for text in texts],
            )
        elif not texts or meaning.key in {"private", "name"} or key == "type":
            return  # A name is an alias; the others say nothing that is lost.
        elif any("\n" in text for text in texts) or block.count("\n") > 1 + len(texts):
            self.kept.append(f"```yaml\n{block}```")
        else:
            self.kept.append(f"- {key}: {', '.join(texts)}")

    def _is_there(self, key: str) -> bool:
        split = split_note(self.text)
        return read_frontmatter(split).get(key) is not None or bool(
            find_fields_of(self.text, key, self._rules)
        )

    def _is_theirs(
        self, key: str, meaning: Meaning, ours: tuple[str, ...], theirs: tuple[str, ...]
    ) -> bool:
        """Whether theirs takes the place of ours."""
        if meaning.key == "private":
            # Whoever is private in one of the notes is private.
            return parse_flag(theirs[0]) is not False
        if meaning.key == _LATEST:
            return _day(theirs) > _day(ours)
        if self._base is None:
            return False
        return alike(meaning.key or key, ours, self._before(key))

    def _set(self, key: str, meaning: Meaning, texts: tuple[str, ...]) -> None:
        self.text = property_edit(
            key, texts, "replace", meaning, self._rules, path=self._path
        )(self.text)

    def _extend(self, key: str, meaning: Meaning, texts: Iterable[str]) -> None:
        if texts := tuple(texts):
            self.text = property_edit(
                key, texts, "add", meaning, self._rules, path=self._path
            )(self.text)

    def _words(self, key: str) -> tuple[str, ...]:
        own = find_key(self.text, key, self._rules)
        return tuple(split_words(present_texts(self.text, own, self._rules)))


def _parts(meaning: Meaning, texts: tuple[str, ...]) -> tuple[str, ...]:
    return split_words(texts) if meaning.shape in {"words", "tags"} else texts


def _day(texts: tuple[str, ...]) -> date:
    found = read_day(texts[0])
    return date.min if found is None or found.on is None else found.on
