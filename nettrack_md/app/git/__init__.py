"""Git and the vault: its settings planned and carried out, and the merge driver.

The one use case that runs git; it asks and sets, and never commits, fetches or merges.
"""

from __future__ import annotations

from nettrack_md.app.git.driver import Handed, merge_file
from nettrack_md.app.git.repository import Repository, find_repository
from nettrack_md.app.git.setting_up import (
    Done,
    Plan,
    carry_out,
    plan_setup,
    plan_uninstall,
)

__all__ = [
    "Done",
    "Handed",
    "Plan",
    "Repository",
    "carry_out",
    "find_repository",
    "merge_file",
    "plan_setup",
    "plan_uninstall",
]
