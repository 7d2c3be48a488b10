"""Where nettrack keeps its own files."""

from __future__ import annotations

import os
import stat
import sys

import platformdirs
import pytest

from nettrack_md.errors import SettingsInvalid, VaultNotFound
from nettrack_md.vault import places
from nettrack_md.vault.locate import find_vault, read_obsidian_settings


def index_of(root: str) -> str:
    index = places.index_file(root)
    assert index is not None
    return index


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="the short way is that of Linux")
@pytest.mark.parametrize("value", [None, "/somewhere/else", "relative", "", "  "])
def test_the_places_are_those_of_the_platform(home, monkeypatch, value):
    if value is not None:
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, value)
    assert places.find_place("cache") == platformdirs.user_cache_dir("nettrack")
    assert places.find_place("state") == platformdirs.user_state_dir("nettrack")
    assert places.find_place("config") == platformdirs.user_config_dir("nettrack")


def test_what_is_made_is_the_owners_alone_whatever_the_umask(home, tmp_path):
    before = os.umask(0)
    try:
        index = index_of(str(tmp_path))
        state = str(places.state_folder(str(tmp_path)))
    finally:
        os.umask(before)
    assert index == str(
        home / ".cache/nettrack" / places.vault_key(str(tmp_path)) / "index.db"
    )
    assert mode(index) == 0o600
    assert mode(os.path.dirname(index)) == 0o700
    assert mode(state) == 0o700
    assert os.path.dirname(state) == str(home / ".local/state/nettrack")


def test_what_others_could_read_is_closed_to_them(home, tmp_path):
    index = index_of(str(tmp_path))
    os.chmod(index, 0o644)
    os.chmod(os.path.dirname(index), 0o755)
    assert places.index_file(str(tmp_path)) == index
    assert mode(index) == 0o600
    assert mode(os.path.dirname(index)) == 0o700


def test_what_the_index_holds_is_left_alone(home, tmp_path):
    index = index_of(str(tmp_path))
    with open(index, "wb") as file:
        file.write(b"content")
    places.index_file(str(tmp_path))
    with open(index, "rb") as file:
        assert file.read() == b"content"


