"""What reading a foreign file gives: people, and what is wrong with the file."""

from __future__ import annotations

from typing import NamedTuple

from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.model.problems import Problem


class ForeignFile(NamedTuple):
    """A foreign file, as far as it could be read."""

    people: tuple[ForeignPerson, ...]
    #: Their path is the file's name, their line is in it.
    problems: tuple[Problem, ...] = ()
    #: What it was taken for: `vCard`, `LinkedIn connections, UTF-8, comma`.
    format: str = ""


class Complaints:
    """Gathers what is wrong with one file; no more than anybody would read."""

    _MOST = 200

    def __init__(self, name: str) -> None:
        self._name = name
        self.problems: list[Problem] = []
        self._more = 0

    def lost(self, line: int, message: str) -> None:
        """Something could not be read."""
        self._add(line, "import-unread", message)

    def odd(self, line: int, message: str) -> None:
        """Something was read, though it is not as it should be."""
        self._add(line, "import-odd", message)

    def _add(self, line: int, code: str, message: str) -> None:
        if len(self.problems) < self._MOST:
            self.problems.append(Problem(self._name, line, code, message))
        else:
            self._more += 1
            if code == "import-unread" and self.problems[-1].code != code:
                # What was lost is never hidden behind what is only odd.
                self.problems[-1] = Problem(self._name, line, code, message)

    def all(self) -> tuple[Problem, ...]:
        """Every problem, by line."""
        if self._more:
            message = f"{self._more} more places are like those above"
            last = Problem(self._name, 0, self.problems[-1].code, message)
            return (*sorted(self.problems), last)
        return tuple(sorted(self.problems))
