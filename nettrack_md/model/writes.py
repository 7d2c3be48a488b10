"""What a write will do, told before it is done: bytes expected, bytes to be."""

from __future__ import annotations

from typing import Literal, TypeAlias

from nettrack_md.model.record import record

Action = Literal["created", "updated", "unchanged", "removed", "renamed"]

_NO_NEWLINE = "\n\\ No newline at end of file\n"


@record(frozen=True, slots=True)
class PlannedWrite:
    """One file to be written. Contract section 10."""

    #: Vault-relative, with `/`.
    path: str
    #: What the file must hold for the write to happen; None: it must not exist.
    expected: bytes | None
    new: bytes
    #: The permission bits of a new file; 0: as the system gives them to any.
    mode: int = 0

    @property
    def action(self) -> Action:
        """What the write does to the vault."""
        if self.expected is None:
            return "created"
        return "unchanged" if self.expected == self.new else "updated"

    def diff(self) -> str:
        r"""A unified diff of the two texts; empty when nothing changes.

        Bytes that are no UTF-8 are shown as `\xff`.
        """
        return _diff(self.path, self.expected, self.new)


@record(frozen=True, slots=True)
class PlannedRemoval:
    """One file to be taken away: by `merge`, by `forget`, by undoing a creation."""

    path: str
    #: What the file must hold for the removal to happen.
    expected: bytes

    @property
    def action(self) -> Action:
        """What the removal does to the vault."""
        return "removed"

    def diff(self) -> str:
        """A unified diff of the text and nothing."""
        return _diff(self.path, self.expected, None)


@record(frozen=True, slots=True)
class PlannedMove:
    """One note that gets another name in its folder, and with it other words."""

    path: str
    #: Its path afterwards.
    to: str
    #: What the file must hold for the move to happen.
    expected: bytes
    new: bytes

    @property
    def action(self) -> Action:
        """What the move does to the vault."""
        return "renamed"

    def diff(self) -> str:
        """A unified diff of the two texts, below the two names."""
        names = f"rename from {self.path}\nrename to {self.to}\n"
        return names + _diff(self.path, self.expected, self.new, to=self.to)


#: All that a command may plan to do to one file.
Planned: TypeAlias = PlannedWrite | PlannedRemoval | PlannedMove


def _diff(path: str, old: bytes | None, new: bytes | None, to: str = "") -> str:
    # Imported here: most commands plan nothing.
    from difflib import unified_diff  # noqa: PLC0415

    text = "".join(
        unified_diff(
            _lines(old),
            _lines(new),
            "/dev/null" if old is None else f"a/{path}",
            "/dev/null" if new is None else f"b/{to or path}",
        )
    )
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _lines(content: bytes | None) -> list[str]:
    """The lines with their ends; only a line feed ends one, so returns are compared."""
    if not content:
        return []
    # Surrogates keep what cannot be decoded apart until the diff is made.
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    last = lines.pop()
    ended = [f"{line}\n" for line in lines]
    return [*ended, last + _NO_NEWLINE] if last else ended
