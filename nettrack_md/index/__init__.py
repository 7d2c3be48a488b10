"""What the notes say, in SQLite: a cache that can be deleted at any time.

Records of `model` flow in and out; nobody outside sees SQL. Wrong version, other
rules or damage: made anew, never migrated. The only importer of sqlite3.
"""
