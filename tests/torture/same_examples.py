"""A pytest plugin: the laws are tried on the same few examples each time."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Before the tests are imported, and after the project's own profiles are."""
    few = settings(
        max_examples=12,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.register_profile("the same", few)
    settings.load_profile("the same")
