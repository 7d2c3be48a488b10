"""Whether the watcher vouches for the index, so that nobody needs to walk the vault.

Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

from nettrack_md.vault import places
from nettrack_md.vault.vouching import find_pledge, find_root


def is_vouched(root: str, version: int, ground: bytes) -> bool:
    """Whether the index at that version is level with the vault at this moment.

    `ground` is that of the settings as they are now; a watcher of others does not
    count, and neither does one that watches another folder than lies at `root` now.
    """
    folder = places.porch(root)
    if folder is None or (pledge := find_pledge(folder)) is None:
        return False
    return pledge == (version, ground, find_root(root))
