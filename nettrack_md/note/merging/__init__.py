"""The door to merging: three versions of a note in, one out, or refused.

For the merge driver of git: properties key by key, touches and promises as sets,
rendered regions as ours with what the user did on both sides, all else line by line.
For `merge`: two notes of one person, of which no older text is known, put together.
"""

from __future__ import annotations

from nettrack_md.note.merging.header import add_blocks, read_blocks
from nettrack_md.note.merging.joining import join_bodies
from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.merging.rules import MergeRules
from nettrack_md.note.merging.style import put_style, take_style
from nettrack_md.note.merging.whole import Merged, merge_notes

__all__ = [
    "MergeRefused",
    "MergeRules",
    "Merged",
    "add_blocks",
    "join_bodies",
    "merge_notes",
    "put_style",
    "read_blocks",
    "take_style",
]
