"""Laws of the vault: what is known plus what changed is what is there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.errors import NettrackError
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault.changes import compare
from nettrack_md.vault.copies import find_copies, find_copy
from nettrack_md.vault.memory import MemoryFiles
from nettrack_md.vault.paths import find_path_fault, show_name
from nettrack_md.vault.scope import Scope
from nettrack_md.vault.temps import find_temp, new_temp_name

PATHS = st.sampled_from(
    ["a.md", "b.md", "P/a.md", "P/b.md", "P/c.md", "Q/r/a.md", "T/x.md", "x.txt"]
)
CONTENT = st.binary(max_size=3)
EDITS = st.lists(st.tuples(PATHS, st.none() | CONTENT), max_size=8)


def apply(files, edits):
    for path, content in edits:
        if content is not None:
            files.put(path, content)
        elif path in files.content:
            files.delete(path)


@given(st.lists(EDITS, max_size=5))
def test_following_the_changes_gives_what_a_fresh_look_gives(rounds):
    """The index after any edits equals one built from scratch, seen from here."""
    files = MemoryFiles()
    known: dict[str, tuple[bytes, int]] = {}
    texts: dict[str, bytes] = {}
    for edits in rounds:
        apply(files, edits)
        snapshot = files.walk(template_folders=["T"])
        changes = compare(known, snapshot)
        for path in (*changes.added, *changes.modified, *changes.doubtful):
            texts[path] = files.read(path)
        for path in changes.removed:
            del texts[path]
        for folder in changes.folders:
            if folder in snapshot.folders:
                known[folder] = (snapshot.signature(folder), files.now_ns)
            else:
                del known[folder]
        wanted = {
            path: content
            for path, content in files.content.items()
            if path.endswith(".md") and not path.startswith("T/")
        }
        assert texts == wanted
        assert set(known) == set(snapshot.folders)


@given(EDITS, EDITS)
def test_what_is_counted_is_what_is_there(first, second):
    files = MemoryFiles()
    apply(files, first)
    before = files.walk()
    known = {folder: (before.signature(folder), 0) for folder in before.folders}
    apply(files, second)
    now = files.walk()
    changes = compare(known, now)
    listed = (*changes.added, *changes.modified, *changes.doubtful)
    assert len(listed) + changes.unchanged == len(list(now.paths()))
    assert len(set(listed)) == len(listed)
    assert not set(listed) & set(changes.removed)


@given(PATHS, st.none() | CONTENT, st.none() | CONTENT, CONTENT)
def test_a_write_happens_exactly_when_the_file_holds_what_was_expected(
    path, there, expected, new
):
    files = MemoryFiles()
    if there is not None:
        files.put(path, there)
    before = files.content
    write = PlannedWrite(path, expected, new)
    try:
        files.write(write)
    except NettrackError:
        assert there != expected
        assert files.content == before
    else:
        assert there == expected or write.action == "unchanged"
        if write.action != "unchanged":
            assert files.content == {path: new}


@given(PATHS, CONTENT, CONTENT)
def test_a_write_and_its_way_back_leave_the_vault_as_it_was(path, old, new):
    files = MemoryFiles({path: old})
    files.write(PlannedWrite(path, old, new))
    files.write(PlannedWrite(path, new, old))
    assert files.content == {path: old}
    files.remove(PlannedRemoval(path, old))
    files.write(PlannedWrite(path, None, old))
    assert files.content == {path: old}


@given(st.binary(max_size=200), st.none() | st.binary(max_size=200))
def test_a_diff_is_text_whatever_the_bytes(new, expected):
    write = PlannedWrite("a.md", expected, new)
    diff = write.diff()
    diff.encode("utf-8")
    if expected is not None:
        assert (diff == "") == (expected == new)


@given(st.text(max_size=30))
def test_no_text_is_a_way_out_of_the_vault(path):
    if find_path_fault(path) == "":
        assert ".." not in path.split("/")
        assert not path.startswith("/")


@given(st.text(max_size=12), st.text(max_size=20))
def test_no_pattern_and_no_path_break_the_scope(pattern, path):
    scope = Scope([pattern], [pattern])
    assert scope.skips_folder(path) in {True, False}
    assert scope.skips_file(path) in {True, False}


@given(
    st.lists(st.text("aB-_.()[] 0123conflitedpyDESKTOPmac", max_size=40), max_size=5)
)
def test_the_quick_look_finds_the_copies_that_the_slow_one_finds(stems):
    names = [f"{stem}.md" for stem in stems]
    slow = {name: find_copy(name, set(names)) for name in names}
    assert find_copies(names) == {name: copy for name, copy in slow.items() if copy}


@given(st.binary(max_size=20), st.none() | st.binary(max_size=20))
def test_a_temporary_name_knows_its_two_texts(new, old):
    temp = find_temp(new_temp_name(new, old))
    assert temp is not None
    assert temp.knows(new)
    assert old is None or temp.knows(old)


@given(st.binary(max_size=30))
def test_every_file_name_can_be_shown(name):
    show_name(name.decode("utf-8", "surrogateescape")).encode("utf-8")
