from __future__ import annotations

import plistlib
import sys

import pytest

from nettrack_md.app.programs import NOT_THERE, Ran
from nettrack_md.app.service.doing import carry_out
from nettrack_md.app.service.launchd import blueprint, read_state
from nettrack_md.app.service.mark import Mark, read_mark
from nettrack_md.app.service.plans import Plan
from nettrack_md.errors import ServiceRefused
from tests.unit.app.service_jobs import HOSTILE, jobs

FOLDER = "/Users/ada/Library/LaunchAgents"
LOG = "/Users/ada/state/service.log"


def agents(root="/Users/ada/notes", **more):
    units = blueprint(jobs(root, "launchd", **more), FOLDER, LOG).units
    return [plistlib.loads(unit.content) for unit in units]


@pytest.mark.parametrize("root", HOSTILE)
def test_an_agent_holds_the_arguments_as_they_are(root):
    watch, review = agents(root)
    start = [sys.executable, "-P", "-m", "nettrack_md", "--vault", root]

    assert watch["ProgramArguments"] == [*start, "watch"]
    assert review["ProgramArguments"] == [*start, "render", "--notice"]


@pytest.mark.parametrize("root", HOSTILE)
def test_every_agent_bears_the_mark_of_its_vault(root):
    for unit in blueprint(jobs(root, "launchd"), FOLDER, LOG).units:
        assert read_mark(unit.text) == Mark(root, intact=True)
        assert unit.name == plistlib.loads(unit.content)["Label"] + ".plist"


def test_the_watcher_is_kept_alive_unless_it_ended_well():
    watch, review = agents()

    assert watch["RunAtLoad"] is True
    assert watch["KeepAlive"] == {"SuccessfulExit": False}
    assert "KeepAlive" not in review
    assert "RunAtLoad" not in review


@pytest.mark.parametrize(
    ("starts", "number"), [("sunday", 0), ("monday", 1), ("saturday", 6)]
)
def test_the_review_comes_when_the_week_begins(starts, number):
    _, review = agents(week_starts=starts)

    assert review["StartCalendarInterval"] == {
        "Weekday": number,
        "Hour": 7,
        "Minute": 0,
    }


def test_a_path_that_no_property_list_can_hold_is_refused():
    with pytest.raises(ServiceRefused):
        agents("/Users/a\x07b")


def test_loading_is_tried_again_while_the_old_agent_is_on_its_way_out():
    made = blueprint(jobs("/nowhere/v", "launchd"), FOLDER, LOG)
    answers = iter([3, 0, 5, 5, 0, 113, 0, 0])
    asked: list[str] = []
    waited: list[float] = []

    def run(words):
        asked.append(words[1])
        return Ran(next(answers))

    plan = Plan("/nowhere/v", FOLDER, after=made.restart)
    done = carry_out(plan, run, wait=waited.append)

    assert done.failure is None
    assert asked[:5] == ["bootout", "enable", "bootstrap", "bootstrap", "bootstrap"]
    assert waited == [1.0, 1.0]


def test_what_is_loaded_and_unchanged_goes_on_running():
    made = blueprint(jobs("/nowhere/v", "launchd"), FOLDER, LOG)
    asked: list[str] = []

    def run(words):
        asked.append(words[1])
        return Ran(0)

    carry_out(Plan("/nowhere/v", FOLDER, after=made.start), run)

    assert asked == ["enable", "print", "enable", "print"]


def test_a_program_that_is_not_there_is_not_tried_again():
    made = blueprint(jobs("/nowhere/v", "launchd"), FOLDER, LOG)
    plan = Plan("/nowhere/v", FOLDER, after=made.restart[2:])
    waited: list[float] = []

    done = carry_out(plan, lambda words: Ran(NOT_THERE), wait=waited.append)

    assert done.failure is not None
    assert done.left == made.restart[2:]
    assert waited == []


@pytest.mark.parametrize(
    ("ran", "state"),
    [
        (Ran(113), "inactive"),
        (Ran(0, "\tstate = running\n\tlast exit code = 1\n"), "active"),
        (Ran(0, "\tstate = not running\n\tlast exit code = 0\n"), "active"),
        (
            Ran(0, "\tstate = not running\n\tlast exit code = (never exited)\n"),
            "active",
        ),
        (Ran(0, "\tstate = not running\n\tlast exit code = 1\n"), "failed"),
    ],
)
def test_the_state_is_read_from_what_launchctl_prints(ran, state):
    assert read_state(ran) == state
