"""The tasks of the Windows Task Scheduler, as the XML that `schtasks` registers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from nettrack_md.app.programs import joined_for_windows
from nettrack_md.app.service.blueprint import (
    HOUR,
    Blueprint,
    Command,
    Jobs,
    Unit,
    require_plain,
)
from nettrack_md.app.service.mark import sign
from nettrack_md.errors import ServiceRefused

if TYPE_CHECKING:
    from nettrack_md.app.programs import Ran
    from nettrack_md.app.service.blueprint import JobName

_HEAD = '<?xml version="1.0" encoding="UTF-16"?>\n'
_TASK = """\
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{about}</Description>
  </RegistrationInfo>
  <Triggers>
{trigger}
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>{limit}</ExecutionTimeLimit>
    <Priority>8</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>{tries}</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
_AT_LOGON = """\
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>"""
# The first day is past, so that it begins with the next one of that name.
_WEEKLY = """\
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{hour:02d}:00:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByWeek>
        <DaysOfWeek><{day} /></DaysOfWeek>
        <WeeksInterval>1</WeeksInterval>
      </ScheduleByWeek>
    </CalendarTrigger>"""


def blueprint(jobs: Jobs, folder: str) -> Blueprint:
    """What the Task Scheduler needs.

    Raises ServiceRefused for paths that it would read as more than themselves.
    """
    require_plain(jobs.root, jobs.machine.python, folder)
    units = (_unit(jobs, "watch"), _unit(jobs, "review"))
    create = tuple(
        _schtasks(jobs, "/Create", "/TN", _task(jobs, unit.job), "/XML",
                  f"{folder}\\{unit.name}", "/F")
        for unit in units
    )  # fmt: skip
    run = _schtasks(jobs, "/Run", "/TN", _task(jobs, "watch"))
    end = _schtasks(jobs, "/End", "/TN", _task(jobs, "watch"), may_fail=True)
    return Blueprint(
        system="windows",
        root=jobs.root,
        folder=folder,
        units=units,
        start=(*create, run),
        restart=(end, *create, run),
        forget=(),
        read_state=read_state,
        complaints="the history of the task in the Task Scheduler",
    )


def _task(jobs: Jobs, job: JobName) -> str:
    return f"nettrack\\{job}-{jobs.slug}"


def _schtasks(jobs: Jobs, *words: str, may_fail: bool = False) -> Command:
    # By its full path: Windows looks for programs in the current folder first.
    program = f"{jobs.machine.windows}\\System32\\schtasks.exe"
    return Command((program, *words), may_fail=may_fail)


def _unit(jobs: Jobs, job: JobName) -> Unit:
    user, watches = escape(jobs.machine.user), job == "watch"
    program, *arguments = (_literal(word) for word in jobs.words(job))
    day = jobs.week_starts.capitalize()
    weekly = _WEEKLY.format(day=day, hour=HOUR)
    does = "watches" if watches else "writes the week's review of"
    text = _TASK.format(
        about=f"nettrack: {does} {jobs.slug}",
        trigger=_AT_LOGON.format(user=user) if watches else weekly,
        user=user,
        limit="PT0S" if watches else "PT10M",
        tries=60 if watches else 3,
        command=escape(program),
        arguments=escape(joined_for_windows(arguments)),
    )
    task = _task(jobs, job)
    end = _schtasks(jobs, "/End", "/TN", task, may_fail=True)
    delete = _schtasks(jobs, "/Delete", "/TN", task, "/F")
    return Unit(
        name=f"nettrack-{job}-{jobs.slug}.xml",
        job=job,
        text=sign(_HEAD, text, "<!-- {} -->", jobs.root),
        encoding="utf-16",
        stop=(end, delete),
        ask=_schtasks(jobs, "/Query", "/TN", task),
    )


def _literal(word: str) -> str:
    """The word, where the scheduler does not put something else for a part of it."""
    if word.count("%") > 1 or "$(" in word:
        raise ServiceRefused(
            word, "the Task Scheduler would read a part as a variable",
            "Rename the folder.",
        )  # fmt: skip
    return word


def read_state(ran: Ran) -> str:
    """`active` while it is registered; the rest of its answer is in any language."""
    return "inactive" if ran.code else "active"
