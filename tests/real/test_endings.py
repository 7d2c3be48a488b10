"""Endings done kindly: who is gone stands in no rendered note, whatever else is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.drive import Result, nettrack

if TYPE_CHECKING:
    from pathlib import Path

#: Everything that puts somebody on a page.
CANARY = """\
---
status: {status}
private: {private}
tier: close
birthday: 1980-11-19
dates: [2010-11-20 the choir]
next: 2026-11-18
trouble: 2026-11-10
met: 2026-11-10
introduced_by: "[[Ada Open]]"
needs: [a translator]
helps_with: [law]
likes: [tide tables]
org: Harbour Works
roles: [past-client]
---
- [ ] send the book 📅 2026-11-20

## Log
- 2026-11-12 email <- could you send the book?
- 2026-11-10 meet: at the pier #got
- 2026-01-02 letter: a card
"""
ADA = """\
---
tier: active
needs: [a lawyer]
helps_with: [translation]
likes: [tide tables]
---
## Log
- 2026-11-05 intro: [[Ada Open]] <-> [[Vesper Gone]] asked
- 2026-10-20 call: about the move
"""
DAY = """\
- a list of tide tables for [[Vesper Gone]] #share
- 10:00 [[Wilma Wish]] and [[Vesper Gone]] at the pier
- 11:00 call -> [[Vesper Gone]]
- [ ] tell [[Vesper Gone]] about the pier 📅 2026-11-21
"""


def vault_of(home: Path, status: str, *, private: bool = False) -> Path:
    vault = home / "vault"
    notes = {
        "nettrack.toml": (
            'language = "ja"\n[review]\nnew_per_week = 2\nbalance = true\n'
            "small_requests = true\n"
        ),
        "me.md": "---\ntype: profile\norg: Harbour Works\noffers: [translation]\n---\n",
        "People/Ada Open.md": ADA,
        "People/Vesper Gone.md": CANARY.format(
            status=status, private=str(private).lower()
        ),
        "People/Wilma Wish.md": "---\nstatus: wish\n---\n",
        "Daily/2026-11-09.md": DAY,
        "Daily/2026-11-17.md": "- lunch with [[Vesper Gone]]\n",
    }
    for path, text in notes.items():
        place = vault / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return vault


def run(vault: Path, *words: str) -> Result:
    return nettrack(*words, home=vault.parent, NETTRACK_VAULT=str(vault))


def pages(vault: Path) -> str:
    assert run(vault, "render", "-q").code == 0
    return "".join(
        (vault / path).read_text(encoding="utf-8")
        for path in ("Network/Reviews/Review 2026-W47.md", "Network/Overdue.md")
    )


def lines_with(text: str, word: str) -> list[str]:
    return [line for line in text.splitlines() if word in line]


def test_the_canary_sings_while_it_is_active(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, "active")

    assert lines_with(pages(vault), "Vesper")
    assert lines_with(run(vault, "review").out, "Vesper")


@pytest.mark.parametrize("status", ["ended", "deceased", "archived", "終了", "逝去"])
def test_who_is_gone_is_nowhere_on_the_pages(tmp_path: Path, status: str) -> None:
    vault = vault_of(tmp_path, status)

    assert lines_with(pages(vault), "Vesper") == []
    assert lines_with(run(vault, "review").out, "Vesper") == []
    assert "Vesper Gone" in run(vault, "list").out


def test_who_is_private_is_nowhere_on_the_pages_either(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, "active", private=True)

    assert lines_with(pages(vault), "Vesper") == []
    assert lines_with(run(vault, "review").out, "Vesper") == []
    assert lines_with(run(vault, "why", "ada").out, "Vesper") == []
    assert lines_with(run(vault, "intro", "--tree").out, "Vesper") == []
