"""`python -m bench [CONTACTS]`: the table of ratios, on a vault made for it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cards import make_cards
from bench.mail import make_mbox
from bench.measure import compare, machine, run
from bench.vaults import make_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.measure import Pair

PAIRS = 9
#: What takes seconds is measured less often.
FEW_PAIRS = 5
TODAY = "2026-11-20"
NETTRACK = [sys.executable, "-m", "nettrack_md"]


def main() -> None:
    contacts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    base = Path(tempfile.mkdtemp(prefix="nettrack-bench-"))
    try:
        Bench(base, contacts).measure()
    finally:
        shutil.rmtree(base)


class Bench:
    """One vault, and the commands that are measured on it."""

    def __init__(self, base: Path, contacts: int) -> None:
        self.vault, self.cache = base / "vault", base / "cache"
        self.contacts = contacts
        make_vault(self.vault, contacts)
        self.env = {
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_STATE_HOME": str(base / "state"),
            "NETTRACK_VAULT": str(self.vault),
            "NETTRACK_TODAY": TODAY,
            "PYTHONDONTWRITEBYTECODE": "",
        }
        self.note = next((self.vault / "People").rglob("*.md"))
        print(f"{contacts:,} contacts, {contacts // 5:,} dated notes; {machine()}")
        print(f"{'job':<48}{'seconds':>9}{'yardstick':>11}{'ratio':>8}{'MB':>7}")

    def measure(self) -> None:
        """Print the table, a line when it is known."""
        loop = [sys.executable, "-m", "bench.plain_loop", str(self.vault)]
        overdue = [*NETTRACK, "overdue", "--json"]
        twenty = [*overdue, "--limit", "20"]
        run(overdue, self.env)  # compile what is imported, warm the page cache
        self.row(
            "first index / plain loop", [*NETTRACK, "index"], loop,
            pairs=FEW_PAIRS, before=self.forget,
        )  # fmt: skip
        run(overdue, self.env)
        warm = self.row("overdue, nothing changed / plain loop", overdue, loop)
        print(f"{'':<48}  i.e. {1 / warm.ratio:.1f} times faster than the loop")
        self.row(
            "overdue, one note changed / plain loop", overdue, loop, before=self.edit
        )
        run(twenty, self.env)
        self.row(
            "overdue --limit 20, one changed / none changed", twenty, twenty,
            before=self.edit,
        )  # fmt: skip
        self.row("list / plain loop", [*NETTRACK, "list", "--json"], loop)
        self.row("render of both notes, written anew / plain loop",
                 [*NETTRACK, "render"], loop, before=self.unrender)  # fmt: skip
        bare = [sys.executable, "-c", "pass"]
        self.row("--version / python -c pass", [*NETTRACK, "--version"], bare)
        mails = self.vault.parent / "mails.mbox"
        make_mbox(mails)
        both = [[sys.executable, "-m", "bench.mail", who, str(mails)]
                for who in ("ours", "theirs")]  # fmt: skip
        self.row("headers of 20,000 mails / stdlib mailbox", *both, pairs=FEW_PAIRS)
        self.cards()
        if shutil.which("rg") is None:
            print("what is measured against rg is left out: ripgrep is not installed")
            return
        last = self.rg("^last_contact")
        run(twenty, self.env)
        self.row("overdue --limit 20, nothing changed / rg", twenty, last)
        self.row("review, nothing changed / rg", [*NETTRACK, "review", "--json"], last)
        self.row("render, nothing to write / rg", [*NETTRACK, "render"], last)
        self.row("search 渋谷 / rg -F", [*NETTRACK, "search", "渋谷"],
                 self.rg("渋谷", "-F"))  # fmt: skip
        words = ["log", self.note.stem, "one more line", "--on", TODAY]
        self.row("log of one touch / rg -l", [*NETTRACK, *words], self.rg("渋谷", "-l"))

    def cards(self) -> None:
        """An import planned, and a smaller one applied, each into a vault of its own."""
        base = self.vault.parent
        many, few, count = base / "many.vcf", base / "few.vcf", self.contacts // 5
        make_cards(many, self.contacts)
        make_cards(few, count)
        fresh, files = base / "fresh", base / "files"

        def empty() -> None:
            for folder in (fresh, files):
                shutil.rmtree(folder, ignore_errors=True)
            (fresh / "People").mkdir(parents=True)
            (fresh / "nettrack.toml").touch()

        ours = [*NETTRACK, "--vault", str(fresh), "import"]
        theirs = [sys.executable, "-m", "bench.cards"]
        empty()
        self.row(
            f"plan of {self.contacts:,} cards / vobject reading them",
            [*ours, str(many)], [*theirs, "read", str(many)], pairs=FEW_PAIRS,
        )  # fmt: skip
        self.row(
            f"apply of {count:,} cards / a sync of each file",
            [*ours, str(few), "--apply"], [*theirs, "sync", str(files), f"{2 * count}"],
            pairs=FEW_PAIRS, before=empty,
        )  # fmt: skip

    def row(
        self,
        name: str,
        ours: Sequence[str],
        theirs: Sequence[str],
        *,
        pairs: int = PAIRS,
        before: Callable[[], None] = lambda: None,
    ) -> Pair:
        """Measure and print one line."""
        pair = compare(ours, theirs, self.env, pairs=pairs, before=before)
        print(
            f"{name:<48}{pair.ours:>9.3f}{pair.theirs:>11.3f}"
            f"{pair.ratio:>8.3f}{pair.peak_mb:>7.0f}",
            flush=True,
        )
        return pair

    def rg(self, pattern: str, *options: str) -> list[str]:
        """The yardstick of ripgrep over the same vault."""
        return ["rg", "--no-messages", *options, pattern, str(self.vault)]

    def forget(self) -> None:
        """Have no index."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def edit(self) -> None:
        """Change one note."""
        with self.note.open("a", encoding="utf-8") as file:
            file.write("- 2026-11-19 call: one more line\n")

    def unrender(self) -> None:
        """Have no rendered notes."""
        shutil.rmtree(self.vault / "Network", ignore_errors=True)


if __name__ == "__main__":
    main()
