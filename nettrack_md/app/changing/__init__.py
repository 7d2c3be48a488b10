"""Change notes: plan, compare and swap, remember, take back."""
