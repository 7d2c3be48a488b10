"""Cases 33, 34, 35 and 38: a broken cache, odd clocks, hostile notes, no place to write.

Each by its number in docs/torture.md; the long versions lie in tests/torture.
"""

from __future__ import annotations

import os
import re
import socket
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.forty.faulty import traced, under
from tests.real.test_bad_input import bomb, merge_bomb
from tests.user import BO, Vault

LIST = ("list", "--json")


def index_of(vault: Vault) -> Path:
    (found,) = (vault.home / "cache").rglob("index.db")
    return found


@pytest.mark.parametrize("damage", ["flipped", "cut", "text", "folder", "future"])
def test_case_33_a_damaged_cache_is_made_anew_and_the_answer_is_right(
    vault: Vault, damage: str
) -> None:
    right = vault.run(*LIST).out
    index = index_of(vault)
    content = index.read_bytes()
    match damage:
        case "flipped":
            middle = len(content) // 2
            flipped = bytes(byte ^ 0xFF for byte in content[middle : middle + 4096])
            index.write_bytes(content[:middle] + flipped + content[middle + 4096 :])
        case "cut":
            index.write_bytes(content[: len(content) // 3])
        case "text":
            index.write_text("no database\n" * 99)
        case "folder":
            index.unlink()
            index.mkdir()
        case "future":
            with sqlite3.connect(index) as db:
                db.execute("PRAGMA user_version = 999999")
                db.execute("CREATE TABLE from_the_future (x)")
            db.close()
    # Something changed, so that no kept answer does.
    vault.put("People/Cy.md", BO)

    done = vault.run(*LIST)

    names = [row["name"] for row in done.data]
    assert sorted(names) == ["Ada Byron", "Bo Quiet", "Cy"]
    assert "Traceback" not in done.err
    (vault.root / "People/Cy.md").unlink()
    assert vault.run(*LIST).out == right
    assert index_of(vault).is_file()


ZONES = ("Pacific/Kiritimati", "America/Los_Angeles")


def test_case_34_today_is_the_day_of_the_vaults_zone_wherever_the_device_is(
    vault: Vault,
) -> None:
    zone = "Asia/Tokyo"
    vault.put("nettrack.toml", f'timezone = "{zone}"\n')

    def local() -> str:
        return datetime.now(ZoneInfo(zone)).date().isoformat()

    def told(device: str) -> str:
        out = vault.run(*LIST, NETTRACK_TODAY="", TZ=device).out
        (found,) = re.findall(r'"today": "([\d-]+)"', out)
        return str(found)

    before = local()
    days = {told(device) for device in ZONES}

    assert days <= {before, local()}


@pytest.mark.parametrize(
    ("last", "cadence", "due"),
    [
        ("2026-03-28", "1d", "2026-03-29"),  # The clocks of Europe go forward
        ("2026-10-24", "2d", "2026-10-26"),  # and back.
        ("2026-12-31", "1d", "2027-01-01"),
        ("2027-01-31", "1m", "2027-02-28"),
        ("2028-02-29", "1y", "2029-02-28"),
    ],
)
def test_case_34_a_reminder_falls_on_a_day_of_the_calendar(
    vault: Vault, last: str, cadence: str, due: str
) -> None:
    note = f"---\ncadence: {cadence}\n---\n## Log\n\n- {last} call\n"
    vault.put("People/Cy.md", note)

    rows = vault.run(*LIST, "--today", due, TZ="Europe/Berlin").data

    (row,) = [row for row in rows if row["name"] == "Cy"]
    assert (row["due_on"], row["days_late"], row["state"]) == (due, 0, "soon")


def test_case_35_hostile_notes_are_named_and_the_others_answered(
    vault: Vault,
) -> None:
    people = vault.root / "People"
    hostile = {
        "Brackets": "---\na: " + "[" * 30_000 + "\n---\n",
        "Merge": merge_bomb(),
        "Bomb": bomb(),
        "Digits": f"---\nmet: {'9' * 5_000}\nphones: {'8' * 5_000}\n---\n",
        "Keys": "---\n" + "".join(f"k{n}: 1\n" for n in range(100_000)) + "---\n",
    }
    for name, text in hostile.items():
        vault.put(f"People/{name}.md", text)
    with (people / "Huge.md").open("wb") as file:
        file.truncate(2**30)
    os.mkfifo(people / "Pipe.md")
    (people / "Folder.md").mkdir()
    with socket.socket(socket.AF_UNIX) as ear:
        here = os.open(people, os.O_RDONLY)
        ear.bind(f"/proc/self/fd/{here}/Socket.md")
        os.close(here)

        found = vault.run("check", "--json", code=4).data

    named = {Path(row["path"]).stem for row in found}
    assert {*hostile, "Huge", "Pipe", "Folder", "Socket"} <= named
    late = {row["name"] for row in vault.run("overdue", "--json").data}
    assert {"Ada Byron", "Bo Quiet"} <= late


def test_case_38_without_a_home_or_a_place_for_the_cache_answers_are_the_same(
    vault: Vault,
) -> None:
    right = vault.run(*LIST).out
    nowhere = "/proc/nowhere"
    places: list[dict[str, Any]] = [
        {"HOME": nowhere, "XDG_CACHE_HOME": nowhere, "XDG_STATE_HOME": nowhere},
        {"HOME": "", "XDG_CACHE_HOME": "", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""},
        {"XDG_CACHE_HOME": "/dev/full"},
    ]
    for env in places:
        assert vault.run(*LIST, **env).out == right


def test_case_38_a_write_without_a_place_for_its_history_says_so(
    vault: Vault,
) -> None:
    done = vault.run("log", "bo", "tea", XDG_STATE_HOME="/proc/nowhere")

    assert "This cannot be undone" in done.err
    assert "- 2026-11-20 tea\n" in vault.text("People/Bo Quiet.md")


@traced
def test_case_38_a_vault_that_cannot_be_written_is_read_and_refused_clearly(
    vault: Vault,
) -> None:
    vault.run("index")
    before = vault.files()

    refused = under(
        vault, "renameat2,renameat,rename:error=EROFS", "set", "bo", "org", "x"
    )

    assert refused.returncode == 1
    assert "People/Bo Quiet.md: " in refused.stderr
    assert "Traceback" not in refused.stderr
    assert vault.files() == before
    assert vault.run(*LIST).code == 0


def test_case_38_a_cache_that_somebody_holds_for_long_stops_no_answer(
    vault: Vault,
) -> None:
    vault.run(*LIST)
    with sqlite3.connect(index_of(vault), isolation_level=None) as db:
        db.execute("BEGIN EXCLUSIVE")
        vault.put("People/Cy.md", BO)

        names = {row["name"] for row in vault.run(*LIST).data}

        db.execute("ROLLBACK")
    db.close()
    assert names == {"Ada Byron", "Bo Quiet", "Cy"}
