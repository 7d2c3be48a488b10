"""Files outside of the vault: all of a text or nothing, and nothing left behind."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from nettrack_md.errors import ForeignUnwritable
from nettrack_md.vault.foreign import write_foreign
from nettrack_md.vault.handed import write_handed
from nettrack_md.vault.temps import new_temp_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may become longer than that; a full disk behaves the same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_handed_over_is_whole_when_the_new_text_does_not_fit(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ours"
    path.write_bytes(b"as it was")

    with room_for(64), pytest.raises(OSError, match="large"):
        write_handed(str(path), b"x" * 1_000)

    assert [each.name for each in tmp_path.iterdir()] == ["ours"]
    assert path.read_bytes() == b"as it was"


def test_a_file_handed_over_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "ours"
    path.write_bytes(b"as it was")
    path.chmod(0o640)

    write_handed(str(path), b"new")

    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_an_export_that_does_not_fit_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "all.vcf"
    path.write_bytes(b"as it was")

    with room_for(64), pytest.raises(ForeignUnwritable, match=r"all\.vcf"):
        write_foreign(str(path), b"x" * 1_000, replace=True)

    assert [each.name for each in tmp_path.iterdir()] == ["all.vcf"]
    assert path.read_bytes() == b"as it was"


def test_an_export_is_its_owners_alone_and_leaves_others_unfinished_files(
    tmp_path: Path,
) -> None:
    fresh = tmp_path / new_temp_name(b"half", None)
    fresh.write_bytes(b"ha")

    write_foreign(str(tmp_path / "all.vcf"), b"new", replace=False)

    assert (tmp_path / "all.vcf").stat().st_mode & 0o777 == 0o600
    assert fresh.exists()  # Somebody may be writing it at this moment.
