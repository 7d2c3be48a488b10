"""The units of systemd's user manager: a service that watches, a timer for the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from collections.abc import Sequence

    from nettrack_md.app.programs import Ran

_DAYS = {"monday": "Mon", "sunday": "Sun", "saturday": "Sat"}
#: What systemd does not allow in the path of a program, or reads as more than itself.
_UNFIT_FOR_PROGRAM = frozenset("\"'\\$")
_BARE = frozenset("+-./:=@_")
#: Filters of system calls: they work for users, as namespaces do not everywhere.
#: The first leaves nothing of the network but what the desktop listens on.
_FENCE = """\
NoNewPrivileges=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
"""
_WATCH = """\
[Unit]
Description=nettrack: watches {slug}
StartLimitIntervalSec=3600
StartLimitBurst=30

[Service]
ExecStart={words}
{environment}Restart=on-failure
RestartSec=60
RestartPreventExitStatus=2
SuccessExitStatus=130
TimeoutStopSec=10
{manners}
[Install]
WantedBy=default.target
"""
_REVIEW = """\
[Unit]
Description=nettrack: writes the week's review of {slug}
After=graphical-session.target

[Service]
Type=oneshot
ExecStart={words}
{environment}TimeoutStartSec=600
{manners}"""
_TIMER = """\
[Unit]
Description=nettrack: the week of {slug} begins

[Timer]
OnCalendar={moment}
Persistent=true

[Install]
WantedBy=timers.target
"""
# Its answer names people, and a journal is read by more than one: keep it out of there.
_MANNERS = f"Nice=10\nIOSchedulingClass=idle\nStandardOutput=null\n{_FENCE}"


def blueprint(jobs: Jobs, folder: str) -> Blueprint:
    """What systemd needs. Raises ServiceRefused for paths that no unit can hold."""
    slug = jobs.slug
    watch, timer = f"nettrack-watch-{slug}.service", f"nettrack-review-{slug}.timer"
    about = {
        "slug": slug,
        "environment": _environment(jobs.variables),
        "manners": _MANNERS,
    }
    moment = f"{_DAYS[jobs.week_starts]} *-*-* {HOUR:02d}:00:00 {jobs.timezone}"
    texts = (
        _WATCH.format(words=exec_start(jobs.words("watch")), **about),
        _REVIEW.format(words=exec_start(jobs.words("review")), **about),
        _TIMER.format(slug=slug, moment=moment.rstrip()),
    )
    ours = [sign("", text, "# {}", jobs.root) for text in texts]
    return Blueprint(
        system="systemd",
        root=jobs.root,
        folder=folder,
        units=(
            Unit(watch, "watch", ours[0], stop=_stop(watch), ask=_ask(watch)),
            Unit(f"nettrack-review-{slug}.service", "review", ours[1]),
            Unit(timer, "review", ours[2], stop=_stop(timer), ask=_ask(timer)),
        ),
        start=(_RELOAD, _systemctl("enable", "--now", watch, timer)),
        restart=(
            _RELOAD,
            _systemctl("enable", watch, timer),
            _systemctl("restart", watch, timer),
        ),
        forget=(_RELOAD, _systemctl("reset-failed", watch, may_fail=True)),
        read_state=read_state,
        complaints=f"journalctl --user --unit {watch}",
    )


def _systemctl(*words: str, may_fail: bool = False) -> Command:
    return Command(("systemctl", "--user", *words), may_fail=may_fail)


_RELOAD = _systemctl("daemon-reload")


def _stop(unit: str) -> tuple[Command, ...]:
    return (_systemctl("disable", "--now", unit),)


def _ask(unit: str) -> Command:
    return _systemctl("is-active", unit)


def read_state(ran: Ran) -> str:
    """The word that `is-active` answers, whatever its exit code."""
    said = ran.out.strip()
    return said if said.isalpha() else "unknown"


def exec_start(words: Sequence[str]) -> str:
    """An argument list as the value of `ExecStart=`."""
    require_plain(*words)
    if _UNFIT_FOR_PROGRAM & set(words[0]):
        if "=" in words[0]:
            raise ServiceRefused(words[0], "systemd cannot start a Python of that path")
        words = ("/usr/bin/env", *words)
    return " ".join(_quoted(word.replace("$", "$$")) for word in words)


def _environment(variables: Sequence[tuple[str, str]]) -> str:
    require_plain(*(value for _, value in variables))
    return "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in variables
    )


def _quoted(word: str) -> str:
    """One word, with what systemd would read as an escape or a specifier doubled."""
    word = word.replace("%", "%%")
    if word and all(c.isalnum() or c in _BARE or c in "%$" for c in word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
