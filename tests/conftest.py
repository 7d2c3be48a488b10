from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.offline import stay_offline

if TYPE_CHECKING:
    from collections.abc import Generator

stay_offline()

# What a shell starts in the background ignores Ctrl-C, and under nohup a hang-up too,
# and so would every command that a test starts. One that is heard is passed on as new.
for _name in ("SIGINT", "SIGHUP"):
    _number = getattr(signal, _name, None)
    if _number is not None and signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda *_: None)

# One profile for a developer's quick run, one for CI, where a failure prints the
# blob that replays it.
_base = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", _base, max_examples=30)
settings.register_profile("ci", _base, max_examples=300, print_blob=True)
settings.load_profile("ci" if os.environ.get("NETTRACK_CI") else "dev")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """A test that is skipped for want of a tool fails in CI, which installs them."""
    report = yield
    if os.environ.get("NETTRACK_CI") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
