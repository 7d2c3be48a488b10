"""The agents of launchd: one that is kept alive, one for the day a week begins."""

from __future__ import annotations

import plistlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nettrack_md.app.service.blueprint import (
    HOUR,
    Blueprint,
    Command,
    Jobs,
    Unit,
    require_plain,
)
from nettrack_md.app.service.mark import sign

if TYPE_CHECKING:
    from nettrack_md.app.programs import Ran
    from nettrack_md.app.service.blueprint import JobName

_WEEKDAYS = {"sunday": 0, "monday": 1, "saturday": 6}
#: What an agent finds without a word is /usr/bin:/bin:/usr/sbin:/sbin.
_PATH = "/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin:/usr/sbin:/sbin"
_END = ".plist"
#: A service that is being stopped can still be in the way for some seconds.
_TRIES = 10
#: What `bootout` answers for what is not loaded, or is on its way out.
_NOT_LOADED = (3, 36, 113)


def blueprint(jobs: Jobs, folder: str, complaints: str) -> Blueprint:
    """What launchd needs; a failed job writes why to the file `complaints`.

    Raises ServiceRefused for paths that no property list can hold.
    """
    require_plain(jobs.root, jobs.machine.python, folder, complaints)
    domain = f"gui/{jobs.machine.uid}"
    units = tuple(_unit(jobs, job, domain, complaints) for job in _JOBS)
    labels = [unit.name.removesuffix(_END) for unit in units]
    return Blueprint(
        system="launchd",
        root=jobs.root,
        folder=folder,
        units=units,
        start=tuple(c for label in labels for c in _load(domain, folder, label)),
        restart=tuple(c for label in labels for c in _reload(domain, folder, label)),
        forget=(),
        read_state=read_state,
        complaints=complaints,
    )


_JOBS: tuple[JobName, ...] = ("watch", "review")


def _unit(jobs: Jobs, job: JobName, domain: str, complaints: str) -> Unit:
    label = f"md.nettrack.{job}.{jobs.slug}"
    wanted: dict[str, Any] = {
        "Label": label,
        "ProgramArguments": list(jobs.words(job)),
        "EnvironmentVariables": {"PATH": _PATH, **dict(jobs.variables)},
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "Nice": 10,
        "StandardErrorPath": complaints,
        **(_watching() if job == "watch" else _weekly(jobs)),
    }
    text = plistlib.dumps(wanted, sort_keys=False).decode()
    head, _, body = text.partition("<plist")
    return Unit(
        name=f"{label}{_END}",
        job=job,
        text=sign(head, f"<plist{body}", "<!-- {} -->", jobs.root),
        stop=(_bootout(domain, label),),
        ask=Command(("launchctl", "print", f"{domain}/{label}")),
    )


def _watching() -> dict[str, Any]:
    return {
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 60,
    }


def _weekly(jobs: Jobs) -> dict[str, Any]:
    # What was slept through is run once on waking.
    day = _WEEKDAYS[jobs.week_starts]
    return {"StartCalendarInterval": {"Weekday": day, "Hour": HOUR, "Minute": 0}}


def _load(domain: str, folder: str, label: str) -> tuple[Command, ...]:
    """What is loaded already goes on running."""
    enable, bootstrap = _reload(domain, folder, label)[1:]
    loaded = ("launchctl", "print", f"{domain}/{label}")
    return enable, replace(bootstrap, unless=loaded)


def _reload(domain: str, folder: str, label: str) -> tuple[Command, ...]:
    """Taken out first, since what is loaded cannot be loaded anew."""
    path = f"{folder}/{label}{_END}"
    return (
        _bootout(domain, label),
        Command(("launchctl", "enable", f"{domain}/{label}")),
        Command(("launchctl", "bootstrap", domain, path), tries=_TRIES),
    )


def _bootout(domain: str, label: str) -> Command:
    words = ("launchctl", "bootout", f"{domain}/{label}")
    return Command(words, fine=_NOT_LOADED)


def read_state(ran: Ran) -> str:
    """`active` while it is loaded: it runs, or waits for its day."""
    if ran.code:
        return "inactive"
    ended = re.search(r"last exit code = ([1-9]\d*)", ran.out)
    running = re.search(r"^[ \t]*+state = running", ran.out, re.MULTILINE)
    return "failed" if ended and not running else "active"
