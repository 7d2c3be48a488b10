"""What the machine around us says: environment, locale, time zone. The only reader."""

from __future__ import annotations

import os
import sys
from typing import Literal

from nettrack_md.app import place
from nettrack_md.model.record import record

_ZONES = "/zoneinfo/"


@record(frozen=True, slots=True)
class Surroundings:
    """The environment of one run, read once at the edge."""

    cwd: str
    #: `NETTRACK_VAULT` and `NETTRACK_TODAY`, or empty.
    vault: str = ""
    today: str = ""
    #: Language of the locale: `ja` or `en`.
    language: str = "en"
    #: IANA name of the local time zone, or empty when the system does not say.
    timezone: str = ""


def look_around() -> Surroundings:
    """Read the environment of this process."""
    here = place.look_at_place()
    zone = os.environ.get("TZ", "")  # noqa: TID251 — the one place
    return Surroundings(**here, timezone=_local_zone(zone))


def _local_zone(named: str) -> str:
    if named and not named.startswith((":", "/")):
        return named if "/" in named or named == "UTC" else ""
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return ""
    return target.partition(_ZONES)[2] if _ZONES in target else ""


@record(frozen=True, slots=True)
class TerminalLook:
    """What the environment asks of a terminal's looks."""

    no_color: bool
    dumb: bool


def look_of_terminal() -> TerminalLook:
    """`NO_COLOR` (set to anything) and `TERM=dumb`."""
    env = os.environ  # noqa: TID251 — the one place
    return TerminalLook(bool(env.get("NO_COLOR")), env.get("TERM") == "dumb")


def completing_shell() -> str:
    """The shell that asks how a word goes on: `bash`, `zsh`, `fish`, or empty."""
    return place.completion_asked().partition("_")[0]


def wants_traceback() -> bool:
    """`NETTRACK_TRACEBACK`: whoever mends nettrack may see a fault with its words."""
    return bool(os.environ.get("NETTRACK_TRACEBACK"))  # noqa: TID251 — the one place


def editor() -> str:
    """The user's editor: `NETTRACK_EDITOR`, `VISUAL`, `EDITOR`, or empty."""
    env = os.environ  # noqa: TID251 — the one place
    names = ("NETTRACK_EDITOR", "VISUAL", "EDITOR")
    return next((env[name] for name in names if env.get(name)), "")


System = Literal["systemd", "launchd", "windows"]
_SYSTEMS: dict[str, System] = {"darwin": "launchd", "win32": "windows"}
#: What a program that the system starts must be told, to find what this one finds.
_HANDED_ON = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "PYTHONPATH")


@record(frozen=True, slots=True)
class Machine:
    """What is needed to have this program started by the system."""

    #: What starts programs here.
    system: System
    #: The Python that runs now, and the variables that it needs besides.
    python: str
    variables: tuple[tuple[str, str], ...] = ()
    #: The number of the user where users have one, and `DOMAIN\\name` on Windows.
    uid: int = 0
    user: str = ""
    #: Where Windows keeps its own programs.
    windows: str = "C:\\Windows"


def look_at_machine() -> Machine:
    """Who we are, in the words of the system's own scheduler."""
    env = os.environ  # noqa: TID251 — the one place
    given = ((name, env.get(name, "")) for name in _HANDED_ON)
    domain, user = env.get("USERDOMAIN", ""), env.get("USERNAME", "")
    return Machine(
        system=_SYSTEMS.get(sys.platform, "systemd"),
        python=_python(),
        variables=tuple((name, value) for name, value in given if value),
        uid=os.getuid() if hasattr(os, "getuid") else 0,
        user=f"{domain}\\{user}" if domain else user,
        windows=env.get("SYSTEMROOT") or "C:\\Windows",
    )


def _python() -> str:
    """This Python; on Windows its twin that opens no window."""
    folder, name = os.path.split(sys.executable)
    silent = os.path.join(folder, "pythonw.exe")  # noqa: PTH118 — a plain text
    is_there = name.lower() == "python.exe" and os.path.isfile(silent)  # noqa: PTH113
    return silent if is_there else sys.executable


def find_program(name: str) -> str | None:
    """The absolute path of a program; None when it is not on the path.

    Only absolute folders are looked through: no vault may bring its own `git.exe`.
    """
    env = os.environ  # noqa: TID251 — the one place
    file = f"{name}.exe" if sys.platform == "win32" else name
    for folder in env.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, file)  # noqa: PTH118
        is_there = os.path.isabs(path) and os.path.isfile(path)  # noqa: PTH113, PTH117
        if is_there and os.access(path, os.X_OK):
            return path
    return None


def environment_with(**more: str) -> dict[str, str]:
    """The environment of this process, and a little more, for a program we start."""
    return {**os.environ, **more}  # noqa: TID251 — the one place
