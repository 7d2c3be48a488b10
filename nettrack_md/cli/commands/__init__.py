"""The commands, a short function each; imported when they run."""
