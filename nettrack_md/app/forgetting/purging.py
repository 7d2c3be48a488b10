"""What the history and the trash still hold of somebody; taken away for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.changing.history import open_history
from nettrack_md.app.leveling.reading import read_facts
from nettrack_md.app.trust.seen import forget as trust_no_more
from nettrack_md.app.workspace import reading_rules
from nettrack_md.model.traces import Trace
from nettrack_md.people.erasing import tokens_of
from nettrack_md.people.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.app.changing.history import Entry, History
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact
    from nettrack_md.model.traces import Fate
    from nettrack_md.people.erasing import Tokens


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """Whom the history was purged of."""

    names: tuple[str, ...]
    traces: tuple[Trace, ...]
    applied: bool


def purge_forgotten(
    ws: Workspace, words: Sequence[str], *, apply_it: bool = False
) -> PurgeReport:
    """Take those who were forgotten out of history and trash: all, or whom words name.

    People who are in the vault again stay in it.
    """
    history = open_history(ws.root)
    wanted = fold_name(" ".join(words))
    names: list[str] = []
    traces: dict[Trace, None] = {}
    for contact in _forgotten(ws, history):
        held = {fold_name(name) for name in (contact.name, *contact.aliases)}
        if (wanted and wanted not in held) or contact.path in ws.index.paths():
            continue
        names.append(contact.name)
        tokens = tokens_of(contact, _other_names(ws))
        traces.update(
            dict.fromkeys(purge_traces(ws, tokens, contact.path, purged=True))
        )
        if apply_it:
            purge(ws, tokens, contact.path)
    return PurgeReport(tuple(dict.fromkeys(names)), tuple(traces), apply_it)


def _other_names(ws: Workspace) -> list[str]:
    return [
        n for one in ws.index.names() for n in (one.name, one.reading, *one.aliases)
    ]


def _forgotten(ws: Workspace, history: History) -> Iterator[Contact]:
    """The people whose notes `forget` took away, as they were."""
    rules = reading_rules(ws.settings, ws.obsidian)
    for entry in history.entries():
        if entry.words[:1] != ("forget",):
            continue
        for deed in entry.deeds:
            if deed.after or deed.before is None or not deed.path.endswith(".md"):
                continue
            contact = read_facts(deed.path, deed.before, rules).contact
            if contact is not None:
                yield contact


def purge_traces(
    ws: Workspace, tokens: Tokens, path: str, *, purged: bool
) -> tuple[Trace, ...]:
    """What history and trash hold of somebody; it stays for `undo` unless `purged`."""
    history = open_history(ws.root)
    fate: Fate = "removed" if purged else "stays"
    found = [
        Trace(f"history {entry.on}", 0, "undo", fate, " ".join(entry.words))
        for entry in history.entries()
        if _entry_tells(entry, tokens, path)
    ]
    found += [
        # Without the moment at which it was taken away.
        Trace("/".join(("trash", *place.split("/")[2:])), 0, "trash", fate)
        for place, content in history.trash()
        if _tells(place, content, tokens, path)
    ]
    return tuple(dict.fromkeys(found))


def purge(ws: Workspace, tokens: Tokens, path: str) -> None:
    """Take somebody out of the history and the trash. Nothing brings it back.

    Raises NettrackError.
    """
    history = open_history(ws.root)
    for place, content in tuple(history.trash()):
        if _tells(place, content, tokens, path):
            history.discard_trash(place, content)
    for entry in tuple(history.entries()):
        if _entry_tells(entry, tokens, path):
            history.discard(entry)
    # The texts of templates that were trusted; one that names them is asked for again.
    trust_no_more(ws.root, lambda _, text: tokens.tells(text))


def _entry_tells(entry: Entry, tokens: Tokens, path: str) -> bool:
    if tokens.tells(" ".join(entry.words)) or tokens.hints(" ".join(entry.words)):
        return True
    return any(
        _tells(deed.path, deed.before or b"", tokens, path) or path == deed.was
        for deed in entry.deeds
    )


def _tells(place: str, content: bytes, tokens: Tokens, path: str) -> bool:
    if place == path or place.endswith(f"/{path.removeprefix('.')}"):
        return True
    text = content.decode("utf-8", "replace")
    return tokens.tells(place) or tokens.tells(text)
