"""The yardstick: what a first script would do. Only frontmatter, only overdue."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import frontmatter

RHYTHM = {"close": 30, "active": 90, "loose": 365}


def main() -> None:
    late = []
    for path in sorted(Path(sys.argv[1]).rglob("*.md")):
        meta = frontmatter.load(str(path)).metadata
        last, tier = meta.get("last_contact"), meta.get("tier")
        if isinstance(last, date) and tier in RHYTHM:
            days = (date(2026, 11, 20) - last).days
            if days > RHYTHM[tier]:
                late.append((days / RHYTHM[tier], str(path)))
    for ratio, where in sorted(late, reverse=True)[:20]:
        print(f"{ratio:.2f}\t{where}")


if __name__ == "__main__":
    main()
