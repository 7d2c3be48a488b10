"""Cards by the thousand, and what they are measured against.

`python -m bench.cards read FILE` reads them with vobject, `sync FOLDER COUNT` writes as
many small files as an import does, each synced with its folder, one after the other.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import Any

from bench.vaults import make_name


def make_cards(path: Path, count: int, *, seed: int = 20261120) -> None:
    """Write a file of that many cards, half of them Japanese."""
    lot = random.Random(seed)
    path.write_text("".join(_card(lot, at) for at in range(count)), "utf-8", newline="")


def _card(lot: random.Random, at: int) -> str:
    name, reading = make_name(lot, at)
    family, _, given = name.partition(" ")
    spoken = f"X-PHONETIC-LAST-NAME:{reading}\r\n" if reading else ""
    lines = (
        f"UID:card-{at}", f"FN:{name}", f"N:{family};{given};;;",
        f"ORG:Company {at % 300};Sales", "TITLE:Buyer",
        f"TEL;TYPE=CELL:+81 90-{at // 10000:04d}-{at % 10000:04d}",
        f"EMAIL;TYPE=INTERNET:p{at}@example.org", f"BDAY:19{at % 90 + 10}-05-14",
        f"ADR;TYPE=HOME:;;桜丘町 26-{at};渋谷区;東京都;150-8512;日本",
        "item1.URL:https://example.org", "item1.X-ABLabel:_$!<HomePage>!$_",
        f"NOTE:met at the fair\\, hall {at}", "CATEGORIES:fair,2026",
    )  # fmt: skip
    body = "\r\n".join(lines)
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\n{spoken}{body}\r\nEND:VCARD\r\n"


def _read(path: str) -> None:
    import vobject  # type: ignore[import-untyped]  # noqa: PLC0415

    held: list[Any] = list(vobject.readComponents(Path(path).read_text("utf-8")))
    print(len(held))


def _sync(folder: str, count: str) -> None:
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    for at in range(int(count)):
        with (root / f"{at}.md").open("wb") as file:
            file.write(b"x" * 800)
            file.flush()
            os.fsync(file.fileno())
        place = os.open(root, os.O_RDONLY)
        os.fsync(place)
        os.close(place)


if __name__ == "__main__":
    if sys.argv[1] == "read":
        _read(sys.argv[2])
    else:
        _sync(sys.argv[2], sys.argv[3])
