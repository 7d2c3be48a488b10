"""One week: whom to be in touch with, what is owed, what to consider, what is near."""
