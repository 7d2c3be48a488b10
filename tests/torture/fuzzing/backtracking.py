"""How many steps a regular expression takes: Python's own search, done in Python.

The same tree that `re` compiles is walked in the same order, and each try of a piece
at a place is a step. So a growth that `re` hides in C is a count here, and the same
count on every machine.
"""

from __future__ import annotations

import re
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as op
    import sre_parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Goes on behind what was matched so far.
Then: TypeAlias = "Callable[[int], bool]"
#: Tries a piece at a place.
Try: TypeAlias = "Callable[[int, Then], bool]"

_WORD = re.compile(r"\w")
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
_SINGLE = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}


class TooManySteps(Exception):
    """Nobody waits for more."""


class Stepper:
    """One pattern, taken apart; counts what a search in a text costs."""

    def __init__(self, pattern: str | bytes, flags: int, most: int) -> None:
        """`most`: TooManySteps is raised above so many steps."""
        self._flags, self._most = flags, most
        self._is_bytes = isinstance(pattern, bytes)
        tree: Any = sre_parse.parse(
            pattern,  # type: ignore[arg-type]
            flags & ~re.TEMPLATE & ~re.DEBUG,
        )
        self.steps = 0
        self.text = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._whole = self._sequence(list(tree), flags)

    def count(self, text: str, method: str) -> int:
        """The steps that `method` of a pattern takes for `text`."""
        self.text, self.steps, self._groups = text, 0, {}
        if method in {"match", "fullmatch"}:
            whole = method == "fullmatch"
            self._whole(0, lambda at: at == len(text) or not whole)
            return self.steps
        at = 0
        while at <= len(text):
            end = self._end_at(at)
            if end is None:
                at += 1
            elif method == "search":
                break
            else:
                at = max(end, at + 1)
        return self.steps

    def match_end(self, text: str) -> int | None:
        """Where a match at the beginning of `text` ends; None where there is none."""
        self.text, self.steps = text, 0
        return self._end_at(0)

    def _end_at(self, start: int) -> int | None:
        ends: list[int] = []

        def done(at: int) -> bool:
            ends.append(at)
            return True

        self._groups = {}
        return ends[0] if self._whole(start, done) else None

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManySteps

    def _sequence(self, nodes: Sequence[Any], flags: int) -> Try:
        parts = [self._piece(node, flags) for node in nodes]
        if len(parts) == 1:
            return parts[0]

        def run(place: int, at: int, then: Then) -> bool:
            if place == len(parts):
                return then(at)
            return parts[place](at, lambda end: run(place + 1, end, then))

        return partial(run, 0)

    def _piece(self, node: Any, flags: int) -> Try:
        kind, value = node
        if kind in _SINGLE:
            return self._single(self._char(node, flags))
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
            return self._repeat(kind, value, flags)
        if kind is op.SUBPATTERN:
            return self._group(value, flags)
        if kind is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(value), flags))
        if kind is op.BRANCH:
            return self._branch([self._sequence(list(b), flags) for b in value[1]])
        if kind in {op.ASSERT, op.ASSERT_NOT}:
            return self._look(kind is op.ASSERT, value, flags)
        if kind is op.AT:
            return self._place(value, flags)
        if kind is op.GROUPREF:
            return self._same(value)
        if kind is op.GROUPREF_EXISTS:
            yes, no = (self._sequence(list(b or ()), flags) for b in value[1:])
            return partial(self._either, value[0], yes, no)
        raise NotImplementedError(str(kind))

    def _char(self, node: Any, flags: int) -> Callable[[str], bool]:
        """Whether one character is what the node stands for; `re` itself is asked."""
        kept = flags & (re.IGNORECASE | re.DOTALL | re.ASCII)
        if self._is_bytes:
            kept |= re.ASCII
        one = re.compile(written(node), kept)
        known: dict[str, bool] = {}

        def is_one(char: str) -> bool:
            if char not in known:
                known[char] = one.fullmatch(char) is not None
            return known[char]

        return is_one

    def _single(self, is_one: Callable[[str], bool]) -> Try:
        def run(at: int, then: Then) -> bool:
            self._step()
            text = self.text
            return at < len(text) and is_one(text[at]) and then(at + 1)

        return run

    def _repeat(self, kind: Any, value: Any, flags: int) -> Try:
        least, most, body = value
        most = 10**9 if most is op.MAXREPEAT else int(most)
        nodes = list(body)
        if len(nodes) == 1 and nodes[0][0] in _SINGLE:
            return self._run(kind, least, most, self._char(nodes[0], flags))
        each = self._sequence(nodes, flags)
        if kind is op.POSSESSIVE_REPEAT:
            return self._atomic(self._times(each, least, most, greedy=True))
        return self._times(each, least, most, greedy=kind is op.MAX_REPEAT)

    def _run(
        self,
        kind: Any,
        least: int,
        most: int,
        is_one: Callable[[str], bool],
    ) -> Try:
        """A repeat of one character, which `re` counts first and then gives back."""

        def run(at: int, then: Then) -> bool:
            text, end = self.text, at
            if kind is op.MIN_REPEAT:
                while True:
                    self._step()
                    if end - at >= least and then(end):
                        return True
                    if end - at == most or end == len(text) or not is_one(text[end]):
                        return False
                    end += 1
            while end - at < most and end < len(text) and is_one(text[end]):
                self._step()
                end += 1
            if kind is op.POSSESSIVE_REPEAT:
                return end - at >= least and then(end)
            while end - at >= least:
                self._step()
                if then(end):
                    return True
                end -= 1
            return False

        return run

    def _times(self, each: Try, least: int, most: int, *, greedy: bool) -> Try:
        def run(done: int, at: int, then: Then) -> bool:
            self._step()

            def more(end: int) -> bool:
                # `re` too goes on from an empty turn only while turns are owed.
                return (end > at or done < least) and run(done + 1, end, then)

            if done < least:
                return each(at, more)
            if greedy:
                return (done < most and each(at, more)) or then(at)
            return then(at) or (done < most and each(at, more))

        return partial(run, 0)

    def _group(self, value: Any, flags: int) -> Try:
        number, added, gone, body = value
        inner = self._sequence(list(body), (flags | added) & ~gone)
        if number is None:
            return inner

        def run(at: int, then: Then) -> bool:
            def close(end: int) -> bool:
                before = self._groups.get(number)
                self._groups[number] = (at, end)
                if then(end):
                    return True
                if before is None:
                    del self._groups[number]
                else:
                    self._groups[number] = before
                return False

            return inner(at, close)

        return run

    def _atomic(self, inner: Try) -> Try:
        def run(at: int, then: Then) -> bool:
            ends: list[int] = []

            def first(end: int) -> bool:
                ends.append(end)
                return True

            return inner(at, first) and then(ends[0])

        return run

    def _branch(self, ways: list[Try]) -> Try:
        def run(at: int, then: Then) -> bool:
            self._step()
            return any(way(at, then) for way in ways)

        return run

    def _look(self, wanted: bool, value: Any, flags: int) -> Try:
        direction, body = value
        width = body.getwidth()[1] if direction < 0 else 0
        inner = self._sequence(list(body), flags)

        def run(at: int, then: Then) -> bool:
            self._step()
            found = at >= width and inner(at - width, lambda _: True)
            return found is wanted and then(at)

        return run

    def _place(self, value: Any, flags: int) -> Try:
        many = bool(flags & re.MULTILINE)

        def holds(at: int) -> bool:
            text, size = self.text, len(self.text)
            if value is op.AT_BEGINNING:
                return at == 0 or (many and text[at - 1] == "\n")
            if value is op.AT_BEGINNING_STRING:
                return at == 0
            if value is op.AT_END_STRING:
                return at == size
            if value is op.AT_END:
                last = at == size or (at == size - 1 and text[at] == "\n")
                return last or (many and text[at] == "\n")
            before = at > 0 and _WORD.match(text[at - 1]) is not None
            after = at < size and _WORD.match(text[at]) is not None
            return (before != after) is (value is op.AT_BOUNDARY)

        def run(at: int, then: Then) -> bool:
            self._step()
            return holds(at) and then(at)

        return run

    def _either(self, number: int, yes: Try, no: Try, at: int, then: Then) -> bool:
        return yes(at, then) if number in self._groups else no(at, then)

    def _same(self, number: int) -> Try:
        def run(at: int, then: Then) -> bool:
            self._step()
            start, end = self._groups.get(number, (0, -1))
            said = self.text[start:end]
            fits = end >= 0 and self.text.startswith(said, at)
            return fits and then(at + len(said))

        return run


def written(node: Any) -> str:
    """A node of one character as a pattern again."""
    kind, value = node
    if kind is op.ANY:
        return "."
    if kind is op.LITERAL:
        return re.escape(chr(value))
    if kind is op.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    inside = ""
    for one, what in value:
        if one is op.NEGATE:
            inside += "^"
        elif one is op.LITERAL:
            inside += re.escape(chr(what))
        elif one is op.RANGE:
            inside += "-".join(re.escape(chr(end)) for end in what)
        else:
            inside += _CATEGORIES[what]
    return f"[{inside}]"
