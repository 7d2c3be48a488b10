"""`nettrack service` with a program called systemctl that writes down what it is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.app.programs import run_program
from nettrack_md.app.service import (
    carry_out,
    draw,
    plan_install,
    plan_uninstall,
    read_standing,
)
from nettrack_md.app.service.systemd import blueprint
from tests.drive import ROOT, Result, nettrack, talk
from tests.unit.app.service_jobs import HOSTILE, jobs, machine

if TYPE_CHECKING:
    from nettrack_md.app.surroundings import System

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(sys.platform != "linux", reason="the units are systemd's"),
]

#: Keeps the list of what is enabled, and fails where a file `broken` tells it to.
SYSTEMCTL = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$SERVICE_TEST/asked"
if [ -e "$SERVICE_TEST/broken" ]; then
    echo "Failed to connect to bus: No medium found." >&2
    exit 1
fi
shift
action=$1; shift
[ "$1" = --now ] && shift
for unit in "$@"; do
    case $action in
        enable|restart) touch "$SERVICE_TEST/on-$unit" ;;
        disable) rm -f "$SERVICE_TEST/on-$unit" ;;
        is-active)
            if [ -e "$SERVICE_TEST/on-$unit" ]; then echo active; exit 0; fi
            echo inactive; exit 3 ;;
    esac
done
"""
NOTIFY = """\
#!/bin/sh
printf '%s|' "$@" >> "$SERVICE_TEST/shown"
echo >> "$SERVICE_TEST/shown"
[ ! -e "$SERVICE_TEST/broken" ]
"""


