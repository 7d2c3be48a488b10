"""Read a foreign file whatever it is; carry the plan of its import out."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from nettrack_md.app.changing.writing import WriteReport, write
from nettrack_md.app.importing.plan import ImportPlan, steps_of
from nettrack_md.errors import ForeignUnreadable, ImportRefused, UsageFault
from nettrack_md.exchange.books import find_book, read_book
from nettrack_md.exchange.csv import read_table
from nettrack_md.exchange.vcard import read_vcards
from nettrack_md.exchange.vcard.values import known_charset
from nettrack_md.vault.foreign import read_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.reading import ForeignFile

_CARDS = frozenset({".vcf", ".vcard"})
_TABLES = frozenset({".csv", ".tsv", ".txt", ".zip"})
_MANY = 500


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import wrote, or would write: notes, and what it remembers."""

    report: WriteReport
    #: How many files under `.nettrack/sources/` are among the writes.
    remembered: int


def read_import(
    path: str, *, encoding: str = "", mapping: Mapping[str, str] | None = None
) -> ForeignFile:
    """The people of a file, by its ending or else its first bytes.

    `mapping`: column of a table to property. Raises ForeignUnreadable, UsageFault.
    """
    if encoding and not known_charset(encoding):
        raise UsageFault(f'"{encoding}" is no encoding. Write utf-8, cp932, cp1252, …')
    content = read_foreign(path)
    name, ending = PurePath(path).name, PurePath(path).suffix.lower()
    if not content.strip():
        raise ForeignUnreadable(path, "the file is empty")
    if (book := find_book(content, name, encoding)) is not None:
        return read_book(content, name, book, encoding)
    if ending in _CARDS or (ending not in _TABLES and _looks_like_cards(content)):
        return read_vcards(content, name, encoding=encoding)
    if ending in _TABLES:
        return read_table(content, name, encoding=encoding, mapping=mapping or {})
    raise ForeignUnreadable(
        path, "this is no format that can be read", "Give it the ending .vcf or .csv."
    )


def _looks_like_cards(content: bytes) -> bool:
    return b"BEGIN:VCARD" in content[:4096].replace(b"\0", b"").upper()


def carry_out_import(
    ws: Workspace,
    file: ForeignFile,
    plan: ImportPlan,
    words: tuple[str, ...],
    *,
    dry_run: bool,
    partly: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Write what the plan says, or with `dry_run` only show the writes.

    Raises ImportRefused where the file has faults and `partly` was not asked for.
    """
    lost = sum(problem.severity == "error" for problem in file.problems)
    if lost and not (dry_run or partly):
        raise ImportRefused(lost)
    if len(plan.rows) > _MANY:
        # What templates leave behind hangs together in circles, and adds up here.
        gc.enable()
    report = write(
        ws,
        tuple(steps_of(ws, plan)),
        words,
        dry_run=dry_run,
        together=True,
        progress=progress,
    )
    own = sum(one.path.startswith(".nettrack/") for one in report.changes)
    return ImportReport(report, own)
