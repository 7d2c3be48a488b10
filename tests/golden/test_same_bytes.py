"""Same vault, same date, same settings: the same bytes on every machine."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.drive import ROOT, SAMPLE, nettrack


def rendered(root: Path, home: Path, **env: Any) -> dict[str, str]:
    done = nettrack("render", "--vault", str(root), home=home, **env)
    assert done.code == 0, done.err
    return {
        str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest()
        for path in sorted((root / "Network").rglob("*.md"))
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("first")
    vault = home / "vault"
    shutil.copytree(SAMPLE, vault)
    return rendered(vault, home)


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Asia/Tokyo", "LANG": "ja_JP.UTF-8"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        {"TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["Tokyo", "Los Angeles", "Kiritimati"],
)
def test_another_place_zone_and_locale_render_the_same(
    first: dict[str, str], tmp_path: Path, env: dict[str, str]
) -> None:
    vault = tmp_path / "somewhere" / "else ほか"
    vault.parent.mkdir()
    shutil.copytree(SAMPLE, vault)

    assert len(first) == 3
    assert rendered(vault, tmp_path, **env) == first


def test_rendering_twice_writes_nothing(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    rendered(vault, tmp_path)
    notes = sorted((vault / "Network").rglob("*.md"))
    before = [path.stat().st_mtime_ns for path in notes]

    done = nettrack("render", "--json", "--vault", str(vault), home=tmp_path)

    assert {row["action"] for row in done.data["writes"]} == {"unchanged"}
    assert [path.stat().st_mtime_ns for path in notes] == before


def test_reading_leaves_every_byte_and_time_alone(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    files = sorted(path for path in vault.rglob("*") if path.is_file())
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]

    for words in (["overdue"], ["review"], ["list"], ["check"], ["search", "a"]):
        nettrack(*words, "--vault", str(vault), home=tmp_path)

    assert sorted(path for path in vault.rglob("*") if path.is_file()) == files
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before


@pytest.mark.parametrize(
    ("readme", "language"), [("README.md", "en"), ("README.ja.md", "ja")]
)
def test_the_readme_shows_the_page_as_it_is_rendered(
    tmp_path: Path, readme: str, language: str
) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    settings = vault / "nettrack.toml"
    text = settings.read_text("utf-8").replace('= "en"', f'= "{language}"')
    settings.write_text(text, "utf-8")
    rendered(vault, tmp_path)
    page = (vault / "Network/Reviews/Review 2026-W47.md").read_text("utf-8")
    shown = (ROOT / readme).read_text("utf-8")
    block = shown.split("<!-- review:begin -->")[1].split("<!-- review:end -->")[0]
    lines = [line for line in block.splitlines() if line.strip("`")][1:]

    assert len(lines) > 10
    assert [line for line in lines if line not in page] == []
