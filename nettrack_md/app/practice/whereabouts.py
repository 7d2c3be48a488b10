"""In which line of a note a property says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.errors import NettrackError
from nettrack_md.insight.values import Evidence
from nettrack_md.model.keys import fold_text
from nettrack_md.note.fields import find_fields
from nettrack_md.note.parse import parse_note
from nettrack_md.people.properties import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.people.properties import Owner


class Whereabouts:
    """Finds the line of a property's text; the index keeps the texts alone.

    Only the notes that an answer names are read, each once.
    """

    def __init__(self, ws: Workspace, owner: Owner = "contact") -> None:
        self._files = ws.files
        self._keys: Mapping[str, str] = keys_of(owner, ws.settings.reading.synonyms)
        self._notes: dict[str, Sequence[tuple[str, int, Sequence[str]]]] = {}

    def __call__(self, path: str, key: str, text: str) -> Evidence:
        """Where `text` stands among the properties of the note.

        The line of its key where the text is written in another way than it is read,
        line 1 where the note says nothing of the sort (any more).
        """
        if path not in self._notes:
            self._notes[path] = self._read(path)
        places = [one for one in self._notes[path] if one[0] == key]
        if not places:
            return Evidence(path, 1)
        wanted = fold_text(text.split("\n", maxsplit=1)[0])
        found = (
            first + n
            for _, first, lines in places
            for n, line in enumerate(lines)
            if wanted in fold_text(line)
        )
        return Evidence(path, next(found, places[0][1]))

    def _read(self, path: str) -> Sequence[tuple[str, int, Sequence[str]]]:
        """Each property by its first name: its line, and its lines as written."""
        from nettrack_md.people.properties import fold_key

        try:
            text = self._files.read(path).decode("utf-8", "replace")
        except NettrackError:
            return ()
        note = parse_note(path, text)
        lines = (note.bom + note.header).split("\n")
        entries = note.frontmatter.entries
        ends = [entry.line for entry in entries[1:]] + [len(lines)]
        inline = [
            (self._keys.get(fold_key(field.key), ""), field.line, [field.whole])
            for field in find_fields(note.lines)
        ]
        own = [
            (
                self._keys.get(fold_key(entry.key), fold_key(entry.key)),
                entry.line,
                lines[entry.line - 1 : max(entry.line, end - 1)],
            )
            for entry, end in zip(entries, ends, strict=False)
        ]
        return [*own, *inline]
