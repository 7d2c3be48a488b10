"""Two vaults of one kind: what holds on the disk must hold in memory."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.memory import MemoryFiles


class DiskVault:
    """A vault on the disk, and somebody else who writes into it."""

    def __init__(self, root, **options):
        self.root = root
        self.files = DiskFiles(str(root), **options)

    def put(self, path, content):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def delete(self, path):
        (self.root / path).unlink()

    def make_read_only(self, path):
        (self.root / path).chmod(0o444)

    def content(self):
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file()
        }


class MemoryVault:
    """The same in memory."""

    def __init__(self):
        self.files = MemoryFiles()

    def put(self, path, content):
        self.files.put(path, content)

    def delete(self, path):
        self.files.delete(path)

    def make_read_only(self, path):
        self.files.read_only.add(path)

    def content(self):
        return self.files.content


@pytest.fixture(params=["disk", "disk without exchange", "memory"])
def vault(request, tmp_path):
    if request.param == "memory":
        return MemoryVault()
    root = tmp_path / "vault"
    root.mkdir()
    return DiskVault(root, swaps=request.param == "disk")


@pytest.fixture
def plain_user():
    """A vault on the disk, used by somebody who may not do everything.

    Permissions mean nothing to root, so root becomes nobody for the time.
    """
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        (folder / "vault").mkdir()
        yield DiskVault(folder / "vault")
    finally:
        if is_root:
            os.seteuid(0)
        shutil.rmtree(folder)


@pytest.fixture
def disk(tmp_path):
    root = tmp_path / "vault"
    root.mkdir()
    return DiskVault(root)
