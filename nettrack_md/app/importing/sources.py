"""What was imported last, kept in the vault: the base of every three-way merge.

One file a source id under `.nettrack/sources/`: the facts as they came, what there is
no key for, and the card itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nettrack_md.app.changing.writing import Keeping
from nettrack_md.errors import NettrackError
from nettrack_md.exchange.identity import digest_of
from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.model.foreign import Facts
    from nettrack_md.vault.files import Files

FOLDER = ".nettrack/sources"
_FORMAT = 1
_ENDINGS = ((b"\x89PNG", "png"), (b"GIF8", "gif"), (b"RIFF", "webp"), (b"", "jpg"))


@record(frozen=True, slots=True)
class Origin:
    """What one source said when it was imported last."""

    name: str
    facts: Facts
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    kept: tuple[str, ...] = ()
    #: Ids of the touches that came in.
    touches: tuple[str, ...] = ()

    def texts(self, key: str) -> tuple[str, ...]:
        """What a property held; empty without it."""
        return next((texts for name, texts in self.facts if name == key), ())


class Sources:
    """The sources of one vault."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._names = frozenset(files.list(FOLDER))

    def find(self, source_id: str) -> Origin | None:
        """What that source said last; None where nothing is known, or nothing sane."""
        name = _file_of(source_id)
        if name not in self._names:
            return None
        try:
            return _decode(self._files.read(f"{FOLDER}/{name}"))
        except (NettrackError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def all(self, ids: Iterable[str]) -> tuple[Origin, ...]:
        """What all of these sources said last."""
        found = (self.find(each) for each in dict.fromkeys(ids))
        return tuple(each for each in found if each is not None)


def keep_steps(
    person: ForeignPerson, path: str, facts: Facts, before: Iterable[str] = ()
) -> Iterator[Keeping]:
    """The writes that remember a person as imported into the note at `path`.

    `facts` is the new base, `before`: ids of the touches that came in earlier.
    """
    stem = _file_of(person.ids[0]).removesuffix(".json")
    touches = dict.fromkeys((*before, *(one.id for one in person.touches)))
    content = _encode(person, facts, tuple(touches))
    yield Keeping(f"{FOLDER}/{stem}.json", content, path)
    if person.photo:
        ending = next(end for mark, end in _ENDINGS if person.photo.startswith(mark))
        yield Keeping(f"{FOLDER}/{stem}.{ending}", person.photo, path)


def _file_of(source_id: str) -> str:
    return f"{digest_of(source_id)}.json"


def _encode(person: ForeignPerson, facts: Facts, touches: tuple[str, ...]) -> bytes:
    table = {
        "format": _FORMAT,
        "ids": person.ids,
        "name": person.name,
        "facts": dict(facts),
        "parts": person.parts,
        "kept": person.kept,
        **({"touches": touches} if touches else {}),
        "note": person.note,
        "original": person.original,
    }
    text = json.dumps(table, ensure_ascii=False, indent=1)
    # Half of a surrogate pair cannot stand in a file.
    return (text + "\n").encode("utf-8", "replace")


def _decode(content: bytes) -> Origin:
    table: dict[str, Any] = json.loads(content)
    if table["format"] != _FORMAT:
        raise ValueError(_FORMAT)
    return Origin(
        str(table["name"]),
        tuple((str(k), tuple(map(str, v))) for k, v in table["facts"].items()),
        tuple((str(k), tuple(map(str, v))) for k, v in table["parts"]),
        tuple(map(str, table["kept"])),
        tuple(map(str, table.get("touches", ()))),
    )
