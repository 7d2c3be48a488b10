"""Bring the index level with the vault: what changed is read again, nothing else."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.app.leveling.workers import Workers
from nettrack_md.errors import NoteMissing, NoteUnreadable
from nettrack_md.insight.cadence import clock
from nettrack_md.model.problems import Problem
from nettrack_md.model.record import record
from nettrack_md.vault.changes import compare
from nettrack_md.vault.digest import digest as digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nettrack_md.app.leveling.pool import Reading
    from nettrack_md.index.store import Index
    from nettrack_md.index.writer import Writer
    from nettrack_md.model.records import NoteFacts
    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.vault.changes import Changes
    from nettrack_md.vault.files import Files
    from nettrack_md.vault.walk import Snapshot

    #: From paths, known digests and `Writer.numbers`: some of the paths at a time, with
    #: what was read there, or None where nothing was.
    Reader = Callable[
        [Sequence[str], Mapping[str, bytes], Callable[[Sequence[str]], list[int]]],
        Iterator[tuple[Sequence[str], Reading | None]],
    ]

#: Told again and again: how many notes are done, of how many.
Progress = Callable[[int, int], None]
#: Fewer known notes than this, and no loss of notes is alarming.
_FEW = 10


@record(frozen=True, slots=True)
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
    #: Conflict copies, each with its original; empty for what is a copy of none.
    copies: tuple[tuple[str, str], ...] = ()
    #: (known, found) when most notes are gone; then nothing was taken over.
    vanished: tuple[int, int] | None = None
    #: Whether the index was level before, beyond any doubt that fresh stamps leave.
    is_level: bool = False


def refresh(
    files: Files,
    index: Index,
    snapshot: Snapshot,
    rules: ReadingRules,
    *,
    now_ns: int,
    accept_loss: bool = False,
    progress: Progress | None = None,
    workers: Workers | None = None,
) -> RefreshReport:
    """Reconcile the index with what the walk saw; many notes are read by `workers`.

    When more than half of at least ten known notes are gone the index is left as it
    is (contract section 11), unless `accept_loss`.
    """
    snapshot = _without_lookalikes(files, snapshot, rules)
    known = index.folders()
    changes = compare(known, snapshot)
    before = index.known_notes()
    if before >= _FEW and not accept_loss:
        left = before - _lost(changes)
        if left * 2 < before:
            return _report(index, snapshot, changes, vanished=(before, left))
    if changes.damaged:
        changes = _compare_all(index, snapshot)
    if changes.nothing:
        return _report(index, snapshot, changes)
    counted = _take_over(
        files, index, snapshot, rules, changes,
        now_ns=now_ns, progress=progress,
        workers=workers or Workers(getattr(files, "root", None), rules),
    )  # fmt: skip
    return _report(index, snapshot, counted)


def known_level(index: Index) -> RefreshReport:
    """What `refresh` would say of an index of which it is known that it is level."""
    counts = index.counts()
    return RefreshReport(
        notes=counts.notes,
        contacts=counts.contacts,
        unchanged=counts.notes,
        problems=counts.problems,
        rebuilt=index.rebuilt,
        is_level=True,
    )


def _without_lookalikes(
    files: Files, snapshot: Snapshot, rules: ReadingRules
) -> Snapshot:
    if not (suspects := snapshot.suspects()):
        return snapshot
    from nettrack_md.app.copies import without_lookalikes

    return without_lookalikes(files, snapshot, suspects, rules)


def _lost(changes: Changes) -> int:
    """How many notes are gone; one that came up elsewhere was only moved."""
    gone = Counter(path.rsplit("/", 1)[-1] for path in changes.removed)
    gone.subtract(Counter(path.rsplit("/", 1)[-1] for path in changes.added))
    return sum(count for count in gone.values() if count > 0)


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
    workers: Workers,
) -> Changes:
    """Write every change into the index; what only looked changed is counted same."""
    to_read = sorted({*changes.added, *changes.modified, *changes.doubtful})
    # Asked before anything is written: a question in between would cost a flush.
    known = _known_digests(index, to_read)
    with _without_collecting(), workers:
        # Before the transaction, so that they know nothing of it.
        pool = workers.pool_for(len(to_read))
        reader: Reader = _leave if pool is None else pool.read
        with index.writing() as writer:
            for path in changes.removed:
                writer.drop(path)
            readings = reader(to_read, known, writer.numbers)
            same = _take_all(
                files, writer, rules, readings, known,
                progress=progress, count=len(to_read),
            )  # fmt: skip
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
            writer.settle(clock)
    unread = same.union(changes.added)
    return replace(
        changes,
        modified=tuple(path for path in to_read if path not in unread),
        doubtful=(),
        unchanged=changes.unchanged + len(same),
    )


def _take_all(
    files: Files,
    writer: Writer,
    rules: ReadingRules,
    readings: Iterator[tuple[Sequence[str], Reading | None]],
    known: Mapping[str, bytes],
    *,
    progress: Progress | None,
    count: int,
) -> set[str]:
    """Take what was read; the paths of the notes whose bytes are the known ones."""
    same: set[str] = set()
    done = 0
    for paths, reading in readings:
        left: Sequence[str] = paths
        if reading is not None:
            sheaf, unchanged, left = reading
            writer.take(sheaf)
            same.update(unchanged)
        for path in left:
            if not _take_note(files, writer, rules, path, known.get(path)):
                same.add(path)
        done += len(paths)
        if progress is not None:
            progress(done, count)
    return same


def _known_digests(index: Index, paths: Sequence[str]) -> dict[str, bytes]:
    if index.known_notes() == 0:
        return {}
    found = ((path, index.digest(path)) for path in paths)
    return {path: digest for path, digest in found if digest is not None}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without the garbage collector: records make no cycles, and there are many."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _leave(
    paths: Sequence[str], _known: object, _numbers: object
) -> Iterator[tuple[Sequence[str], None]]:
    return (((path,), None) for path in paths)


def _take_note(
    files: Files,
    writer: Writer,
    rules: ReadingRules,
    path: str,
    known: bytes | None,
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
    if known == digest:
        return False
    from nettrack_md.app.leveling.reading import read_facts, spoils

    facts = read_facts(path, content, rules)
    if known is not None and spoils(facts) and not _hides(writer, facts):
        writer.keep_problem(path, facts.problems)
    else:
        writer.put(facts, digest, len(content))
    return True


def _hides(writer: Writer, facts: NoteFacts) -> bool:
    """Whether a broken note asks for privacy that its last good facts would not give.

    Then they go: what a note says is not worth showing whom it wants hidden.
    """
    contact = facts.contact
    return contact is not None and contact.private and not writer.is_private(facts.path)


class _NotKept(Exception):
    """Ends a transaction whose changes were only for a look."""


@contextmanager
def told(
    index: Index, contents: Mapping[str, bytes], rules: ReadingRules, *, keep: bool
) -> Iterator[None]:
    """The index as it is with these notes holding these bytes.

    With `keep` they were written; else it is as before behind the `with`.
    """
    from nettrack_md.app.leveling.reading import read_facts

    with suppress(_NotKept), index.writing() as writer:
        for path, content in contents.items():
            facts = read_facts(path, content, rules)
            writer.put(facts, digest_of(content), len(content))
        follow_links(writer)
        writer.settle(clock)
        if not keep:
            yield
            raise _NotKept
    if keep:
        yield


def follow_links(writer: Writer) -> None:
    """Find where every link leads whose answer may have changed."""
    from nettrack_md.people.links import resolve

    for link in writer.unresolved():
        notes, aliases = writer.candidates(link.key)
        found = resolve(link.target, link.source_path, notes, aliases)
        writer.resolve(link.id, found.path, found.how)


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
        copies=snapshot.conflict_copies,
        vanished=vanished,
        is_level=changes.nothing and vanished is None,
    )
