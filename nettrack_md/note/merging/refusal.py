"""Says no: two texts that are better left to git's own merge, and why."""

from __future__ import annotations


class MergeRefused(Exception):
    """The texts cannot be merged exactly; git's own merge is to have them, untouched.

    The text is one clause without a full stop.
    """
