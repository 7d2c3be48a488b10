"""Tables in: exports of services and programs, or any table by `--map`; and out."""

from __future__ import annotations

from nettrack_md.exchange.csv.reader import read_table
from nettrack_md.exchange.csv.writer import render_table

__all__ = ["read_table", "render_table"]
