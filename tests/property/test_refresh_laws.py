"""The crown jewel: after any edits the index equals one made from scratch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nettrack_md.app.leveling.refresh import refresh
from nettrack_md.index.store import open_index
from nettrack_md.model.rules import ReadingRules
from nettrack_md.vault.memory import MemoryFiles

if TYPE_CHECKING:
    from nettrack_md.index.store import Index

RULES = ReadingRules()
TODAY = date(2026, 11, 20)
PATHS = [
    "People/Ada.md", "People/Ben.md", "People/ada.md", "Club/Ada.md", "People/が.md",
    "People/か\u3099.md", "Daily/2026-11-18.md", "Daily/2026-11-19.md",
    "Meetings/2026-11-01 Plan.md", "me.md", "Goals/Move.md",
]  # fmt: skip
NAMES = st.sampled_from(
    ["Ada", "Ben", "People/Ada", "Club/Ada", "Addie", "が", "Nobody"]
)
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31)).map(date.isoformat)
KINDS = st.sampled_from(["meet", "email ->", "email <-", "reaction", "電話", "intro"])


@st.composite
def notes(draw: st.DrawFn) -> str:
    """A note with some of everything that leads from one note to another."""
    lines = ["---"]
    if draw(st.booleans()):
        lines.append(f"tier: {draw(st.sampled_from(['close', 'loose', 'odd']))}")
    if draw(st.booleans()):
        lines.append(f"aliases: [{draw(st.sampled_from(['Addie', 'Benny', 'が']))}]")
    if draw(st.booleans()):
        lines.append(f"type: {draw(st.sampled_from(['contact', 'meeting', 'goal']))}")
    if draw(st.booleans()):
        lines.append(f'attendees: ["[[{draw(NAMES)}]]", "[[{draw(NAMES)}]]"]')
    if draw(st.booleans()):
        lines.append(f'introduced_by: "[[{draw(NAMES)}]]"')
    if draw(st.booleans()):
        lines.append(f"last_contact: {draw(DAYS)}")
    lines += ["---", f"spoke with [[{draw(NAMES)}]]", ""]
    if draw(st.booleans()):
        lines.append(f"- [ ] send [[{draw(NAMES)}]] the book 📅 {draw(DAYS)}")
    if draw(st.booleans()):
        lines.append(
            f"- {draw(DAYS)} intro: [[{draw(NAMES)}]] <-> [[{draw(NAMES)}]] made"
        )
    lines.append("## Log")
    lines += [
        f"- {draw(DAYS)} {draw(KINDS)}: words" for _ in range(draw(st.integers(0, 3)))
    ]
    return "\n".join(lines) + "\n"


def everything(index: Index) -> dict[str, Any]:
    """All that the index can answer."""
    paths = sorted(index.paths())
    return {
        "paths": paths,
        "people": sorted(index.people(TODAY), key=lambda p: p.contact.path),
        "then": sorted(index.people(date(2024, 6, 1)), key=lambda p: p.contact.path),
        "late": sorted(p.contact.path for p in index.people(TODAY, due_before=TODAY)),
        "touches": {path: index.touches(path) for path in paths},
        "promises": sorted(map(repr, index.promises(open_only=False))),
        "introductions": sorted(map(repr, index.introductions())),
        "introducers": index.introducers(),
        "names": sorted(index.names()),
        "links": sorted(index.links_to_check()),
        "problems": sorted(index.problems()),
        "found": sorted(index.search("words")),
        "counts": index.counts(),
    }


class Vault(RuleBasedStateMachine):
    """Somebody edits; now and then a command reconciles."""

    def __init__(self) -> None:
        super().__init__()
        self.files = MemoryFiles()
        self.index = open_index(None, fingerprint="laws")
        self.now = 10**18

    def teardown(self) -> None:
        self.index.close()

    def there(self, path: str) -> bytes | None:
        return self.files.read(path) if self.files.exists(path) else None

    @rule(path=st.sampled_from(PATHS), text=notes())
    def save(self, path: str, text: str) -> None:
        self.files.put(path, text.encode())

    @rule(path=st.sampled_from(PATHS))
    def delete(self, path: str) -> None:
        if self.there(path) is not None:
            self.files.delete(path)

    @rule(old=st.sampled_from(PATHS), new=st.sampled_from(PATHS))
    def rename(self, old: str, new: str) -> None:
        content = self.there(old)
        if content is not None and self.there(new) is None:
            self.files.delete(old)
            self.files.put(new, content)

    @invariant()
    def the_index_equals_one_made_from_scratch(self) -> None:
        self.reconcile(self.index)
        fresh = open_index(None, fingerprint="laws")
        self.reconcile(fresh)
        try:
            assert everything(self.index) == everything(fresh)
        finally:
            fresh.close()

    def reconcile(self, index: Index) -> None:
        self.now += 10**10
        snapshot = self.files.walk()
        refresh(self.files, index, snapshot, RULES, now_ns=self.now, accept_loss=True)


TestVault = Vault.TestCase
TestVault.settings = settings(stateful_step_count=12, deadline=None)
