"""How the names of what matters in a vault are told from all others."""

from __future__ import annotations

#: How the name of a note ends; a tuple, so that one call asks for all four.
NOTE_ENDINGS = (".md", ".MD", ".Md", ".mD")
#: What marks a folder below the root as a vault of its own.
VAULT_MARKS = frozenset({".obsidian", "nettrack.toml"})
#: How iCloud's placeholders end, of notes too.
CLOUD_ENDING = ".icloud"
