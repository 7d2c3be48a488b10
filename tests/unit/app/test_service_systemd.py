from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.app.programs import Ran
from nettrack_md.app.service.mark import Mark, read_mark
from nettrack_md.app.service.systemd import blueprint, exec_start, read_state
from nettrack_md.errors import ServiceRefused
from tests.unit.app.service_jobs import HOSTILE, jobs, machine

FOLDER = "/home/ada/.config/systemd/user"
_ESCAPES = {"\\": "\\", '"': '"'}


def read_words(value: str) -> list[str]:
    """`ExecStart=` as systemd.service(5) and systemd.syntax(7) tell it to be read."""
    words = []
    for bare, quoted in re.findall(r'([^\s"]+)|"((?:[^"\\]|\\.)*)"', value):
        word = bare or re.sub(r"\\(.)", lambda found: _ESCAPES[found[1]], quoted)
        assert not re.search(r"%(?!%)", word.replace("%%", "")), "an open specifier"
        assert "$" not in word.replace("$$", ""), "an open variable"
        words.append(word.replace("%%", "%").replace("$$", "$"))
    return words


def value_of(text: str, key: str) -> str:
    found = re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)
    assert len(found) == 1, f"{key}: {found}"
    return str(found[0])


@pytest.mark.parametrize("root", HOSTILE)
def test_the_unit_starts_this_python_on_this_vault(root):
    watch, review, _ = blueprint(jobs(root), FOLDER).units
    start = [sys.executable, "-P", "-m", "nettrack_md", "--vault", root]

    assert read_words(value_of(watch.text, "ExecStart")) == [*start, "watch"]
    assert read_words(value_of(review.text, "ExecStart")) == [
        *start,
        "render",
        "--notice",
    ]


_TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\xa0"),
    min_size=1,
)


@given(st.lists(_TEXT, min_size=1, max_size=4))
def test_any_argument_comes_out_as_it_went_in(words):
    assert read_words(exec_start(["/usr/bin/python3", *words]))[1:] == words


def test_a_python_that_systemd_could_not_name_is_started_by_env():
    python = '/home/ada/$my "own"/python'

    assert read_words(exec_start([python, "-P"])) == ["/usr/bin/env", python, "-P"]


@pytest.mark.parametrize("path", ["/home/a\nb", "/home/a\x1b[2J", "/home/\udcff"])
def test_a_path_that_no_unit_can_hold_is_refused(path):
    with pytest.raises(ServiceRefused):
        blueprint(jobs(path), FOLDER)


@pytest.mark.parametrize(
    ("starts", "zone", "moment"),
    [
        ("monday", "", "Mon *-*-* 07:00:00"),
        ("sunday", "Asia/Tokyo", "Sun *-*-* 07:00:00 Asia/Tokyo"),
        ("saturday", "UTC", "Sat *-*-* 07:00:00 UTC"),
    ],
)
def test_the_timer_rings_when_the_week_of_the_vault_begins(starts, zone, moment):
    timer = blueprint(jobs("/v", week_starts=starts, timezone=zone), FOLDER).units[2]

    assert value_of(timer.text, "OnCalendar") == moment
    assert value_of(timer.text, "Persistent") == "true"
    if tool := shutil.which("systemd-analyze"):
        done = subprocess.run(
            [tool, "calendar", moment], capture_output=True, text=True, check=False
        )
        assert "Next elapse" in done.stdout, done.stderr


def test_the_environment_is_handed_on():
    odd = (("XDG_STATE_HOME", '/home/ada/my "state" 100%\\x'),)
    mine = machine(variables=odd)
    watch = blueprint(jobs("/v", machine=mine, language="ja"), FOLDER).units[0]
    values = re.findall(r"^Environment=(.*)$", watch.text, re.MULTILINE)

    assert values == [
        r'"XDG_STATE_HOME=/home/ada/my \"state\" 100%%\\x"',
        "LC_MESSAGES=ja_JP.UTF-8",
    ]


@pytest.mark.parametrize("root", HOSTILE)
def test_every_unit_bears_the_mark_of_its_vault(root):
    for unit in blueprint(jobs(root), FOLDER).units:
        assert read_mark(unit.text) == Mark(root, intact=True)


def test_two_vaults_of_one_name_have_units_of_their_own():
    names = {
        unit.name
        for root in ("/home/ada/notes", "/home/ben/notes")
        for unit in blueprint(jobs(root), FOLDER).units
    }

    assert len(names) == 6
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in names)


@pytest.mark.parametrize(
    ("ran", "state"),
    [
        (Ran(0, "active\n"), "active"),
        (Ran(3, "inactive\n"), "inactive"),
        (Ran(3, "failed\n"), "failed"),
        (Ran(1, "", "Failed to connect to bus"), "unknown"),
        (Ran(127), "unknown"),
    ],
)
def test_the_state_is_the_word_that_systemctl_says(ran, state):
    assert read_state(ran) == state
