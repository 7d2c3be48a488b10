"""The few surroundings that answers depend on; the rest is in `surroundings`.

Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

import os


def look_at_place() -> dict[str, str]:
    """The values of `Surroundings` that this process was started with, by name."""
    env = os.environ  # noqa: TID251 — with `surroundings` the one place
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    try:
        cwd = os.getcwd()  # noqa: PTH109 — a plain text is wanted
    except OSError:
        cwd = os.sep
    return {
        "cwd": cwd,
        "vault": env.get("NETTRACK_VAULT", ""),
        "today": env.get("NETTRACK_TODAY", ""),
        "language": "ja" if locale.lower().startswith("ja") else "en",
    }


def completion_asked() -> str:
    """What a shell asks that wants to know how a word goes on; else empty."""
    return os.environ.get("_NETTRACK_COMPLETE", "")  # noqa: TID251 — likewise
