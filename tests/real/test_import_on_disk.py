"""An import of many: each text is on the disk before its name, note before record.

A kill cannot show a missing fsync; the order of the system calls can.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.drive import ROOT
from tests.real.test_writes_under_faults import STRACE, pytestmark

__all__ = ["pytestmark"]
CALLS = "openat,write,fsync,renameat2,linkat,unlinkat"
PEOPLE = 40


def traced(tmp_path: Path) -> list[str]:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "nettrack.toml").touch()
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:u{number}\nFN:Person No{number}\nEND:VCARD\n"
        for number in range(PEOPLE)
    )
    (tmp_path / "cards.vcf").write_text(cards)
    log = tmp_path / "strace.log"
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CACHE", "STATE")}
    assert STRACE is not None
    subprocess.run(
        [STRACE, "-f", "-y", "-s0", "-o", str(log), f"-etrace={CALLS}", sys.executable,
         "-m", "nettrack_md", "--vault", str(vault), "import",
         str(tmp_path / "cards.vcf"), "--apply"],
        cwd=ROOT, check=True, capture_output=True, env=os.environ | homes,
    )  # fmt: skip
    text = log.read_text(errors="replace")
    # A call that others interrupt is told in two pieces; its end is what counts.
    begun: dict[str, str] = {}
    lines = []
    for line in text.splitlines():
        pid, _, rest = line.partition(" ")
        if rest.endswith("<unfinished ...>"):
            begun[pid] = rest.strip().removesuffix("<unfinished ...>")
        elif (found := re.match(r"\s*<\.\.\. \w+ resumed>(.*)", rest)) is not None:
            lines.append(begun.pop(pid, "") + found[1])
        else:
            lines.append(rest.strip())
    return [line for line in lines if str(vault) in line]


def test_texts_come_before_names_and_notes_before_what_is_kept_of_them(
    tmp_path: Path,
) -> None:
    synced: set[str] = set()
    named: dict[str, int] = {}
    confirmed: dict[str, int] = {}
    calls = traced(tmp_path)
    for place, call in enumerate(calls):
        if (found := re.match(r"fsync\(\d+<([^>]*)>\s*\)\s+= 0", call)) is not None:
            synced.add(found[1])
            confirmed[found[1]] = place
        elif call.startswith(("renameat2", "linkat")):
            folder = re.findall(r"<([^>]*)>", call)[0]
            old, new = re.findall(r"\"([^\"]*)\"", call)
            assert f"{folder}/{old}" in synced, call
            named[f"{folder}/{new}"] = place
    notes = [path for path in named if path.endswith(".md")]
    records = [path for path in named if path.endswith(".json")]
    assert len(notes) == len(records) == PEOPLE
    for path, place in named.items():
        assert confirmed[path.rpartition("/")[0]] > place
    first_record = min(named[path] for path in records)
    assert all(named[path] < first_record for path in notes)
    in_between = [
        place
        for place, call in enumerate(calls)
        if re.match(r"fsync\(\d+<[^>]*/People>\s*\)\s+= 0", call)
        and place < first_record
    ]
    assert in_between[-1] > max(named[path] for path in notes)
