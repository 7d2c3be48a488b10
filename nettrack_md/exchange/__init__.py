"""Other people's formats, in and out: bytes to foreign people, and back.

`vcard` reads and writes address books, `csv` tables; `books` reads what other tools
keep; `jsonl` writes lines of JSON, `picture` draws who knows whom, `calendar` does both
with days.
"""

from __future__ import annotations
