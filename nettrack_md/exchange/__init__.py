"""Other people's formats, in and out: bytes to foreign people, and back.

`vcard` reads and writes address books, `csv` tables; `books` reads what other tools
keep; `jsonl` writes lines of JSON.
"""

from __future__ import annotations
