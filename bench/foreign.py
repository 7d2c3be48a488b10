"""`python -m bench.foreign`: mailboxes and address books against their usual readers."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cards import make_cards
from bench.mail import make_mbox
from bench.measure import compare, machine, run
from bench.stage import NETTRACK, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.measure import Run

#: Each takes seconds.
PAIRS = 5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=10_000)
    asked = parser.parse_args()
    print(
        f"{machine()}\n{'job':<48}{'seconds':>9}{'yardstick':>11}{'ratio':>8}{'MB':>7}"
    )
    with tempfile.TemporaryDirectory(prefix="nettrack-bench-") as folder:
        base = Path(folder)
        mails(base)
        cards(base, asked.cards)


def mails(base: Path) -> None:
    """Headers of a mailbox."""
    box = base / "mails.mbox"
    make_mbox(box)
    ours, theirs = (
        [sys.executable, "-m", "bench.mail", who, str(box)]
        for who in ("ours", "theirs")
    )
    _row("headers of 20,000 mails / stdlib mailbox", ours, theirs, {})


def cards(base: Path, count: int) -> None:
    """An import planned, and a smaller one applied, each into a vault of its own."""
    many, few, fewer = base / "many.vcf", base / "few.vcf", count // 5
    make_cards(many, count)
    make_cards(few, fewer)
    fresh, files = base / "fresh", base / "files"
    env = {
        "XDG_CACHE_HOME": str(base / "cache"),
        "XDG_STATE_HOME": str(base / "state"),
        "NETTRACK_TODAY": TODAY,
        "PYTHONDONTWRITEBYTECODE": "",
    }

    def empty() -> None:
        for folder in (fresh, files):
            shutil.rmtree(folder, ignore_errors=True)
        (fresh / "People").mkdir(parents=True)
        (fresh / "nettrack.toml").touch()

    ours = [*NETTRACK, "--vault", str(fresh), "import"]
    theirs = [sys.executable, "-m", "bench.cards"]
    empty()
    _row(
        f"plan of {count:,} cards / vobject reading them",
        [*ours, str(many)], [*theirs, "read", str(many)], env,
    )  # fmt: skip
    _row(
        f"apply of {fewer:,} cards / a sync of each file",
        [*ours, str(few), "--apply"], [*theirs, "sync", str(files), f"{2 * fewer}"],
        env, before=empty,
    )  # fmt: skip


def _row(
    name: str,
    ours: Sequence[str],
    theirs: Sequence[str],
    env: dict[str, str],
    *,
    before: Callable[[], None] = lambda: None,
) -> None:
    def first() -> Run:
        before()
        return run(ours, env)

    pair = compare(first, lambda: run(theirs, env), pairs=PAIRS)
    print(
        f"{name:<48}{pair.ours:>9.3f}{pair.theirs:>11.3f}"
        f"{pair.ratio:>8.3f}{pair.peak_mb:>7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
