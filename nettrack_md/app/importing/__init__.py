"""Bring people in from other programs: a plan first, then the writes of the plan.

Nothing that the user wrote is overwritten, twice is once, and nobody is taken for
somebody else on the strength of a name (contract section 14).
"""

from __future__ import annotations

from nettrack_md.app.importing.plan import ImportPlan, Row, Wish, plan_import
from nettrack_md.app.importing.run import (
    ImportReport,
    carry_out_import,
    read_import,
)

__all__ = [
    "ImportPlan",
    "ImportReport",
    "Row",
    "Wish",
    "carry_out_import",
    "plan_import",
    "read_import",
]
