"""What the machine around us says: environment, locale, time zone. The only reader."""

from __future__ import annotations

import os

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
    env = os.environ  # noqa: TID251 — the one place
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    try:
        cwd = os.getcwd()  # noqa: PTH109 — a plain text is wanted
    except OSError:
        cwd = os.sep
    return Surroundings(
        cwd=cwd,
        vault=env.get("NETTRACK_VAULT", ""),
        today=env.get("NETTRACK_TODAY", ""),
        language="ja" if locale.lower().startswith("ja") else "en",
        timezone=_local_zone(env.get("TZ", "")),
    )


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


def editor() -> str:
    """The user's editor: `NETTRACK_EDITOR`, `VISUAL`, `EDITOR`, or empty."""
    env = os.environ  # noqa: TID251 — the one place
    names = ("NETTRACK_EDITOR", "VISUAL", "EDITOR")
    return next((env[name] for name in names if env.get(name)), "")
