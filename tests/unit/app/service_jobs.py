"""Jobs of odd vaults, for the tests of what each system is given."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from nettrack_md.app.service.blueprint import Jobs
from nettrack_md.app.surroundings import Machine

if TYPE_CHECKING:
    from nettrack_md.app.surroundings import System

#: Folders as people name them, and as nobody should.
HOSTILE = [
    "/home/ada/notes",
    "/home/ada/My Notes",
    "/home/ada/人脈 ノート",
    "/home/ada/100% sure",
    "/home/ada/%h/%i",
    "/home/ada/$HOME/${PATH}/$$",
    "/home/ada/\"quoted\" and 'so'",
    "/home/ada/back\\slash\\x41\\n",
    "/home/ada/semi;colon ; rm -rf",
    "/home/ada/<a> & --b--",
    "/home/ada/#hash",
    "/home/ada/trailing space ",
    "/home/ada/é\u3000e\u0301",
]


def machine(system: System = "systemd", **more: Any) -> Machine:
    given: dict[str, Any] = {"python": sys.executable, "uid": 501, "user": "PC\\ada"}
    return Machine(system, **{**given, **more})


def jobs(root: str, system: System = "systemd", **more: Any) -> Jobs:
    return Jobs(root, more.pop("machine", None) or machine(system), **more)
