"""Settings that its reader chokes on are told as wrong, like any others."""

from __future__ import annotations

import pytest

from nettrack_md.app.settings import read_settings
from nettrack_md.errors import SettingsInvalid


@pytest.mark.parametrize(
    "text",
    ["ignore = " + "[" * 5000, "a = " + "{a=" * 5000, "capacity = " + "9" * 5000],
)
def test_brackets_and_digits_without_end_are_a_wrong_setting(text: str) -> None:
    with pytest.raises(SettingsInvalid, match="nested too deeply"):
        read_settings(text)
