from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.test_watch import Running
from tests.user import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


@pytest.fixture
def watch(vault: Vault) -> Iterator[Callable[..., Running]]:
    """Starts the real watcher on the vault, as soon as it has rendered at rest."""
    running: list[Running] = []
    vault.put("nettrack.toml", "[watch]\nsettle = 0\n")

    def begin(*words: str, before: str = "", root: Path | None = None) -> Running:
        where = root or vault.root
        running.append(Running(where, vault.home, *words, before=before))
        return running[-1].until_ready()

    yield begin
    for one in running:
        one.process.kill()
        one.process.wait()
