"""Whatever happens, as long as it is told of: what is vouched for is so.

The machine of the watcher, but for one thing: as the system does it, every change is
told of before somebody asks. Then an index that is vouched for is the one that a full
pass would leave, and one made from nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from nettrack_md.index.store import find_index
from nettrack_md.vault import places
from tests.property.test_watch_machine import Watched

if TYPE_CHECKING:
    from nettrack_md.index.store import Index


class Vouching(Watched):
    """People ask a watcher that hears of everything, at any moment."""

    def tell(self, told: str, *paths: str) -> None:
        super().tell("all", *paths)

    def put(self, path: str, content: bytes) -> None:
        super().put(path, content)
        # Also of the half of a save that is not told of on purpose.
        self.keeper.marks.mark(path, self.time.now)

    @rule()
    def another_command_runs(self) -> None:
        super().another_command_runs()
        # It wrote notes, and the system tells of that.
        self.keeper.marks.mark_all(self.time.now)

    @rule(seconds=st.sampled_from([3.0, 35.0]))
    def nobody_does_anything(self, seconds: float) -> None:
        self.wait(seconds)

    @rule()
    def another_command_only_reads(self) -> None:
        """It may bring the index level before the watcher does."""
        with self.open():
            pass

    def index(self) -> Index | None:
        return find_index(places.find_index_file(str(self.root)))

    @invariant()
    def what_is_vouched_for_is_so(self) -> None:
        keeper: Any = getattr(self, "keeper", None)
        level = keeper and keeper.find_level()
        index = level and self.index()
        if not level or index is None:
            return
        version = index.version()
        index.close()
        if version == level[0]:
            event("vouched for")
            with self.open() as ws:
                assert ws.ground == level[1]
            self.check_index()
        else:
            event("vouched for another one")


TestVouching = Vouching.TestCase
TestVouching.settings = settings(stateful_step_count=10, deadline=None)
