"""Questions about people beside the week: briefs, helpers, goals, profile, shape."""
