"""What a plain sentence means: its day, its kind, its direction, in both languages."""
