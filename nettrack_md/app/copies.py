"""Second copies of notes: what only their content tells, and what differs in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteMissing, NoteUnreadable
from nettrack_md.model.problems import Problem
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.people.values import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.note.frontmatter import Entry
    from nettrack_md.vault.files import Files
    from nettrack_md.vault.snapshot import Snapshot

#: So many copies are compared; beyond that a vault has another problem.
_MOST = 200
#: Bytes of a note that is compared line by line.
_BIG = 500_000
#: How many properties are named before the rest is counted.
_NAMED = 4


def without_lookalikes(
    files: Files,
    snapshot: Snapshot,
    suspects: Iterable[tuple[str, str]],
    rules: ReadingRules,
) -> Snapshot:
    """What the walk saw, without the notes that are second copies by their content.

    `Ada 2.md` and `Ada-STUDY.md` may be copies that a sync service left, or two other
    people; they are told apart by what they hold.
    """
    pairs = [pair for pair in suspects if _is_like(files, *pair, rules)]
    if not pairs:
        return snapshot
    folders = dict(snapshot.folders)
    for path, _ in pairs:
        folder, _, name = path.rpartition("/")
        stamps = tuple(stamp for stamp in folders[folder] if stamp[0] != name)
        folders[folder] = stamps
        if not stamps and folder not in snapshot.kept:
            del folders[folder]
    found = [
        Problem(
            path, 0, "conflict-copy", f"by what it holds this is a second copy of {of}"
        )
        for path, of in pairs
    ]
    return replace(
        snapshot,
        folders=folders,
        problems=tuple(sorted((*snapshot.problems, *found))),
        conflict_copies=tuple(sorted((*snapshot.conflict_copies, *pairs))),
    )


def _is_like(files: Files, path: str, of: str, rules: ReadingRules) -> bool:
    from nettrack_md.people.same import are_copies

    try:
        texts = [files.read(one).decode("utf-8") for one in (path, of)]
    except (NoteUnreadable, UnicodeDecodeError):
        return False
    return are_copies(texts[0], texts[1], rules)


def described(
    files: Files, problems: Iterable[Problem], copies: Mapping[str, str]
) -> Iterator[Problem]:
    """The problems, those of conflict copies with what differs and what to type.

    `copies` has the original of each copy; empty for a copy of nothing.
    """
    left = _MOST
    for problem in problems:
        of = copies.get(problem.path, "")
        if problem.code != "conflict-copy" or not of or not left:
            yield problem
            continue
        left -= 1
        yield _described(files, problem, of)


def _described(files: Files, problem: Problem, of: str) -> Problem:
    hint = f'Look at it, then put it in: nettrack merge "{problem.path}"'
    try:
        theirs, ours = files.read(problem.path), files.read(of)
    except NoteMissing:
        hint = (
            f'Give it its name back, or put it in: nettrack merge WHO "{problem.path}"'
        )
        message = f"{problem.message}, but that note is not there"
        return replace(problem, message=message, hint=hint)
    except NoteUnreadable:
        return problem
    if max(len(ours), len(theirs)) > _BIG:
        return replace(problem, hint=hint)
    difference = tell_difference(
        ours.decode("utf-8", "replace"), theirs.decode("utf-8", "replace")
    )
    return replace(problem, message=f"{problem.message}: {difference}", hint=hint)


def tell_difference(ours: str, theirs: str) -> str:
    """What differs in a copy, in a clause: properties by name, lines by number."""
    one, other = split_note(ours), split_note(theirs)
    keys = _differing(ours, theirs)
    mine, yours = (
        Counter(line.strip() for line in split.body.splitlines() if line.strip())
        for split in (one, other)
    )
    there, here = (yours - mine).total(), (mine - yours).total()
    parts = [_keys(keys)] if keys else []
    if there or here:
        lines = "1 line is" if there == 1 else f"{there} lines are"
        parts.append(f"{lines} only in the copy, {here} only in the note")
    return "; ".join(parts) or "the two say the same"


def _differing(ours: str, theirs: str) -> list[str]:
    """The properties that are not the same in both, in order."""
    one, other = (
        {entry.key: texts_of(entry.node) for entry in _entries(text)}
        for text in (ours, theirs)
    )
    return [
        key for key in dict.fromkeys((*one, *other)) if one.get(key) != other.get(key)
    ]


def _entries(text: str) -> tuple[Entry, ...]:
    return read_frontmatter(split_note(text)).entries


def _keys(keys: list[str]) -> str:
    named = ", ".join(keys[:_NAMED])
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    differs = "differs" if len(keys) == 1 else "differ"
    return f"{named}{more} {differs}"