def test_each_vault_has_its_own_and_a_link_to_it_the_same(home, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    assert places.vault_key(str(tmp_path / "link")) == places.vault_key(str(tmp_path))
    assert places.vault_key(str(tmp_path)) != places.vault_key(str(home))


def test_without_a_home_there_is_no_place(tmp_path, monkeypatch):
    monkeypatch.setattr(
        places, "_XDG", {"cache": ("NO_SUCH_NAME", "~nobody-of-that-name/x")}
    )
    assert places.find_place("cache") is None
    assert places.index_file(str(tmp_path)) is None


def test_where_nothing_may_be_written_there_is_no_index(plain_user, monkeypatch):
    monkeypatch.setenv("HOME", str(plain_user.root))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    plain_user.root.chmod(0o500)
    assert places.index_file(str(plain_user.root)) is None
    plain_user.root.chmod(0o700)
    index = index_of(str(plain_user.root))
    os.chmod(os.path.dirname(index), 0o500)
    os.chmod(index, 0o400)
    assert places.index_file(str(plain_user.root)) is None


def test_a_folder_in_the_place_of_the_index_is_for_the_index_to_set_aside(tmp_path):
    index = index_of(str(tmp_path))
    os.unlink(index)
    os.mkdir(index)
    assert places.index_file(str(tmp_path)) == index


def test_a_file_in_the_way_means_no_state(home, tmp_path):
    (home / ".local").write_text("a file")
    assert places.state_folder(str(tmp_path)) is None


class TestDefaultVault:
    def config(self, home, text):
        folder = home / ".config/nettrack"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_bytes(text)

    def test_there_may_be_none(self, home):
        assert places.default_vault() is None

    @pytest.mark.parametrize("text", [b"", b"other = 1", b"vault = ''"])
    def test_it_may_not_be_set(self, home, text):
        self.config(home, text)
        assert places.default_vault() is None

    def test_it_is_what_the_file_says(self, home):
        self.config(home, "vault = '~/人脈'\n".encode())
        assert places.default_vault() == "~/人脈"

    @pytest.mark.parametrize("text", [b"vault = ", b"vault = 3", b"\xff"])
    def test_a_broken_file_is_told(self, home, text):
        self.config(home, text)
        with pytest.raises(SettingsInvalid) as fault:
            places.default_vault()
        assert fault.value.problems[0].path.endswith("nettrack/config.toml")


class TestFindingTheVault:
    def find(self, cwd, explicit=None, env=None, default=None):
        return find_vault(
            explicit=explicit, env=env, cwd=str(cwd), config_default=default
        )

    def test_what_is_named_counts_before_all_else(self, home, tmp_path):
        (tmp_path / "V/.obsidian").mkdir(parents=True)
        (tmp_path / "named").mkdir()
        inside = tmp_path / "V"
        named = str(tmp_path / "named")
        assert self.find(inside, named, str(home)) == named
        assert self.find(inside, None, named) == named
        assert self.find(inside, "", "", str(home)) == str(inside)
        assert self.find(tmp_path, "named") == named

    def test_a_folder_that_is_named_needs_no_mark(self, tmp_path):
        assert self.find(tmp_path, ".") == str(tmp_path)

    def test_the_nearest_marked_parent_counts(self, tmp_path):
        (tmp_path / "A/.obsidian").mkdir(parents=True)
        (tmp_path / "A/B/C").mkdir(parents=True)
        assert self.find(tmp_path / "A/B/C") == str(tmp_path / "A")
        (tmp_path / "A/B/nettrack.toml").write_text("")
        assert self.find(tmp_path / "A/B/C") == str(tmp_path / "A/B")

    def test_only_a_settings_file_and_a_settings_folder_are_marks(self, tmp_path):
        (tmp_path / "nettrack.toml").mkdir()
        (tmp_path / ".obsidian").write_text("")
        with pytest.raises(VaultNotFound):
            self.find(tmp_path)

    def test_the_default_comes_last_and_may_start_at_home(self, home, tmp_path):
        (home / "Notes").mkdir()
        assert self.find(tmp_path, default="~/Notes") == str(home / "Notes")
        assert self.find(tmp_path, default="Notes") == str(home / "Notes")

    def test_a_vault_is_known_by_its_real_path(self, tmp_path):
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to("real")
        assert self.find(tmp_path, "link") == str(tmp_path / "real")

    @pytest.mark.parametrize("key", ["explicit", "env", "default"])
    def test_what_is_named_and_not_there_is_told_by_its_name(self, tmp_path, key):
        (tmp_path / "file").write_text("")
        for named in (str(tmp_path / "no"), str(tmp_path / "file")):
            with pytest.raises(VaultNotFound, match="no such folder"):
                self.find(tmp_path, **{key: named})

    def test_none_at_all_is_told_with_what_to_do(self, tmp_path):
        with pytest.raises(VaultNotFound, match="nettrack init"):
            self.find(tmp_path)


class TestObsidianSettingsOnDisk:
    def test_a_vault_without_obsidian_has_the_defaults(self, disk):
        assert read_obsidian_settings(str(disk.root)).problems == ()

    def test_they_are_read_with_a_bom_and_through_links(self, disk, tmp_path):
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared/daily-notes.json").write_bytes(
            b'\xef\xbb\xbf{"folder": "Daily"}'
        )
        (disk.root / ".obsidian").symlink_to(tmp_path / "shared")
        (found,) = read_obsidian_settings(str(disk.root)).daily
        assert found.folder == "Daily"

    def test_whatever_stands_in_their_place_is_a_problem_each(self, disk):
        disk.put(".obsidian/app.json", b'{"a": "\xff"}')
        disk.put(".obsidian/templates.json", b"x" * 10_000_001)
        os.mkfifo(disk.root / ".obsidian/daily-notes.json")
        (disk.root / ".obsidian/plugins/periodic-notes/data.json").mkdir(parents=True)
        settings = read_obsidian_settings(str(disk.root))
        assert [(p.path, p.code) for p in settings.problems] == [
            (".obsidian/app.json", "bad-setting"),
            (".obsidian/daily-notes.json", "bad-setting"),
            (".obsidian/templates.json", "bad-setting"),
            (".obsidian/plugins/periodic-notes/data.json", "bad-setting"),
        ]
