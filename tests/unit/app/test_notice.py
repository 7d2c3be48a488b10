from __future__ import annotations

import pytest

from nettrack_md.app.pages.notice import notice_for
from nettrack_md.app.settings import read_settings
from nettrack_md.errors import SettingsInvalid
from tests.unit.app.service_jobs import machine

HOSTILE = '"; do shell script "x" & $(x) `x` %x%'


def test_there_is_no_notice_unless_asked_for():
    assert read_settings("").notice is False
    assert read_settings("[watch]\nnotice = true\n").notice is True


def test_a_notice_is_wanted_or_not():
    with pytest.raises(SettingsInvalid) as caught:
        read_settings('[watch]\nnotice = "weekly"\n')

    assert str(caught.value) == (
        "nettrack.toml:2: notice takes true or false. See docs/settings.md."
    )


@pytest.mark.parametrize("system", ["systemd", "launchd"])
def test_the_sentence_is_an_argument_of_its_own(system):
    notice = notice_for(machine(system), HOSTILE)

    assert notice.words[-1] == HOSTILE
    assert notice.words[-2] == "nettrack"
    assert all(HOSTILE not in word for word in notice.words[:-1])


def test_on_windows_the_sentence_is_in_the_environment():
    notice = notice_for(machine("windows"), HOSTILE)

    assert notice.variables["NETTRACK_NOTICE"] == HOSTILE
    assert all(HOSTILE not in word for word in notice.words)
    assert notice.words[0].startswith("C:\\Windows\\System32\\")
