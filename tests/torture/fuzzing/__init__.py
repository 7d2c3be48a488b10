"""What the fuzz, the growth and the edit tortures share: documents and targets."""
