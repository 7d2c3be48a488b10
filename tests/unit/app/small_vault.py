"""A vault in memory, open as a command has it open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from nettrack_md.app.changing.history import History
from nettrack_md.app.changing.undoing import UndoReport, take_back
from nettrack_md.app.leveling.refresh import refresh
from nettrack_md.app.pages.publish import apply_writes, plan_render
from nettrack_md.app.settings import read_settings
from nettrack_md.app.ticks import ApplyReport, apply_ticks
from nettrack_md.app.workspace import Workspace, reading_rules
from nettrack_md.index.store import open_index
from nettrack_md.vault.locate import ObsidianSettings
from nettrack_md.vault.memory import MemoryFiles

if TYPE_CHECKING:
    from nettrack_md.index.store import Index

REVIEW = "Network/Reviews/Review 2026-W47.md"
OVERDUE = "Network/Overdue.md"


@dataclass
class SmallVault:
    """Notes, a history, and the commands that a test gives."""

    files: MemoryFiles
    settings: str = ""
    today: str = "2026-11-20"
    history: History = field(init=False)

    def __post_init__(self) -> None:
        ticking = count(1)
        self.history = History(MemoryFiles(), clock=lambda: next(ticking))

    def open(self, *, private: bool = False) -> Workspace:
        settings = read_settings(self.settings)
        index: Index = open_index(None, fingerprint="test")
        obsidian = ObsidianSettings()
        files: Any = self.files
        report = refresh(
            files,
            index,
            files.walk(),
            reading_rules(settings, obsidian),
            now_ns=files.now_ns,
        )
        return Workspace(
            root="/nowhere",
            settings=settings,
            obsidian=obsidian,
            files=files,
            index=index,
            refreshed=report,
            today=date.fromisoformat(self.today),
            locale_language="en",
            private=private,
        )

    def render(self) -> None:
        ws = self.open()
        apply_writes(ws, plan_render(ws).writes)

    def apply(self, **how: Any) -> ApplyReport:
        ws = self.open(private=how.pop("private", False))
        return apply_ticks(ws, history=self.history, **how)

    def undo(self) -> UndoReport:
        files: Any = self.files
        return take_back(files, self.history)

    def text(self, path: str) -> str:
        return self.files.content[path].decode()

    def edit(self, path: str, old: str, new: str) -> None:
        """What somebody does in an editor."""
        text = self.text(path)
        assert old in text, f"{old!r} is not in {path}:\n{text}"
        self.files.put(path, text.replace(old, new, 1))


def vault(*, settings: str = "", today: str = "2026-11-20", **notes: str) -> SmallVault:
    """A vault of people: name (`_` for a blank) to note; a path works too."""
    files = MemoryFiles()
    for name, text in notes.items():
        files.put(f"People/{name.replace('_', ' ')}.md", text)
    return SmallVault(files, settings, today)
