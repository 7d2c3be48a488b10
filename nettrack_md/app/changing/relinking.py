"""Links to a note that gets another name: which these are, and how they are written."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from nettrack_md.app.changing.inline_properties import find_fields_of
from nettrack_md.app.changing.steps import Change
from nettrack_md.errors import NoteMissing, NoteUnreadable
from nettrack_md.model.keys import link_key
from nettrack_md.note.edit import EditRefused, set_property
from nettrack_md.note.edit.fields import set_field
from nettrack_md.note.edit.links import retarget_links
from nettrack_md.note.frontmatter import (
    Mapping,
    Scalar,
    read_frontmatter,
    split_note,
)
from nettrack_md.people.link_writer import LinkWriter
from nettrack_md.people.links import resolve
from nettrack_md.people.nature import file_name
from nettrack_md.people.properties import canonical_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nettrack_md.app.changing.writing import Edit
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.note.edit.links import Retarget
    from nettrack_md.note.links import LinkSpan


class Links:
    """Knows which links lead to the note, and how they are to be written."""

    def __init__(self, ws: Workspace, old: str, new: str) -> None:
        self.old = old
        self._rules = ws.settings.reading
        self._new = new
        paths = ws.index.paths()
        if old not in paths:
            # The note bears its new name already.
            paths = tuple(old if path == new else path for path in paths)
        self._before = _with_key(paths, link_key(old))
        after = list(dict.fromkeys(new if path == old else path for path in paths))
        self._after = _with_key(after, link_key(new))
        self._writer = LinkWriter(after)
        self._shortens = ws.obsidian.new_link_format == "shortest"

    def edit(self, source: str) -> Edit:
        """What becomes of one note: its links, and plain names where links belong."""
        retarget = self._retarget(source)

        def edit(text: str) -> str:
            after = retarget_links(text, retarget)
            key = link_key(self.old)
            return self._renamed(after, source) if key in text.casefold() else after

        return edit

    def _renamed(self, text: str, source: str) -> str:
        """The properties that hold links with the plain names in them changed."""
        for entry in read_frontmatter(split_note(text)).entries:
            if not self._holds_links(entry.key):
                continue
            node = entry.node
            if isinstance(node, Scalar):
                if (name := self._name(node.text, source)) is not None:
                    text = set_property(text, entry.key, name)
            elif not isinstance(node, Mapping):
                texts = [item.text for item in node if isinstance(item, Scalar)]
                names = [self._name(one, source) or one for one in texts]
                if names != texts and len(texts) == len(node):
                    text = set_property(text, entry.key, names)
        return self._renamed_inline(text, source)

    def _renamed_inline(self, text: str, source: str) -> str:
        """Likewise those that stand in the text."""
        for field in find_fields_of(text, "introduced_by", self._rules):
            if (name := self._name(field.text, source)) is not None:
                text = set_field(text, field, name)
        return text

    def _holds_links(self, key: str) -> bool:
        own = canonical_key(key, self._rules)
        meeting = canonical_key(key, self._rules, "meeting")
        return own == "introduced_by" or meeting == "attendees"

    def _name(self, text: str, source: str) -> str | None:
        """The new name, where a text and nothing else is the old one."""
        if link_key(text) != link_key(self.old) or "[" in text:
            return None
        leads = resolve(text.strip(), source, self._before).path == self.old
        return self._writer.target(self._new) if leads else None

    def _retarget(self, source: str) -> Retarget:
        """What becomes of the links of one note."""
        key = link_key(self.old)
        # Afterwards the note itself links from its new place.
        later = self._new if source == self.old else source

        def retarget(span: LinkSpan, typed: str) -> str | None:
            if link_key(span.target) != key:
                return None
            if resolve(span.target, source, self._before).path != self.old:
                return None
            ending = typed[-3:] if typed[-3:].lower() == ".md" else ""
            for target in self._targets(span):
                if resolve(target, later, self._after).path == self._new:
                    return None if target == span.target else target + ending
            return None

        return retarget

    def _targets(self, span: LinkSpan) -> Iterator[str]:
        """Ways to write the new target, the best one first."""
        folder, _, _ = span.target.rpartition("/")
        stem = file_name(self._new)
        keeps = not (span.wiki and self._shortens) or span.target[0] in "./"
        if folder and keeps:
            yield f"{folder}/{stem}"
        elif not span.wiki:
            yield stem
        yield self._writer.target(self._new)
        yield self._new[:-3]


def linking_notes(ws: Workspace, links: Links) -> Iterator[Change]:
    """The notes that have links to change; what they hold is read again to write.

    One that cannot be read now is among them where it had such links when it could.
    """
    known = {touch.path for touch in ws.index.touches(links.old)}
    known |= {path for path, by in ws.index.introducers().items() if by == links.old}
    for path in ws.index.paths():
        if path == links.old:
            continue
        edit = links.edit(path)
        try:
            content = ws.files.read(path)
        except NoteMissing:
            continue
        except NoteUnreadable:
            if path in known or _is_changed(ws.index.linking_body(path), edit):
                yield Change(path, edit)  # which planning will refuse, with the reason
            continue
        text = content.decode("utf-8", "replace")
        try:
            changes = edit(text) != text
        except EditRefused:
            changes = True  # which planning will say, with the note's name
        if changes:
            yield Change(path, edit)


def _is_changed(body: tuple[str, str, int] | None, edit: Edit) -> bool:
    """Whether what the index knows of a note would be written otherwise."""
    try:
        return body is not None and edit(body[1]) != body[1]
    except EditRefused:
        return True


def moved_links(text: str, path: str, to: str, is_there: Callable[[str], bool]) -> str:
    """A note's text for another folder: paths in it lead where they led."""
    folder, new = path.rpartition("/")[0], to.rpartition("/")[0]
    if folder == new:
        return text

    def retarget(span: LinkSpan, typed: str) -> str | None:
        if span.wiki and not span.target.startswith("."):
            return None
        whole = posixpath.normpath(posixpath.join(folder, span.target))
        found = next((p for p in (whole, f"{whole}.md") if is_there(p)), "")
        if not found or span.target.startswith("/") or whole.startswith(".."):
            return None
        moved = posixpath.relpath(whole, new or ".")
        return moved + typed[-3:] if _drops_ending(typed, span) else moved

    try:
        return retarget_links(text, retarget)
    except EditRefused:
        return text


def _drops_ending(typed: str, span: LinkSpan) -> bool:
    """Whether a target was typed with `.md`, which the span leaves out."""
    return typed[-3:].lower() == ".md" and span.target[-3:].lower() != ".md"


def _with_key(paths: Iterable[str], key: str) -> list[str]:
    return [path for path in paths if link_key(path) == key]