@dataclass
class Desk:
    """A user's home, their vault, and the programs of their system."""

    home: Path
    vault: Path

    def __call__(self, *words: str, **env: Any) -> Result:
        bin_path = f"{self.home / 'bin'}:{os.environ['PATH']}"
        given = {"PATH": bin_path, "SERVICE_TEST": str(self.home), **env}
        return nettrack(*words, home=self.home, cwd=self.vault, **given)

    def program(self, name: str, text: str) -> None:
        place = self.home / "bin" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
        place.chmod(0o755)

    def asked(self) -> list[str]:
        """What systemctl was told since the last time."""
        place = self.home / "asked"
        said = place.read_text("utf-8").splitlines() if place.exists() else []
        place.unlink(missing_ok=True)
        return said

    @property
    def folder(self) -> Path:
        return self.home / "config" / "systemd" / "user"

    def units(self) -> list[Path]:
        return sorted(self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = tmp_path / "home"
    vault = home / "vault"
    vault.mkdir(parents=True)
    (vault / "nettrack.toml").write_text("", encoding="utf-8")
    made = Desk(home, vault)
    made.program("systemctl", SYSTEMCTL)
    return made


def identity(unit: Path) -> tuple[Path, int, int]:
    """What changes when a file is written or replaced."""
    status = unit.lstat()
    return unit, status.st_ino, status.st_mtime_ns


def test_from_nothing_to_installed_and_back(desk: Desk) -> None:
    assert desk("service").out.count("absent") == 3

    done = desk("service", "install", "--yes")
    assert (done.code, done.err) == (0, "")
    review, timer, watch = (unit.name for unit in desk.units())
    assert desk.asked() == [
        "--user daemon-reload",
        f"--user enable --now {watch} {timer}",
    ]

    standing = desk("service", "status", "--json").data
    assert standing["state"] == "installed"
    assert {unit["file"] for unit in standing["units"]} == {"current"}
    assert [unit["runs"] for unit in standing["units"]] == ["active", None, "active"]
    assert desk.asked() == [f"--user is-active {watch}", f"--user is-active {timer}"]

    done = desk("service", "uninstall")
    assert (done.code, done.err) == (0, "")
    assert desk.units() == []
    assert desk.asked() == [
        f"--user disable --now {watch}",
        f"--user disable --now {timer}",
        "--user daemon-reload",
        f"--user reset-failed {watch}",
    ]
    assert review not in done.out.replace(f"removed\t{desk.folder / review}", "")


def test_installing_twice_is_installing_once(desk: Desk) -> None:
    desk("service", "install", "--yes")
    before = [identity(unit) for unit in desk.units()]
    first = desk.asked()

    done = desk("service", "install", "--yes")

    assert done.out.count("unchanged") == 3
    assert [identity(unit) for unit in desk.units()] == before
    assert desk.asked() == first, "nothing that runs is started anew"


def test_uninstalling_nothing_is_done_at_once(desk: Desk) -> None:
    done = desk("service", "uninstall")

    assert (done.code, done.out) == (0, "")
    assert done.err == "Nothing was installed.\n"
    assert desk.asked() == []


def test_printing_writes_nothing_and_starts_nothing(desk: Desk) -> None:
    def everything() -> list[Path]:
        return sorted(path for path in desk.home.rglob("*"))

    before = everything()
    for words in (["--print"], ["install", "--dry-run"], ["uninstall", "--print"]):
        assert desk("service", *words).code == 0

    assert everything() == before


def test_what_is_printed_is_what_is_written_and_run(desk: Desk) -> None:
    plan = desk("service", "--print", "--json").data
    printed = desk("service", "--print").out
    desk("service", "install", "--yes")

    for row in plan["writes"]:
        text = Path(row["path"]).read_text("utf-8")
        assert text == row["text"]
        assert text in printed
    ran = [" ".join(row["words"][1:]) for row in plan["commands"]]
    assert desk.asked() == ran
    assert all(f"systemctl {words}" in printed for words in ran)


def test_the_units_are_the_owners_alone(desk: Desk) -> None:
    desk("service", "install", "--yes")

    assert {unit.stat().st_mode & 0o777 for unit in desk.units()} == {0o600}


def test_where_nobody_sits_a_yes_is_asked_for_on_the_command_line(desk: Desk) -> None:
    done = desk("service", "install")

    assert done.code == 2
    assert "nettrack service install --yes" in done.err
    assert desk.units() == []
    assert desk.asked() == []


def test_a_unit_that_somebody_changed_is_neither_overwritten_nor_removed(
    desk: Desk,
) -> None:
    desk("service", "install", "--yes")
    unit = desk.units()[2]
    changed = unit.read_text("utf-8").replace("Nice=10", "Nice=19")
    unit.write_text(changed, encoding="utf-8")
    desk.asked()

    for words in (["install", "--yes"], ["uninstall"]):
        done = desk("service", *words)
        assert done.code == 1
        assert done.err.startswith(f"{unit}: somebody changed it since")

    assert unit.read_text("utf-8") == changed
    assert len(desk.units()) == 3
    assert desk.asked() == [], "nothing was stopped either"
    assert desk("service", "--json").data["state"] == "edited"


@pytest.mark.parametrize("kind", ["file", "mask"])
def test_a_unit_of_somebody_else_is_left_alone(desk: Desk, kind: str) -> None:
    desk("service", "install", "--yes")
    unit = desk.units()[2]
    unit.unlink()
    if kind == "mask":
        unit.symlink_to("/dev/null")
    else:
        unit.write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")
    before = identity(unit)

    for words in (["install", "--yes"], ["uninstall"]):
        done = desk("service", *words)
        assert done.code == 1
        assert "was not written by nettrack" in done.err

    assert identity(unit) == before


def test_units_of_other_settings_are_out_of_date_until_installed_anew(
    desk: Desk,
) -> None:
    desk("service", "install", "--yes")
    (desk.vault / "nettrack.toml").write_text('week_starts = "sunday"\n')
    desk.asked()

    done = desk("service")
    assert "outdated" in done.out
    assert "nettrack service install" in done.err
    desk.asked()

    done = desk("service", "install", "--yes")
    review, timer, watch = (unit.name for unit in desk.units())
    assert done.code == 0
    assert desk.asked()[-1] == f"--user restart {watch} {timer}"
    assert "OnCalendar=Sun *-*-* 07:00:00" in (desk.folder / timer).read_text("utf-8")
    assert desk("service", "--json").data["state"] == "installed"
    assert review in {unit.name for unit in desk.units()}


def test_units_of_another_python_are_out_of_date(desk: Desk) -> None:
    desk("service", "install", "--yes")

    elsewhere = desk("service", "--json", PYTHONPATH=f"{ROOT}:{desk.home}").data

    assert elsewhere["state"] == "outdated"


def test_a_unit_that_is_missing_is_mended(desk: Desk) -> None:
    desk("service", "install", "--yes")
    desk.units()[0].unlink()

    assert desk("service", "--json").data["state"] == "partial"
    assert desk("service", "install", "--yes").code == 0
    assert desk("service", "--json").data["state"] == "installed"


def test_where_systemctl_fails_the_files_stay_and_it_is_told_what_to_run(
    desk: Desk,
) -> None:
    (desk.home / "broken").touch()

    done = desk("service", "install", "--yes")

    assert done.code == 1
    assert len(desk.units()) == 3
    assert "systemctl --user daemon-reload: Failed to connect to bus" in done.err
    assert "    systemctl --user enable --now nettrack-watch-" in done.err
    left = desk("service", "install", "--yes", "--json").data["left"]
    assert [row["words"][2] for row in left] == ["daemon-reload", "enable"]

    (desk.home / "broken").unlink()
    assert desk("service", "install", "--yes").code == 0


def test_what_cannot_be_stopped_is_not_removed(desk: Desk) -> None:
    desk("service", "install", "--yes")
    (desk.home / "broken").touch()

    done = desk("service", "uninstall")

    assert done.code == 1
    assert len(desk.units()) == 3
    assert "Failed to connect to bus" in done.err


def test_without_systemctl_the_files_are_written_and_can_be_removed(
    desk: Desk,
) -> None:
    empty = str(desk.home / "nothing")

    done = desk("service", "install", "--yes", PATH=empty)
    assert done.code == 1
    assert "systemctl is not there" in done.err
    assert len(desk.units()) == 3

    assert desk("service", "--json", PATH=empty).data["units"][0]["runs"] == "unknown"
    assert desk("service", "uninstall", PATH=empty).code == 1
    assert desk.units() == []


def test_units_whose_vault_is_gone_are_named_and_can_be_removed(desk: Desk) -> None:
    gone = desk.home / "an old vault"
    gone.mkdir()
    desk("--vault", str(gone), "service", "install", "--yes")
    gone.rmdir()

    standing = desk("service")
    assert f"nettrack --vault '{gone}' service uninstall" in standing.err

    done = desk("--vault", str(gone), "service", "uninstall")
    assert (done.code, done.err) == (0, "")
    assert desk.units() == []


def test_settings_that_are_broken_keep_nobody_from_uninstalling(desk: Desk) -> None:
    desk("service", "install", "--yes")
    (desk.vault / "nettrack.toml").write_text("capacity = [", encoding="utf-8")

    assert desk("service", "status").code == 1
    assert desk("service", "uninstall").code == 0
    assert desk.units() == []


def test_two_vaults_live_beside_each_other(desk: Desk) -> None:
    other = desk.home / "other" / "vault"
    other.mkdir(parents=True)
    desk("service", "install", "--yes")
    desk("--vault", str(other), "service", "install", "--yes")
    assert len(desk.units()) == 6

    desk("--vault", str(other), "service", "uninstall")

    assert len(desk.units()) == 3
    assert desk("service", "--json").data["state"] == "installed"


@pytest.mark.parametrize("name", [Path(root).name for root in HOSTILE])
def test_any_folder_can_have_its_units(desk: Desk, name: str) -> None:
    odd = desk.home / "odd" / name
    odd.mkdir(parents=True)

    assert desk("--vault", str(odd), "service", "install", "--yes").code == 0
    assert desk("--vault", str(odd), "service", "--json").data["state"] == "installed"
    assert desk("--vault", str(odd), "service", "uninstall").code == 0
    assert desk.units() == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("python", [sys.executable, "odd $p \"q\" 'r' %h \\x/python"])
@pytest.mark.parametrize("root", HOSTILE)
def test_systemd_itself_finds_nothing_wrong(
    root: str, python: str, tmp_path: Path
) -> None:
    if not os.path.isabs(python):
        python = str(tmp_path / python)
        os.makedirs(os.path.dirname(python))
        os.symlink(sys.executable, python)
    made = jobs(root, machine=machine(python=python), timezone="Asia/Tokyo")
    units = blueprint(made, str(tmp_path)).units
    for unit in units:
        (tmp_path / unit.name).write_bytes(unit.content)

    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *(unit.name for unit in units)],
        cwd=tmp_path,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line for line in done.stderr.splitlines() if "nettrack" in line] == []
    assert done.returncode == 0, done.stderr


