"""The touches of a contact's own note, column by column.

A log has many lines, and most are only counted and packed: a record for each would
cost more than reading it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from nettrack_md.model.records import Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from nettrack_md.model.records import Direction, Source


class Columns(NamedTuple):
    """The fields of `Touch` that tell touches of one note apart; all of one length."""

    on: Sequence[date] = ()
    kind: Sequence[str] = ()
    source: Sequence[Source] = ()
    line: Sequence[int] = ()
    direction: Sequence[Direction] = ()
    time: Sequence[str] = ()
    text: Sequence[str] = ()
    tags: Sequence[tuple[str, ...]] = ()
    restarts: Sequence[bool] = ()
    place: Sequence[int] = ()

    @property
    def traits(self) -> tuple[Sequence[Any], ...]:
        """What many touches share: kind, source, direction, tags, restarts."""
        return self.kind, self.source, self.direction, self.tags, self.restarts


class OwnTouches(Sequence[Touch]):
    """A sequence of touches without `who`, each made when it is looked at."""

    __slots__ = ("columns", "path")

    def __init__(self, path: str, columns: Columns) -> None:
        """The touches of the note at `path`."""
        self.path = path
        self.columns = columns

    @classmethod
    def of(cls, touches: Iterable[Touch]) -> OwnTouches:
        """These touches, which are of one note."""
        all_of_them = tuple(touches)
        path = all_of_them[0].path if all_of_them else ""
        rows = [
            [getattr(each, name) for name in Columns._fields] for each in all_of_them
        ]
        return cls(path, Columns(*zip(*rows, strict=True)) if rows else Columns())

    def __len__(self) -> int:
        return len(self.columns.on)

    @overload
    def __getitem__(self, at: int) -> Touch: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Touch, ...]: ...
    def __getitem__(self, at: int | slice) -> Touch | tuple[Touch, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return _touch(self.path, *[column[at] for column in self.columns])

    def __iter__(self) -> Iterator[Touch]:
        for row in zip(*self.columns, strict=True):
            yield _touch(self.path, *row)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (OwnTouches, tuple)):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def _touch(path: str, on: Any, kind: Any, source: Any, *rest: Any) -> Touch:  # noqa: ANN401
    return Touch(on, kind, source, path, *rest)
