"""The reasons of proposals: key to facts, as in `insight.reasons`.

`render.proposals_en` and `render.proposals_ja` hold the sentences. A key that begins
with `until_` says what would make the proposal go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROPOSED: Mapping[str, str] = {
    # The last `count` gaps since a day are mostly `days` long; the rhythm is `cadence`.
    "drift_slower": "days count cadence since",
    "drift_quicker": "days count cadence since",
    "until_drift": "days cadence",
}
