from __future__ import annotations

import subprocess
from xml.etree import ElementTree as ET

import pytest

from nettrack_md.app.programs import Ran
from nettrack_md.app.service.mark import Mark, read_mark
from nettrack_md.app.service.windows import blueprint, read_state
from nettrack_md.errors import ServiceRefused
from tests.unit.app.service_jobs import HOSTILE, jobs, machine

FOLDER = "C:\\Users\\ada\\AppData\\Local\\nettrack"
NS = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
PYTHON = "C:\\Program Files\\Python\\pythonw.exe"
#: A name of a variable cannot be kept from the scheduler.
KEPT = [root for root in HOSTILE if root.count("%") < 2]


def made(root="C:\\Users\\ada\\notes", **more):
    mine = machine("windows", python=PYTHON, windows="C:\\Windows")
    return blueprint(jobs(root, machine=mine, **more), FOLDER)


def tasks(*args, **more):
    return [ET.fromstring(unit.content) for unit in made(*args, **more).units]


def text(task, path):
    return task.findtext("/".join(NS + part for part in path.split("/")))


@pytest.mark.parametrize("root", [*KEPT, "C:\\Users\\ada\\My Notes\\", "C:\\a b\\人脈"])
def test_a_task_holds_the_arguments_quoted_as_windows_wants_them(root):
    watch, review = tasks(root)
    start = ["-P", "-m", "nettrack_md", "--vault", root]

    assert text(watch, "Actions/Exec/Command") == PYTHON
    assert text(watch, "Actions/Exec/Arguments") == subprocess.list2cmdline(
        [*start, "watch"]
    )
    assert text(review, "Actions/Exec/Arguments") == subprocess.list2cmdline(
        [*start, "render", "--notice"]
    )


@pytest.mark.parametrize("root", KEPT)
def test_every_task_bears_the_mark_of_its_vault(root):
    for unit in made(root).units:
        assert read_mark(unit.content.decode("utf-16")) == Mark(root, intact=True)


@pytest.mark.parametrize("root", ["C:\\%TEMP%\\x", "C:\\$(Arg0)"])
def test_a_path_in_which_the_scheduler_sees_a_variable_is_refused(root):
    with pytest.raises(ServiceRefused):
        made(root)


def test_the_watcher_starts_when_its_own_user_logs_on_and_has_no_time_limit():
    watch, _ = tasks()

    assert text(watch, "Triggers/LogonTrigger/UserId") == "PC\\ada"
    assert text(watch, "Settings/ExecutionTimeLimit") == "PT0S"
    assert text(watch, "Principals/Principal/RunLevel") == "LeastPrivilege"


@pytest.mark.parametrize("starts", ["monday", "sunday", "saturday"])
def test_the_review_comes_when_the_week_begins_and_is_made_up_for(starts):
    _, review = tasks(week_starts=starts)
    weekly = "Triggers/CalendarTrigger/ScheduleByWeek"
    days = review.find(f"{NS}{weekly.replace('/', '/' + NS)}/{NS}DaysOfWeek")

    assert [day.tag for day in days] == [NS + starts.capitalize()]
    assert text(review, "Settings/StartWhenAvailable") == "true"


def test_schtasks_is_started_by_its_full_path():
    blueprint = made()
    commands = [
        *blueprint.start,
        *blueprint.restart,
        *(command for unit in blueprint.units for command in unit.stop),
    ]

    assert {command.words[0] for command in commands} == {
        "C:\\Windows\\System32\\schtasks.exe"
    }


def test_a_task_that_can_be_asked_for_is_there():
    assert read_state(Ran(0, "bereit")) == "active"
    assert read_state(Ran(1)) == "inactive"
