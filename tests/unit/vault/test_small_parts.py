"""Temporary names, system errors, placeholders, patience."""

from __future__ import annotations

import errno

import pytest

from nettrack_md.errors import NoteUnwritable
from nettrack_md.vault.digest import digest
from nettrack_md.vault.entries import is_cloud_only
from nettrack_md.vault.faults import find_reason, told
from nettrack_md.vault.saving import PAUSES, retry_held
from nettrack_md.vault.temps import find_temp, new_temp_name


def test_a_temporary_name_knows_what_it_is_to_hold():
    temp = find_temp(new_temp_name(b"new", b"old"))
    assert temp is not None
    assert temp.knows(b"new")
    assert temp.knows(b"old")
    assert not temp.knows(b"somebody else's")
    assert not temp.is_creation


def test_a_temporary_name_of_a_creation_says_so():
    temp = find_temp(new_temp_name(b"new", None))
    assert temp is not None
    assert temp.is_creation


def test_temporary_names_do_not_repeat():
    assert len({new_temp_name(b"n", b"o") for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "name",
    [
        ".nettrack.tmp",
        ".nettrack.abc.tmp",
        ".nettrack." + "0" * 31 + ".tmp",
        ".nettrack." + "0" * 33 + ".tmp",
        ".nettrack." + "G" * 32 + ".tmp",
        "x.nettrack." + "0" * 32 + ".tmp",
        ".nettrack." + "0" * 32 + ".tmp.md",
    ],
)
def test_only_the_exact_pattern_is_taken_for_a_temporary_file(name):
    assert find_temp(name) is None


def test_contents_have_different_digests():
    assert len({digest(b""), digest(b"a"), digest(b"b")}) == 3
    assert len(digest(b"a")) == 16


@pytest.mark.parametrize(
    ("flags", "attributes", "cloud"),
    [
        (0, 0, False),
        (0x40000000, 0, True),
        (0x8000, 0x20, False),
        (0, 0x1000, True),
        (0, 0x40000, True),
        (0, 0x400000, True),
    ],
)
def test_placeholders_are_known_by_flags_of_macos_and_attributes_of_windows(
    flags, attributes, cloud
):
    assert is_cloud_only(flags, attributes) is cloud


class Held(PermissionError):
    """What Windows raises while another program holds a file."""

    def __init__(self, code):
        super().__init__(errno.EACCES, "held")
        self.winerror = code


def failing(times, error):
    attempts: list[None] = []

    def action():
        attempts.append(None)
        if len(attempts) <= times:
            raise error

    return action, attempts


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_held_file_is_tried_again_until_it_is_let_go(code):
    action, attempts = failing(3, Held(code))
    waited: list[float] = []
    retry_held(action, waited.append)
    assert len(attempts) == 4
    assert waited == list(PAUSES[:3])


def test_patience_ends_after_two_and_a_half_seconds():
    action, attempts = failing(99, Held(32))
    waited: list[float] = []
    with pytest.raises(Held):
        retry_held(action, waited.append)
    assert sum(waited) == pytest.approx(2.5)
    assert len(attempts) == len(PAUSES) + 1


@pytest.mark.parametrize(
    "error", [PermissionError(13, "no"), Held(2), OSError(28, "full")]
)
def test_other_errors_are_not_waited_for(error):
    action, attempts = failing(99, error)
    with pytest.raises(OSError, match=r".+"):
        retry_held(action, lambda seconds: pytest.fail(f"waited {seconds}"))
    assert len(attempts) == 1


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EROFS, "x"), "the disk is read-only"),
        (Held(32), "another program keeps it open"),
        (
            OSError(errno.EXDEV, "Invalid cross-device link"),
            "invalid cross-device link",
        ),
    ],
)
def test_errors_of_the_system_are_told_in_words(error, reason):
    assert find_reason(error) == reason
    with pytest.raises(NoteUnwritable) as refusal, told("a.md"):
        raise error
    assert str(refusal.value) == f"a.md: {reason}."
