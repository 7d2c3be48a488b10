from __future__ import annotations

import errno
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from nettrack_md.app.watch.events import (
    WHOLE,
    Hint,
    folders_to_watch,
    hint_of_file,
    hint_of_folder,
)
from nettrack_md.app.watch.observing import (
    InotifyObservation,
    NoEvents,
    TreeObservation,
)


@pytest.mark.parametrize(
    ("folder", "name", "hint"),
    [
        ("People", "Ada.md", Hint("note", "People/Ada.md")),
        ("", "me.md", Hint("note", "me.md")),
        ("", "nettrack.toml", WHOLE),
        ("People/Old", "nettrack.toml", WHOLE),
        (".obsidian", "daily-notes.json", WHOLE),
        (".obsidian", "workspace.json", None),
        (".nettrack/templates", "trip.md.j2", WHOLE),
        ("People", ".Ada.md.swp", Hint("opened", "People/Ada.md")),
        ("People", ".Ada.md.icloud", WHOLE),
        ("People", ".nettrack.00000000ffffffffffffffffffffffff.tmp", None),
        ("People", "picture.png", None),
        ("People", ".Ada.md.tmp", None),
    ],
)
def test_a_file_means(folder, name, hint):
    assert hint_of_file(folder, name, gone=False) == hint


def test_a_swap_file_that_goes_means_the_editor_is_closed():
    hint = hint_of_file("People", ".Ada.md.swp", gone=True)

    assert hint == Hint("closed", "People/Ada.md")


@pytest.mark.parametrize(
    ("name", "matters"),
    [("People", True), (".git", False), ("node_modules", False), (".obsidian", True)],
)
def test_a_folder_means(name, matters):
    assert (hint_of_folder(name) == WHOLE) is matters


def test_the_folders_of_settings_and_templates_are_watched_too():
    folders = folders_to_watch({"", "People"}, ".nettrack/templates")

    assert {"", "People", ".obsidian", ".nettrack", ".nettrack/templates"} <= folders


class Heard:
    """What an observation said, to be waited for."""

    def __init__(self) -> None:
        self.hints: list[Hint] = []
        self.raises = False

    def __call__(self, hint: Hint) -> None:
        if self.raises:
            raise ValueError
        self.hints.append(hint)

    def until(self, condition: Any) -> None:
        end = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < end, self.hints
            time.sleep(0.01)


@pytest.fixture(params=[InotifyObservation, TreeObservation])
def observed(request, tmp_path):
    (tmp_path / "People").mkdir()
    heard = Heard()
    observation = request.param(str(tmp_path), heard)
    observation.watch(frozenset({"", "People"}))
    yield observation, heard, tmp_path
    observation.stop()


def test_notes_are_heard_of_and_reading_is_not(observed):
    observation, heard, root = observed
    note = root / "People" / "Ada.md"

    note.write_text("words")
    heard.until(lambda: Hint("note", "People/Ada.md") in heard.hints)
    (root / "People" / "aside.tmp").write_text("other")
    (root / "People" / "aside.tmp").replace(root / "People" / "Ben.md")
    heard.until(lambda: Hint("note", "People/Ben.md") in heard.hints)
    before = len(heard.hints)
    note.read_text()
    (root / "People" / "Cy.md").write_text("words")
    heard.until(lambda: Hint("note", "People/Cy.md") in heard.hints)

    assert Hint("note", "People/Ada.md") not in heard.hints[before:]
    assert observation.find_fault() == ""


def test_folders_that_come_and_go_are_a_look_at_everything(observed):
    _, heard, root = observed

    (root / "People" / "Old").mkdir()

    heard.until(lambda: WHOLE in heard.hints)


def test_a_hint_that_cannot_be_passed_on_is_a_fault(observed):
    observation, heard, root = observed
    heard.raises = True

    (root / "People" / "Ada.md").write_text("words")

    heard.until(observation.find_fault)


@pytest.fixture
def inotify(tmp_path):
    heard = Heard()
    observation = InotifyObservation(str(tmp_path), heard)
    observation.watch(frozenset({""}))
    yield observation, heard, tmp_path
    observation.stop()


def test_an_overflow_of_the_queue_is_a_look_at_everything(inotify):
    from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent

    observation, heard, _ = inotify

    nowhere: Any = -1
    observation._inotify.handle_event(
        InotifyEvent(nowhere, InotifyConstants.IN_Q_OVERFLOW, 0, b"")
    )

    assert WHOLE in heard.hints


def test_a_thread_that_has_ended_is_a_fault(inotify):
    observation, _, _ = inotify

    observation._inotify.stop()
    observation._inotify.join(10)

    assert "ended" in observation.find_fault()


def test_only_what_is_asked_for_is_watched(inotify):
    observation, heard, root = inotify
    (root / ".git").mkdir()
    (root / "People").mkdir()
    assert observation.watch(frozenset({"", "People"}))
    assert not observation.watch(frozenset({"", "People"}))
    heard.hints.clear()

    (root / ".git" / "Ada.md").write_text("words")
    (root / "People" / "Ben.md").write_text("words")

    heard.until(lambda: Hint("note", "People/Ben.md") in heard.hints)
    notes = {hint.path for hint in heard.hints if hint.kind == "note"}
    assert notes == {"People/Ben.md"}


def test_a_folder_that_was_moved_is_heard_of_by_its_new_name(inotify):
    observation, heard, root = inotify
    (root / "Old").mkdir()
    observation.watch(frozenset({"", "Old"}))
    (root / "Old").rename(root / "New")
    observation.watch(frozenset({"", "New"}))
    heard.hints.clear()

    (root / "New" / "Ada.md").write_text("words")

    heard.until(lambda: Hint("note", "New/Ada.md") in heard.hints)
    assert Hint("note", "Old/Ada.md") not in heard.hints


def test_no_more_watches_means_no_events(inotify, monkeypatch):
    observation, _, root = inotify
    (root / "People").mkdir()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(observation._inotify, "add_callback", refuse)

    with pytest.raises(NoEvents, match="no more inotify watches"):
        observation.watch(frozenset({"", "People"}))


def test_stopping_leaves_no_thread_and_no_open_file(tmp_path):
    before = threading.active_count(), open_files()
    observation = InotifyObservation(str(tmp_path), Heard())
    observation.watch(frozenset({""}))

    observation.stop()

    assert (threading.active_count(), open_files()) == before


def open_files() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir() if path.exists()}
