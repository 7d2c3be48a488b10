"""Vaults as other people keep them: the first answers are right, without a setting.

Each folder of `dialects/` is a small vault in one way of keeping people; what must come
out stands beside it. `make golden` writes it anew; read the diff.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nettrack_md.app.asking import check, overdue, people
from nettrack_md.app.leveling.refresh import refresh
from nettrack_md.app.settings import Settings
from nettrack_md.app.workspace import Workspace, reading_rules
from nettrack_md.cli.shown.rows import problem_row, standing_row
from nettrack_md.index.store import open_index
from nettrack_md.vault.locate import read_obsidian_settings
from nettrack_md.vault.memory import MemoryFiles

DIALECTS = Path(__file__).parent / "dialects"
VAULTS = sorted(path for path in DIALECTS.iterdir() if path.is_dir())


def opened(root: Path) -> Workspace:
    files: Any = MemoryFiles()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            files.put(path.relative_to(root).as_posix(), path.read_bytes())
    obsidian = read_obsidian_settings(str(root))
    index = open_index(None, fingerprint="dialects")
    rules = reading_rules(Settings(), obsidian)
    seen = files.walk(template_folders=obsidian.template_folders)
    return Workspace(
        root="/nowhere",
        settings=Settings(),
        obsidian=obsidian,
        files=files,
        index=index,
        refreshed=refresh(files, index, seen, rules, now_ns=files.now_ns),
        today=date(2026, 11, 20),
        locale_language="en",
        private=False,
    )


def answers(ws: Workspace) -> dict[str, Any]:
    """What `overdue`, `list` and `check` say, without what goes without saying."""
    late = [standing_row(place) for place in overdue(ws)]
    known = list(people(ws))
    keys = ("name", "last", "due_on", "days_late")
    return {
        "overdue": [{key: row[key] for key in keys} for row in late],
        "list": {
            place.person.contact.path: {
                "name": place.person.contact.name,
                "state": place.state,
                **{key: " | ".join(t) for key, t in place.person.contact.properties},
            }
            for place in known
        },
        "check": [
            {key: row[key] for key in ("code", "path", "line", "message")}
            for row in map(problem_row, check(ws)[0])
        ],
    }


@pytest.mark.parametrize("root", VAULTS, ids=lambda root: root.name)
def test_the_first_answers_are_right(root: Path) -> None:
    expected = DIALECTS / f"{root.name}.json"

    found = json.dumps(answers(opened(root)), ensure_ascii=False, indent=1) + "\n"

    if os.environ.get("NETTRACK_GOLDEN") == "update":
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text("utf-8")
