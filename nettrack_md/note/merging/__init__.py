"""The door to merging: three versions of a note in, one out, or refused.

For the merge driver of git: properties key by key, touches and promises as sets,
rendered regions as ours with what the user did on both sides, all else line by line.
"""

from __future__ import annotations

from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.merging.rules import MergeRules
from nettrack_md.note.merging.whole import Merged, merge_notes

__all__ = ["MergeRefused", "MergeRules", "Merged", "merge_notes"]
