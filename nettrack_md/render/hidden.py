"""Who is private stands on no page: left out, and told of without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nettrack_md.model.records import Contact
    from nettrack_md.render.entries import Scribe, Veil

T = TypeVar("T")


class _NobodyHidden:
    """A veil over nobody."""

    def hides(self, *_: str) -> bool:
        return False

    def silences(self, _: str) -> bool:
        return False


NOBODY_HIDDEN = _NobodyHidden()


class Hidden:
    """Leaves private people out, and counts them."""

    def __init__(self, veil: Veil) -> None:
        self.veil = veil
        self._paths: set[str] = set()

    def leave_out(
        self, items: Iterable[T], contact_of: Callable[[T], Contact]
    ) -> list[T]:
        """The items about people who are not private."""
        shown = []
        for item in items:
            contact = contact_of(item)
            if contact.private:
                self._paths.add(contact.path)
            elif not self.counts(contact.path):
                shown.append(item)
        return shown

    def counts(self, *paths: str) -> bool:
        """Whether any of these notes is a private person's; counts those who are."""
        hidden = {path for path in paths if self.veil.hides(path)}
        self._paths |= hidden
        return bool(hidden)

    def sentence(self, scribe: Scribe) -> str:
        """How many are left out; empty for none."""
        count = len(self._paths)
        return scribe.tell("page_private", count=count) if count else ""
