"""`python -m bench [CONTACTS]`: the table of ratios, on a vault made for it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import Pair, compare, machine, run
from bench.vaults import make_vault

PAIRS = 9


def main() -> None:
    contacts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    base = Path(tempfile.mkdtemp(prefix="nettrack-bench-"))
    try:
        measure(base, contacts)
    finally:
        shutil.rmtree(base)


def measure(base: Path, contacts: int) -> None:
    vault, cache = base / "vault", base / "cache"
    make_vault(vault, contacts)
    env = {
        "XDG_CACHE_HOME": str(cache),
        "XDG_STATE_HOME": str(base / "state"),
        "NETTRACK_VAULT": str(vault),
        "NETTRACK_TODAY": "2026-11-20",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    nettrack = [sys.executable, "-m", "nettrack_md"]
    loop = [sys.executable, "-m", "bench.plain_loop", str(vault)]
    overdue = [*nettrack, "overdue", "--json"]

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    run(overdue, env)  # compile what is imported, warm the page cache
    print(f"{contacts:,} contacts, {contacts // 5:,} dated notes; {machine()}")
    print(f"{'job':<44}{'seconds':>9}{'yardstick':>11}{'ratio':>8}{'MB':>7}")
    first = compare([*nettrack, "index"], loop, env, pairs=5, before=forget)
    _row("first index / plain loop", first)
    run(overdue, env)
    warm = compare(overdue, loop, env, pairs=PAIRS)
    _row("overdue, nothing changed / plain loop", warm)
    print(f"{'':<44}  i.e. {1 / warm.ratio:.1f} times faster than the loop")
    note = next((vault / "People").rglob("*.md"))

    def touch() -> None:
        with note.open("a", encoding="utf-8") as file:
            file.write("- 2026-11-19 call: one more line\n")

    changed = compare(overdue, overdue, env, pairs=PAIRS, before=touch)
    _row("overdue, one note changed / nothing changed", changed)
    if shutil.which("rg") is None:
        print("log and search against rg: left out, since ripgrep is not installed")
        return
    log = [*nettrack, "log", note.stem, "one more line", "--on", "2026-11-20"]
    _row("log of one touch / rg -l", compare(log, _rg(vault, "-l"), env, pairs=PAIRS))
    search = [*nettrack, "search", "渋谷"]
    _row("search / rg -F", compare(search, _rg(vault, "-F"), env, pairs=PAIRS))


def _rg(vault: Path, option: str) -> list[str]:
    return ["rg", "--no-messages", option, "渋谷", str(vault)]


def _row(name: str, pair: Pair) -> None:
    print(
        f"{name:<44}{pair.ours:>9.3f}{pair.theirs:>11.3f}"
        f"{pair.ratio:>8.3f}{pair.peak_mb:>7.0f}"
    )


if __name__ == "__main__":
    main()
