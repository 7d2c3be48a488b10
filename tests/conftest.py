from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# One profile for a developer's quick run, one for CI, where a failure prints the
# blob that replays it.
_base = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _base, max_examples=50)
settings.register_profile("ci", _base, max_examples=300, print_blob=True)
settings.load_profile("ci" if os.environ.get("NETTRACK_CI") else "dev")