def test_what_the_weekly_unit_starts_writes_the_review(desk: Desk) -> None:
    desk("service", "install", "--yes")
    text = desk.units()[0].read_text("utf-8")
    found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
    assert found is not None
    words = found[1].split(" ")
    assert words[:4] == [sys.executable, "-P", "-m", "nettrack_md"]

    done = desk(*words[4:])

    assert (done.code, done.err) == (0, "")
    assert (desk.vault / "Network/Reviews/Review 2026-W47.md").exists()


# --- other systems, as far as a program of their name can tell ---

LAUNCHCTL = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$SERVICE_TEST/asked"
label=${2##*/}
case $1 in
    bootstrap) label=$(basename "$3" .plist); touch "$SERVICE_TEST/on-$label" ;;
    bootout) rm "$SERVICE_TEST/on-$label" 2>/dev/null || exit 3 ;;
    print) [ -e "$SERVICE_TEST/on-$label" ] && echo "state = running" || exit 113 ;;
esac
"""
SCHTASKS = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$SERVICE_TEST/asked"
on="$SERVICE_TEST/on-$(printf %s "$3" | tr '\\\\' -)"
case $1 in
    /Create) touch "$on" ;;
    /Delete) rm "$on" ;;
    /Query|/End|/Run) [ -e "$on" ] ;;
esac
"""


