"""Second copies that sync services leave: nobody is there twice, nobody is left out."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from nettrack_md.app.asking import check, people
from nettrack_md.vault.memory import MemoryFiles
from tests.torture.figures import Figure
from tests.unit.app.small_vault import SmallVault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.torture.figures import Run

#: What each puts between a note's name and `.md`: day, time, a device, a letter-number.
SERVICES = {
    "Syncthing": ".sync-conflict-{ymd}-{hms}-{id}",
    "Obsidian Sync": " (Conflicted copy {device} {ymd}{hm})",
    "Dropbox": " ({device}'s conflicted copy {day})",
    "Dropbox in Italian": " (copia in conflitto di {device} {day})",
    "Dropbox in Japanese": " ({device} の競合コピー {day})",
    "Nextcloud": " (conflicted copy {day} {hms})",
    "ownCloud": "_conflict-{ymd}-{hms}",
    "OneDrive": "-DESKTOP-{id}",
    "OneDrive, the next": "-LAPTOP-{id}-2",
    "iCloud": " 2",
    "Google Drive": " (1)",
    "Resilio": ".Conflict",
}
DEVICES = ("laptop", "Mio's phone", "仕事用", "Büro", "x")
FIRST = (
    "Ada",
    "Bo",
    "Zoé",
    "が",
    "さくら",
    "Iñaki",
    "O'Neil",
    "Dr. Fell",
    "山田",
    "Li",
)
LAST = ("Byron", "2", "Quiet-Ott", "太郎", "(Kobe)", "the 3rd", "Chapter", "Larkrise")


def torture(run: Run) -> Iterator[Figure]:
    """Many people, a copy by every service beside some, and what only looks like one."""
    rng = random.Random(run.seed)
    notes: dict[str, str] = {}
    made = [_person(rng, at, notes) for at in range(run.share(300, least=12))]
    copies = {}
    for at, path in enumerate(made):
        for service in SERVICES:
            copy = f"{path.removesuffix('.md')}{_infix(rng, service)}.md"
            # An edit that the other device had not seen.
            copies[copy] = notes[path] + f"- 2026-11-0{at % 9 + 1} call: one more\n"
    innocent = _innocent(rng, run.share(300, least=12))
    vault = SmallVault(MemoryFiles({**notes, **innocent, **copies})).open()
    found = {person.person.contact.path for person in people(vault)}
    problems, _ = check(vault)
    named = {row.path for row in problems if row.code == "conflict-copy"}
    vault.index.close()
    all_of_them = f"{len(copies):,} copies by {len(SERVICES)} kinds of name"
    yield _none(f"{all_of_them}: taken for a person", found & copies.keys())
    yield _none(f"{all_of_them}: not named by check", copies.keys() - named)
    yield _none(
        f"{len(innocent) + len(made):,} notes whose names look alike: left out or "
        "taken for a copy",
        (set(made) | {path for path in innocent if path.startswith("People/")}) - found,
        named - copies.keys(),
    )


def _none(promise: str, *wrong: set[str]) -> Figure:
    """A row that is met where nothing is wrong."""
    names = sorted(set().union(*wrong))
    seen = f"{len(names)}" + (f", as {names[0]}" if names else "")
    return Figure((31,), promise, "0", seen, met=not names)


def _person(rng: random.Random, at: int, notes: dict[str, str]) -> str:
    path = f"People/{rng.choice(FIRST)} {rng.choice(LAST)} no{at}.md"
    log = "".join(
        f"- 20{rng.randint(10, 25)}-0{rng.randint(1, 9)}-11 call: about {rng.random()}\n"
        for _ in range(12)
    )
    notes[path] = f"---\ntype: contact\nphones: 09012{at:06}\n---\n## Log\n\n{log}"
    return path


def _infix(rng: random.Random, service: str) -> str:
    day = f"2026-1{rng.randint(0, 1)}-{rng.randint(10, 28)}"
    hms = f"{rng.randint(10, 23)}{rng.randint(10, 59)}{rng.randint(10, 59)}"
    letters = "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ234567", k=7))
    return SERVICES[service].format(
        day=day, ymd=day.replace("-", ""), hms=hms, hm=hms[:4], id=letters,
        device=rng.choice(DEVICES),
    )  # fmt: skip


def _innocent(rng: random.Random, count: int) -> dict[str, str]:
    """Numbered chapters, and people of one name who are not one person."""
    notes = {}
    for at in range(count):
        notes[f"Book {at}/chapter.md"] = "It was a dark night.\n"
        notes[f"Book {at}/chapter 2.md"] = "It was darker still.\n"
        for name in (f"Kim {at}k", f"Kim {at}k 2", f"Kim {at}k (1)", f"Kim-{at}k"):
            person = f"---\nphones: 0{rng.randint(10**9, 10**10)}\n---\n"
            notes[f"People/{name}.md"] = person
    return notes
