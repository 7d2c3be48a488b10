"""`merge`: two notes of one person become one, by a plan; nothing of either is lost."""

from __future__ import annotations

from nettrack_md.app.duplicates.plan import MergeReport, merge_people

__all__ = ["MergeReport", "merge_people"]
