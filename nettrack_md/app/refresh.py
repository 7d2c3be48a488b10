"""Bring the index level with the vault: what changed is read again, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteMissing, NoteUnreadable
from nettrack_md.insight.cadence import clock
from nettrack_md.model.problems import Problem
from nettrack_md.vault.changes import compare
from nettrack_md.vault.digest import digest as digest_of

if TYPE_CHECKING:
    from nettrack_md.index.store import Index
    from nettrack_md.index.writer import Writer
    from nettrack_md.model.records import NoteFacts
    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.vault.changes import Changes
    from nettrack_md.vault.files import Files
    from nettrack_md.vault.walk import Snapshot

#: Told after each note: how many are done, of how many.
Progress = Callable[[int, int], None]
#: Fewer known notes than this, and no loss of notes is alarming.
_FEW = 10
#: With one of these a note tells nothing new; its last good facts stay.
_SPOILED = frozenset(
    {
        "frontmatter-open", "frontmatter-invalid", "frontmatter-not-map",
        "frontmatter-too-big", "duplicate-key", "conflict-markers", "not-utf8",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a reconciliation found and did."""

    notes: int = 0
    contacts: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    problems: int = 0
    #: Why the index was made anew; empty when it was not.
    rebuilt: str = ""
    #: What the walk itself found: unreadable folders, conflict copies, …
    walk_problems: tuple[Problem, ...] = ()
    #: (known, found) when most notes are gone; then nothing was taken over.
    vanished: tuple[int, int] | None = None


def refresh(
    files: Files,
    index: Index,
    snapshot: Snapshot,
    rules: ReadingRules,
    *,
    now_ns: int,
    accept_loss: bool = False,
    progress: Progress | None = None,
) -> RefreshReport:
    """Reconcile the index with what the walk saw.

    When more than half of at least ten known notes are gone the index is left as it
    is (contract section 11), unless `accept_loss`.
    """
    known = index.folders()
    changes = compare(known, snapshot)
    before = index.known_notes()
    if before >= _FEW and not accept_loss:
        left = before - len(changes.removed)
        if left * 2 < before:
            return _report(index, snapshot, changes, vanished=(before, left))
    if changes.damaged:
        changes = _compare_all(index, snapshot)
    if changes.nothing:
        return _report(index, snapshot, changes)
    counted = _take_over(
        files, index, snapshot, rules, changes, now_ns=now_ns, progress=progress
    )
    return _report(index, snapshot, counted)


def _compare_all(index: Index, snapshot: Snapshot) -> Changes:
    """Every note is looked at, since what the index knew of stamps is damaged."""
    there = {*snapshot.paths()}
    for folder, names in snapshot.kept.items():
        there.update(f"{folder}/{name}" if folder else name for name in names)
    gone = tuple(path for path in index.paths() if path not in there)
    return replace(compare({}, snapshot), removed=gone)


def _take_over(
    files: Files,
    index: Index,
    snapshot: Snapshot,
    rules: ReadingRules,
    changes: Changes,
    *,
    now_ns: int,
    progress: Progress | None,
) -> Changes:
    """Write every change into the index; what only looked changed is counted same."""
    to_read = sorted({*changes.added, *changes.modified, *changes.doubtful})
    same: set[str] = set()
    with index.writing() as writer:
        for path in changes.removed:
            writer.drop(path)
        for done, path in enumerate(to_read):
            if not _take_note(files, index, writer, rules, path):
                same.add(path)
            if progress is not None:
                progress(done + 1, len(to_read))
        writer.set_folders(
            {
                folder: (
                    (snapshot.signature(folder), now_ns)
                    if folder in snapshot.folders or folder in snapshot.kept
                    else None
                )
                for folder in changes.folders
            }
        )
        follow_links(writer)
        _wind_clocks(index, writer)
    return replace(
        changes,
        modified=tuple(
            path
            for path in to_read
            if path not in same and path not in set(changes.added)
        ),
        doubtful=(),
        unchanged=changes.unchanged + len(same),
    )


def _take_note(
    files: Files, index: Index, writer: Writer, rules: ReadingRules, path: str
) -> bool:
    """Read one note into the index; False when its bytes are the known ones."""
    try:
        content = files.read(path)
    except NoteMissing:
        # Gone since the walk; the next one will say so too.
        writer.drop(path)
        return True
    except NoteUnreadable as unreadable:
        writer.keep_problem(path, (unreadable.problem,))
        return True
    digest = digest_of(content)
    known = index.digest(path)
    if known == digest:
        return False
    facts = read_facts(path, content, rules)
    spoiled = any(problem.code in _SPOILED for problem in facts.problems)
    if spoiled and known is not None:
        writer.keep_problem(path, facts.problems)
    else:
        writer.put(facts, digest, len(content))
    return True


def read_facts(path: str, content: bytes, rules: ReadingRules) -> NoteFacts:
    """What the bytes of a note say; bytes that are no UTF-8 say only that."""
    from nettrack_md.note.parse import parse_note
    from nettrack_md.people.notes import read_note

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        facts = read_note(parse_note(path, ""), rules)
        problem = Problem(path, line, "not-utf8", f"byte 0x{byte:02x} is no UTF-8")
        return replace(facts, problems=(*facts.problems, problem))
    return read_note(parse_note(path, text), rules)


def follow_links(writer: Writer) -> None:
    """Find where every link leads whose answer may have changed."""
    from nettrack_md.people.links import resolve

    for link in writer.unresolved():
        notes, aliases = writer.candidates(link.key)
        found = resolve(link.target, link.source_path, notes, aliases)
        writer.resolve(link.id, found.path, found.how)


def _wind_clocks(index: Index, writer: Writer) -> None:
    """Store when each contact with new evidence is due, so that asking is quick."""
    for person in index.settled(writer.settle()):
        base_on, due_on, days = clock(person.contact, person.last)
        writer.set_clock(person.contact.path, base_on, due_on, days)


def _report(
    index: Index,
    snapshot: Snapshot,
    changes: Changes,
    vanished: tuple[int, int] | None = None,
) -> RefreshReport:
    counts = index.counts()
    return RefreshReport(
        notes=counts.notes,
        contacts=counts.contacts,
        added=len(changes.added),
        changed=len(changes.modified),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
        problems=counts.problems + len(snapshot.problems),
        rebuilt=index.rebuilt,
        walk_problems=snapshot.problems,
        vanished=vanished,
    )
