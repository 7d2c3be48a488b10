"""What only a disk has: modes, links, attributes, locks, leftovers."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import subprocess
import sys

import pytest

from nettrack_md.errors import NoteChanged, NoteUnreadable, NoteUnwritable
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.temps import new_temp_name

FAR_AHEAD = 1 << 62


@pytest.fixture(params=[True, False], ids=["exchange", "replace"])
def note(request, disk):
    """A note, and a way to edit it, with and without exchanging files."""
    disk.files = DiskFiles(str(disk.root), swaps=request.param)
    disk.put("P/a.md", b"old")
    return disk.root / "P/a.md"


def edit(disk, path="P/a.md", expected=b"old", new=b"new"):
    disk.files.write(PlannedWrite(path, expected, new))


def leftovers(disk):
    return [
        name for _, _, names in os.walk(disk.root) for name in names if ".tmp" in name
    ]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640, 0o755])
def test_the_mode_is_kept_whatever_the_umask(note, disk, mode):
    note.chmod(mode)
    before = os.umask(0o077)
    try:
        edit(disk)
    finally:
        os.umask(before)
    assert note.read_bytes() == b"new"
    assert stat.S_IMODE(note.stat().st_mode) == mode
    assert leftovers(disk) == []


def test_the_owner_is_kept_where_that_is_allowed(note, disk):
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(note, 1234, 2345)
    edit(disk)
    assert (note.stat().st_uid, note.stat().st_gid) == (1234, 2345)


def test_attributes_of_the_user_are_kept(note, disk):
    try:
        os.setxattr(note, "user.colour", b"red")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    edit(disk)
    assert os.getxattr(note, "user.colour") == b"red"


def test_new_files_follow_the_umask(disk):
    before = os.umask(0o027)
    try:
        edit(disk, "New/b.md", None)
    finally:
        os.umask(before)
    assert stat.S_IMODE((disk.root / "New/b.md").stat().st_mode) == 0o640
    assert leftovers(disk) == []


def test_private_files_do_not(disk):
    before = os.umask(0)
    try:
        DiskFiles(str(disk.root), private=True).write(
            PlannedWrite("h/1.json", None, b"x")
        )
    finally:
        os.umask(before)
    assert stat.S_IMODE((disk.root / "h/1.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((disk.root / "h").stat().st_mode) == 0o700


def test_a_linked_note_is_written_where_it_is(note, disk):
    link = disk.root / "link.md"
    link.symlink_to("P/a.md")
    edit(disk, "link.md")
    assert link.is_symlink()
    assert note.read_bytes() == b"new"
    assert not note.is_symlink()


def test_a_note_in_a_linked_folder_is_written_where_it_is(note, disk):
    (disk.root / "Q").symlink_to("P")
    edit(disk, "Q/a.md")
    edit(disk, "Q/b.md", None)
    assert note.read_bytes() == b"new"
    assert (disk.root / "P/b.md").read_bytes() == b"new"
    assert (disk.root / "Q").is_symlink()


def test_links_that_lead_out_are_neither_read_nor_written(disk, tmp_path):
    outside = tmp_path / "vault-evil"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"old")
    (disk.root / "a.md").symlink_to(outside / "a.md")
    (disk.root / "P").symlink_to(outside)
    (disk.root / "up").symlink_to("..")
    for path in ("a.md", "P/a.md", "up/vault-evil/a.md"):
        with pytest.raises(NoteUnreadable) as fault:
            disk.files.read(path)
        assert fault.value.problem.code == "link-outside"
        with pytest.raises(NoteUnwritable, match="leads out"):
            edit(disk, path)
        with pytest.raises(NoteUnwritable, match="leads out"):
            disk.files.remove(PlannedRemoval(path, b"old"))
    for path in ("P/b.md", "P/new/b.md", "up/b.md"):
        with pytest.raises(NoteUnwritable, match="leads out"):
            edit(disk, path, None)
    assert os.listdir(outside) == ["a.md"]
    assert (outside / "a.md").read_bytes() == b"old"
    assert disk.files.list("P") == ()
    assert not disk.files.exists("P/a.md")


def test_links_into_hidden_folders_are_not_written(disk):
    disk.put(".git/config", b"old")
    (disk.root / "config.md").symlink_to(".git/config")
    (disk.root / "G").symlink_to(".git")
    for path in ("config.md", "G/config"):
        with pytest.raises(NoteUnwritable, match=r"\.git is hidden"):
            edit(disk, path)
    with pytest.raises(NoteUnwritable, match=r"\.git is hidden"):
        edit(disk, "G/hooks.md", None)
    assert os.listdir(disk.root / ".git") == ["config"]


def test_a_link_that_leads_nowhere_is_not_filled(disk):
    (disk.root / "a.md").symlink_to("nowhere.md")
    with pytest.raises(NoteUnwritable, match="leads nowhere"):
        edit(disk, "a.md", None)
    (disk.root / "b.md").symlink_to("b.md")
    for expected in (None, b"x"):
        with pytest.raises(NoteUnwritable):
            edit(disk, "b.md", expected)
    with pytest.raises(NoteUnreadable) as fault:
        disk.files.read("b.md")
    assert fault.value.problem.code == "link-loop"
    assert sorted(os.listdir(disk.root)) == ["a.md", "b.md"]


def test_a_file_with_two_names_is_refused(note, disk):
    (disk.root / "b.md").hardlink_to(note)
    with pytest.raises(NoteUnwritable, match="hard links"):
        edit(disk)
    assert note.read_bytes() == b"old"
    assert leftovers(disk) == []


def test_a_pipe_is_neither_read_nor_written_nor_waited_for(disk):
    os.mkfifo(disk.root / "pipe.md")
    with pytest.raises(NoteUnreadable) as fault:
        disk.files.read("pipe.md")
    assert fault.value.problem.code == "not-a-file"
    with pytest.raises(NoteUnwritable):
        edit(disk, "pipe.md")
    assert stat.S_ISFIFO((disk.root / "pipe.md").stat().st_mode)


@pytest.mark.parametrize("lock", [fcntl.flock, fcntl.lockf])
def test_a_note_that_another_program_has_locked_is_refused(note, disk, lock):
    code = (
        "import fcntl, sys\n"
        f"f = open({str(note)!r}, 'r+b')\n"
        f"fcntl.{lock.__name__}(f, fcntl.LOCK_EX)\n"
        "print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        with pytest.raises(NoteUnwritable, match="locked"):
            edit(disk)
        with pytest.raises(NoteUnwritable, match="locked"):
            disk.files.remove(PlannedRemoval("P/a.md", b"old"))
        other.stdin.close()
    assert note.read_bytes() == b"old"
    assert leftovers(disk) == []
    edit(disk)


def test_asking_for_locks_leaves_none_behind(note, disk):
    with note.open("r+b") as mine:
        fcntl.flock(mine, fcntl.LOCK_SH)
        edit(disk)
    assert note.read_bytes() == b"new"


def test_a_folder_that_may_not_be_written_is_refused(plain_user):
    plain_user.put("P/a.md", b"old")
    folder = plain_user.root / "P"
    folder.chmod(0o500)
    with pytest.raises(NoteUnwritable, match="does not allow writing"):
        edit(plain_user)
    with pytest.raises(NoteUnwritable, match="does not allow writing"):
        edit(plain_user, "P/b.md", None)
    with pytest.raises(NoteUnwritable, match="does not allow writing"):
        edit(plain_user, "P/new/b.md", None)
    with pytest.raises(NoteUnwritable, match="does not allow writing"):
        plain_user.files.remove(PlannedRemoval("P/a.md", b"old"))
    assert plain_user.content() == {"P/a.md": b"old"}


def test_a_note_that_may_not_be_read_is_told(plain_user):
    plain_user.put("P/a.md", b"old")
    (plain_user.root / "P/a.md").chmod(0)
    with pytest.raises(NoteUnreadable) as fault:
        plain_user.files.read("P/a.md")
    assert fault.value.problem.code == "unreadable"
    assert "permission denied" in fault.value.problem.message


def test_a_note_that_the_system_protects_is_refused(note, disk):
    chattr = shutil.which("chattr")
    protect = [str(chattr), "+i", note]
    if (
        not chattr
        or subprocess.run(protect, check=False, capture_output=True).returncode
    ):
        pytest.skip("files cannot be made immutable here")
    try:
        with pytest.raises(NoteUnwritable, match=r"read-only|does not allow"):
            edit(disk)
    finally:
        subprocess.run([chattr, "-i", note], check=True)
    assert note.read_bytes() == b"old"
    assert leftovers(disk) == []


def test_the_folders_of_a_refused_creation_are_taken_away_again(disk):
    disk.put("P/a.md", b"x")
    with pytest.raises(NoteUnwritable):
        edit(disk, "New/deep/CON.md", None)
    with pytest.raises(NoteUnwritable):
        edit(disk, "P/New/aux/x.md", None)
    assert os.listdir(disk.root) == ["P"]
    assert os.listdir(disk.root / "P") == ["a.md"]


def test_reading_leaves_the_note_as_it_was(note, disk):
    before = note.stat()
    assert disk.files.read("P/a.md") == b"old"
    disk.files.walk()
    after = note.stat()
    assert (before.st_mtime_ns, before.st_ctime_ns) == (
        after.st_mtime_ns,
        after.st_ctime_ns,
    )


def test_a_folder_that_becomes_a_link_out_is_noticed_between_two_reads(disk, tmp_path):
    disk.put("P/a.md", b"inside")
    disk.put("b.md", b"b")
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"outside")
    assert disk.files.read("P/a.md") == b"inside"
    disk.files.read("b.md")
    shutil.rmtree(disk.root / "P")
    (disk.root / "P").symlink_to(outside)
    with pytest.raises(NoteUnreadable):
        disk.files.read("P/a.md")


class TestSweeping:
    def leave(self, disk, content, new=b"new", old=b"old", mode=0o644):
        path = f"P/{new_temp_name(new, old)}"
        disk.put(path, content)
        (disk.root / path).chmod(mode)
        return path

    def test_what_holds_our_text_or_the_old_one_is_removed(self, disk):
        ours, theirs = self.leave(disk, b"new"), self.leave(disk, b"old")
        swept = disk.files.sweep(FAR_AHEAD)
        assert swept.removed == tuple(sorted([ours, theirs]))
        assert swept.kept == ()
        assert disk.content() == {}

    def test_what_was_never_finished_is_removed(self, disk):
        partial = self.leave(disk, b"ne", mode=0o200)
        creation = self.leave(disk, b"ne", old=None)
        assert disk.files.sweep(FAR_AHEAD).removed == tuple(sorted([partial, creation]))

    def test_a_text_that_is_nobodys_we_know_is_kept_and_told(self, disk):
        saved = self.leave(disk, b"what somebody saved at that very moment")
        swept = disk.files.sweep(FAR_AHEAD)
        assert swept.kept == (saved,)
        assert saved in disk.content()

    def test_what_is_fresh_is_left_to_the_run_that_made_it(self, disk):
        self.leave(disk, b"new")
        assert disk.files.sweep(1) == ((), ())

    def test_a_swapped_out_file_is_as_old_as_the_swap(self, disk):
        path = self.leave(disk, b"old")
        os.utime(disk.root / path, ns=(1, 1))
        assert disk.files.sweep(2) == ((), ())

    def test_no_other_file_is_touched(self, disk):
        for path in (".nettrack.tmp", "P/.nettrack.abc.tmp", "x.tmp", "a.md"):
            disk.put(path, b"x")
        disk.put(f".git/{new_temp_name(b'x', None)}", b"x")
        before = disk.content()
        assert disk.files.sweep(FAR_AHEAD) == ((), ())
        assert disk.content() == before

    def test_nothing_outside_is_touched(self, disk, tmp_path):
        name = new_temp_name(b"x", None)
        (tmp_path / name).write_bytes(b"x")
        assert disk.files.sweep(FAR_AHEAD, [f"../{name}"]) == ((), ())
        assert (tmp_path / name).exists()

    def test_links_with_such_a_name_are_left_alone(self, disk):
        disk.put("a.md", b"new")
        (disk.root / new_temp_name(b"new", b"old")).symlink_to("a.md")
        assert disk.files.sweep(FAR_AHEAD) == ((), ())

    def test_only_what_a_walk_saw_is_looked_at_when_asked_so(self, disk):
        self.leave(disk, b"new")
        other = self.leave(disk, b"new")
        assert disk.files.sweep(FAR_AHEAD, [other, "P/gone.tmp"]).removed == (other,)


@pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="the system does not list descriptors"
)
def test_no_descriptor_stays_open(note, disk):
    disk.put("P/Q/big.md", b"x" * 10_000_001)
    os.mkfifo(disk.root / "P/pipe.md")
    (disk.root / "link.md").symlink_to("P/a.md")
    before = os.listdir("/proc/self/fd")
    edit(disk)
    edit(disk, "N/M/b.md", None)
    disk.files.remove(PlannedRemoval("N/M/b.md", b"new"))
    disk.files.read("link.md")
    disk.files.walk()
    disk.files.sweep(FAR_AHEAD)
    for path, expected in (
        ("P/a.md", b"other"), ("P/pipe.md", b"x"), ("N/M/CON.md", None),
        ("P/a.md/x.md", None), ("P/no.md", b"x"), ("P/A.md", None),
    ):  # fmt: skip
        with pytest.raises(NoteUnwritable):
            edit(disk, path, expected)
    for path in ("P/Q/big.md", "P/pipe.md", "P/Q", "P/no.md"):
        with pytest.raises(NoteUnreadable):
            disk.files.read(path)
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_note_that_vanishes_during_the_write_is_a_change(note, disk):
    note.unlink()
    with pytest.raises(NoteChanged):
        edit(disk)
    shutil.rmtree(note.parent)
    with pytest.raises(NoteChanged):
        edit(disk)
    assert list(disk.root.iterdir()) == []
