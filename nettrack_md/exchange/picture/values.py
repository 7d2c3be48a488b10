"""What a picture shows: people, and lines between them."""

from __future__ import annotations

from nettrack_md.model.record import record

#: Every kind of line: by these the lines of a canvas are known again as ours.
KINDS = (
    "introduced", "intro-asked", "intro-agreed", "intro-made", "intro-closed",
    "intro", "attended", "mentioned", "noted",
)  # fmt: skip


@record(frozen=True, slots=True)
class Figure:
    """One person."""

    path: str
    name: str
    tier: str = ""
    org: str = ""
    #: The frame they stand in, on one line; empty for none.
    group: str = ""


@record(frozen=True, slots=True)
class Line:
    """What ties two people, by path."""

    a: str
    b: str
    #: In the words of a person, and one of `KINDS`.
    label: str
    kind: str
    #: It leads from `a` to `b`; else both are alike.
    directed: bool = False


@record(frozen=True, slots=True)
class Picture:
    """All of it. Every line is between two figures; frames stand in their order."""

    figures: tuple[Figure, ...]
    lines: tuple[Line, ...] = ()
    groups: tuple[str, ...] = ()
