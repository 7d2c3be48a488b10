"""Two snapshots compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nettrack_md.vault.changes import Changes, compare
from nettrack_md.vault.snapshot import Snapshot, find_contents

SECOND = 1_000_000_000
#: All files are older than this by far.
LATER = 1_000 * SECOND


def stamp(name, size=10, mtime=5 * SECOND, ctime=5 * SECOND, inode=1):
    return (name, size, mtime, ctime, inode)


def known_of(snapshot, scanned_ns=LATER):
    return {f: (snapshot.signature(f), scanned_ns) for f in snapshot.folders}


TWO = Snapshot(
    {"": (stamp("me.md"),), "People": (stamp("Ada.md"), stamp("Bo.md", inode=2))}
)


def test_the_same_vault_needs_nothing():
    changes = compare(known_of(TWO), TWO)
    assert changes == Changes(unchanged=3)
    assert changes.nothing


def test_everything_is_new_at_first():
    changes = compare({}, TWO)
    assert changes.added == ("People/Ada.md", "People/Bo.md", "me.md")
    assert changes.folders == ("", "People")
    assert not changes.nothing


@pytest.mark.parametrize(
    "other",
    [
        stamp("Ada.md", size=11),
        stamp("Ada.md", mtime=6 * SECOND),
        stamp("Ada.md", mtime=4 * SECOND),
        stamp("Ada.md", ctime=6 * SECOND),
        stamp("Ada.md", inode=99),
    ],
)
def test_a_note_is_read_again_when_any_of_its_stamps_differs(other):
    now = replace(
        TWO, folders={**TWO.folders, "People": (other, TWO.folders["People"][1])}
    )
    changes = compare(known_of(TWO), now)
    assert changes.modified == ("People/Ada.md",)
    assert (changes.added, changes.removed, changes.doubtful) == ((), (), ())
    assert changes.unchanged == 2
    assert changes.folders == ("People",)


def test_notes_come_and_go():
    now = replace(TWO, folders={"": TWO.folders[""], "People": (stamp("Cy.md"),)})
    changes = compare(known_of(TWO), now)
    assert changes.added == ("People/Cy.md",)
    assert changes.removed == ("People/Ada.md", "People/Bo.md")


def test_a_folder_that_is_gone_takes_its_notes_with_it():
    now = replace(TWO, folders={"": TWO.folders[""]})
    changes = compare(known_of(TWO), now)
    assert changes.removed == ("People/Ada.md", "People/Bo.md")
    assert changes.folders == ("People",)


@pytest.mark.parametrize("age", [-5, -1, 0, 1, 2])
def test_a_note_touched_around_the_last_scan_is_doubtful(age):
    """Within two seconds a file may be written twice with the same times."""
    for fresh in (stamp("x.md", mtime=100 * SECOND), stamp("x.md", ctime=100 * SECOND)):
        snapshot = Snapshot({"": (fresh, stamp("y.md"))})
        changes = compare(known_of(snapshot, (100 + age) * SECOND), snapshot)
        assert changes.doubtful == ("x.md",)
        assert changes.unchanged == 1
        assert changes.folders == (
            "",
        )  # Once looked at, the time of the scan moves on.


def test_a_note_older_than_two_seconds_at_the_last_scan_is_not():
    snapshot = Snapshot({"": (stamp("x.md", mtime=100 * SECOND),)})
    assert compare(known_of(snapshot, 102 * SECOND + 1), snapshot).nothing


def test_doubt_also_falls_on_the_neighbours_of_a_changed_note():
    before = Snapshot({"": (stamp("x.md", mtime=100 * SECOND), stamp("y.md"))})
    now = Snapshot({"": (stamp("x.md", mtime=100 * SECOND), stamp("y.md", size=1))})
    changes = compare(known_of(before, 101 * SECOND), now)
    assert (changes.doubtful, changes.modified) == (("x.md",), ("y.md",))


def test_what_cannot_be_read_now_is_not_taken_for_removed():
    now = Snapshot(
        {"": TWO.folders[""], "People": (TWO.folders["People"][1],)},
        kept={"People": ("Ada.md",)},
    )
    changes = compare(known_of(TWO), now)
    assert changes.removed == ()
    assert changes.modified == ()
    assert changes.folders == ("People",)
    # Later it is deleted where it was kept.
    gone = Snapshot({"": TWO.folders[""], "People": (TWO.folders["People"][1],)})
    assert compare(known_of(now), gone).removed == ("People/Ada.md",)
    # Or it is back.
    assert compare(known_of(now), TWO).modified == ("People/Ada.md",)
    assert compare(known_of(now), TWO).added == ()


def test_folders_that_could_not_be_listed_keep_all_they_had():
    deep = Snapshot({"a/b": (stamp("x.md"),), "ab": (stamp("y.md"),)})
    now = Snapshot({}, unread_folders=("a",))
    changes = compare(known_of(deep), now)
    assert changes.removed == ("ab/y.md",)
    assert changes.folders == ("ab",)
    assert compare(known_of(deep), Snapshot({}, unread_folders=("",))).nothing


@pytest.mark.parametrize("place", [0, 3, 4, 20, -1])
def test_a_flipped_bit_in_what_was_stored_is_noticed_and_read_again(place):
    known = known_of(TWO)
    signature = bytearray(known["People"][0])
    signature[place] ^= 4
    known["People"] = (bytes(signature), LATER)
    changes = compare(known, TWO)
    assert changes.damaged == ("People",)
    assert changes.modified == ("People/Ada.md", "People/Bo.md")


def test_a_damaged_signature_of_a_folder_that_is_gone_is_noticed_too():
    assert compare({"x": (b"\0\0\0\0junk", 0)}, Snapshot({})).damaged == ("x",)


def test_a_signature_does_not_depend_on_the_objects_it_was_made_of():
    name = b"Ada.md".decode()
    # The same values in objects that nobody else refers to, and in shared ones.
    shared = stamp(name)
    one = Snapshot({"": (shared, shared)})
    other = Snapshot({"": (stamp("Ada.md"), stamp(b"Ada.md".decode()))})
    assert one.signature("") == other.signature("")


def test_a_signature_can_be_read_again():
    snapshot = Snapshot({"": (stamp("人.md"),)}, kept={"": ("x.md",)})
    assert find_contents(snapshot.signature("")) == ((stamp("人.md"),), ("x.md",))
    assert find_contents(b"") is None


def test_numbered_notes_are_suspected_beside_their_original():
    snapshot = Snapshot({"P": (stamp("Ada 2.md"), stamp("Ada.md"), stamp("Bo 2.md"))})
    assert snapshot.suspects() == (("P/Ada 2.md", "P/Ada.md"),)


def test_notes_of_quite_another_size_are_not_suspected():
    small = ("Ada 2.md", 100, 0, 0, 0)
    big = ("Ada.md", 151, 0, 0, 0)
    assert Snapshot({"P": (small, big)}).suspects() == ()
    assert Snapshot({"P": (small, ("Ada.md", 150, 0, 0, 0))}).suspects() != ()
