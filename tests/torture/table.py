"""The rows that tortures leave, and the one table of all of them."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.torture.figures import Figure

#: Whether a figure was reached; what could not run here shows nothing either way.
State = Literal["yes", "NO", "not run"]
HEAD = ("torture", "cases", "promise", "asked", "seen", "met")


@dataclass(frozen=True)
class Row:
    """A figure, and which torture it is of."""

    torture: str
    cases: tuple[int, ...]
    promise: str
    asked: str
    seen: str
    met: State

    def told(self) -> dict[str, Any]:
        """As one process tells it to another."""
        return asdict(self)

    @property
    def cells(self) -> tuple[str, ...]:
        cases = ", ".join(map(str, self.cases))
        texts = (self.torture, cases, self.promise, self.asked, self.seen, self.met)
        return tuple(" ".join(text.replace("|", "¦").split()) for text in texts)


def row_of(torture: str, figure: Figure) -> Row:
    """The row of one figure."""
    met: State = "yes" if figure.met else "NO"
    return Row(
        torture, figure.cases, figure.promise, figure.asked, figure.seen, met
    )  # fmt: skip


def read_row(told: dict[str, Any]) -> Row:
    """What `told` told."""
    return Row(
        **{**told, "cases": tuple(told["cases"]), "met": cast("State", told["met"])}
    )


def render_table(rows: Sequence[Row]) -> str:
    """Markdown whose columns stand under each other on a terminal, too."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    rule = "|".join("-" * (width + 2) for width in widths)
    head, *body = (
        "| " + " | ".join(map(_padded, line, widths)) + " |" for line in lines
    )
    return "\n".join([head, f"|{rule}|", *body])


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)
