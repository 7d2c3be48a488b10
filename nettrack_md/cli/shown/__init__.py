"""Values as people and programs see them: a terminal, tab-separated rows, JSON."""
