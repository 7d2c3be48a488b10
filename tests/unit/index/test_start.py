from __future__ import annotations

import subprocess
import sys

import pytest

from tests.drive import ROOT


@pytest.mark.parametrize(
    "heavy",
    [
        "json", "hashlib", "pathlib", "tempfile", "logging", "pickle", "typing_extensions",
        "nettrack_md.people", "nettrack_md.note", "nettrack_md.insight", "yaml",
    ],
)  # fmt: skip
def test_the_index_loads_nothing_that_costs(heavy: str) -> None:
    code = "import sys, nettrack_md.index.store; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert heavy not in done.stdout.split()
