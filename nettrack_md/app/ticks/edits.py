"""Deeds -> edits of a note's text, each by the state of that text.

A note that somebody wrote meanwhile is edited as it is now, so a deed that is done
there already is not done again.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from nettrack_md.app.changing.property_edits import property_edit
from nettrack_md.app.changing.property_values import meaning_of
from nettrack_md.app.leveling.reading import read_facts
from nettrack_md.app.ticks.choices import as_the_note_says, is_so
from nettrack_md.app.ticks.deeds import Agreed, Contacted, Kept, PutOff
from nettrack_md.app.ticks.lines import touches_of
from nettrack_md.note import edit
from nettrack_md.note.edit import EditRefused
from nettrack_md.note.parse import parse_note
from nettrack_md.note.tasks import read_task
from nettrack_md.people.properties import is_list
from nettrack_md.people.vocabulary import vocabulary_of
from nettrack_md.render.markdown import inert_promise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.changing.property_edits import How
    from nettrack_md.app.ticks.deeds import Deed
    from nettrack_md.app.ticks.reading import Tick
    from nettrack_md.model.records import NoteFacts
    from nettrack_md.model.rules import Language, ReadingRules
    from nettrack_md.note.parsed import BodyLine

#: `done`: the text says so now. `settled`: it did before.
Outcome = Literal["done", "settled"]
#: Signs of the Tasks plugin: whoever uses them wants to know the day.
_TASKS_SIGN = re.compile("[📅⏳🛫➕🔺⏫🔼🔽⏬🔁🏁🆔⛔]")
_BLOCK_ID = re.compile(r"(?<!\s)\s++\^[A-Za-z0-9-]++\s*+$")


@dataclass(slots=True)
class NoteEdit:
    """All deeds of one note; `apply` makes its text what they ask for."""

    path: str
    deeds: Sequence[Deed]
    rules: ReadingRules
    language: Language
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    #: By place in `deeds`, a clause and a line of the note.
    refused: dict[int, EditRefused] = field(default_factory=dict)
    #: Touches whose lines could not be taken into the log.
    unlogged: set[int] = field(default_factory=set)
    #: What else the user should know of a deed.
    remarks: dict[int, str] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """The text with every deed done that can be; the others say why not."""
        self.outcomes, self.refused, self.remarks = {}, {}, {}
        self.unlogged = set()
        for place, deed in enumerate(self.deeds):
            try:
                after = self._one(place, text, deed)
            except EditRefused as refusal:
                self.refused[place] = refusal
            else:
                self.outcomes[place] = "settled" if after == text else "done"
                text = after
        return text

    def _one(self, place: int, text: str, deed: Deed) -> str:
        if isinstance(deed, Kept):
            return self._keep(place, text, deed)
        facts = self._facts(text)
        if isinstance(deed, Contacted):
            return self._log(place, text, deed, facts)
        if isinstance(deed, PutOff):
            snooze = None if facts.contact is None else facts.contact.snooze
            if snooze is not None and snooze >= deed.until:
                return text
            return self._set(text, "snooze", deed.until.isoformat(), facts)
        return self._agree(text, deed, facts)

    def _facts(self, text: str) -> NoteFacts:
        return read_facts(self.path, text.encode(), self.rules)

    # --- a touch ---

    def _log(self, place: int, text: str, deed: Contacted, facts: NoteFacts) -> str:
        for there in facts.touches:
            if (
                there.restarts
                and deed.since <= there.on <= deed.today
                and deed.direction in {"", there.direction}
            ):
                return text
        kinds = vocabulary_of(self.rules).kinds
        told, plain = (
            touch._replace(direction=touch.direction or deed.direction)
            for touch in touches_of(deed.lines, deed.on, kinds)
        )

        def append(touch: edit.NewTouch) -> str:
            return edit.append_touch(
                text,
                touch,
                headings=self.rules.log_headings,
                language=self.language,
                kinds=kinds,
            )

        with suppress(EditRefused):
            return append(told)
        try:
            return append(plain)
        except EditRefused:
            if not deed.ticks:
                raise
        bare = append(edit.NewTouch(deed.on, direction=deed.direction))
        self.unlogged.add(place)
        self.remarks[place] = (
            f"the lines about {deed.name} cannot stand in a log as they are; "
            "they stay where you wrote them"
        )
        return bare

    # --- properties ---

    def _set(self, text: str, key: str, value: str, facts: NoteFacts) -> str:
        """Set, or for a list add to, the property under the name that the note has."""
        how: How = "add" if is_list(key) else "replace"
        meaning = meaning_of(key, self.rules)
        after = property_edit(key, (value,), how, meaning, self.rules)(text)
        flaws = Counter(problem.code for problem in facts.problems)
        for problem in self._facts(after).problems:
            flaws[problem.code] -= 1
            if flaws[problem.code] < 0:
                raise EditRefused(problem.message, problem.line)
        return after

    def _agree(self, text: str, deed: Agreed, facts: NoteFacts) -> str:
        contact, value = facts.contact, deed.value
        if contact is not None:
            if is_so(contact, deed.key, value):
                return text
            value = as_the_note_says(contact, deed.key, value)
        return self._set(text, deed.key, value, facts)

    # --- a promise ---

    def _keep(self, place: int, text: str, deed: Kept) -> str:
        boxes = [line for line in parse_note(self.path, text).lines if line.box]
        found = [line for line in boxes if _says(line, deed.name)]
        if not found:
            what = f'no promise "{deed.name}" stands there any more'
            raise EditRefused(what, 1)
        open_ones = [line for line in found if read_task(line).open]
        count = _still_to_tick(deed.ticks, len(open_ones))
        if count and len(open_ones) > count:
            self.remarks[place] = (
                f'"{deed.name}" stands there {len(open_ones)} times; '
                f"line {open_ones[0].line} is ticked"
            )
        for line in open_ones[:count]:
            text = self._tick(place, text, line, deed)
        return text

    def _tick(self, place: int, text: str, line: BodyLine, deed: Kept) -> str:
        task = read_task(line)
        after = edit.tick_box(text, line.line, line.text, "x")
        if "🔁" in line.text:
            self.remarks[place] = (
                f'"{deed.name}" repeats; its next time is yours to write'
            )
        if _TASKS_SIGN.search(line.text) is None or task.done_on is not None:
            return after
        return _with_day(after, line, f" ✅ {deed.on.isoformat()}")


def _says(line: BodyLine, words: str) -> bool:
    """Whether a task's words are those that were rendered."""
    text = read_task(line).text
    return words in {text, inert_promise(text)}


def _still_to_tick(ticks: Sequence[Tick], open_ones: int) -> int:
    """How many of the open boxes at the source the ticks of the pages still ask for.

    A page with two of them, one ticked, wants one to stay open.
    """
    asked: Counter[tuple[str, str]] = Counter()
    waiting: dict[tuple[str, str], int] = {}
    for tick in ticks:
        place = (tick.page.path, tick.region)
        asked[place] += 1
        waiting[place] = tick.open_twins
    return max(
        min(count, max(0, open_ones - waiting[place])) for place, count in asked.items()
    )


def _with_day(text: str, line: BodyLine, mark: str) -> str:
    """`text` with `✅ date` behind the task, where the Tasks plugin would put it."""
    lines = text.split("\n")
    raw = lines[line.line - 1]
    body = raw.rstrip()
    block = _BLOCK_ID.search(body)
    at = block.start() if block is not None else len(body)
    lines[line.line - 1] = raw[:at] + mark + raw[at:]
    after = "\n".join(lines)
    old, new = parse_note("", text).lines, parse_note("", after).lines
    if len(old) != len(new) or any(
        one != other and one.line != line.line
        for one, other in zip(old, new, strict=True)
    ):
        raise EditRefused("the day would not read back as wished", line.line)
    return after
