"""Where things lie that are not in the vault, and what may get a name in it."""

from __future__ import annotations

import os
import stat
import sys

import platformdirs
import pytest

from nettrack_md.errors import NoteUnwritable, SettingsInvalid
from nettrack_md.vault import own_settings, places
from nettrack_md.vault.locate import make_folder


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A user without a home."""
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("system", ["darwin", "win32", "android"])
@pytest.mark.parametrize("kind", ["cache", "state", "config"])
def test_other_platforms_have_their_own_places(monkeypatch, system, kind, tmp_path):
    place = str(tmp_path / kind)
    asked = []

    def find(name, **options):
        asked.append((name, options))
        return place

    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platformdirs, f"user_{kind}_dir", find)
    assert places.find_place(kind) == place
    assert asked == [("nettrack", {"appauthor": False})]


def test_a_vault_has_a_key_that_its_path_alone_decides_in_every_version(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    key = places.vault_key(str(tmp_path))
    assert len(key) == 16
    assert set(key) <= set("0123456789abcdef")
    assert places.vault_key(str(tmp_path / "link")) == key
    assert places.vault_key("/vault") == "5650c6ee586b3be5"


def test_an_index_is_found_where_it_was_made_and_looking_makes_none(home, tmp_path):
    root = str(tmp_path)
    assert places.find_index_file(root) is None
    assert os.listdir(home) == []
    index = places.index_file(root)
    assert index is not None
    assert places.find_index_file(root) == index
    assert index == str(home / f".cache/nettrack/{places.vault_key(root)}/index.db")


def test_the_lock_lies_with_the_history_or_else_with_the_index(home, tmp_path):
    root, key = str(tmp_path), places.vault_key(str(tmp_path))
    assert places.watch_lock(root) == str(
        home / f".local/state/nettrack/{key}/watch.lock"
    )
    (home / ".local/state/nettrack" / key).rmdir()
    (home / ".local/state/nettrack" / key).write_bytes(b"in the way")
    assert places.watch_lock(root) == str(home / f".cache/nettrack/{key}/watch.lock")


def test_the_watcher_is_asked_beside_the_history_and_asking_makes_nothing(
    home, tmp_path
):
    root, key = str(tmp_path), places.vault_key(str(tmp_path))
    assert places.porch(root) == str(home / f".local/state/nettrack/{key}/porch")
    assert os.listdir(home) == []


def test_units_lie_where_the_system_looks_for_them(home, tmp_path):
    root, key = str(tmp_path), places.vault_key(str(tmp_path))
    assert places.unit_folder("launchd", root) == str(home / "Library/LaunchAgents")
    assert places.unit_folder("systemd", root) == str(home / ".config/systemd/user")
    assert places.unit_folder("schtasks", root) == str(
        home / f".local/state/nettrack/{key}/service"
    )
    assert os.listdir(home) == []


def test_without_a_home_nothing_has_a_place(nowhere, tmp_path):
    root = str(tmp_path)
    for system in ("launchd", "systemd", "schtasks"):
        assert places.unit_folder(system, root) is None
    assert places.watch_lock(root) is None
    assert places.porch(root) is None
    assert places.index_file(root) is None
    assert places.find_index_file(root) is None
    assert places.config_file() is None
    assert places.find_state_stamp(root, "x") == (0, 0, 0)
    assert places.ask_rule() == "shared"
    assert places.default_vault() is None


@pytest.mark.parametrize(
    ("text", "vault"),
    [('vault = "~/Notes"', "~/Notes"), ('vault = ""', None), ("other = 1", None)],
)
def test_the_users_own_vault_is_what_the_settings_say(home, text, vault):
    assert places.default_vault() is None
    config = home / ".config/nettrack/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(text)
    assert places.config_file() == str(config)
    assert places.default_vault() == vault


@pytest.mark.parametrize(
    ("text", "start"),
    [("vault = 1", "vault must be a folder, as text"), ("vault", "this is no TOML: ")],
)
def test_settings_that_are_broken_are_told(home, text, start):
    config = home / ".config/nettrack/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(text)
    with pytest.raises(SettingsInvalid) as refused:
        places.default_vault()
    (problem,) = refused.value.problems
    assert (problem.path, problem.line, problem.code) == (
        str(config), 0, "bad-setting",
    )  # fmt: skip
    assert problem.message.startswith(start)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (None, "shared"),
        ("other = 1", "shared"),
        ("[templates]", "shared"),
        ('[templates]\nask = "shared"', "shared"),
        ('[templates]\nask = "always"', "always"),
        ('[templates]\nask = "never"', "never"),
        ('[templates]\nask = "sometimes"', None),
        ("[templates]\nask = 1", None),
        ('templates = "sometimes"', None),
    ],
)
def test_when_a_template_asks_is_what_the_settings_say(home, text, rule):
    config = home / ".config/nettrack/config.toml"
    if text is not None:
        config.parent.mkdir(parents=True)
        config.write_text(text)
    if rule is not None:
        assert places.ask_rule() == rule
        return
    with pytest.raises(SettingsInvalid) as refused:
        places.ask_rule()
    (problem,) = refused.value.problems
    assert (problem.path, problem.line, problem.code, problem.message) == (
        str(config), 0, "bad-setting",
        '[templates] ask takes "shared", "always" or "never"',
    )  # fmt: skip


def test_settings_that_vanish_meanwhile_say_nothing(tmp_path):
    assert own_settings.read_default_vault(str(tmp_path / "no")) is None
    assert own_settings.read_ask_rule(str(tmp_path / "no")) == "shared"


def test_the_stamp_of_a_state_is_that_of_its_file(home, tmp_path):
    assert places.find_state_stamp(str(tmp_path), "x") == (0, 0, 0)
    folder = places.state_folder(str(tmp_path))
    assert folder is not None
    with open(os.path.join(folder, "x"), "wb") as file:
        file.write(b"four")
    status = os.stat(os.path.join(folder, "x"))
    assert places.find_state_stamp(str(tmp_path), "x") == (
        4, status.st_mtime_ns, status.st_ino,
    )  # fmt: skip


def test_folders_above_ours_are_made_the_owners_alone_too(home, tmp_path):
    before = os.umask(0)
    try:
        folder = places.state_folder(str(tmp_path))
    finally:
        os.umask(before)
    assert folder is not None
    for path in (folder, os.path.dirname(folder), home / ".local/state"):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o700


def test_on_windows_modes_are_left_as_they_are(home, tmp_path, monkeypatch):
    cache = home / ".cache/nettrack"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setattr(places, "_OWN_WAYS", frozenset())
    cache.mkdir(parents=True)
    cache.chmod(0o755)
    monkeypatch.setattr(sys, "platform", "win32")
    assert places.index_file(str(tmp_path)) is not None
    assert stat.S_IMODE(cache.stat().st_mode) == 0o755


def test_a_folder_that_shall_be_a_vault_is_made(home, tmp_path):
    made = make_folder("~/Notes/New", str(tmp_path))
    assert made == str(home / "Notes/New")
    assert os.path.isdir(made)
    assert make_folder("here", str(tmp_path)) == str(tmp_path / "here")
    assert make_folder("here", str(tmp_path)) == str(tmp_path / "here")
    (tmp_path / "link").symlink_to("here")
    assert make_folder("link/x", str(tmp_path)) == str(tmp_path / "here/x")


def test_a_file_in_the_way_of_a_vault_is_told(tmp_path, monkeypatch):
    (tmp_path / "note").write_bytes(b"x")
    with pytest.raises(NoteUnwritable) as refused:
        make_folder("note/x", str(tmp_path))
    assert str(refused.value) == "note/x: Not a directory. Name another folder."

    def fails(*_, **__):
        raise OSError

    monkeypatch.setattr(os, "makedirs", fails)
    with pytest.raises(NoteUnwritable, match=r"the folder cannot be made\. Name"):
        make_folder("new", str(tmp_path))
