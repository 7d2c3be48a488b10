"""Bring touches in from calendars, mail and chats: a plan first, each touch once.

A line that the user changed, moved or deleted is never written again; whoever is not
in the vault is counted, and not named (contract section 14).
"""

from __future__ import annotations

from nettrack_md.app.importing.encounters.doing import carry_out_encounters
from nettrack_md.app.importing.encounters.finding import Asked, find_encounters
from nettrack_md.app.importing.encounters.planning import plan_encounters
from nettrack_md.app.importing.encounters.values import EncounterPlan, EncounterRow

__all__ = [
    "Asked",
    "EncounterPlan",
    "EncounterRow",
    "carry_out_encounters",
    "find_encounters",
    "plan_encounters",
]
