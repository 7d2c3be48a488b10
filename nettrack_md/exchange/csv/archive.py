"""The one table of an archive that is about people, never unpacked to the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.exchange.archives import open_archive

if TYPE_CHECKING:
    from nettrack_md.exchange.reading import Complaints

_WANTED = frozenset({"connections.csv", "contacts.csv"})


def table_of_archive(data: bytes, complaints: Complaints) -> bytes | None:
    """The bytes of `Connections.csv`, in whatever folder; None when there is none.

    Names that climb out of a folder are told and passed over.
    """
    before = len(complaints.problems)
    members = open_archive(data, complaints)
    found = next((one for one in members if one.base.lower() in _WANTED), None)
    if found is not None:
        return found.read(complaints)
    if members or len(complaints.problems) == before:
        complaints.lost(0, "there is no Connections.csv in the archive")
    return None
