"""Template names: which are allowed, and where the built-in ones are."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

OVERDUE = "overdue.md.j2"
REVIEW = "weekly_review.md.j2"
CONTACT = "contact.md.j2"
BRIEF = "brief.md.j2"
QUARTER = "quarter.md.j2"
TODAY = "today.md.j2"
#: The templates that come with nettrack.
BUILT_IN = (OVERDUE, REVIEW, CONTACT, BRIEF, QUARTER, TODAY)
#: Before a name: the built-in template, also where a user's own one shadows it.
PREFIX = "builtin/"

_PART = re.compile(r"[^\x00-\x1f\x7f/\\:]+")


def is_safe_name(name: str) -> bool:
    """Whether the name stays below the folders of templates.

    No `..`, no part that begins with a dot, no absolute path, no backslash.
    """
    return len(name) <= 255 and all(
        _PART.fullmatch(part) and not part.startswith(".") for part in name.split("/")
    )


@cache
def built_in(name: str) -> str | None:
    """The text of a built-in template, with or without `builtin/` before its name."""
    name = name.removeprefix(PREFIX)
    if name not in BUILT_IN:
        return None
    return (_folder() / name).read_text(encoding="utf-8")


def _folder() -> Traversable:
    """Inside the package as it is installed; beside it in a checkout."""
    package = files("nettrack_md")
    inside = package / "templates"
    if inside.is_dir():
        return inside
    return package.joinpath("..", "templates")
