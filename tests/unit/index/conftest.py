from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nettrack_md.index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.index.store import Index


@pytest.fixture
def index() -> Iterator[Index]:
    opened = open_index(None, fingerprint="tests")
    yield opened
    opened.close()
