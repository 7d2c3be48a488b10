"""nettrack: a plain-text toolkit that keeps a person's network alive."""

from __future__ import annotations

__version__ = "0.1.0"
