"""The real command on a system some call of which fails."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.drive import ROOT, TODAY
from tests.real.test_writes_under_faults import STRACE, _strace_works

if TYPE_CHECKING:
    from tests.user import Vault

traced = pytest.mark.skipif(
    not _strace_works(), reason="strace is missing, or may not trace here"
)


def under(vault: Vault, inject: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The real command, some call of which fails or is its last."""
    home = vault.home
    surroundings = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"), "NETTRACK_TODAY": TODAY,
    }  # fmt: skip
    calls = inject.partition(":")[0]
    tracing = [str(STRACE), "-f", "-qq", "-o", os.devnull, f"-etrace={calls}"]
    return subprocess.run(
        [*tracing, f"-einject={inject}", sys.executable, "-m", "nettrack_md", *words],
        cwd=vault.root, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
