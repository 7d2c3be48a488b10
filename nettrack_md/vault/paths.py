"""Paths and names: what leads out of the vault, what no system could hold."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteChanged, NoteUnwritable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: The one hidden folder that nettrack writes in: `.nettrack/sources`, templates.
OWN_FOLDER = ".nettrack"
#: What Linux, macOS and Windows all allow a name to be, in bytes.
_LONGEST_NAME = 255
_CONTROLS = frozenset(map(chr, (*range(0x20), 0x7F)))
_RESERVED = frozenset('<>:"/\\|?*')
#: Characters that end the target of a link in Obsidian.
_LINK_BREAKING = frozenset("#^[]")
#: What Windows may call the folders of git, Obsidian, a trash and our own.
_SHORT_NAME = re.compile(r"(?:GIT|OBSIDI|TRASH|NETTRA)~\d{1,6}", re.IGNORECASE)
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL"}).union(
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
)


def join(folder: str, name: str) -> str:
    """A path of its folder (empty for the vault's root) and its name."""
    return f"{folder}/{name}" if folder else name


def show_name(name: str) -> str:
    r"""A name as text: bytes that are no UTF-8 become visible, as `\xff`."""
    try:
        return name.encode("utf-8", "surrogateescape").decode(
            "utf-8", "backslashreplace"
        )
    except UnicodeEncodeError:
        return name.encode("utf-8", "backslashreplace").decode("utf-8")


def find_path_fault(path: str) -> str:
    """Why `path` is no plain path inside the vault; empty when it is one."""
    # Asked before every read; nearly every path passes by these looks alone.
    if path and os.sep == "/" and path[0] not in "/." and path[-1] != "/":
        odd = "/." in path or "//" in path or "\0" in path
    else:
        odd = True
    return _find_fault_of_odd_path(path) if odd else ""


def _find_fault_of_odd_path(path: str) -> str:
    if not path:
        return "there is no name"
    if "\0" in path:
        return "the name holds a NUL"
    # "C:x" and "\x" lead out only where the system reads them so.
    foreign = os.sep != "/" and (os.sep in path or ":" in path)
    if path.startswith("/") or foreign or ".." in path.split("/"):
        return "the path leads out of the vault"
    if any(part in {"", "."} for part in path.split("/")):
        return "the path has an empty part"
    return ""


def require_inside(path: str) -> str:
    """`path` itself, when it may be written: inside the vault, nothing hidden.

    Hidden files are those of other programs (`.git`, `.obsidian`), where a write
    could have code run; only nettrack's own folder is excepted.

    Raises NoteUnwritable.
    """
    if fault := find_path_fault(path):
        raise NoteUnwritable(path, fault)
    own, _, rest = path.partition("/")
    inner = rest if rest and own == OWN_FOLDER else path
    for part in inner.split("/"):
        if is_hidden(part):
            raise NoteUnwritable(path, f"{part} is hidden and never written")
    return path


def is_hidden(name: str) -> bool:
    """Whether some system takes the name of a file or folder for a hidden one.

    macOS does not see some characters in a name, and Windows knows long names by
    short ones: `GIT~1` is `.git` there, where a write could have code run.
    """
    if name.startswith("."):
        return True
    if name.isascii():
        return _SHORT_NAME.fullmatch(name) is not None
    seen = as_seen(name)
    return seen != name and is_hidden(seen)


def as_seen(name: str) -> str:
    """The name as systems see it that overlook what has no shape of its own."""
    return "".join(one for one in name if unicodedata.category(one) != "Cf")


def find_creation_fault(name: str) -> str:
    """Why no file of that name may be made on any system; empty when it may."""
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        return "the name is not valid text"
    if size > _LONGEST_NAME:
        return f"the name is longer than {_LONGEST_NAME} bytes"
    if _CONTROLS.intersection(name):
        return "the name holds a control character"
    if name != name.rstrip(" ."):
        return "the name ends with a space or a full stop"
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        return "the name is that of a device on Windows"
    # Some file systems do not see such characters: then this would be `.git`.
    if name and unicodedata.category(name[0]) == "Cf":
        return "the name begins with an invisible character"
    return ""


def find_name_fault(name: str) -> str:
    """Why a new note should not bear that name; empty when it may.

    Beyond what systems refuse, it names what Windows and Obsidian cannot link.
    """
    if not name or name.startswith("."):
        return "there is no name" if not name else "the name begins with a full stop"
    if fault := find_creation_fault(name):
        return fault
    for letter in name:
        if letter in _RESERVED:
            return f"the name holds {letter}, which Windows does not allow"
        if letter in _LINK_BREAKING:
            return f"the name holds {letter}, which ends a link in Obsidian"
    return ""


def require_new_name(path: str, name: str, names: Collection[str]) -> None:
    """Raise when nothing of that name must be made beside `names`.

    NoteChanged when it is there; NoteUnwritable, about `path`, when no system could
    hold it, or when a twin of it is there.
    """
    if fault := find_creation_fault(name):
        raise NoteUnwritable(path, fault, "Choose another name.")
    if name in names:
        raise NoteChanged(path)
    if f".{name}.icloud" in names:
        raise NoteUnwritable(
            path, "a note of that name lies in the cloud only", "Download it first."
        )
    if twin := find_twin(name, names):
        raise NoteUnwritable(
            path,
            f"{twin} is there already, which many systems take for the same name",
            "Use that one, or choose another name.",
        )


def fold_file_name(name: str) -> str:
    """What two names share that many systems take for the same: NFC, caseless."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def find_twin(name: str, names: Iterable[str]) -> str | None:
    """A name that differs from `name` only in letter case or Unicode form."""
    folded = fold_file_name(name)
    return next(
        (other for other in names if other != name and fold_file_name(other) == folded),
        None,
    )
