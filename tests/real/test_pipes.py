"""A pipe whose reader has seen enough is no failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.drive import ROOT, SAMPLE, TODAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("words", [("list", "--json"), ("overdue", "--all"), ("list",)])
def test_a_reader_that_goes_early_is_no_failure(tmp_path: Path, words) -> None:
    vault = shutil.copytree(SAMPLE, tmp_path / "vault")
    ends = os.pipe()
    os.close(ends[0])  # nobody reads from the start
    done = subprocess.run(
        [sys.executable, "-m", "nettrack_md", "--vault", str(vault), *words],
        env={
            "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT), "NETTRACK_TODAY": TODAY,
        },
        stdout=ends[1],
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )  # fmt: skip
    os.close(ends[1])

    assert (done.returncode, done.stderr) == (0, b"")
