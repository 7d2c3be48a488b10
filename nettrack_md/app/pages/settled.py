"""Whether a render found nothing to do, so that it need not be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.vault.digest import digest
from nettrack_md.vault.templates import has_folder

if TYPE_CHECKING:
    from nettrack_md.app.pages.publish import RenderReport
    from nettrack_md.app.workspace import Workspace


def is_settled(ws: Workspace, report: RenderReport) -> bool:
    """Whether the same render finds nothing to do until an answer would be another.

    So it is if each page is a note that the index knows as it was looked at, and none
    is made from a template of the user's own: those are no notes.
    """
    if report.problems or report.changes or ws.temps:
        return False
    if has_folder(ws.root, ws.settings.templates):
        return False
    return all(
        write.expected is not None
        and ws.index.digest(write.path) == digest(write.expected)
        for write in report.writes
    )
