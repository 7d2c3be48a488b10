"""The one table of an archive that is about people, never unpacked to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettrack_md.exchange.reading import Complaints

_WANTED = frozenset({"connections.csv", "contacts.csv"})
_MAX_BYTES = 64 * 1024 * 1024


def table_of_archive(data: bytes, complaints: Complaints) -> bytes | None:
    """The bytes of `Connections.csv`, in whatever folder; None when there is none.

    Names that climb out of a folder are told and passed over.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        complaints.lost(0, "the archive is damaged, or cut off")
        return None
    with archive:
        for info in archive.infolist():
            name = info.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or ":" in name:
                complaints.lost(0, f"{name[:80]} leads out of the archive; passed over")
            elif name.rpartition("/")[2].lower() in _WANTED:
                return _read(archive, info, complaints)
    complaints.lost(0, "there is no Connections.csv in the archive")
    return None


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, complaints: Complaints
) -> bytes | None:
    try:
        with archive.open(info) as member:
            content = member.read(_MAX_BYTES + 1)
    except (
        zipfile.BadZipFile,
        RuntimeError,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
    ):
        complaints.lost(0, f"{info.filename[:80]} cannot be unpacked")
        return None
    if len(content) > _MAX_BYTES:
        complaints.lost(0, f"{info.filename[:80]} is over {_MAX_BYTES >> 20} MB")
        return None
    return content