@pytest.mark.parametrize(
    ("system", "program", "text"),
    [
        ("launchd", "launchctl", LAUNCHCTL),
        ("windows", "win\\System32\\schtasks.exe", SCHTASKS),
    ],
)
def test_the_other_systems_go_the_same_way(
    system: System,
    program: str,
    text: str,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.program(program, text)
    bin_path = desk.home / "bin"
    monkeypatch.setenv("PATH", f"{bin_path}:{os.environ['PATH']}")
    monkeypatch.setenv("SERVICE_TEST", str(desk.home))
    monkeypatch.setenv("XDG_STATE_HOME", str(desk.home / "state"))
    mine = machine(system, windows=str(bin_path / "win"))
    made = draw(jobs(str(desk.vault), machine=mine), str(desk.home / "units"))

    def state() -> tuple[str, list[str | None]]:
        standing = read_standing(made, run_program)
        return standing.state, [unit.runs for unit in standing.units]

    assert state() == ("absent", [None, None])
    for _ in range(2):
        done = carry_out(plan_install(made), run_program)
        assert done.failure is None, done.failure
        assert state() == ("installed", ["active", "active"])

    done = carry_out(plan_uninstall(made), run_program)
    assert done.failure is None, done.failure
    assert state() == ("absent", [None, None])
    assert list(desk.home.glob("on-*")) == []
    assert list((desk.home / "units").iterdir()) == []


# --- on a terminal ---


def install(desk: Desk, typed: bytes) -> tuple[int, str]:
    """Install on a terminal of its own, and answer when it asks."""
    pytest.importorskip("pty")
    return talk(
        "service", "install", typed=typed, asked=b"]:", home=desk.home, cwd=desk.vault,
        PATH=f"{desk.home / 'bin'}:{os.environ['PATH']}",
        SERVICE_TEST=str(desk.home), XDG_CONFIG_HOME=str(desk.home / "config"),
    )  # fmt: skip


def test_on_a_terminal_it_shows_everything_and_waits_for_a_yes(desk: Desk) -> None:
    code, said = install(desk, b"y\n")

    assert code == 0
    question = said.index("Write and run this [y/N]:")
    assert 0 < said.index("ExecStart=") < question
    assert said.index("systemctl --user daemon-reload") < question
    assert len(desk.units()) == 3


@pytest.mark.parametrize("typed", [b"\n", b"n\n"])
def test_without_a_yes_nothing_happens(desk: Desk, typed: bytes) -> None:
    code, _ = install(desk, typed)

    assert code == 130
    assert desk.units() == []
    assert desk.asked() == []


# --- the notice ---


@pytest.fixture
def wanted(desk: Desk) -> Desk:
    """Somebody who wants to be told, and one overdue friend of theirs."""
    desk.program("notify-send", NOTIFY)
    (desk.vault / "nettrack.toml").write_text("[watch]\nnotice = true\n")
    friend = desk.vault / "People" / "Ada Example.md"
    friend.parent.mkdir()
    friend.write_text("---\ntier: close\n---\n## Log\n- 2026-01-01 met\n")
    return desk


def shown(desk: Desk) -> list[str]:
    place = desk.home / "shown"
    return place.read_text("utf-8").splitlines() if place.exists() else []


def test_the_notice_comes_once_a_week_and_names_nobody(wanted: Desk) -> None:
    for day in ("2026-11-16", "2026-11-18", "2026-11-22"):
        done = wanted("--today", day, "render", "--notice")
        assert (done.code, done.err) == (0, "")
    assert shown(wanted) == [
        "--app-name=nettrack|nettrack|Your review of week 47 is ready.|"
    ]

    wanted("--today", "2026-11-23", "render", "--notice")
    assert len(shown(wanted)) == 2
    assert "week 48" in shown(wanted)[1]


def test_the_notice_speaks_the_language_of_the_notes(wanted: Desk) -> None:
    wanted("render", LANG="ja_JP.UTF-8")
    wanted("render", "--notice", LANG="C.UTF-8")

    assert shown(wanted) == [
        "--app-name=nettrack|nettrack|第47週のレビューができました。|"
    ]


@pytest.mark.parametrize("settings", ["", "[watch]\nnotice = false\n"])
def test_nothing_is_shown_to_who_did_not_ask(wanted: Desk, settings: str) -> None:
    (wanted.vault / "nettrack.toml").write_text(settings)

    wanted("render", "--notice")

    assert shown(wanted) == []


def test_a_render_by_hand_shows_nothing(wanted: Desk) -> None:
    wanted("render")

    assert shown(wanted) == []


def test_a_notice_that_failed_is_told_and_comes_the_next_time(wanted: Desk) -> None:
    (wanted.home / "broken").touch()
    done = wanted("render", "--notice")
    assert done.code == 0
    assert done.err == "No notice on the desktop: it ended with 1.\n"
    (wanted.home / "broken").unlink()

    assert wanted("render", "--notice").err == ""
    assert len(shown(wanted)) == 2


def test_without_a_desktop_the_review_is_written_all_the_same(wanted: Desk) -> None:
    done = wanted("render", "--notice", PATH=str(wanted.home / "nothing"))

    assert done.code == 0
    assert done.err == "No notice on the desktop: notify-send is not there.\n"
    assert (wanted.vault / "Network/Reviews/Review 2026-W47.md").exists()


def test_a_review_that_is_not_whole_is_not_announced(wanted: Desk) -> None:
    wanted("render")
    note = wanted.vault / "Network/Reviews/Review 2026-W47.md"
    text = note.read_text("utf-8").replace("<!-- nettrack:end people -->\n", "")
    note.write_text(text, encoding="utf-8")

    assert wanted("render", "--notice").code == 1
    assert shown(wanted) == []


@pytest.mark.parametrize("other", [["--week", "2026-W46"], ["--dry-run"], ["--check"]])
def test_a_notice_goes_with_a_real_render_only(wanted: Desk, other: list[str]) -> None:
    done = wanted("render", "--notice", *other)

    assert done.code == 2
    assert "--notice goes with none of" in done.err
    assert shown(wanted) == []


def test_a_program_without_streams_does_its_work(desk: Desk) -> None:
    """As the Task Scheduler starts it, which opens no window."""
    closed = ["/bin/sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-', sys.executable]
    words = ["-m", "nettrack_md", "--vault", str(desk.vault), "render"]
    done = subprocess.run(
        [*closed, *words],
        env={"HOME": str(desk.home), "PYTHONPATH": str(ROOT), "PATH": "/bin"},
        check=False,
        timeout=60,
    )

    assert done.returncode == 0
    assert (desk.vault / "Network/Overdue.md").exists()
