"""`forget`: every trace of one person, shown with its place, and taken away.

Their own note goes into the trash of the state folder, what others' notes say of them
becomes plain words, lines that are only about them go. A plan first; `undo` takes it
back until the history is purged of them.
"""

from __future__ import annotations

from nettrack_md.app.forgetting.gathering import Manner, Mentions
from nettrack_md.app.forgetting.purging import PurgeReport, purge_forgotten
from nettrack_md.app.forgetting.run import ForgetReport, forget

__all__ = [
    "ForgetReport",
    "Manner",
    "Mentions",
    "PurgeReport",
    "forget",
    "purge_forgotten",
]
