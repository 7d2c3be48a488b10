"""The members of an archive, by name; nothing is ever unpacked to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettrack_md.exchange.reading import Complaints

_MAX_BYTES = 256 * 1024 * 1024


class Member:
    """A file of an archive."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive, self._info = archive, info
        self.name = info.filename.replace("\\", "/")
        #: Its name without folders.
        self.base = self.name.rpartition("/")[2]

    def read(self, complaints: Complaints) -> bytes | None:
        """Its bytes; None where they cannot be had, which is told."""
        try:
            with self._archive.open(self._info) as member:
                content = member.read(_MAX_BYTES + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
        ):
            complaints.lost(0, f"{self.name[:80]} cannot be unpacked")
            return None
        if len(content) > _MAX_BYTES:
            complaints.lost(0, f"{self.name[:80]} is over {_MAX_BYTES >> 20} MB")
            return None
        return content


def open_archive(data: bytes, complaints: Complaints) -> list[Member]:
    """Its files, by name. Names that climb out of a folder are told and left out."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        complaints.lost(0, "the archive is damaged, or cut off")
        return []
    members: list[Member] = []
    for info in archive.infolist():
        one = Member(archive, info)
        if one.name.startswith("/") or ".." in one.name.split("/") or ":" in one.name:
            complaints.lost(0, f"{one.name[:80]} leads out of the archive; passed over")
        elif one.base and not one.name.startswith("__MACOSX/"):
            members.append(one)
    return sorted(members, key=lambda member: member.name)
