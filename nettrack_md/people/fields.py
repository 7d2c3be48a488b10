"""The properties of one note, found by meaning, with what is wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.periods import NotAPeriod, parse_period
from nettrack_md.model.problems import Problem
from nettrack_md.model.records import Cadence
from nettrack_md.note.frontmatter.values import Mapping as Map
from nettrack_md.note.frontmatter.values import Scalar
from nettrack_md.people.choices import parse_flag
from nettrack_md.people.values import NULLS, read_day, texts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from nettrack_md.note.frontmatter.values import Entry
    from nettrack_md.people.values import Day


#: Stands for `prm-paused`, a flag where a status is meant.
PAUSED = "prm-paused"
#: Properties of which each value may have a key of its own, with a label: `TEL[CELL]`;
#: and what stands for such a key.
LABELLED = {key: f"{key}[" for key in ("phones", "emails", "urls", "addresses")}
_SPECIAL = frozenset({PAUSED, *LABELLED.values()})


class Field(NamedTuple):
    """One property that holds something."""

    #: As the note spells it.
    key: str
    #: What was typed; never empty.
    texts: tuple[str, ...]
    line: int


class Fields:
    """What one note's properties say; reading a value wrongly typed adds a problem.

    Empty values are absent. Where a property stands under several names, the
    canonical one is read, else the first; of `last_contact` all are kept.
    """

    __slots__ = ("known", "other", "path", "problems")

    def __init__(
        self,
        path: str,
        entries: Iterable[Entry],
        keys: Mapping[str, str | None],
        unfilled: Collection[int] = (),
    ) -> None:
        """Sort `entries` by `keys`, from a key as typed to its canonical name.

        `unfilled` are the lines that hold placeholders of a template instead.
        """
        self.path = path
        self.problems: list[Problem] = []
        #: Canonical key to the fields of that meaning, the one to be read first.
        self.known: dict[str, list[Field]] = {}
        #: All the others, in the note's order.
        self.other: list[Field] = []
        known, new = self.known, tuple.__new__
        for key, node, line in entries:
            # Nearly every value is one text; texts_of knows the others.
            if type(node) is Scalar and (text := node[0].strip()) not in NULLS:
                texts: tuple[str, ...] = (text,)
            elif not (texts := texts_of(node)):
                continue
            elif type(node) is Map and keys[key] == "name":
                parts = (text for part in node.entries for text in texts_of(part.node))
                texts = (" ".join(parts),)
            # A named tuple's own constructor runs in Python; this one does not.
            field: Field = new(Field, (key, texts, line))
            canonical = keys[key]
            if canonical is None:
                self.other.append(field)
            elif line in unfilled:
                pass
            elif canonical in _SPECIAL:
                self._keep_special(canonical, field)
            elif canonical in known:
                self._keep_again(canonical, field)
            else:
                known[canonical] = [field]

    def take_inline(
        self, entries: Iterable[Entry], keys: Mapping[str, str | None]
    ) -> None:
        """Add what stands in the text of the note; the properties themselves win."""
        inline = Fields(self.path, entries, keys)
        self.problems += inline.problems
        for canonical, fields in inline.known.items():
            held = self.known.setdefault(canonical, fields)
            if held is fields or held[0].texts == fields[0].texts:
                continue
            if canonical == "last_contact":
                held += fields
            again = fields[0]
            message = f"{again.key} stands in the properties too; those are read"
            self.complain("synonym-twice", again, message)

    def _keep_again(self, canonical: str, field: Field) -> None:
        fields = self.known[canonical]
        if fields[0].key.endswith("]"):
            fields[0] = field._replace(texts=fields[0].texts + field.texts)
            return
        if field.key.casefold() == canonical:
            fields.insert(0, field)
        else:
            fields.append(field)
        read, unread = fields[0], fields[-1]
        message = f"{unread.key} and {read.key} mean the same; {read.key} is read"
        self.complain("synonym-twice", unread, message)

    def _keep_special(self, canonical: str, field: Field) -> None:
        if canonical == PAUSED:
            self._keep_paused(field)
            return
        label = field.key.partition("[")[2].rstrip("]").strip().lower()
        own = tuple(f"{text} ({label})" if label else text for text in field.texts)
        held = self.known.setdefault(canonical[:-1], [field._replace(texts=())])
        held[0] = held[0]._replace(texts=held[0].texts + own)

    def _keep_paused(self, field: Field) -> None:
        # A flag where the others hold a word: true is a status, false is nothing.
        paused = parse_flag(field.texts[0])
        if paused is None:
            message = f'prm-paused "{field.texts[0]}" is neither true nor false'
            self.complain("bad-value", field, message)
        elif paused and "status" in self.known:
            self._keep_again("status", field._replace(texts=("paused",)))
        elif paused:
            self.known["status"] = [field._replace(texts=("paused",))]

    def complain(self, code: str, field: Field, message: str) -> None:
        """Note a problem at the line of a field."""
        self.problems.append(Problem(self.path, field.line, code, message))

    def find(self, key: str) -> Field | None:
        """The field that is read for a canonical key."""
        fields = self.known.get(key)
        return fields[0] if fields else None

    def texts(self, key: str) -> tuple[str, ...]:
        """What a property holds; empty without one."""
        field = self.find(key)
        return field.texts if field else ()

    def text(self, key: str) -> str:
        """The first text that a property holds, or the empty text."""
        field = self.find(key)
        return field.texts[0] if field else ""

    def day(self, key: str) -> date | None:
        """The day that a property holds."""
        field = self.find(key)
        if field is None or (day := self.read_day(field, field.texts[0])) is None:
            return None
        return day.on

    def read_day(self, field: Field, text: str) -> Day | None:
        """The day of one text; `bad-date` and None for what is no day."""
        day = read_day(text)
        if day is None:
            message = f'{field.key} "{text}" is not a date'
            self.complain("bad-date", field, message)
            return None
        if day.on is None:
            message = f'{field.key} "{text}" is a day that does not exist'
            self.complain("bad-date", field, message)
            return None
        return day

    def flag(self, key: str, *, if_unclear: bool) -> bool:
        """Yes or no; no without the property."""
        field = self.find(key)
        if field is None:
            return False
        if (flag := parse_flag(field.texts[0])) is None:
            message = f'{field.key} "{field.texts[0]}" is neither true nor false'
            self.complain("bad-value", field, message)
            return if_unclear
        return flag

    def period(self, key: str) -> Cadence | None:
        """A rhythm or span; None without one, `bad-period` for what is none."""
        field = self.find(key)
        if field is None:
            return None
        try:
            return Cadence(parse_period(field.texts[0]))
        except NotAPeriod:
            message = f'{field.key} "{field.texts[0]}" is not a period'
            self.complain("bad-period", field, message)
            return None
