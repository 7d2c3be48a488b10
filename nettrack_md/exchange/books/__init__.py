"""Files of other tools that keep people: friends.md, Monica, org-contacts, khard."""

from __future__ import annotations

from nettrack_md.exchange.books.finding import find_book, read_book

__all__ = ["find_book", "read_book"]
