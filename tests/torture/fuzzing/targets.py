"""A target: documents of one format, and what must hold for each of them."""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tests.torture.fuzzing.drawing import Drawer, as_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the targets stand, each module with a tuple of that name.
_MODULES = ("header", "text", "foreign", "words")


@dataclass(frozen=True)
class Target:
    """One door of the code that any document may come to.

    check: raises for a document after which something promised did not hold; what
        it draws besides comes from the chance that it is given, which is the
        document's own, so that the document alone repeats it
    share: documents at scale 1
    rooms: the packages whose coverage leads
    """

    name: str
    check: Callable[[Any, Random], None]
    seeds: Sequence[Any]
    pieces: Sequence[Any]
    share: int
    rooms: tuple[str, ...]
    blocks: Sequence[Any] = ()

    @property
    def guided(self) -> int:
        """How many of these are led by what they cover."""
        return self.share // 5

    @property
    def takes_bytes(self) -> bool:
        """Whether its documents are files, not texts."""
        return isinstance(self.pieces[0], bytes)

    def try_out(self, document: str | bytes) -> Finding | None:
        """What goes wrong with `document`; None when all holds."""
        try:
            self.check(document, Random(crc32(as_bytes(document))))
        except (Exception, RecursionError) as fault:  # noqa: BLE001  (what is sought)
            return Finding(self.name, document, _told(fault))
        return None

    def documents(self, seed: int) -> Iterator[str | bytes]:
        """Documents without end."""
        drawer: Drawer[Any] = Drawer(
            Random(f"{seed} {self.name}"), self.seeds, self.pieces, self.blocks
        )
        while True:
            yield drawer.draw()


@dataclass(frozen=True)
class Finding:
    """A document that something stumbled over."""

    target: str
    document: str | bytes
    #: The fault and the innermost places, which tell one finding from another.
    what: str


def all_targets() -> dict[str, Target]:
    """Every target by its name."""
    modules = (
        importlib.import_module(f"tests.torture.fuzzing.{name}") for name in _MODULES
    )
    return {target.name: target for module in modules for target in module.TARGETS}


def _told(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in frames[-3:]]
    return f"{type(fault).__name__} at {' '.join(places)}: {str(fault)[:200]}"
