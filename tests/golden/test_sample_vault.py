"""The sample vault: what is planted in it is there, and `check` finds that alone."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.drive import ROOT, SAMPLE, nettrack

ODD = SAMPLE / "People" / "Odd"
FAULTS = ROOT / "tests" / "data" / "sample_faults.json"


def read(name: str) -> bytes:
    return (ODD / f"{name}.md").read_bytes()


def test_a_note_with_windows_line_ends_has_no_others() -> None:
    content = read("Agatha Crossley")

    assert content.count(b"\r\n") == content.count(b"\n") > 0


def test_a_note_with_mixed_line_ends_has_both() -> None:
    content = read("Xanthe Mixwell")

    assert 0 < content.count(b"\r\n") < content.count(b"\n")


def test_a_note_begins_with_a_byte_order_mark() -> None:
    assert read("Benedict Omari").startswith(b"\xef\xbb\xbf---\n")


def test_a_note_ends_without_a_line_end() -> None:
    assert not read("Yorick Endless").endswith(b"\n")


def test_a_note_is_no_utf_8() -> None:
    content = read("門司場 圭")

    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert "文字化け" in content.decode("cp932")


def test_a_file_name_is_stored_decomposed() -> None:
    # A file system that composes names (some do) would make this test a lie.
    names = {path.name for path in ODD.iterdir()}

    assert unicodedata.normalize("NFD", "たけがみ みどり.md") in names


def test_every_other_note_is_utf_8_with_plain_line_ends() -> None:
    odd = {"Agatha Crossley.md", "Xanthe Mixwell.md", "門司場 圭.md"}
    broken = []
    for path in SAMPLE.rglob("*.md"):
        content = path.read_bytes()
        if path.name not in odd and (b"\r" in content or not _is_utf_8(content)):
            broken.append(path.name)

    assert broken == []


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_check_names_each_planted_fault_and_no_other(tmp_path: Path) -> None:
    done = nettrack("check", "--json", "--private", home=tmp_path, cwd=SAMPLE)
    found = [{key: row[key] for key in ("path", "line", "code")} for row in done.data]
    planted = json.loads(FAULTS.read_text(encoding="utf-8"))

    def place(row: dict[str, object]) -> tuple[str, ...]:
        return (str(row["path"]), f"{row['line']:>6}", str(row["code"]))

    assert sorted(found, key=place) == sorted(planted, key=place)
    assert done.code == 4
