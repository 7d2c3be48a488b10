"""What a search found -> rows of `--json`, and lines for a pipe.

There may be very many, so a note's are made at once, and nothing else is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.cli.safe import safe, safe_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.index.reader import Found


def hit_rows(hits: Iterable[Found]) -> Iterator[dict[str, object]]:
    """The rows of `search`."""
    for path, name, kind, places in hits:
        for line, where, text in places:
            yield {
                "path": path,
                "name": name,
                "kind": kind,
                "line": line,
                "where": where,
                "text": text,
            }


def hit_lines(hits: Iterable[Found]) -> Iterator[str]:
    """Path, line, title, excerpt: the lines of a note, as they are printed."""
    for path, title, _, places in hits:
        before, after = f"{safe(path)}\t", f"\t{safe(title)}\t"
        texts = safe_all([text for _, _, text in places])
        yield "".join(
            [
                f"{before}{line}{after}{text}\n"
                for (line, _, _), text in zip(places, texts, strict=True)
            ]
        )
