"""Rendered notes: gathered, made, and brought into the note that is there."""
