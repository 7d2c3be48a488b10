"""The words of the notes, English and Japanese."""
