"""What many touches share, as one number: kind, source, direction, tags, restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.codec import pack, unpack
from nettrack_md.model.records import STRENGTH, Direction, Source
from nettrack_md.model.rules import RESTARTING, RESTING_KINDS, TAG_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.model.records import Touch

    #: A trait as SQLite keeps it: its number, or packed where it has none.
    Kept = int | bytes


class Trait(NamedTuple):
    """What many touches share."""

    kind: str
    source: Source
    direction: Direction
    tags: tuple[str, ...]
    restarts: bool


class Weight(NamedTuple):
    """What a trait means for the evidence."""

    strength: int
    restarts: bool
    #: Whether it is a word between two people.
    word: bool


#: The vocabulary that traits are numbered by; the index's stamp names it.
KINDS: tuple[str, ...] = tuple(
    dict.fromkeys((*RESTARTING, *RESTING_KINDS, "mention", "meeting", "property", ""))
)
SOURCES: tuple[Source, ...] = tuple(STRENGTH)
DIRECTIONS: tuple[Direction, ...] = ("", "->", "<-", "<->")
TAGS: tuple[str, ...] = tuple(TAG_WORDS)
#: Kinds that are no word to anybody, whatever their direction.
WORDLESS = frozenset({"reaction", "broadcast", "note"})


class _Numbers(dict[tuple[Any, ...], "Kept"]):
    """Traits and how they are kept, as they turn up."""

    def __missing__(self, trait: tuple[Any, ...]) -> Kept:
        kept = self[trait] = _number(Trait(*trait)) or pack(tuple(trait))
        return kept


class _Weights(dict["Kept", Weight]):
    """Kept traits and their weights, as they turn up."""

    def __missing__(self, kept: Kept) -> Weight:
        kind, source, direction, _, restarts = trait_of(kept)
        word = direction != "" and kind not in WORDLESS
        weight = self[kept] = Weight(STRENGTH[source], restarts, word)
        return weight


_NUMBERS = _Numbers()
_WEIGHTS = _Weights()
_TRAITS: dict[Kept, Trait] = {}


def numbers_of(traits: Iterable[tuple[Any, ...]]) -> list[Kept]:
    """Traits, for a column."""
    return list(map(_NUMBERS.__getitem__, traits))


def pack_traits(touches: Iterable[Touch]) -> list[Kept]:
    """The traits of touches, for a column."""
    return numbers_of(
        [
            (each.kind, each.source, each.direction, each.tags, each.restarts)
            for each in touches
        ]
    )


def pack_trait(trait: tuple[Any, ...]) -> Kept:
    """A trait, for a column."""
    return _NUMBERS[trait]


def weights_of(kept: Iterable[Kept]) -> list[Weight]:
    """What traits of `pack_traits` mean for the evidence."""
    return list(map(_WEIGHTS.__getitem__, kept))


def trait_of(kept: Kept) -> Trait:
    """The trait of `pack_traits`."""
    trait = _TRAITS.get(kept)
    if trait is None:
        if isinstance(kept, bytes):
            trait = Trait(*unpack(kept))
        else:
            trait = _trait_of_number(kept)
        _TRAITS[kept] = trait
    return trait


def _number(trait: Trait) -> int:
    """The number of a trait; 0 where it is not made of the vocabulary alone."""
    known = tuple([tag for tag in TAGS if tag in trait.tags])
    if trait.kind not in KINDS or known != trait.tags:
        return 0
    # The kind counts from 1, so that no trait is 0.
    number = KINDS.index(trait.kind) + 1
    number = number * len(SOURCES) + SOURCES.index(trait.source)
    number = number * len(DIRECTIONS) + DIRECTIONS.index(trait.direction)
    number = number * 2 + trait.restarts
    for tag in TAGS:
        number = number * 2 + (tag in trait.tags)
    return number


def _trait_of_number(number: int) -> Trait:
    rest, tags = number, []
    for tag in reversed(TAGS):
        rest, tagged = divmod(rest, 2)
        if tagged:
            tags.append(tag)
    rest, restarts = divmod(rest, 2)
    rest, direction = divmod(rest, len(DIRECTIONS))
    kind, source = divmod(rest, len(SOURCES))
    return Trait(
        KINDS[kind - 1],
        SOURCES[source],
        DIRECTIONS[direction],
        tuple(reversed(tags)),
        bool(restarts),
    )
