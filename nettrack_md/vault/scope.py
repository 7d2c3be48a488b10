"""What is never scanned: hidden paths, template folders, what `ignore` names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOREIGN_FOLDERS = frozenset({"node_modules"})
_PIECE = r"(?s)\*\*/|/\*\*$|\*\*|\*|\?|\[!?\]?[^\]]*\]|."


class Scope:
    """Decides what the walk leaves out. Paths are vault-relative with `/`.

    `ignore` holds patterns as in `.gitignore`: a name at any depth, a path from the
    root when there is a `/` inside, `*` within one part, `**` over parts, a `/` at
    the end for folders only. A matched folder is left out with all that is in it.
    """

    __slots__ = ("_files", "_folders", "_templates")

    def __init__(
        self, ignore: Iterable[str] = (), template_folders: Iterable[str] = ()
    ) -> None:
        self._templates = frozenset(
            path for path in map(_plain, template_folders) if path
        )
        patterns = [p for p in map(_plain_pattern, ignore) if p.strip("/")]
        self._folders = _compile(patterns)
        self._files = _compile([p for p in patterns if not p.endswith("/")])

    @property
    def names_files(self) -> bool:
        """Whether there is any pattern that a single file could match."""
        return self._files is not None

    def skips_folder(self, path: str) -> bool:
        """Whether a folder is left out with all that is in it, by its own path."""
        name = path.rpartition("/")[2]
        if name.startswith(".") or name in _FOREIGN_FOLDERS:
            return True
        path = _nfc(path)
        if path in self._templates:
            return True
        return self._folders is not None and self._folders.fullmatch(path) is not None

    def skips_file(self, path: str) -> bool:
        """Whether a pattern names this very file."""
        return self._files is not None and self._files.fullmatch(_nfc(path)) is not None


def exactly(path: str) -> str:
    """The pattern that names this one note from the root, and nothing else."""
    return "/" + re.sub(r"[*?\[]", r"[\g<0>]", path)


def _nfc(path: str) -> str:
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _plain(path: str) -> str:
    """A folder as settings hold it, without what does not change where it lies."""
    parts = _nfc(path).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", "."})


def _plain_pattern(pattern: str) -> str:
    pattern = _nfc(pattern.strip()).replace("\\", "/")
    return pattern[1:] if pattern.startswith("./") else pattern


def _compile(patterns: list[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(map(_translate, patterns)), re.DOTALL)


def _translate(pattern: str) -> str:
    body = pattern.rstrip("/")
    anywhere = "" if "/" in body else "(?:.*/)?"
    body = body.lstrip("/")
    translated = "".join(
        _translate_piece(found[0]) for found in re.finditer(_PIECE, body)
    )
    try:
        re.compile(translated)
    except re.error:
        # `[z-a]` is no class of characters, so the name is meant as it stands.
        translated = re.escape(body)
    return anywhere + translated


def _translate_piece(piece: str) -> str:
    fixed = {
        "**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]",
    }  # fmt: skip
    if piece in fixed:
        return fixed[piece]
    if len(piece) > 2 and piece.startswith("["):
        inner = piece[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    return re.escape(piece)
