"""What imports remembered of somebody: their own records go, others lose the name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.app.changing.writing import Keeping, Removal
from nettrack_md.app.importing.encounters.memory import memory_file
from nettrack_md.app.importing.encounters.parties import parties_of
from nettrack_md.app.importing.sources import FOLDER
from nettrack_md.errors import NoteUnreadable
from nettrack_md.exchange.identity import digest_of, note_uid
from nettrack_md.model.traces import Trace
from nettrack_md.people.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.changing.writing import Step
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact
    from nettrack_md.people.erasing import Tokens


class Records(NamedTuple):
    """What was found in `.nettrack/sources/`, and what is to be done."""

    traces: tuple[Trace, ...] = ()
    steps: tuple[Step, ...] = ()


def record_steps(
    ws: Workspace, contact: Contact, tokens: Tokens, words: str
) -> Records:
    """The records of a person, by their ids; and those of others that name them."""
    traces: list[Trace] = []
    steps: list[Step] = []
    own = {digest_of(each) for each in ids_of(contact)}
    own |= {memory_file(each).partition(".")[0] for each in parties_of(contact)}
    names = ws.files.list(FOLDER)
    own |= set(_theirs(ws, names, tokens, contact))
    for name in names:
        path = f"{FOLDER}/{name}"
        try:
            content = ws.files.read(path)
        except NoteUnreadable:
            continue
        if name.partition(".")[0] in own:
            traces.append(Trace(path, 0, "import", "removed"))
            steps.append(Removal(path, content))
        elif name.endswith(".json") and tokens.tells(text := _text(content)):
            after = _without(text, tokens, words)
            if after is None:
                traces.append(Trace(path, 0, "import", "stays", "it is no JSON"))
            else:
                line = next(_lines(text, tokens), 0)
                traces.append(Trace(path, line, "import", "replaced"))
                steps.append(Keeping(path, after))
    return Records(tuple(traces), tuple(steps))


def ids_of(contact: Contact) -> tuple[str, ...]:
    """By what imports know a person."""
    uid = contact.text("uid")
    own = f"vcard:{uid}" if uid else f"vcard:{note_uid(contact.path)}"
    return (own, *contact.texts("sources"))


def _theirs(
    ws: Workspace, names: tuple[str, ...], tokens: Tokens, contact: Contact
) -> Iterator[str]:
    """Records that bear their name and one of their addresses, whatever their id."""
    for name in names:
        if not name.endswith(".json"):
            continue
        try:
            text = _text(ws.files.read(f"{FOLDER}/{name}"))
            if not tokens.tells(text):
                continue
            table: dict[str, Any] = json.loads(text)
            ids = set(map(str, table["ids"]))
            named = fold_name(str(table["name"])) in tokens.names
            facts = repr(table["facts"])
        except (NoteUnreadable, ValueError, KeyError, TypeError, AttributeError):
            continue
        if ids & set(ids_of(contact)) or (named and tokens.tells(facts)):
            yield name.partition(".")[0]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _lines(text: str, tokens: Tokens) -> Iterator[int]:
    for number, line in enumerate(text.split("\n"), 1):
        if tokens.tells(line):
            yield number


def _without(text: str, tokens: Tokens, words: str) -> bytes | None:
    """The record with other words for the name; None where it is no record."""
    try:
        table = _masked(json.loads(text), tokens, words)
    except (ValueError, RecursionError):
        return None
    after = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    return after.encode("utf-8", "replace")


def _masked(node: Any, tokens: Tokens, words: str) -> Any:  # noqa: ANN401 — as JSON has it
    if isinstance(node, str):
        return tokens.replaced(node, words)
    if isinstance(node, list):
        return [_masked(each, tokens, words) for each in node]
    if isinstance(node, dict):
        return {key: _masked(each, tokens, words) for key, each in node.items()}
    return node
