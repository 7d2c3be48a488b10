"""Ten million odd documents, each at a door of the code that any document may reach."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING

from tests.torture.figures import Figure, ToolMissing
from tests.torture.fuzzing.targets import Finding, all_targets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.torture.figures import Run
    from tests.torture.fuzzing.targets import Target

#: One target is left when so many places in the code were stumbled over.
ENOUGH = 8
#: So many documents tell coverage too little to lead anywhere.
FEW = 1_000


@dataclass
class Counted:
    """What was done at one target."""

    drawn: int = 0
    guided: int = 0
    findings: dict[str, Finding] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """All of them, drawn by lot or led by coverage."""
        return self.drawn + self.guided


def wish(target: Target, run: Run) -> int:
    """How many documents coverage shall lead to; few are not worth a process."""
    tries = run.share(target.guided)
    return tries if tries >= FEW and find_spec("atheris") else 0


def drawn(target: Target, run: Run) -> Counted:
    """Documents drawn by lot."""
    counted = Counted()
    share = run.share(target.share) - wish(target, run)
    for document in islice(target.documents(run.seed), share):
        counted.drawn += 1
        if (found := target.try_out(document)) is not None:
            counted.findings.setdefault(found.what[:60], found)
            if len(counted.findings) >= ENOUGH:
                break
    return counted


def guided(target: Target, run: Run, counted: Counted) -> None:
    """Documents that coverage led to; in a process of its own, which atheris ends."""
    tries = wish(target, run)
    if not tries:
        return
    told = run.folder / f"{target.name}.json"
    subprocess.run(
        [sys.executable, "-m", "tests.torture.fuzzing.guided", target.name, str(tries),
         str(run.seed), str(told), *target.rooms],
        check=False, capture_output=True,
    )  # fmt: skip
    counted.guided, faults = read_told(told)
    for what in faults:
        counted.findings.setdefault(what[:60], Finding(target.name, "", what))


def read_told(told: Path) -> tuple[int, list[str]]:
    """How many documents a guided run tried, and what it stumbled over."""
    if not told.exists():
        return 0, ["the guided run did not end"]
    found = json.loads(told.read_text("utf-8"))
    return found["documents"], found["faults"]


def torture(run: Run) -> Iterator[Figure]:
    """One figure for each target, and the sum."""
    every, faults, wanted = 0, 0, 0
    for target in all_targets().values():
        counted = drawn(target, run)
        guided(target, run, counted)
        every += counted.documents
        faults += len(counted.findings)
        wanted += run.share(target.share)
        for found in counted.findings.values():
            print(f"{found.what}\n  {found.document!r}", file=sys.stderr, flush=True)
        yield Figure(
            (),
            f"odd documents: {target.name}",
            "0 uncaught, 0 promises broken",
            f"{len(counted.findings)} in {counted.documents:,}, "
            f"{counted.guided:,} of them led by coverage",
            not counted.findings,
        )
    yield Figure(
        (),
        "odd documents at every door",
        f"{wanted:,}, 0 uncaught",
        f"{every:,}, {faults} uncaught",
        met=every >= wanted and not faults,
    )
    if find_spec("atheris") is None:
        raise ToolMissing("atheris, which leads documents by coverage, is missing")
