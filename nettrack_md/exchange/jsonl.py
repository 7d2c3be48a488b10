"""People as lines of JSON: one object each, keys sorted, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nettrack_md.people.properties import is_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def render_json_lines(
    rows: Iterable[tuple[str, Mapping[str, Sequence[str]]]],
) -> bytes:
    """Path and properties (with `tags`) of each person; lists stay lists."""
    lines = []
    for path, held in rows:
        table: dict[str, object] = {"path": path}
        for key, texts in held.items():
            several = key == "tags" or is_list(key)
            table[key] = list(texts) if several else " ".join(texts)
        text = json.dumps(table, ensure_ascii=False, sort_keys=True)
        lines.append(text + "\n")
    return "".join(lines).encode("utf-8", "backslashreplace")
