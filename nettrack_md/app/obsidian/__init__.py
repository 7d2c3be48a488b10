"""What a vault of Obsidian may be given on request: a base, a snippet, types."""

from __future__ import annotations

from nettrack_md.app.obsidian.kit import (
    HIDDEN,
    Kit,
    apply_kit,
    plan_kit,
)

__all__ = ["HIDDEN", "Kit", "apply_kit", "plan_kit"]
