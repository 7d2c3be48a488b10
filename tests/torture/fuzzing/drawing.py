"""Odd documents of a format: real pieces of it, put together and then damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Doc = TypeVar("Doc", str, bytes)

#: No document is longer; what grows with length is another torture's business.
LONGEST = 1200
#: One in eight stays whole, so that sound documents are met as well.
HARM = (0, 1, 1, 1, 2, 2, 3, 6)


class Drawer(Generic[Doc]):
    """Draws documents of one format; the same chance draws the same ones."""

    def __init__(
        self,
        chance: Random,
        seeds: Sequence[Doc],
        pieces: Sequence[Doc],
        blocks: Sequence[Doc] = (),
        harm: Sequence[int] = HARM,
    ) -> None:
        """seeds: whole documents; pieces: what stumbles; blocks: sound parts of one.

        harm: how often a document is damaged, each of these as likely as any other.
        """
        self._harm = harm
        self._random = chance.random
        self._seeds: list[Doc] = [
            seed for seed in seeds if len(seed) <= LONGEST
        ] or list(pieces)
        self._pieces: list[Doc] = list(pieces)
        self._blocks: list[Doc] = list(blocks)

    def draw(self) -> Doc:
        """The next document."""
        random = self._random
        if self._blocks and random() < 0.6:
            document = self._one(self._blocks)
            for _ in range(int(random() * 5)):
                document += self._one(self._blocks)
        elif random() < 0.8:
            document = self._one(self._seeds)
        else:
            document = self._one(self._pieces)
            for _ in range(int(random() * 12)):
                document += self._one(self._pieces)
        for _ in range(self._harm[int(random() * len(self._harm))]):
            document = self._damaged(document)
        return document[:LONGEST]

    def _one(self, many: list[Doc]) -> Doc:
        return many[int(self._random() * len(many))]

    def _damaged(self, document: Doc) -> Doc:
        random = self._random
        at = int(random() * (len(document) + 1))
        how = int(random() * 8)
        if how < 4:
            end = at + int(random() * 3) * (how & 1)
            return document[:at] + self._one(self._pieces) + document[end:]
        if how == 4:
            return document[:at] + document[at + 1 + int(random() * 12) :]
        if how == 5:
            part = document[at : at + 1 + int(random() * 30)]
            place = int(random() * (len(document) + 1))
            return document[:place] + part + document[place:]
        if how == 6:
            other = self._one(self._seeds)
            return document[:at] + other[int(random() * (len(other) + 1)) :]
        return (
            document[:at] + self._one(self._pieces) * int(random() * 9) + document[at:]
        )


def as_bytes(document: str | bytes) -> bytes:
    """A document as the bytes of a file, lone surrogates and all."""
    if isinstance(document, bytes):
        return document
    return document.encode("utf-8", "surrogatepass")
