"""Other people's formats, in and out: bytes to foreign people, and back.

`vcard` reads and writes address books, `csv` tables; `jsonl` writes lines of JSON.
"""

from __future__ import annotations
