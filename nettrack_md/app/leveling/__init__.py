"""Bring the index level with the vault: see, read on all cores, take over."""
