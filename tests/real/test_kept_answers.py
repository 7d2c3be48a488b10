"""Kept answers belong to the code that made them, even at one and the same version."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

from tests.drive import ROOT, nettrack

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.real
def test_other_code_at_the_same_version_answers_anew(tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(ROOT / "nettrack_md", code / "nettrack_md")
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    note = vault / "People" / "Ada Example.md"
    note.write_text("---\ntier: close\n---\n## Log\n- 2026-01-01 met\n")

    def asked() -> str:
        return nettrack(
            "overdue", "--json", "--vault", str(vault), home=tmp_path,
            PYTHONPATH=str(code), PYTHONDONTWRITEBYTECODE="1",
        ).out  # fmt: skip

    def kept() -> bytes:
        (index,) = (tmp_path / "cache").rglob("index.db")
        return index.read_bytes()

    # What was saved just now is read again, and that forgets the answers: ask until
    # one is kept.
    assert "days_late" in asked()
    deadline = time.monotonic() + 30
    before = b""
    while before != kept():
        assert time.monotonic() < deadline
        before = kept()
        assert "days_late" in asked()
    rows = code / "nettrack_md" / "cli" / "shown" / "rows.py"
    changed = rows.read_text("utf-8").replace('"days_late"', '"days_behind"')
    rows.unlink()
    rows.write_text(changed, "utf-8")
    assert "days_behind" in asked()
